"""``infoview search`` and ``infoview since`` as a person meets them, and a note that is deleted is gone everywhere."""

from __future__ import annotations

import json
import re
import sys
import types

import numpy as np
import pytest
from contrast_fixtures import with_contrasts
from typer.testing import CliRunner

from infoview_analysis.cli import app
from infoview_analysis.export.tables import write_tables
from infoview_analysis.parts import parts_of
from infoview_analysis.repository import Repository, build_repository, upkeep


class Letters:
    """An encoder without a model: how often each letter stands in a text."""

    name = "letters"
    dimensions = 26

    def encode(self, texts):
        rows = np.array([[text.casefold().count(chr(97 + k)) for k in range(26)] for text in texts], dtype=np.float32)
        rows = rows.reshape(-1, 26) + 1e-3
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A workspace whose synthesis is made by hand: twelve people, one a month, marked and suggested sides."""
    (tmp_path / "w" / "interviews").mkdir(parents=True)
    (tmp_path / "w" / "interviews" / "a.md").write_text("- one", encoding="utf-8")
    bundle = with_contrasts()
    bundle.workspace = tmp_path / "w"
    fake = types.ModuleType("infoview_analysis.synthesis")
    fake.synthesize = lambda workspace, progress=None: bundle
    monkeypatch.setitem(sys.modules, "infoview_analysis.synthesis", fake)
    monkeypatch.setattr(upkeep, "workspace_encoder", lambda workspace: Letters())
    return tmp_path / "w"


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"NO_COLOR": "1", "COLUMNS": "200"})


def found(folder, *arguments):
    result = run("search", folder, *arguments, "--format", "json", "--limit", 500)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# -- search -------------------------------------------------------------------------------------------------------


def test_the_first_search_builds_the_file_and_later_ones_use_it(folder):
    assert not (folder / ".infoview").exists()
    first = run("search", folder, "honest number")
    assert first.exit_code == 0
    assert "*honest*" in first.output
    assert re.search(r"interviews/\d+\.(md|docx):\d+", first.output)
    before = (folder / ".infoview" / "repository.sqlite3").stat().st_mtime_ns
    assert run("search", folder, "honest number").stdout == first.stdout
    assert (folder / ".infoview" / "repository.sqlite3").stat().st_mtime_ns == before


def test_a_changed_note_is_told_and_the_file_built_again(folder):
    run("search", folder, "honest")
    (folder / "interviews" / "a.md").write_text("- two", encoding="utf-8")
    assert "it is built again" in run("search", folder, "honest").output


@pytest.mark.parametrize(
    ("option", "value", "column", "expected"),
    [
        ("--theme", "Night shifts", "theme", {"Night shifts wear people out"}),
        ("--theme", "t01", "theme", {"Certificates open the first door"}),
        ("--category", "adv", "category", {"advice"}),
        ("--role", "nurse", "role", {"Nurse", "nurse "}),
        ("--interviewee", "chloé", "interviewee", {"Chloé"}),
        ("--since", "2026-12-01", "date", {"2026-12-05"}),
        ("--until", "2026-01-31", "date", {"2026-01-05"}),
    ],
)
def test_filters_narrow_to_what_they_say(folder, option, value, column, expected):
    for words in ((), ("weeks",)):
        rows = found(folder, *words, option, value)
        assert {row[column] for row in rows} == expected


def test_seniority_and_kind_narrow(folder):
    people = {row["interviewee"] for row in found(folder, "--seniority", "lead")}
    assert people == {"Chloé", "Ines"}  # every sixth, from the third on
    marked = parts_of(with_contrasts()).contrast_points
    marked = set(marked.loc[marked["status"] != "suggested", "point_id"])
    assert {row["point_id"] for row in found(folder, "--kind", "contrast")} == marked


def test_filters_hold_together(folder):
    rows = found(folder, "weeks", "--role", "nurse", "--since", "2026-06-01", "--theme", "t01")
    assert all(row["role"].strip().casefold() == "nurse" and row["date"] >= "2026-06-01" for row in rows)
    assert found(folder, "--until", "2025-12-31") == []


def test_no_hit_says_so(folder):
    result = run("search", folder, "zzyzx", "--no-meaning")
    assert (result.exit_code, "Nothing found for “zzyzx”." in result.output) == (0, True)
    assert "Nothing is left with these filters." in run("search", folder, "--since", "2027-01-01").output
    assert found(folder, "zzyzx", "--no-meaning") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--theme", "nothing like it"), "no theme is called “nothing like it”. There is: "),
        (("--category", "gossip"), "“gossip” is no category. There is: career path, "),
        (("--kind", "secret"), "“secret” is no kind. There is: insight, "),
        (("--since", "14.5.2026"), "“14.5.2026” after since is no day. Write it as 2026-05-14."),
        (("--until", "2026-13-01"), "“2026-13-01” after until is no day."),
    ],
)
def test_a_filter_that_cannot_be_meant_is_one_line_with_the_mend(folder, arguments, told):
    result = run("search", folder, "weeks", *arguments)
    assert result.exit_code != 0
    assert told in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_nothing_to_look_for_is_wrong_usage(folder):
    assert run("search", folder).exit_code == 2
    assert run("search", folder, "weeks", "--format", "pdf").exit_code == 2
    assert not (folder / ".infoview").exists()


def test_csv_has_the_columns_of_the_frame(folder):
    head = run("search", folder, "weeks", "--format", "csv").stdout.splitlines()[0]
    assert head.startswith("rank,quote,marked,interviewee,role,company,date,where,")


# -- the parts in the file ----------------------------------------------------------------------------------------


def test_sides_tell_what_was_marked_from_what_is_suggested(tmp_path):
    import sqlite3

    bundle = with_contrasts()
    path = build_repository(bundle, key="k", path=tmp_path / "r.sqlite3")
    connection = sqlite3.connect(path)
    counts = dict(connection.execute("SELECT status, count(*) FROM sides GROUP BY status"))
    connection.close()
    expected = bundle.contrasts.contrast_points["status"].value_counts().to_dict()
    assert counts == expected
    assert set(counts) == {"marked", "inline", "suggested"}


def test_every_part_is_in_the_file(tmp_path):
    import sqlite3

    bundle = with_contrasts()
    path = build_repository(bundle, key="k", path=tmp_path / "r.sqlite3")
    connection = sqlite3.connect(path)
    parts = parts_of(bundle)
    for table, frame in (
        ("interviews", parts.interviews), ("points", parts.points), ("themes", parts.themes),
        ("contrasts", parts.contrasts), ("takeaways", parts.takeaways), ("skills", parts.skill_gaps),
        ("skill_mentions", parts.skill_mentions),
    ):  # fmt: skip
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == len(frame), table
    connection.close()
    with Repository.open(path) as repository:
        assert int(repository.meta["entries"]) >= len(parts.points)


# -- since --------------------------------------------------------------------------------------------------------


def test_since_a_day_lists_what_chance_does_not_explain(folder):
    result = run("since", folder, "--date", "2026-06-01")
    assert result.exit_code == 0, result.output
    assert "Since 1 June 2026" in result.output
    assert "--all lists them" in result.output
    everything = run("since", folder, "--date", "2026-06-01", "--all")
    assert everything.output.count("new people") > result.output.count("new people")


def test_since_an_earlier_report_names_what_is_newly_contested(folder, tmp_path):
    write_tables(with_contrasts(marked=False), tmp_path / "old" / "tables")
    result = run("since", folder, "--report", tmp_path / "old")
    assert result.exit_code == 0, result.output
    assert "newly contested" in result.output
    assert re.search(r"newly contested +You need a mentor", result.output)  # the fixture has both sides marked there


@pytest.mark.parametrize("arguments", [("--date", "June"), ("--date", "2026-06-01", "--report", ".")])
def test_since_a_day_that_is_none_is_wrong_usage(folder, arguments):
    assert run("since", folder, *arguments).exit_code == 2


def test_since_a_folder_that_is_no_report(folder, tmp_path):
    result = run("since", folder, "--report", tmp_path)
    assert result.exit_code not in (0, 2)
    assert "Give the folder of an earlier report." in " ".join(result.output.split())


# -- a note that is deleted, from the files to the search --------------------------------------------------------------

NOTES = {
    "Ana Ruiz": "- Learn to read drawings before a raise\n- Send her the case study about the crane by Friday",
    "Bo Li": "- A degree is needed for the foreman's chair\n- Talk to Quillfeather at the harbour office, use my name",
    "Cho Park": "- Nobody here has a degree and nobody asks\n- Read The Rigger's Companion, the second edition",
}
DECIDED = """\
takeaways:
  - id: action:x
    words: Send her the case study about the crane by Friday
    status: done
  - id: referral:y
    words: Talk to Quillfeather at the harbour office, use my name
    status: done
