"""The plan over several runs: what was ticked or changed stays, what was only suggested follows the notes."""

import csv
import io

import openpyxl
import pandas as pd
import pytest
from skill_fixtures import small_summary
from typer.testing import CliRunner

from infoview_analysis.cli.app import app
from infoview_analysis.skills.plan import COLUMNS, merged_plan
from infoview_analysis.skills.plan_memory import FILE_NAME, remember, remembered

NOTES = {
    "ana": "- You must know SQL on day one.\n- You must know Figma, it is non-negotiable.\n",
    "ben": "- SQL is a must here.\n- You must know Excel.\n- You need to know Tableau well.\n",
    "chloe": "- You must know Excel, every day.\n- You must know Figma.\n- You need to know Tableau well.\n",
}


def run(*words):
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "interviews").mkdir()
    for name, words in NOTES.items():
        text = f"---\ninterviewee: {name}\ndate: 2026-03-01\n---\n## Which skills matter?\n{words}"
        (tmp_path / "interviews" / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def plan_of(folder):
    text = (folder / "development_plan.csv").read_text("utf-8-sig")
    return {row["skill"]: row for row in csv.DictReader(io.StringIO(text))}


def change(folder, skill, **cells):
    path = folder / "development_plan.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for name, words in cells.items():
        frame.loc[frame["skill"] == skill, name] = words
    frame.to_csv(path, index=False)


def test_ticks_stay_when_a_note_is_deleted_and_its_untouched_suggestions_go(folder):
    run("skill", "plan", folder)
    first = plan_of(folder)
    assert set(first) == {"SQL", "Figma", "Excel", "Tableau"}
    assert (first["SQL"]["ask"], first["Figma"]["ask"], first["Excel"]["ask"]) == ("ana", "ana", "ben")
    change(folder, "Figma", done="yes", notes="showed it to chloe")
    change(folder, "SQL", action="a course on Mondays")
    (folder / "interviews" / "ben.md").unlink()
    run("skill", "plan", folder)
    after = plan_of(folder)
    assert after["Figma"] == {**first["Figma"], "done": "yes", "notes": "showed it to chloe"}
    assert after["SQL"]["action"] == "a course on Mondays"
    assert after["Excel"]["ask"] == after["Tableau"]["ask"] == "chloe"
    assert after["Excel"]["due"] == first["Excel"]["due"]
    (folder / "interviews" / "chloe.md").unlink()
    run("skill", "plan", folder)
    assert {name: row["ask"] for name, row in plan_of(folder).items()} == {"SQL": "ana", "Figma": "ana"}
    (folder / "interviews" / "ana.md").write_text("---\ninterviewee: ana\n---\n- It rained.\n", encoding="utf-8")
    run("skill", "plan", folder)
    assert {name: row["done"] for name, row in plan_of(folder).items()} == {"SQL": "", "Figma": "yes"}


def test_a_workbook_edited_elsewhere_comes_back_and_survives_the_next_run(folder):
    run("skill", "plan", folder)
    change(folder, "Excel", notes="half way")
    frame = pd.read_csv(folder / "development_plan.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    frame.assign(hours=["1", "2", "3", "4"]).to_csv(folder / "development_plan.csv", index=False)
    run("export", folder, "--what", "skills", "--format", "xlsx")
    path = folder / "exports-skills" / "skill_report.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Plan"]
    places = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(places["SQL"], 6).value = "yes"
    sheet.cell(places["Figma"], 5).value = pd.Timestamp(2026, 12, 1)
    sheet.cell(places["Figma"], 7).value = "=ask(ana)"
    sheet.cell(places["Figma"], 7).data_type = "s"
    book.save(folder / "edited.xlsx")
    assert "of them yours" in run("skill", "plan", folder, "--from", folder / "edited.xlsx")
    for _ in range(2):
        plan = plan_of(folder)
        assert plan["SQL"]["done"] == "yes"
        assert (plan["Figma"]["due"], plan["Figma"]["notes"]) == ("2026-12-01", "'=ask(ana)")
        assert plan["Excel"]["notes"] == "half way"
        assert sorted(row["hours"] for row in plan.values()) == ["1", "2", "3", "4"]
        run("skill", "plan", folder)
    (folder / "interviews" / "ben.md").unlink()
    run("skill", "plan", folder)
    assert plan_of(folder)["SQL"]["done"] == "yes"


def test_without_the_cache_every_cell_counts_as_written(folder):
    run("skill", "plan", folder)
    before = plan_of(folder)
    (folder / ".infoview" / FILE_NAME).unlink()
    (folder / "interviews" / "ben.md").unlink()
    run("skill", "plan", folder)
    assert plan_of(folder) == before


def test_the_memory_holds_no_words_and_a_damaged_one_is_none(tmp_path):
    remember(small_summary().plan, tmp_path)
    text = (tmp_path / FILE_NAME).read_text("utf-8")
    assert "Ana" not in text
    assert len(remembered(tmp_path)) == 6  # both rows have one day, and CDL no resource
    (tmp_path / FILE_NAME).write_text("{", "utf-8")
    assert remembered(tmp_path) == frozenset()


def test_a_column_of_one_file_is_kept_when_another_has_none():
    own = pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), "skill": "SQL", "mood": "good"}])
    plan = merged_plan(small_summary(own).plan, own.drop(columns="mood").assign(done="yes"))
    assert plan.loc[plan["skill"] == "SQL", ["mood", "done"]].to_numpy().tolist() == [["good", "yes"]]
