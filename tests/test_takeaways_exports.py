"""Open actions for calendars and task lists: an independent reader finds each day; formulas and commas stay words."""

import csv
import io
from types import SimpleNamespace

import pandas as pd
import pytest
from ics import Calendar

from infoview_analysis.export.takeaways import EXPORTS

ACTIONS = pd.DataFrame(
    {
        "takeaway_id": ["a", "b", "c"],
        "due_on": pd.to_datetime(["2026-05-15", "2026-05-01", None]),
        "overdue": ["no", "yes", "no"],
        "sure": ["likely", "likely", "perhaps"],
        "whose": ["mine", "theirs", "mine"],
        "interviewee": ["Ana, the first", "Bo", "Cy"],
        "text": ["send her the draft, by Friday", "he'll forward it", "read the book"],
        "title": [None] * 3,
        "name": [None] * 3,
        "point_id": ["p1", "p2", "p3"],
        "interview_id": ["i1", "i2", "i3"],
        "said_on": pd.to_datetime(["2026-05-12"] * 3),
    }
)
SUMMARY = SimpleNamespace(actions=ACTIONS, as_of=pd.Timestamp("2026-05-12"))


def test_an_independent_reader_finds_each_action_that_has_a_day():
    events = sorted(Calendar(EXPORTS["actions"]["ics"](SUMMARY).decode()).events, key=lambda event: event.begin)
    assert [f"{event.begin:YYYY-MM-DD}" for event in events] == ["2026-05-12", "2026-05-15"]  # overdue: today
    assert events[1].name == "send her the draft, by Friday" and events[1].all_day


def test_the_same_list_gives_the_same_calendar():
    assert EXPORTS["actions"]["ics"](SUMMARY) == EXPORTS["actions"]["ics"](SUMMARY)


COLUMNS = {
    "todoist": "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE",
    "asana": "Name,Description,Section,Due Date",
    "trello": "Card Name,Card Description,Due Date,List Name,Labels",
}


@pytest.mark.parametrize(
    ("name", "column", "days"),
    [
        ("todoist", "DATE", ["2026-05-15", "2026-05-01", ""]),
        ("asana", "Due Date", ["05/15/2026", "05/01/2026", ""]),
        ("trello", "Due Date", ["2026-05-15", "2026-05-01", ""]),
    ],
)
def test_task_lists_hold_every_action_with_its_day(name, column, days):
    text = EXPORTS["actions"][name](SUMMARY).decode()
    assert text.splitlines()[0] == COLUMNS[name]  # no byte order mark, the columns in the order the importer wants
    assert [row[column] for row in csv.DictReader(io.StringIO(text))] == days


def test_what_is_doubtful_is_kept_apart():
    asana, trello, todoist = (
        list(csv.DictReader(io.StringIO(EXPORTS["actions"][name](SUMMARY).decode())))
        for name in ("asana", "trello", "todoist")
    )
    assert [row["Section"] for row in asana] == ["Mine", "Theirs", "Perhaps"]
    assert [row["List Name"] for row in trello] == ["To do", "Waiting for", "Perhaps"]
    assert [row["CONTENT"] for row in todoist][2] == "Perhaps: read the book"


def test_an_address_in_a_title_is_no_label_in_todoist():
    mail = SimpleNamespace(actions=ACTIONS.assign(text="write to @ana or ana@example.org"), as_of=SUMMARY.as_of)
    rows = list(csv.DictReader(io.StringIO(EXPORTS["actions"]["todoist"](mail).decode())))
    assert rows[0]["CONTENT"] == "write to at ana or ana@example.org"
