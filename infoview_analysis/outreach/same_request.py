"""Which rows of several logs are one request, so that it counts once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from infoview_analysis.outreach.source_log import DATES

SAME_DAYS = 1  # two logs may write down one request on neighbouring days (evenings, time zones)


@dataclass
class _Anchor:
    """A request that later rows may belong to: days since 1970, None where not known."""

    group: int
    sent: int | None
    last: int | None
    logs: set[int] = field(default_factory=set)


def group_requests(requests: pd.DataFrame, person: np.ndarray, log: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which rows are one request.

    Rows of one log are the same request where contact, day and channel are the same. Rows of two logs are the same
    where they lie at most a day apart, where the second lies within the known history of the first (a reminder or
    thank-you that one log calls a request), or where one of them has no day and there is only one it can belong to.

    Parameters
    ----------
    requests : DataFrame
        Of all logs, the log that is trusted most first.
    person : array of int
        Who each row is about.
    log : array of int
        The number of the log each row stands in; the smaller is trusted more.

    Returns
    -------
    group : array of int
        Rows with the same number are one request.
    later : array of bool
        Rows that are a later part of a request's history, not its beginning.
    """
    days = np.stack([_days(requests[name]) for name in DATES])
    sent = days[0]
    channel = pd.factorize(requests["channel"].str.casefold())[0]
    key = pd.DataFrame({"log": log, "person": person, "sent": sent, "channel": channel})
    group = key.groupby(["log", "person", "sent", "channel"], sort=False).ngroup().to_numpy()
    later = np.zeros(len(requests), dtype=bool)
    logs_of_person = pd.DataFrame({"person": person, "log": log}).drop_duplicates()["person"].value_counts()
    several = np.isin(person, logs_of_person.index[logs_of_person > 1].to_numpy())
    if not several.any():
        return group, later
    first_of = pd.Series(np.flatnonzero(several)).groupby(group[several]).agg(list)
    facts = pd.DataFrame(
        {
            "person": [person[rows[0]] for rows in first_of],
            "log": [log[rows[0]] for rows in first_of],
            "sent": [sent[rows[0]] for rows in first_of],
            "last": [days[:, rows].max() for rows in first_of],
            "group": first_of.index,
        }
    ).sort_values(["person", "log", "sent", "last"], kind="stable")
    joined = dict(zip(facts["group"], facts["group"], strict=True))
    late: set[int] = set()
    for _, rows in facts.groupby("person", sort=False):
        _join_person(rows, joined, late)
    codes = group[several]
    later[several] = np.isin(codes, np.fromiter(late, dtype="int64", count=len(late)))
    group = group.copy()
    group[several] = np.array([joined[code] for code in codes], dtype="int64")
    return group, later


def _join_person(rows: pd.DataFrame, joined: dict[int, int], late: set[int]) -> None:
    anchors: list[_Anchor] = []
    undated = _NOT_KNOWN
    per_log = rows["log"].value_counts()
    for log, sent, last, group in rows[["log", "sent", "last", "group"]].itertuples(index=False):
        others = [anchor for anchor in anchors if log not in anchor.logs]
        found = None
        if sent == undated:
            if len(anchors) == 1 and others and per_log[log] == 1:
                found = others[0]
        else:
            near = [a for a in others if a.sent is not None and abs(a.sent - sent) <= SAME_DAYS]
            found = min(near, key=lambda a: (abs(a.sent - sent), a.sent)) if near else None
            if found is None:
                # Another row of this log may belong to the same history: a reminder and a thank-you, both by mail.
                within = [
                    a for a in anchors
                    if a.sent is not None and a.last is not None and a.last > a.sent
                    and a.sent <= sent <= a.last + SAME_DAYS and min(a.logs) < log
                ]  # fmt: skip
                if within:
                    found = max(within, key=lambda a: a.sent or 0)
                    late.add(group)
            if found is None and len(others) == len(anchors) == 1 and anchors[0].sent is None and per_log[log] == 1:
                found = anchors[0]
        if found is None:
            anchors.append(
                _Anchor(group, None if sent == undated else sent, None if last == undated else last, {int(log)})
            )
            continue
        joined[group] = found.group
        found.logs.add(int(log))
        if sent != undated and found.sent is None:
            found.sent = sent
        if last != undated:
            found.last = last if found.last is None else max(found.last, last)


_NOT_KNOWN = np.iinfo("int64").min


def _days(values: pd.Series) -> np.ndarray:
    """Return days since 1970; the smallest number for a missing one."""
    numbers = values.to_numpy().astype("datetime64[D]").astype("int64")
    numbers[values.isna().to_numpy()] = _NOT_KNOWN
    return numbers
