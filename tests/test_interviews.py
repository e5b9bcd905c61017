from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis import attribute_values
from infoview_analysis.interviews import interviews_frame, join_records, read_record, split_source
from infoview_analysis.points import points_frame
from infoview_analysis.readers.document import Block, Document

LONG = (
    "She started in sales and moved to data after two years of night school in the next town",
    "They only hire people who can show work, and the work may be small",
)


def note(source, *items, **attributes):
    text, blocks = "", []
    for item in items:
        blocks.append(Block("item", len(text), len(text) + len(item)))
        text += item + "\n"
    return Document(f"interviews/{source}", text, attributes, tuple(blocks))


def load(*documents, date_format=None):
    records, problems = [], []
    for document in documents:
        record, more = read_record(document, date_format)
        records.append(record)
        problems.extend(more)
    interviews, more = join_records(records)
    return interviews, problems + more


def frame_of(*documents):
    interviews, problems = load(*documents)
    return interviews_frame(interviews), problems


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("24", 24),
        ("24 years", 24),
        ("10+", 10),
        ("~7", 7),
        ("about 12 yrs.", 12),
        ("5-7", 6),
        ("5 to 7 years", 6),
        ("2,5", 2.5),
        ("18 months", 1.5),
        ("twelve years", 12),
        ("half a year", 0.5),
        ("15 years in retail", 15),
        ("a year", 1),
        ("over 20 years", 20),
        ("since 2009", None),
        ("many", None),
        ("1000", None),
        ("-3", None),
        ("", None),
    ],
)
def test_years(written, value):
    assert attribute_values.years(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("45", 45),
        ("~50 min", 50),
        ("1h 15", 75),
        ("1 h", 60),
        ("1.5 hours", 90),
        ("1 hr 5 min", 65),
        ("1:15", 75),
        ("45:30", 45.5),
        ("00:45:00", 45),
        ("1:15:30", 75.5),
        ("45-60 min", 52.5),
        ("1-2 hours", 90),
        ("half an hour", 30),
        ("an hour", 60),
        ("thirty minutes", 30),
        ("long", None),
        ("-5", None),
        ("3 days", None),
        ("99999", None),
    ],
)
def test_minutes(written, value):
    assert attribute_values.minutes(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Sr.", "senior"),
        ("Senior", "senior"),
        ("entry level", "junior"),
        ("Jr", "junior"),
        ("Mid-career", "mid"),
        ("team lead", "lead"),
        ("Director", "executive"),
        ("C-level", "executive"),
        ("Lead", "lead"),
        ("junior", "junior"),
        ("grey-haired", "grey-haired"),
        ("Senior nurse who leads", "Senior nurse who leads"),
    ],
)
def test_seniority(written, value):
    assert attribute_values.seniority(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1000+ employees", "large"),
        ("1,200", "large"),
        ("10k employees", "large"),
        ("51-200", "mid"),
        ("200 people", "mid"),
        ("Start-up", "startup"),
        ("seed", "startup"),
        ("public sector", "public"),
        ("Enterprise", "large"),
        ("mid-size company", "mid"),
        ("SME", "mid"),
        ("public", "public"),
        ("12 people", "12 people"),
        ("family business", "family business"),
    ],
)
def test_company_size(written, value):
    assert attribute_values.company_size(written) == value


def test_one_note_with_everything():
    frame, problems = frame_of(
        note(
            "a.md",
            "SQL every day",
            "n/a",
            interviewee="Sam Ito",
            role="Analyst",
            company="Acme",
            company_size="1000+ employees",
            industry="energy",
            seniority="Sr.",
            years_experience="24",
            date="2026-01-14",
            format="video",
            duration_minutes="~50 min",
            channel="email",
            introduced_by="Ana",
            **{"Mood of the day": "sunny", "Source": "a friend"},
        )
    )
    (row,) = frame.to_dict("records")
    assert problems == []
    assert row == {
        "interview_id": "sam-ito-2026-01-14",
        "interviewee": "Sam Ito",
        "role": "Analyst",
        "company": "Acme",
        "company_size": "large",
        "industry": "energy",
        "seniority": "senior",
        "years_experience": 24.0,
        "date": pd.Timestamp("2026-01-14"),
        "format": "video",
        "duration_minutes": 50.0,
        "channel": "email",
        "source": "interviews/a.md",
        "n_points": 1,
        "introduced_by": "Ana",
        "mood_of_the_day": "sunny",
        "source_noted": "a friend",
    }
    assert list(frame.columns)[-3:] == ["introduced_by", "mood_of_the_day", "source_noted"]
    assert frame["date"].dtype == "datetime64[s]"