propositions:
  - id: degree
    statement: A degree is needed.
    for: [A degree is needed for the foreman]
    against: [Nobody here has a degree]
"""


def test_a_deleted_note_is_nowhere_and_what_was_decided_on_others_stays(tmp_path):
    from infoview_analysis.repository import search
    from infoview_analysis.synthesis import synthesize
    from infoview_analysis.workspace import Workspace

    folder = tmp_path / "w"
    (folder / "interviews").mkdir(parents=True)
    for name, words in NOTES.items():
        note = f"---\ninterviewee: {name}\ndate: 2026-01-14\n---\n\n## Advice\n\n{words}\n"
        (folder / "interviews" / f"{name}.md").write_text(note, encoding="utf-8")
    (folder / "codebook.yaml").write_text(DECIDED, encoding="utf-8")
    assert search(folder, "Quillfeather")["interviewee"].iloc[0] == "Bo Li"
    assert search(folder, kind="contrast")["interviewee"].tolist() == ["Bo Li", "Cho Park"]

    (folder / "interviews" / "Bo Li.md").unlink()
    for words in ("Quillfeather", "harbour office", "foreman", "who can introduce me", "degree"):
        assert "Bo Li" not in set(search(folder, words)["interviewee"])
    assert search(folder, kind="contrast")["interviewee"].tolist() == ["Cho Park"]
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "codebook.yaml":
            assert b"Quillfeather" not in path.read_bytes(), path

    again = synthesize(Workspace(folder))
    assert set(again.interviews["interviewee"]) == {"Ana Ruiz", "Cho Park"}
    kept = again.takeaways.takeaways.set_index(["kind", "text"])["status"]
    assert kept["action", "Send her the case study about the crane by Friday"] == "done"
    sides = again.contrasts.contrast_points
    assert sides.loc[sides["status"] == "marked", ["interview_id", "side"]].to_numpy().tolist() == [
        ["cho-park-2026-01-14", "against"]
    ]  # fmt: skip
    assert (folder / "codebook.yaml").read_text(encoding="utf-8") == DECIDED
