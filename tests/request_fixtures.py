"""Requests made by hand: rows of the outreach frame from a few words each, and the ledger that belongs to them."""

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.outreach.log import OutreachLog

DAY_ZERO = pd.Timestamp("2026-03-02")  # a Monday
_STAGES = {"sent_on": "sent", "followed_up_on": "followed up", "replied_on": "replied", "scheduled_for": "scheduled",
           "interviewed_on": "met", "thanked_on": "thanked"}  # fmt: skip


def day(number):
    return DAY_ZERO + pd.Timedelta(days=number)


def requests(*rows):
    """Return the frame: each row a dict of columns, days as numbers from 2 March 2026."""
    table = []
    for place, row in enumerate(rows):
        row = {"contact": f"Person {place}", "channel": "email", "sent_on": 0, **row}
        row = {key: day(value) if key in _STAGES and value is not None else value for key, value in row.items()}
        table.append({"outreach_id": f"o{place:04d}", "source": "outreach.csv", **row})
    if not table:
        return frames.empty("outreach")
    frame = pd.DataFrame(table)
    for column in _STAGES:
        if column in frame:
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frames.conform(frame, "outreach")


def many(n, **row):
    return [dict(row) for _ in range(n)]


def ledger(outreach):
    """Return the events that the dates and outcomes of ``outreach`` tell of."""
    rows = []
    for request in outreach.itertuples(index=False):
        known = [(getattr(request, column), stage) for column, stage in _STAGES.items()]
        if request.outcome in ("accepted", "declined", "referred", "bounced"):
            rows.append((request.outreach_id, request.contact, request.replied_on, request.outcome))
        rows += [(request.outreach_id, request.contact, on, stage) for on, stage in known if pd.notna(on)]
    table = pd.DataFrame(rows, columns=["outreach_id", "contact", "on", "stage"]).assign(source="outreach.csv")
    return frames.conform(table, "outreach_events") if rows else frames.empty("outreach_events")


def log_of(outreach):
    nothing = pd.DataFrame()
    return OutreachLog(outreach, ledger(outreach), nothing, (), len(outreach), 0, 0, nothing, nothing)


def mixed_log(n):
    """Return a log of ``n`` requests in which a bit of everything happens; the same every time."""
    rows = []
    for place in range(n):
        channel = ("email", "linkedin", "warm introduction", "event", "cold call")[(place * 7) % 5]
        row = {"sent_on": place, "channel": channel, "subject": ("Twenty minutes?", "Ana suggested I write")[place % 2]}
        if place % 3 == 0:
            outcome = ("accepted", "declined", "referred")[place % 9 // 3]
            row |= {"replied_on": place + 1 + place % 6, "outcome": outcome}
        if row.get("outcome") == "accepted":
            row |= {"scheduled_for": place + 12}
            if place % 2:
                row |= {"interviewed_on": place + 12, "thanked_on": place + 13 if place % 4 == 1 else None}
        if place % 11 == 5:
            row |= {"outcome": "bounced", "replied_on": None, "scheduled_for": None, "interviewed_on": None,
                    "thanked_on": None}  # fmt: skip
        if place % 4 == 2 and "replied_on" not in row:
            row |= {"followed_up_on": place + 8}
        rows.append(row)
    return requests(*rows)
