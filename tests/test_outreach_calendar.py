"""The calendar file, read by another library than the one that wrote it."""

import datetime

import pandas as pd
import pytest
from request_fixtures import day, mixed_log, requests

from infoview_analysis.export.calendar import calendar_bytes
from infoview_analysis.outreach.due import due_items

ics = pytest.importorskip("ics")


def events(data):
    return {event.uid: event for event in ics.Calendar(data.decode("utf-8")).events}


def test_another_reader_finds_every_item_as_a_whole_day_with_a_reminder():
    due = due_items(mixed_log(80), as_of=day(60))
    found = events(calendar_bytes(due, as_of=day(60)))
    assert len(found) == len(due)
    expected = sorted((max(on, day(60)).date(), who) for on, who in zip(due["due_on"], due["contact"], strict=True))
    names = sorted((event.begin.date(), " ".join(event.name.split()[-2:])) for event in found.values())
    assert names == expected
    for event in found.values():
        assert event.all_day
        assert event.duration == datetime.timedelta(days=1)
        assert [alarm.trigger for alarm in event.alarms] == [datetime.timedelta(hours=9)]
        assert event.description


def test_the_same_list_gives_the_same_bytes_and_a_later_one_the_same_names():
    outreach = requests({"contact": "Zoë Łukasik; “the boss”, Ltd\nHQ"}, {"sent_on": 1})
    now = due_items(outreach, as_of=day(9))
    data = calendar_bytes(now, as_of=day(9))
    assert data == calendar_bytes(due_items(outreach.iloc[::-1], as_of=day(9)), as_of=day(9))
    later = calendar_bytes(due_items(outreach, as_of=day(20)), as_of=day(20))
    assert set(events(data)) == set(events(later))
    assert len(events(data)) == 2
    assert "Follow up Zoë Łukasik; “the boss”, Ltd HQ" in {event.name for event in events(data).values()}


def test_lines_are_as_the_standard_wants_them():
    due = due_items(requests({"contact": "Å" * 200}), as_of=day(9))
    data = calendar_bytes(due, as_of=pd.Timestamp("2026-03-11 17:30"))
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75  # octets
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"DTSTAMP:20260311T000000Z" in lines
    assert b"DTSTART;VALUE=DATE:20260311" in lines  # overdue or due before: it stands on the day itself
    assert b"TRIGGER:PT9H" in lines
