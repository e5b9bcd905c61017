"""Takeaways for other programs: a calendar, the CSV files that Trello, Asana and Todoist import, new outreach rows."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis import __version__
from infoview_analysis.takeaways.open_actions import action_title
from infoview_analysis.wording import given

if TYPE_CHECKING:
    from infoview_analysis.takeaways import TakeawaySummary


def actions_ics(summary: TakeawaySummary) -> bytes:
    """Return the open actions that have a day as whole-day events; those before the day of the list stand on it."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//infoview_analysis//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Informational interviews: what I promised")
    today = (summary.as_of if pd.notna(summary.as_of) else pd.Timestamp("1970-01-01")).date()
    dated: Iterable[Any] = summary.actions[summary.actions["due_on"].notna()].itertuples(index=False)
    for row in dated:
        on = max(row.due_on.date(), today)
        event = Event()
        event.add("uid", hashlib.sha256(row.takeaway_id.encode()).hexdigest()[:32] + "@infoview-analysis")
        event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
        event.add("summary", _line(action_title(row.text)))
        event.add("description", _line(f"{row.whose}; talk with {row.interviewee}: {row.text}"))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)


def actions_todoist(summary: TakeawaySummary) -> bytes:
    """Return the open actions with the columns of Todoist's CSV template.

    Priority 4 is its lowest; an empty one would become the highest. What is doubtful begins with "Perhaps".
    """
    head = "TYPE CONTENT DESCRIPTION PRIORITY INDENT AUTHOR RESPONSIBLE DATE DATE_LANG TIMEZONE".split()
    rows = [
        (
            "task",
            _perhaps(row) + _without_labels(action_title(row.text)),
            _about(row),
            "4",
            "1",
            "",
            "",
            _day(row.due_on),
            "en",
            "",
        )
        for row in _rows(summary)
    ]
    return _csv(head, rows)


def _perhaps(row: Any) -> str:
    return "Perhaps: " if row.sure == "perhaps" else ""


def _without_labels(text: str) -> str:
    """Return a title in which "@name" is no label of Todoist's."""
    return re.sub(r"(?<!\S)@(?=\w)", "at ", text)


def actions_asana(summary: TakeawaySummary) -> bytes:
    """Return the open actions with the columns that Asana's help names, in the order it asks for.

    Name, Description, Section, Due Date; days as MM/DD/YYYY. Who has to do it is the section, as an assignee would have
    to be the address of a user there; what is doubtful has a section of its own.
    """
    head = ("Name", "Description", "Section", "Due Date")
    rows = [
        (
            action_title(row.text),
            _about(row),
            "Perhaps" if row.sure == "perhaps" else "Mine" if row.whose == "mine" else "Theirs",
            "" if pd.isna(row.due_on) else f"{row.due_on:%m/%d/%Y}",
        )
        for row in _rows(summary)
    ]
    return _csv(head, rows)


def actions_trello(summary: TakeawaySummary) -> bytes:
    """Return the open actions as cards. Trello reads no CSV itself; add-ons do, and let one map these columns."""
    head = ("Card Name", "Card Description", "Due Date", "List Name", "Labels")
    rows = [
        (
            action_title(row.text),
            _about(row),
            _day(row.due_on),
            "Perhaps" if row.sure == "perhaps" else "To do" if row.whose == "mine" else "Waiting for",
            row.whose,
        )
        for row in _rows(summary)
    ]
    return _csv(head, rows)


def contacts_outreach(summary: TakeawaySummary) -> bytes:
    """Return a row for each contact nobody has written to, with the columns of outreach.csv, to copy from."""
    head = ("contact", "organization", "role", "channel", "sent_on", "subject", "introduced_by", "notes")
    rows = [
        (row.name, given(row.company), given(row.role), "warm introduction", "", "", row.named_by, given(row.how))
        for row in summary.contacts[summary.contacts["state"] == "next"].itertuples(index=False)
    ]
    return _csv(head, rows)


# What → format → writer of a file's bytes.
EXPORTS: dict[str, dict[str, Callable[[TakeawaySummary], bytes]]] = {
    "actions": {"ics": actions_ics, "todoist": actions_todoist, "asana": actions_asana, "trello": actions_trello},
    "contacts": {"csv": contacts_outreach},
}


def _rows(summary: TakeawaySummary) -> Iterable[Any]:
    return summary.actions.itertuples(index=False)


def _about(row: Any) -> str:
    said = f" on {_day(row.said_on)}" if _day(row.said_on) else ""
    return f"{row.text} (talk with {row.interviewee}{said}; {row.whose})"


def _day(value: Any) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _csv(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        # Such programs and spreadsheets take a cell that begins with these signs for a formula.
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t" and cell else given(cell) for cell in row])
    return out.getvalue().encode("utf-8")
