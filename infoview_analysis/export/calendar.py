"""What is due as a calendar file (.ics) that Google, Apple and Outlook calendars import.

Items are whole-day events with a reminder, not tasks: two of the three pass over tasks without a word.

References
----------
RFC 5545, Internet Calendaring and Scheduling Core Object Specification (iCalendar).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis import __version__

if TYPE_CHECKING:
    from icalendar import Event

REMINDER_HOUR = 9  # of the day itself
_EPOCH = date(2000, 1, 1)
_VERBS = {"follow up": "Follow up", "thank": "Thank", "prepare": "Prepare: talk with", "reply": "Reply to"}


def calendar_bytes(due: pd.DataFrame, *, as_of: pd.Timestamp) -> bytes:
    """Return the due list as the bytes of an .ics file.

    Parameters
    ----------
    due : DataFrame
        Of :func:`infoview_analysis.outreach.due.due_items`.
    as_of : Timestamp
        The day the list is for. What was due before stands on this day, since nobody looks at past days; it is also
        the time stamp of the file, so that the same list gives the same bytes.

    Returns
    -------
    bytes
        An item keeps its UID when the list is made anew, so that importing it again moves the event instead of adding a
        second one.
    """
    from icalendar import Calendar

    today = pd.Timestamp(as_of).date()
    calendar = Calendar()
    calendar.add("prodid", f"-//infoview_analysis//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Informational interviews: what is due")
    for row in due.itertuples(index=False):
        calendar.add_component(_event(row, today))
    return calendar.to_ical(sorted=False)


def event_uid(outreach_id: str, purpose: str) -> str:
    """Return the lasting name of a due item."""
    digest = hashlib.sha256(f"{outreach_id}\0{purpose}".encode()).hexdigest()
    return f"{digest[:32]}@infoview-analysis"


def _event(row: Any, today: date) -> Event:
    from icalendar import Alarm, Event

    kind, contact, reason = (_text(getattr(row, name)) for name in ("kind", "contact", "reason"))
    summary = f"{_VERBS[kind]} {contact}"
    due_on = max(pd.Timestamp(row.due_on).date(), today)
    event = Event()
    event.add("uid", event_uid(_text(row.outreach_id), _text(row.purpose)))
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("sequence", max(0, (today - _EPOCH).days))  # a later list replaces an earlier one
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("summary", summary)
    channel = _text(row.channel)
    event.add("description", f"{reason} ({channel})" if channel else reason)
    event.add("categories", [kind])
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(hours=REMINDER_HOUR))
    event.add_component(alarm)
    return event


def _text(value: object) -> str:
    """Return a cell as one line; control characters, which a calendar file cannot hold, become blanks."""
    if value is None or value is pd.NA or value != value:
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())