def test_a_value_that_cannot_be_read_is_kept_and_reported():
    frame, problems = frame_of(
        note("a.md", "SQL", interviewee="Sam Ito", date="03/04/2026", duration_minutes="long", years_experience="many")
    )
    row = frame.iloc[0]
    assert row[["years_experience", "duration_minutes", "date"]].isna().all()
    assert row["date_as_written"] == "03/04/2026"
    assert row["duration_minutes_as_written"] == "long"
    assert row["years_experience_as_written"] == "many"
    assert row["interview_id"] == "sam-ito"
    assert sorted(problem.code for problem in problems) == ["ambiguous-date", "unreadable-number", "unreadable-number"]
    assert {problem.severity for problem in problems} == {"warning"}


def test_the_date_format_of_the_settings_decides():
    (interview,), problems = load(note("a.md", "SQL", interviewee="Sam Ito", date="03/04/2026"), date_format="%d/%m/%Y")
    assert interview.interview_id == "sam-ito-2026-04-03"
    assert problems == []


def test_a_year_that_cannot_be_meant():
    _, problems = load(note("a.md", "SQL", interviewee="Sam Ito", date="0206-01-14"))
    assert [problem.severity for problem in problems] == ["warning"]


def test_name_and_date_from_title_and_file_name():
    frame, _ = frame_of(
        note("x.md", "one", title="Interview with Ana Lee — 3 March 2026"),
        note("2026-01-14-walter-brandvold.md", "two"),
    )
    assert frame["interview_id"].tolist() == ["ana-lee-2026-03-03", "walter-brandvold-2026-01-14"]
    assert frame["interviewee"].tolist() == ["Ana Lee", "Walter Brandvold"]


def test_notes_without_a_name_are_people_of_their_own():
    frame, problems = frame_of(
        note("2026-01-14.md", "one"), note("a/notes.md", "two"), note("b/notes.md", "three"), note("call 7.txt", "four")
    )
    assert frame["interview_id"].is_unique
    assert frame["interviewee"].is_unique
    assert "Interview 2026-01-14" in set(frame["interviewee"])
    assert "interview-2026-01-14" in set(frame["interview_id"])
    assert problems == []


def test_two_files_of_one_interview_are_one_and_count_once():
    interviews, problems = load(
        note(
            "b.txt",
            "SQL matters",
            "ask early",
            interviewee="sam ito",
            date="14 January 2026",
            role="Analyst",
            company="Acme",
        ),
        note(
            "a.md", "sql matters!", "SQL matters", "be kind", interviewee="Sam Ito", date="2026-01-14", role="Engineer"
        ),
    )
    (interview,) = interviews
    assert interview.source == "interviews/a.md; interviews/b.txt"
    assert [point.text for point in interview.points] == ["sql matters!", "SQL matters", "be kind", "ask early"]
    frame = interviews_frame(interviews)
    assert frame.loc[0, "company"] == "Acme"
    assert frame.loc[0, "role"] == "Engineer"
    assert sorted((problem.code, problem.source) for problem in problems) == [
        ("conflicting-attributes", "interviews/a.md"),
        ("same-interview", "interviews/a.md"),
    ]
    assert any("interviews/b.txt" in problem.message for problem in problems)


def test_identical_copies_count_once_and_keep_the_name():
    interviews, problems = load(note("zzz.md", *LONG, interviewee="Sam Ito"), note("a copy.md", *LONG))
    assert [(interview.interviewee, len(interview.points)) for interview in interviews] == [("Sam Ito", 2)]
    assert [problem.code for problem in problems] == ["same-interview"]


def test_the_same_text_under_two_names_stays_two_and_is_reported():
    interviews, problems = load(note("a.md", *LONG, interviewee="Sam Ito"), note("b.md", *LONG, interviewee="Ana Lee"))
    assert [interview.interviewee for interview in interviews] == ["Ana Lee", "Sam Ito"]
    assert [(problem.code, problem.source) for problem in problems] == [("same-text", "interviews/b.md")]


