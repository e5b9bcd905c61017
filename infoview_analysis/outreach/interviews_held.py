"""Interviews of the workspace counted as met for the requests they came from."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.outreach import contacts
from infoview_analysis.outreach.same_request import SAME_DAYS
from infoview_analysis.outreach.source_log import events_frame
from infoview_analysis.readers.document import Problem

_DAY = pd.Timedelta(days=1)


def with_interviews(
    requests: pd.DataFrame, events: pd.DataFrame, who_is: contacts.Known, interviews: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Return the requests with the interviews that came of them counted as met.

    An interview belongs to the contact of the same name (of several, to the one of the same organization), and there to
    the last request before it.

    Parameters
    ----------
    requests, events : DataFrame
        One row a request; ``events.request`` names a row of ``requests``.
    who_is : Known
        Whom each request went to.
    interviews : DataFrame
        ``interviewee``, ``company``, ``date``, ``source``.

    Returns
    -------
    requests, events : DataFrame
    problems : list of Problem
        Interviews without a request, and those that could belong to several people or lie before every request.
    """
    names, organizations, person = who_is.names, who_is.organizations, who_is.person
    wanted = contacts.names_of(interviews["interviewee"])
    companies = contacts.organizations_of(interviews["company"])
    rows_of: dict[str, list[int]] = {}
    asked = set(wanted)
    for row in [row for row, name in enumerate(names) if name in asked]:
        rows_of.setdefault(names[row], []).append(row)
    met = requests["met"].to_numpy(dtype=object).copy()
    held = requests["interviewed_on"].copy()
    problems: list[Problem] = []
    found: list[tuple[int, pd.Timestamp, str]] = []
    unmatched = 0
    for name, company, day, who, source in sorted(
        zip(wanted, companies, interviews["date"], interviews["interviewee"], interviews["source"], strict=True),
        key=lambda one: (one[0], str(one[2]), one[4]),
    ):
        rows = rows_of.get(name, [])
        if len({person[row] for row in rows}) > 1:
            same = [row for row in rows if organizations[row] and organizations[row] == company]
            if not same or len({person[row] for row in same}) > 1:
                problems.append(_ambiguous(source, who))
                continue
            rows = same
        if not rows:
            unmatched += 1
            continue
        chosen = _request_of(rows, day, requests["sent_on"], held)
        if chosen is None:
            problems.append(_too_early(source, who, day))
            continue
        row = chosen
        known = held.iloc[row]
        met[row] = "yes"
        if pd.isna(known):
            held.iloc[row] = day
            found.append((row, day, source))
        elif pd.notna(day) and abs(known - day) > SAME_DAYS * _DAY:
            found.append((row, day, source))
    if unmatched:
        problems.append(_unmatched(unmatched, len(interviews)))
    result = requests.assign(
        met=pd.Series(met, index=requests.index, dtype="object").astype("str"), interviewed_on=held
    )
    more = events_frame(
        [row for row, _, _ in found],
        [day for _, day, _ in found],
        ["met"] * len(found),
        [source for _, _, source in found],
        [None] * len(found),
    )
    return result, pd.concat([events, more], ignore_index=True) if found else events, problems


def _request_of(rows: list[int], day: pd.Timestamp, sent: pd.Series, held: pd.Series) -> int | None:
    """Return the request that led to an interview of that day: the one that says so, else the last one before it."""
    days = {row: sent.iloc[row] for row in rows}
    if pd.isna(day):
        return max(rows, key=lambda row: (pd.notna(days[row]), days[row] if pd.notna(days[row]) else pd.Timestamp.min))
    for row in rows:
        if pd.notna(held.iloc[row]) and abs(held.iloc[row] - day) <= SAME_DAYS * _DAY:
            return row
    before = [row for row in rows if pd.notna(days[row]) and days[row] <= day + SAME_DAYS * _DAY]
    if before:
        return max(before, key=lambda row: days[row])
    undated = [row for row in rows if pd.isna(days[row])]
    return undated[0] if undated else None


def _ambiguous(source: str, who: str) -> Problem:
    return Problem(
        source, None, "warning", "several-contacts",
        f"The outreach log has several contacts called {who}, so this interview was counted for none of them. Write "
        f"the "
        "company into the notes as it stands in the log.",
    )  # fmt: skip


def _too_early(source: str, who: str, day: pd.Timestamp) -> Problem:
    return Problem(
        source, None, "warning", "interview-before-request",
        f"The interview with {who} on {day:%Y-%m-%d} lies before every request to them, so it was counted for none. "
        f"Correct "
        "the date of the interview or of the request.",
    )  # fmt: skip


def _unmatched(number: int, total: int) -> Problem:
    return Problem(
        "outreach", None, "warning", "interviews-without-request",
        f"{number} of {total} interviews are with people who do not stand in the outreach log. They count as "
        f"interviews, but "
        "in no response rate. Add the requests if you want them counted.",
    )  # fmt: skip
