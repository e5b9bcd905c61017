from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_documents import check_reading, kinds, reading_or_reject, words

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import tables
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.table_interviews import LAYOUT

OPTIONS = ReadOptions()
ANSWERS = (
    "Name,Role,Date,What do you do?,Any advice?\n"
    'Sam Ito,Analyst,2026-01-02,I answer mail.,"- ask more\n- write less"\n'
    'Ana Ruiz,Nurse,2026-01-03,"First line\nsecond line",Sleep.\n'
)
NOTES = (
    "interviewee,date,question,note\n"
    "Sam Ito,2026-01-02,What do you do?,answers mail\n"
    "Sam Ito,2026-01-02,What do you do?,meets people\n"
    "Ana Ruiz,2026-01-03,Advice,sleep\n"
    "Sam Ito,2026-01-02,Advice,ask more\n"
)


def read(data, source="interviews/all.csv"):
    reading = tables.read(data if isinstance(data, bytes) else data.encode(), source, options=OPTIONS)
    check_reading(reading)
    return reading


def workbook(*sheets) -> bytes:
    """A workbook of sheets given as (title, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return stored(book)


def stored(book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_one_row_an_interview():
    sam, ana = read(ANSWERS).documents
    assert sam.source == "interviews/all.csv#row 2"
    assert sam.attributes == {
        "Name": "Sam Ito", "Role": "Analyst", "Date": "2026-01-02", LAYOUT: "one row an interview",
    }  # fmt: skip
    assert kinds(sam) == [
        ("question", "What do you do?"),
        ("paragraph", "I answer mail."),
        ("question", "Any advice?"),
        ("item", "ask more"),
        ("item", "write less"),
    ]
    assert kinds(ana)[1:3] == [("item", "First line"), ("item", "second line")]
    assert set(sam.line_numbers) == {2}
    assert set(ana.line_numbers) == {4}


def test_one_row_a_note():
    sam, ana = read(NOTES).documents
    assert sam.source == "interviews/all.csv#Sam Ito 2026-01-02"
    assert sam.attributes == {"interviewee": "Sam Ito", "date": "2026-01-02", LAYOUT: "one row a note"}
    assert kinds(sam) == [
        ("question", "What do you do?"),
        ("item", "answers mail"),
        ("item", "meets people"),
        ("heading", "Advice"),
        ("item", "ask more"),
    ]
    assert sam.line_numbers == (2, 2, 3, 5, 5)
    assert words(ana) == ["sleep"]


def test_names_left_blank_below_the_first_row_go_on():
    text = "interviewee,note\nSam Ito,one\n,two\nAna Ruiz,three\n"
    assert [words(document) for document in read(text).documents] == [["one", "two"], ["three"]]


def test_a_missing_name_is_not_taken_for_the_person_above():
    text = "interviewee,role,note\nSam Ito,Analyst,one\nSam Ito,Analyst,two\n,Nurse,three\n"
    sam, nobody = read(text).documents
    assert words(sam) == ["one", "two"]
    assert (nobody.source, words(nobody)) == ("interviews/all.csv#row 4", ["three"])


def test_one_column_an_interview():
    text = "Question,Sam Ito,Ana Ruiz\nRole,Analyst,Nurse\nWhat do you do?,Mail.,Care.\nAny advice?,,Sleep.\n"
    sam, ana = read(text).documents
    assert sam.source == "interviews/all.csv#Sam Ito"
    assert ana.attributes == {"interviewee": "Ana Ruiz", "Role": "Nurse", LAYOUT: "one column an interview"}
    assert kinds(sam) == [("question", "What do you do?"), ("paragraph", "Mail.")]
    assert words(ana) == ["Care.", "Sleep."]
    assert ana.line_numbers == (3, 3, 4, 4)


def test_a_form_of_two_columns_is_one_interview():
    text = "Name,Sam Ito\nRole,Analyst\nWhat do you do?,Mail.\n"
    (sam,) = read(text).documents
    assert sam.attributes == {"Name": "Sam Ito", "Role": "Analyst", LAYOUT: "one column an interview"}
    assert words(sam) == ["Mail."]


def test_questions_and_answers_of_one_interview():
    (found,) = read("Question,Answer\nWhat do you do?,Mail.\nAny advice?,Ask.\n").documents
    assert kinds(found) == [
        ("question", "What do you do?"), ("item", "Mail."), ("question", "Any advice?"), ("item", "Ask."),
    ]  # fmt: skip


def test_a_speaker_column_makes_turns():
    text = "speaker,text\nMe,How did you start?\nSam Ito,By accident.\nMe,And then?\nSam Ito,I stayed.\n"
    (found,) = read(text).documents
    assert words(found, "turn") == ["By accident.", "I stayed."]
    assert words(found, "question") == ["How did you start?", "And then?"]
    assert found.attributes["interviewee"] == "Sam Ito"


def test_free_columns_are_attributes_where_short_and_questions_where_long():
    long = "She spoke for a long time about what the first year had been like for her."
    (found,) = read(f"Name,City,First year\nSam Ito,Oslo,{long}\n").documents
    assert found.attributes["City"] == "Oslo"
    assert kinds(found) == [("question", "First year"), ("paragraph", long)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings(separator, encoding):
    rows = [["Name", "Role", "What, do you; do?"], ["Zoë Mård", "Köchin", "It's “fine”, mostly; café|bar"]]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)
    (found,) = read(buffer.getvalue().encode(encoding)).documents
    assert found.attributes["Name"] == "Zoë Mård"
    assert words(found) == ["It's “fine”, mostly; café|bar"]


def test_a_separator_that_excel_declares():
    (found,) = read("sep=;\r\nName;Notes\r\nSam Ito;a, b, c\r\n").documents
    assert words(found) == ["a, b, c"]
    assert found.source.endswith("#row 3")
    assert found.line_numbers == (3,)


def test_ragged_rows_are_read_and_named():
    reading = read("Name,Role,Notes\nSam Ito,Analyst,one,and more\nAna Ruiz,Nurse,two\nBo Li\n")
    assert [words(document) for document in reading.documents] == [["one", "and more"], ["two"], []]
    assert [(problem.code, problem.line) for problem in reading.problems] == [("ragged-row", 2), ("ragged-row", 4)]


def test_many_problems_of_one_kind_are_counted_not_listed():
    reading = read("Name,Role,Notes\n" + "Sam,Analyst,one\n" * 60 + "Ana,Nurse,two,three\n" * 50)
    assert len(reading.problems) == 21
    assert reading.problems[-1].message.startswith("The same again in 30 more places")


def test_headers_that_stand_twice():
    (found,) = read("Name,Notes,Notes,City,City\nSam Ito,one,two,Oslo,Bergen\n").documents
    assert kinds(found) == [("question", "Notes"), ("paragraph", "one"), ("question", "Notes"), ("paragraph", "two")]
    assert found.attributes["City"] == "Oslo"
    assert found.attributes["City (2)"] == "Bergen"


def test_a_quote_never_closed_loses_nothing():
    reading = read('Name,Notes\nSam Ito,"one\nAna Ruiz,two\nBo Li,three\n')
    assert [words(document) for document in reading.documents] == [["one"], ["two"], ["three"]]
    assert [(problem.code, problem.line) for problem in reading.problems] == [("unclosed-quote", 2)]


def test_a_title_above_the_header_and_empty_rows():
    (found,) = read("My interviews\n\nName,Notes\n\nSam Ito,one\n\n").documents
    assert found.attributes["table title"] == "My interviews"
    assert words(found) == ["one"]
    assert found.line_numbers == (5,)


def test_a_single_column_of_notes():
    (found,) = read("likes the quiet\nhates the phone\n").documents
    assert words(found) == ["likes the quiet", "hates the phone"]


@pytest.mark.parametrize(
    ("data", "source", "code"),
    [
        (b"", "a.csv", "empty-file"),
        (b"\n\n", "a.csv", "empty-file"),
        (b"", "a.xlsx", "empty-file"),
        (b"Name,Notes\nSam,one\n", "a.xlsx", "broken-zip"),
        (workbook(("A", [["Name", "Notes"]])), "a.csv", "binary-file"),
        (workbook(("A", [])), "a.xlsx", "empty-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "old-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused(data, source, code):
    with pytest.raises(UnreadableFileError) as caught:
        tables.read(data, source, options=OPTIONS)
    assert caught.value.code == code
    assert caught.value.source == source


def test_a_header_without_rows_is_named():
    reading = read("Name,Notes\n")
    assert reading.documents == ()
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("no-rows", "warning")]


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/extra.bin", b"\0" * (64 * 1024**2), "zip-bomb"),
        ("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "entity-bomb"),
    ],
)
def test_hostile_workbooks_are_refused(part, content, code):
    buffer = io.BytesIO(workbook(("A", [["Name", "Notes"], ["Sam", "one"]])))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    with pytest.raises(UnreadableFileError) as caught:
        tables.read(buffer.getvalue(), "a.xlsx", options=OPTIONS)
    assert caught.value.code == code


def test_values_of_a_workbook_as_a_person_types_them():
    rows = [
        ["Name", "Date", "Years experience", "Start", "Remote", "Raise", "Notes"],
        ["Sam Ito", datetime.datetime(2026, 1, 2), 12.0, datetime.time(9, 30), True, 0.1 + 0.2, "fine"],
    ]
    (found,) = read(workbook(("A", rows)), "all.xlsx").documents
    assert found.attributes == {
        "Name": "Sam Ito", "Date": "2026-01-02", "Years experience": "12", "Start": "09:30", "Remote": "yes",
        "Raise": "0.3", LAYOUT: "one row an interview",
    }  # fmt: skip
    assert found.source == "all.xlsx#row 2"
    assert found.line_numbers == (2,)


def test_several_sheets_hidden_ones_and_empty_ones():
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(
                ("May", [["Name", "Notes"], ["Sam Ito", "one"]]), ("Empty", []),
                ("June", [["Name", "Notes"], ["Ana Ruiz", "two"]]), ("Lists", [["startup"], ["large"]]),
            )
        )
    )  # fmt: skip
    book["Lists"].sheet_state = "hidden"
    reading = read(stored(book), "all.xlsx")
    assert [document.source for document in reading.documents] == ["all.xlsx#May#row 2", "all.xlsx#June#row 2"]
    assert [problem.code for problem in reading.problems] == ["hidden-sheet"]


def test_merged_cells_hold_for_all_their_rows():
    book = openpyxl.Workbook()
    for row in (["interviewee", "note"], ["Sam Ito", "one"], [None, "two"], ["Ana Ruiz", "three"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    found = read(stored(book), "all.xlsx").documents
    assert [words(document) for document in found] == [["one", "two"], ["three"]]


def test_formulas_without_a_stored_value_are_named():
    reading = read(workbook(("A", [["Name", "Years", "Notes"], ["Sam Ito", "=1+1", "one"]])), "all.xlsx")
    assert words(reading.documents[0]) == ["one"]
    assert [(problem.code, problem.line) for problem in reading.problems] == [("formula-without-value", 2)]


def test_a_stray_cell_far_away_costs_nothing():
    book = openpyxl.Workbook()
    for row in (["Name", "Notes"], ["Sam Ito", "one"]):
        book.active.append(row)
    book.active["XFD1048576"] = "stray"
    reading = read(stored(book), "all.xlsx")
    assert [words(document) for document in reading.documents] == [["one", "stray"]]


PHRASE = st.text(st.sampled_from("abc äöü 漢字 \U0001f600 ,;\t'\"/&<>%\n"), min_size=1, max_size=40).map(
    lambda text: "x" + re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", text)).strip() + "y."
)
PEOPLE = ["Sam Ito", "Ana Ruiz", "Bo Li"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(PHRASE, PHRASE), min_size=1, max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_every_answer_comes_back_verbatim(answers, separator, encoding):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(["Name", "What do you do?", "Any advice?"])
    writer.writerows([f"Person {number}", *row] for number, row in enumerate(answers))
    found = read(buffer.getvalue().encode(encoding)).documents
    assert [[line for cell in row for line in cell.split("\n")] for row in answers] == [words(one) for one in found]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), PHRASE), min_size=1, max_size=12))
def test_every_note_comes_back_with_its_person(notes):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["interviewee", "question", "note"])
    writer.writerows([person, "What?", note] for person, note in notes)
    lines = {}
    for person, note in notes:
        lines.setdefault(person, []).extend(note.split("\n"))
    found = read(text.getvalue()).documents
    assert {one.attributes["interviewee"]: words(one) for one in found} == lines
    book = read(workbook(("A", [["interviewee", "question", "note"], *([p, "What?", n] for p, n in notes)])), "a.xlsx")
    assert [words(one) for one in book.documents] == [words(one) for one in found]


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from('ab?,;\t"\n\r =Nameote'), max_size=120), st.binary(max_size=60))
def test_any_table_gives_documents_or_the_named_error(text, data):
    for content in (text.encode(), data, ANSWERS.encode()[:50] + data, NOTES.encode() + text.encode()):
        reading_or_reject(tables.read, content, "a.csv", OPTIONS)
    reading_or_reject(tables.read, data, "a.xlsx", OPTIONS)


WORKBOOK = workbook(("A", [["Name", "Notes"], ["Sam Ito", "one"]]))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_damaged_workbooks_give_the_named_error_only(data):
    whole = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reading_or_reject(tables.read, bytes(whole), "a.xlsx", OPTIONS)
