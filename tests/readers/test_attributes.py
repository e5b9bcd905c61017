import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_analysis.readers.attributes import (
    CANONICAL_KEYS,
    interview_attributes,
    interviewee_from_stem,
    interviewee_from_title,
    key_value_head,
    line_of,
    normalise,
)
from infoview_analysis.readers.document import Document


def test_wordings_become_the_names_of_the_tables():
    written = {
        "Name": "Sam Ito", "Job Title": "Planner", "Organization": "Acme", "Company size": "mid", "Sector": "energy",
        "Level": "senior", "Years of experience": "12+ years", "Interview date": "3 March 2026", "Medium": "call",
        "Duration": "1 h 15 min", "Outreach channel": "email", "Referred by": "Jo", "Favourite tool": "Excel",
    }  # fmt: skip
    assert normalise(written) == {
        "interviewee": "Sam Ito", "role": "Planner", "company": "Acme", "company_size": "mid", "industry": "energy",
        "seniority": "senior", "years_experience": "12", "date": "3 March 2026", "format": "call",
        "duration_minutes": "75", "channel": "email", "introduced_by": "Jo", "favourite_tool": "Excel",
    }  # fmt: skip


def test_the_tables_own_names_come_back_unchanged():
    written = dict.fromkeys(CANONICAL_KEYS, "x")
    assert normalise(written) == written


def test_the_surest_wording_wins_and_the_other_is_kept():
    assert normalise({"Contact": "front desk", "interviewee": "Sam"}) == {"interviewee": "Sam", "contact": "front desk"}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"title": "Head of Operations"}, {"role": "Head of Operations"}),
        ({"title": "Aaron Bleyaert"}, {"interviewee": "Aaron Bleyaert", "title": "Aaron Bleyaert"}),
        (
            {"title": "Interview with Sam", "role": "PM"},
            {"interviewee": "Sam", "role": "PM", "title": "Interview with Sam"},
        ),
        ({"via": "LinkedIn"}, {"channel": "LinkedIn"}),
        ({"via": "Jo Li"}, {"introduced_by": "Jo Li"}),
        ({"experience": "she liked it"}, {"experience": "she liked it"}),
        ({"length": "45"}, {"duration_minutes": "45"}),
        ({"length": "00:34:12"}, {"duration_minutes": "34"}),
        ({"length": "a long time"}, {"duration_minutes": "a long time"}),
    ],
)
def test_keys_with_two_meanings_are_told_by_their_value(attributes, expected):
    assert normalise(attributes) == expected


@pytest.mark.parametrize(
    ("title", "name", "date"),
    [
        ("Interview with Sam Ito — 3 March", "Sam Ito", ""),
        ("Interview with Sam Ito, 3 March 2026", "Sam Ito", "2026-03-03"),
        ("# Sam 🌞 Ito (Acme)", "Sam 🌞 Ito", ""),
        ("Informational interview: María José O'Neill, Head of Ops", "María José O'Neill", ""),
        ("Coffee with Priscilla, basement", "Priscilla", ""),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", ""),
        ("田中 太郎", "田中 太郎", ""),
        ("Head of Operations", "", ""),
        ("The awkward questions", "", ""),
        ("What I learned", "", ""),
        ("Notes", "", ""),
        ("", "", ""),
    ],
)
def test_whom_a_title_names(title, name, date):
    assert interviewee_from_title(title) == (name, date)


@pytest.mark.parametrize(
    ("stem", "name", "date"),
    [
        ("2026-01-14-walter-brandvold", "Walter Brandvold", "2026-01-14"),
        ("20260114_sam_ito_interview", "Sam Ito", "2026-01-14"),
        ("aaron.bleyaert", "Aaron Bleyaert", ""),
        ("Sam Ito 0123456789abcdef0123456789abcdef", "Sam Ito", ""),
        ("anna-van-dyk", "Anna van Dyk", ""),
        ("notes", "", ""),
        ("interview3", "", ""),
        ("data-analyst", "", ""),
    ],
)
def test_whom_a_file_name_names(stem, name, date):
    assert interviewee_from_stem(stem) == (name, date)


@pytest.mark.parametrize(
    ("attributes", "source", "expected"),
    [
        ({}, "interviews/2026-01-14-walter-brandvold.md", {"interviewee": "Walter Brandvold", "date": "2026-01-14"}),
        (
            {"title": "Interview with Jo Li"},
            "interviews/x-y.md",
            {"interviewee": "Jo Li", "title": "Interview with Jo Li"},
        ),
        ({"Name": "Sam"}, "interviews/jo-li.md", {"interviewee": "Sam"}),
        ({}, "interviews/all-people.csv#row 3", {}),
        ({}, "interviews/export.zip#Sam Ito.md", {"interviewee": "Sam Ito"}),
    ],
)
def test_title_and_file_name_fill_what_is_missing(attributes, source, expected):
    assert interview_attributes(attributes, source) == expected


def test_a_head_of_properties_ends_where_the_notes_begin():
    text = "Interviewee: Sam Ito\r\n- **Role:** PM\r\nMood: sunny\r\n\r\nSKILLS\r\n* a"
    head = key_value_head(text)
    assert head.attributes == {"Interviewee": "Sam Ito", "Role": "PM", "Mood": "sunny"}
    assert text[head.end :].strip() == "SKILLS\r\n* a"


@pytest.mark.parametrize(
    "text",
    [
        "Pros: a\nCons: b",
        "Notes: a\nName: b",
        "Experience: you need five years at least",
        "She said: no\nRole: x",
        "http://example.org\n",
        "Role: " + "long " * 60,
        "",
    ],
)
def test_notes_with_colons_are_no_head(text):
    assert key_value_head(text).attributes == {}


def test_the_line_of_an_attribute_is_found_for_messages():
    assert line_of(Document("a.md", "---\nrole: x\nInterview_Date: 3/4/26\n---\n"), "interview date") == 3
    assert line_of(Document("a.md", "x", rendered=True), "date") is None


KEYS = st.sampled_from(["Mood", "mood", "Role", "Job title", "title", "via", "Name", "Contact", "x y", "X_Y", "Size"])


@given(st.dictionaries(KEYS, st.text(max_size=30), max_size=6), st.text(max_size=30))
def test_no_value_is_lost(attributes, source):
    known = interview_attributes(attributes, source)
    assert {" ".join(value.split()) for value in attributes.values()} - {""} <= set(known.values())


@given(st.text(max_size=80))
def test_any_text_gives_a_name_or_none(text):
    assert isinstance(interviewee_from_title(text).name, str)
    assert isinstance(interviewee_from_stem(text).name, str)
    head = key_value_head(text)
    assert 0 <= head.end <= len(text)


def test_links_to_other_notes_are_the_words_they_show():
    written = {"interviewee": "[[people/Sam Ito]]", "company": "[[Acme|Acme Inc]], [[Other]]", "date": "[[2026-03-04]]"}
    assert normalise(written) == {"interviewee": "Sam Ito", "company": "Acme Inc, Other", "date": "2026-03-04"}


def test_keys_of_forms_and_other_languages():
    assert normalise({"Your name": "Bea", "Firma": "Acme", "Datum": "2026-01-02"}) == {
        "interviewee": "Bea", "company": "Acme", "date": "2026-01-02",
    }  # fmt: skip