def test_short_notes_with_the_same_words_are_no_copies():
    interviews, problems = load(note("call 1.md", "SQL"), note("call 2.md", "SQL"))
    assert len(interviews) == 2
    assert problems == []


def test_two_interviews_of_one_person_stay_two_under_one_spelling():
    frame, problems = frame_of(
        note("a.md", "one", interviewee="Sam Ito", date="2026-01-14"),
        note("b.md", "two", interviewee="SAM ITO", date="2026-02-14"),
        note("c.md", "three", interviewee="Sam Ito", date="2026-03-14"),
    )
    assert frame["interviewee"].tolist() == ["Sam Ito"] * 3
    assert problems == []


def test_names_with_emoji():
    frame, _ = frame_of(
        note("a.md", "one", interviewee="\U0001f984"),
        note("b.md", "two", interviewee="\U0001f419"),
        note("c.md", "three", interviewee="Ana \U0001f984"),
        note("d.md", "four", interviewee="Ana"),
    )
    assert frame["interview_id"].is_unique
    assert set(frame["interviewee"]) == {"\U0001f984", "\U0001f419", "Ana \U0001f984", "Ana"}


def test_rows_of_one_table_about_one_interview_need_no_warning():
    interviews, problems = load(
        note("all.csv#row 2", "one", interviewee="Sam Ito", date="2026-01-14"),
        note("all.csv#row 3", "two", interviewee="Sam Ito", date="2026-01-14"),
    )
    assert len(interviews) == 1
    assert problems == []


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a/all.csv#row 3", ("a/all.csv", "row 3")),
        ("a/C# notes.md", ("a/C# notes.md", "")),
        ("x.zip#in.zip#Sam.md", ("x.zip", "in.zip#Sam.md")),
    ],
)
def test_split_source(source, parts):
    assert split_source(source) == parts


_NOTES = st.lists(
    st.tuples(
        st.sampled_from(["", "Sam Ito", "sam ito", "Ana", "\U0001f984", "Ana \U0001f984", "李小龍"]),
        st.sampled_from(["", "2026-01-14", "2026-02-01"]),
        st.lists(st.sampled_from([*LONG, "SQL", "ask early", "be kind"]), min_size=1, max_size=4),
    ),
    max_size=8,
)


@given(_NOTES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_order_of_files_changes_nothing_and_ids_are_unique(notes, chance: random.Random):
    documents = [
        note(f"n{number}.md", *items, interviewee=name, date=day) for number, (name, day, items) in enumerate(notes)
    ]
    shuffled = chance.sample(documents, len(documents))

    def tables(documents):
        interviews, problems = load(*documents)
        points = points_frame([(interview.interview_id, interview.points) for interview in interviews])
        return interviews_frame(interviews), points, sorted(map(repr, problems))

    one, other = tables(documents), tables(shuffled)
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])
    assert one[2] == other[2]
    sources = {source for joined in one[0]["source"] for source in joined.split("; ")}
    assert sources == {document.source for document in documents}


@given(_NOTES)
@settings(deadline=None, max_examples=40)
def test_ids_of_a_note_stay_when_notes_of_other_people_come_or_go(notes):
    mine = note("mine.md", "SQL", "ask early", "my own words", interviewee="Rosa Diaz", date="2026-05-05")
    others = [
        note(f"n{number}.md", *items, interviewee=name, date=day) for number, (name, day, items) in enumerate(notes)
    ]

    def ids(*documents):
        interviews, _ = load(*documents)
        points = points_frame([(interview.interview_id, interview.points) for interview in interviews])
        own = points[points["interview_id"] == "rosa-diaz-2026-05-05"]
        return own["point_id"].tolist()

    assert len(ids(mine)) == 3
    assert ids(mine) == ids(*others, mine)


def test_ranges_and_months_reach_the_frame():
    frame, problems = frame_of(
        note("a.md", "one", interviewee="Ana", years_experience="18 months", duration_minutes="45-60 min"),
        note("b.md", "two", interviewee="Ben", years_experience="5-7 years", duration_minutes="1h 15"),
    )
    assert frame["years_experience"].tolist() == [1.5, 6.0]
    assert frame["duration_minutes"].tolist() == [52.5, 75.0]
    assert problems == []
