"""The skill report: one structure, five formats, and a plan in which nothing the person wrote is lost."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skill_fixtures import FewSkills, interviews_of, profile_of, said, small_summary, summary_of

from infoview_analysis.errors import ReportError, UnreadableFileError
from infoview_analysis.export.skills.contents import SkillReport, report_of
from infoview_analysis.export.skills.markdown import markdown
from infoview_analysis.export.skills.page import page_text
from infoview_analysis.export.skills.tables import write_csv
from infoview_analysis.export.skills.workbook import workbook_bytes
from infoview_analysis.skills.plan import COLUMNS, is_done, merged_plan
from infoview_analysis.skills.plan_file import load_plan, plan_csv, read_plan, write_plan
from infoview_analysis.skills.summary import no_skills
from infoview_analysis.spreadsheet_safety import guarded, unguarded


def report(written=None):
    return report_of(
        small_summary(written), interviews_of("Ana", "Ben", "Chloé", "Dmitri", "<b>Esi & Co</b>"), name="me"
    )


def nothing():
    return report_of(no_skills(), interviews_of("Ana").iloc[:0])


def one_person():
    interviews = interviews_of("Ana")
    return report_of(summary_of(interviews, *said((0, "SQL", "must")), profile_of(SQL=1)), interviews)


BUNDLES = {"small": report, "nothing": nothing, "one person": one_person}


@pytest.mark.parametrize("make", BUNDLES.values(), ids=BUNDLES)
def test_json_round_trips(make):
    made = make()
    text = made.to_json()
    assert SkillReport.from_json(text) == made
    assert json.loads(text)["schema_name"] == "infoview-skill-report"
    assert json.loads(text)["schema_version"] == 1


@pytest.mark.parametrize("text", ["{}", "[", '{"schema_version": 2}'])
def test_a_json_of_another_kind_is_a_readable_error(text):
    with pytest.raises(ReportError, match=r"old\.json: is no skill report of version 1"):
        SkillReport.from_json(text, "old.json")


def test_sections_and_quotes_of_the_structure():
    made = report()
    assert [skill.skill for skill in made.section("ranked")] == ["SQL", "Excel", "Figma"]
    assert [skill.skill for skill in made.section("contested")] == ["CDL"]
    assert [skill.skill for skill in made.strengths] == ["Excel"]
    sql = made.section("ranked")[0]
    assert [(quote.interviewee, quote.need) for quote in sql.quotes] == [
        ("Ana", "must"), ("Ben", "nice"), ("Chloé", "mentioned"),
    ]  # fmt: skip
    assert {quote.need for quote in made.section("contested")[0].quotes} == {"must", "not_needed"}
    assert made.target_role == "Data analyst"
    assert len(made.mentions) == 12 - 1
    assert [m.skill for m in made.mentions if m.status == "suggested"] == ["grant writing"]


@pytest.mark.parametrize("make", BUNDLES.values(), ids=BUNDLES)
def test_workbook_has_a_sheet_a_part_and_computes_nothing(make):
    made = make()
    data = workbook_bytes(made)
    assert data == workbook_bytes(made)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Summary", "Skills", "Who asks", "Quotes", "Plan", "Your profile", "Unknown and method"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert book["Skills"].max_row == len(made.skills) + 1
    assert book["Quotes"].max_row == len(made.mentions) + 1
    words = [row[2].value for row in book["Quotes"].iter_rows(min_row=2)]
    assert [word for word in words if str(word).startswith("=")] == (
        ["=Postgres would be a plus."] if make is report else []
    )


def test_workbook_holds_numbers_and_days_shown_in_words_and_prints():
    made = report(written([{"skill": "SQL", "due": "2026-05-14", "notes": "-1+1", "ask": "someday 2026-05-14"}]))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(made)))
    skills = {row[0].value: row for row in book["Skills"].iter_rows(min_row=2)}
    heads = [cell.value for cell in book["Skills"][1]]
    sql = dict(zip(heads, skills["SQL"], strict=True))
    assert (sql["People"].value, sql["People"].number_format) == (3, '0" of 5"')
    assert (sql["You have"].value, sql["You have"].number_format) == (1, '"basic"')
    assert (sql["Asked for"].value, sql["Asked for"].number_format) == (3, '"strong"')
    assert skills["Python"][heads.index("You have")].number_format == '"not in profile"'
    assert sql["Gap"].number_format.startswith("0 %")
    assert isinstance(sql["Likely share, from"].value, float)
    assert book["Quotes"]["G2"].is_date
    plan = {cell.value: book["Plan"].cell(2, cell.column) for cell in book["Plan"][1]}
    assert plan["Due"].is_date
    assert (plan["Whom to ask"].value, plan["Notes"].value) == ("someday 2026-05-14", "-1+1")
    assert plan["Notes"].quotePrefix
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    for sheet in book.worksheets[1:]:
        assert sheet.print_title_rows == "$1:$1"
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                lines = -(-len(str(cell.value or "")) // int(sheet.column_dimensions[cell.column_letter].width))
                if cell.data_type == "s":
                    assert sheet.row_dimensions[cell.row].height >= min(400, 15 * lines)


def test_who_asks_shows_what_each_person_says():
    made = report()
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(made)))["Who asks"]
    people = [cell.value for cell in sheet[1]][1:]
    assert people == list(made.people)
    rows = {row[0]: dict(zip(people, row[1:], strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {who: need for who, need in rows["SQL"].items() if need} == {"Ana": "must", "Ben": "helps", "Chloé": "named"}


def test_csv_has_a_row_a_skill_and_a_row_a_mention(tmp_path):
    made = report()
    write_csv(made, tmp_path)
    read = {path.name: list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))) for path in tmp_path.iterdir()}
    assert sorted(read) == ["development_plan.csv", "skill_quotes.csv", "skills.csv"]
    assert [row["skill"] for row in read["skills.csv"]] == [skill.skill for skill in made.skills]
    assert read["skills.csv"][0]["asked_by"] == "Ana: must; Ben: nice; Chloé: mentioned"
    texts = [row["text"] for row in read["skill_quotes.csv"]]
    assert "'=Postgres would be a plus." in texts
    assert len(texts) == len(made.mentions)


@pytest.mark.parametrize("make", BUNDLES.values(), ids=BUNDLES)
def test_markdown_shows_words_of_notes_as_words(make):
    text = markdown(make())
    assert text.startswith("# ")
    assert re.findall(r"^## .*", text, re.M)[-1] == "## Method and settings"
    assert not re.search(r"(?<!\\)<(?:script|b)\b", text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for key, value in attrs if key in ("src", "href") and value]


@pytest.mark.parametrize("make", BUNDLES.values(), ids=BUNDLES)
def test_page_is_self_contained_and_escapes(make):
    text = page_text(make())
    elements = Elements()
    elements.feed(text)
    assert "script" not in elements.tags
    assert all(link.startswith(("data:", "#")) for link in elements.links)
    for anchor in ("gaps", "contested", "plan", "unknown", "method"):
        assert f'id="{anchor}"' in text
    if make is report:
        assert "<b>Esi" not in text
        assert elements.tags.count("img") == 2


# The plan


def written(rows):
    frame = pd.DataFrame(rows)
    return frame.reindex(columns=list(COLUMNS)).astype("object").fillna("").astype("str")


def test_plan_suggests_the_largest_gap_with_resource_and_person():
    plan = small_summary().plan
    assert plan["skill"].tolist() == ["SQL", "CDL"]
    first = plan.iloc[0]
    assert first["ask"] == "Ana (Analyst, Firm 0)"
    assert first["resource"] == "“Read the free course at www.example.org/sql first.” (Ana)"
    assert first["due"] == "2026-03-19"
    assert "basic to strong" in first["action"]
    assert "1 person asks for it and 1 says it is not needed" in plan.iloc[1]["action"]


def test_what_the_person_wrote_goes_before_every_suggestion():
    own = written([
        {"skill": "postgres", "action": "", "done": "x", "notes": "half way"},
        {"skill": "SQL", "action": "second thing", "due": "soon"},
        {"skill": "Juggling", "action": "practise", "ask": "my aunt"},
    ])  # fmt: skip
    own["mood"] = ["good", "", ""]
    plan = small_summary(own).plan
    assert plan["skill"].tolist() == ["postgres", "SQL", "CDL", "Juggling"]
    assert plan["origin"].tolist() == ["yours", "yours", "suggested", "yours"]
    first = plan.iloc[0]
    assert (first["done"], first["notes"], first["mood"]) == ("x", "half way", "good")
    assert first["ask"] == "Ana (Analyst, Firm 0)"
    assert plan.iloc[1][["action", "due", "ask"]].tolist() == ["second thing", "soon", ""]


SUGGESTED = small_summary().plan.drop(columns="origin")
CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(lambda text: " ".join(text.split()))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6))
def test_nothing_written_is_ever_lost(cells):
    own = written([dict(zip(("skill", "action", "done", "notes"), row, strict=True)) for row in cells] or
                  [{"skill": "SQL"}])  # fmt: skip
    suggested = SUGGESTED
    plan = merged_plan(suggested, own, FewSkills().resolve)
    again = merged_plan(suggested, plan, FewSkills().resolve)
    for frame in (plan, again):
        for name in own.columns:
            kept, had = frame[name].tolist(), [value for value in own[name] if value.strip()]
            for value in had:
                kept.remove(value)
    pd.testing.assert_frame_equal(again.drop(columns="origin"), plan.drop(columns="origin"))


@settings(deadline=None)
@given(st.text(max_size=20))
def test_guarding_is_undone(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_plan_file_round_trips_and_keeps_the_file_before(tmp_path):
    plan = small_summary().plan
    write_plan(tmp_path, plan)
    read, problems = load_plan(tmp_path)
    assert problems == []
    pd.testing.assert_frame_equal(read, plan.drop(columns="origin"))
    first = (tmp_path / "development_plan.csv").read_bytes()
    write_plan(tmp_path, plan.assign(notes="=1+1"))
    assert (tmp_path / "development_plan.csv.bak").read_bytes() == first
    assert load_plan(tmp_path)[0]["notes"].tolist() == ["=1+1", "=1+1"]


def test_a_plan_edited_in_the_exported_workbook_is_read_back():
    made = report(written([{"skill": "SQL", "done": "yes"}]))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(made)))
    assert book["Plan"]["F2"].value == "yes"
    book["Plan"]["G2"].value = "- asked Ana"
    book["Plan"]["H1"].value = "hours"
    book["Plan"]["H2"].value = 12
    out = io.BytesIO()
    book.save(out)
    plan, problems = read_plan(out.getvalue(), "skill_report.xlsx")
    assert problems == []
    assert plan.iloc[0][["skill", "done", "notes", "hours"]].tolist() == ["SQL", "yes", "- asked Ana", "12"]


def test_odd_cells_are_kept_and_reported():
    data = b"Skill;What to do;Done;Due date;Notes\nSQL;learn;perhaps;next week;n\n;;;;\nExcel;;no;2026-05-14;\n"
    plan, problems = read_plan(data, "development_plan.csv")
    assert plan["done"].tolist() == ["perhaps", "no"]
    assert plan["due"].tolist() == ["next week", "2026-05-14"]
    assert [(p.code, p.line) for p in problems] == [("unclear-done", 2), ("unclear-due", 2)]


def test_a_plan_without_a_header_is_not_taken_for_an_empty_one(tmp_path):
    with pytest.raises(UnreadableFileError, match="names the columns"):
        read_plan(b"SQL,learn\n", "development_plan.csv")
    (tmp_path / "development_plan.csv").write_bytes(b"SQL,learn\n")
    frame, problems = load_plan(tmp_path)
    assert frame.empty
    assert [p.code for p in problems] == ["no-plan-columns"]


@pytest.mark.parametrize(
    ("cell", "says"), [("", False), ("x", True), ("Yes", True), ("☑", True), ("dropped", False), ("?", None)]
)
def test_done_cells(cell, says):
    assert is_done(cell) is says


def test_the_plan_written_for_a_person_opens_in_a_spreadsheet():
    assert plan_csv(small_summary().plan).startswith(b"\xef\xbb\xbfskill,action,resource,ask,due,done,notes\n")
