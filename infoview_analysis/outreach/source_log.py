"""What every reader of an outreach log returns, and warnings about many of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from infoview_analysis.outreach.exchanges import Exchange
from infoview_analysis.readers.document import Problem, Severity
from infoview_analysis.readers.tables import MAX_LISTED

TEXTS = (
    "contact", "organization", "role", "channel", "subject", "outcome", "source", "introduced_by", "industry",
    "seniority", "company_size", "personalised", "outcome_as_written", "email", "profile_url",
)  # fmt: skip
DATES = ("sent_on", "followed_up_on", "replied_on", "scheduled_for", "interviewed_on", "thanked_on")
FLAGS = ("followed_up", "replied", "accepted", "scheduled", "met", "thanked")
DATE_OF = {
    "followed_up": "followed_up_on",
    "replied": "replied_on",
    "scheduled": "scheduled_for",
    "met": "interviewed_on",
    "thanked": "thanked_on",
}
STAGE_OF = {
    "sent_on": "sent",
    "followed_up_on": "followed up",
    "replied_on": "replied",
    "scheduled_for": "scheduled",
    "interviewed_on": "met",
    "thanked_on": "thanked",
}


@dataclass(frozen=True)
class SourceLog:
    """One file of requests, read.

    Attributes
    ----------
    source : str
        The file.
    kind : str
        table, linkedin or mail.
    requests : DataFrame
        One row a request, before anything is merged: the columns of the outreach frame without ``outreach_id``, then
        ``email``, ``profile_url`` and any further column of the person's table.
    events : DataFrame
        ``request`` (row of ``requests``), ``on``, ``stage``, ``source``, ``line``.
    header_mapping : DataFrame
        ``source``, ``column``, ``read_as``.
    problems : tuple of Problem
    n_rows : int
        Requests met: rows of a table that hold anything, or requests found among messages.
    n_rejected : int
        Of them left out, each named in ``problems``.
    n_blank : int
        Empty rows; they are not among ``n_rows``.
    n_messages : int
        Messages, of mail and LinkedIn.
    left_out : dict of str to int
        Why messages were no part of a request, and how many.
    """

    source: str
    kind: str
    requests: pd.DataFrame
    events: pd.DataFrame
    header_mapping: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    n_rows: int = 0
    n_rejected: int = 0
    n_blank: int = 0
    n_messages: int = 0
    left_out: dict[str, int] | None = None


def requests_frame(data: dict[str, object], n_rows: int) -> pd.DataFrame:
    """Return ``data`` with every column that requests have, of one type each; further columns follow."""
    index = pd.RangeIndex(n_rows)
    columns: dict[str, pd.Series] = {}
    for name in (*TEXTS, *FLAGS):
        columns[name] = pd.Series(data.get(name, np.nan), index=index, dtype="object").astype("str")
    for name in DATES:
        columns[name] = _days(data.get(name), index)
    columns["line"] = pd.Series(data.get("line", pd.NA), index=index).astype("Int64")
    columns["message_length"] = pd.Series(data.get("message_length", pd.NA), index=index).astype("Float64")
    for name, values in data.items():
        if name not in columns:
            columns[name] = pd.Series(values, index=index, dtype="object").astype("str")
    return pd.DataFrame(columns, index=index)


def _days(values: object, index: pd.RangeIndex) -> pd.Series:
    if values is None:
        return pd.Series(np.datetime64("NaT", "s"), index=index)
    if isinstance(values, np.ndarray):
        return pd.Series(values, index=index).astype("datetime64[s]")
    return pd.Series(values, index=index, dtype="object").astype("datetime64[s]")


def events_frame(
    request: Sequence[int] = (),
    on: Sequence[object] = (),
    stage: Sequence[str] = (),
    source: Sequence[str] = (),
    line: Sequence[int | None] = (),
) -> pd.DataFrame:
    """Return events in their columns and types."""
    return pd.DataFrame(
        {
            "request": np.asarray(request, dtype="int64"),
            "on": pd.Series(list(on), dtype="object").astype("datetime64[s]"),
            "stage": pd.Series(list(stage), dtype="str"),
            "source": pd.Series(list(source), dtype="str"),
            "line": pd.Series(list(line), dtype="Int64"),
        }
    )


def events_of_columns(requests: pd.DataFrame) -> pd.DataFrame:
    """Return an event for each day that stands in a request's columns; for tables, where a row is its own history."""
    parts = []
    for column, stage in STAGE_OF.items():
        chosen = np.flatnonzero(requests[column].notna().to_numpy())
        parts.append(
            pd.DataFrame(
                {
                    "request": chosen,
                    "on": requests[column].to_numpy()[chosen],
                    "stage": pd.Series(stage, index=range(len(chosen)), dtype="str"),
                    "source": requests["source"].array[chosen],
                    "line": requests["line"].array[chosen],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def message_requests(
    found: Sequence[tuple[dict[str, object], Exchange]], *, channel: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return requests and events of exchanges of messages.

    Parameters
    ----------
    found : sequence of (dict, Exchange)
        For each request what is known of the contact, by column, and the exchange.
    channel : str
        How the messages went.
    """
    names = sorted({name for known, _ in found for name in known})
    data: dict[str, object] = {name: [known.get(name) or None for known, _ in found] for name in names}
    all_exchanges = [exchange for _, exchange in found]
    data |= {
        "channel": channel,
        "sent_on": [_day(one.request.moment) for one in all_exchanges],
        "subject": [one.request.subject or None for one in all_exchanges],
        "message_length": [one.request.words for one in all_exchanges],
        "source": [one.request.source for one in all_exchanges],
        "line": [one.request.line for one in all_exchanges],
        "followed_up_on": [_day(one.follow_ups[0].moment) if one.follow_ups else None for one in all_exchanges],
        "replied_on": [_day(one.reply.moment) if one.reply else None for one in all_exchanges],
    }
    told = [
        (number, message, stage)
        for number, one in enumerate(all_exchanges)
        for message, stage in (
            (one.request, "sent"),
            *((follow_up, "followed up") for follow_up in one.follow_ups),
            *(((one.reply, "replied"),) if one.reply else ()),
        )
    ]
    events = events_frame(
        [number for number, _, _ in told],
        [_day(message.moment) for _, message, _ in told],
        [stage for _, _, stage in told],
        [message.source for _, message, _ in told],
        [message.line for _, message, _ in told],
    )
    return requests_frame(data, len(found)), events


def _day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


def mapping_frame(rows: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    """Return what the columns were read as: ``source``, ``column``, ``read_as``."""
    return pd.DataFrame(rows, columns=["source", "column", "read_as"], dtype="str")


def row_problems(
    source: str,
    severity: Severity,
    code: str,
    lines: np.ndarray,
    message: Callable[[int], str],
    where: np.ndarray,
) -> list[Problem]:
    """Return a problem for each row in ``where``; of very many the first ones and how many more there are.

    Parameters
    ----------
    source, severity, code : str
        As in ``Problem``.
    lines : array of int
        Line of each row of the table.
    message : callable
        From the row's place to cause and mend.
    where : array of int
        Places of the rows.
    """
    where = where[np.argsort(lines[where], kind="stable")]
    problems = [Problem(source, int(lines[place]), severity, code, message(int(place))) for place in where[:MAX_LISTED]]
    if len(where) > MAX_LISTED:
        last = int(where[-1])
        words = f"The same again in {len(where) - MAX_LISTED} more rows, the last of them here. {message(last)}"
        problems.append(Problem(source, int(lines[last]), severity, code, words))
    return problems
