"""The commands for skills: what they write, and what they say when a word names nothing."""

import csv
import io
import re

import pytest
from typer.testing import CliRunner

from infoview_analysis.cli.app import app


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "interviews").mkdir()
    for name, words in (("ana", "You must know SQL on day one."), ("ben", "SQL is a plus here.")):
        text = f"---\ninterviewee: {name}\ndate: 2026-03-01\n---\n## Skills\n- {words}\n"
        (tmp_path / "interviews" / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_list_need_level_and_plan(folder):
    assert "2 of 2" in run("skills", folder).output
    assert run("skill", "need", folder, "SQL", "a plus here", "not_needed").exit_code == 0
    assert "contested" in run("skills", folder).output
    assert "strong" in run("skill", "level", folder, "SQL", "strong").output
    assert run("skill", "plan", folder).exit_code == 0
    path = folder / "development_plan.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",,\n", ",yes,mine\n"), encoding="utf-8")
    kept = path.read_text("utf-8")
    assert run("skill", "plan", folder).exit_code == 0
    assert path.read_text("utf-8-sig") == kept
    assert "yes,mine" in kept


@pytest.mark.parametrize(
    "words", [("need", "SQL", "zebra", "must"), ("need", "SQL", "SQL", "maybe"), ("level", "SQL", "so-so")]
)
def test_what_cannot_be_meant_is_refused(folder, words):
    command, *rest = words
    result = run("skill", command, folder, *rest)
    assert result.exit_code in (1, 2)
    assert not (folder / "codebook.yaml").exists()


def test_a_dropped_resource_is_not_suggested_near_a_skill(folder):
    path = folder / "interviews" / "ana.md"
    path.write_text(path.read_text("utf-8") + "- Read the handbook “Learning SQL Slowly”, it is free.\n", "utf-8")
    assert "Learning SQL Slowly" in plan_of(folder)[0]["resource"]
    assert run("export", folder, "--what", "skills", "--format", "csv").exit_code == 0
    listed = CliRunner().invoke(app, ["takeaways", str(folder), "--kind", "resource"], env={"COLUMNS": "80"}).stdout
    ids = re.findall(r"^resource:\S+", listed, flags=re.MULTILINE)
    assert ids
    for one in ids:  # whole also where the terminal is narrow
        assert run("takeaway", "drop", folder, one).exit_code == 0
    assert plan_of(folder)[0]["resource"] == ""
    assert run("export", folder, "--what", "skills", "--format", "csv").exit_code == 0
    assert "Slowly”" not in (folder / "exports-skills" / "development_plan.csv").read_text("utf-8-sig")


def plan_of(folder):
    """The plan as the command writes it to a folder without one."""
    path = folder / "development_plan.csv"
    path.unlink(missing_ok=True)
    assert run("skill", "plan", folder).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    path.unlink()
    return rows
