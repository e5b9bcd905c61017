"""How many requests are answered, agreed to and end in a talk, by group, with intervals.

A request counts when it was delivered and is at least ``horizon_days`` old; it counts as answered when the answer came
within ``horizon_days``. Younger requests are left out whether they were answered or not: to count those that answered
already, and not those that may answer tomorrow, would flatter the rate.
"""

from __future__ import annotations

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.outreach.groups import EVERYTHING, GROUPINGS, NO_SUBJECT, NOT_GIVEN, group_order, request_groups
from infoview_analysis.outreach.states import request_states

FOLDED = "others ("
_COUNTS = ("n_sent", "n_bounced", "n_mature", "n_replied", "n_accepted", "n_waiting", "n_answered_young", "n_undated",
           "n_replied_late", "n_met")  # fmt: skip
COLUMNS = (*(column.name for column in frames.columns("outreach_rates")), "n_answered_young", "n_undated",
           "n_replied_late", "n_met", "meet_rate", "meet_low", "meet_high")  # fmt: skip


def response_rates(
    outreach: pd.DataFrame, *, by: str = "channel", as_of: pd.Timestamp, horizon_days: int = 10, floor: int = 5
) -> pd.DataFrame:
    """Return the response rates of each group of requests.

    Parameters
    ----------
    outreach : DataFrame
        The frame of this name.
    by : str
        One of ``groups.GROUPINGS``, or a column of ``outreach``.
    as_of : Timestamp
        The day to look from; what came later is not known.
    horizon_days : int
        Days within which an answer counts, and age from which a request does.
    floor : int
        Groups of fewer requests are folded into one row, "others (k groups)", when there are at least two such groups.

    Returns
    -------
    DataFrame
        The columns of the frame ``outreach_rates``, one row a group, and:

        n_answered_young
            Delivered and answered, but less than ``horizon_days`` old: will count later.
        n_undated
            Delivered, the day of the request not known: cannot count.
        n_replied_late
            Of the mature ones, answered after ``horizon_days``.
        n_met, meet_rate, meet_low, meet_high
            Of the mature ones, met by ``as_of``, however long it took; this can only rise.

        ``n_sent = n_bounced + n_mature + n_waiting + n_answered_young + n_undated`` holds in every row. An answer
        whose day is not known counts as one within the horizon. Intervals are Wilson's, 95 %; where ``n_mature`` is 0
        the rate is missing and the interval is 0 to 1. No row where there is no request, or no request has a value.
    """
    states = request_states(outreach, as_of=as_of)
    marks = request_marks(states, horizon_days=horizon_days)
    return frames.conform(_rates(marks, request_groups(states, by), by, floor), "outreach_rates")


def all_response_rates(
    outreach: pd.DataFrame, *, as_of: pd.Timestamp, horizon_days: int = 10, floor: int = 5
) -> pd.DataFrame:
    """Return :func:`response_rates` by everything there is to group by, one below the other; the total comes first.

    A grouping by which all requests are alike, or for which the log says nothing (nobody noted who introduced whom,
    say), has no rows; channels stand in any case.
    """
    states = request_states(outreach, as_of=as_of)
    marks = request_marks(states, horizon_days=horizon_days)
    parts = [_rates(marks, request_groups(states, by), by, floor) for by in GROUPINGS]
    parts = [part for part in parts if len(part) > 1 or (part["by"].isin([EVERYTHING, "channel"])).any()]
    return frames.conform(pd.concat(parts, ignore_index=True), "outreach_rates")


def request_marks(states: pd.DataFrame, *, horizon_days: int) -> pd.DataFrame:
    """Return what each request counts as: one bool column a count, named as in :func:`response_rates`.

    Parameters
    ----------
    states : DataFrame
        Of :func:`infoview_analysis.outreach.states.request_states`.
    """
    bounced, replied = states["is_bounced"], states["is_replied"]
    dated = states["age_days"].notna()
    old = states["age_days"].ge(horizon_days).fillna(False).astype(bool)
    mature = ~bounced & old
    young = ~bounced & dated & ~old
    in_time = states["reply_days"].le(horizon_days).fillna(True).astype(bool)
    marks = {
        "n_sent": pd.Series(True, index=states.index),
        "n_bounced": bounced,
        "n_mature": mature,
        "n_replied": mature & replied & in_time,
        "n_accepted": mature & states["is_accepted"] & in_time,
        "n_waiting": young & ~replied,
        "n_answered_young": young & replied,
        "n_undated": ~bounced & ~dated,
        "n_replied_late": mature & replied & ~in_time,
        "n_met": mature & states["is_met"],
    }
    return pd.DataFrame(marks, index=states.index)


def is_folded(group: str) -> bool:
    """Return whether a group of the rates stands for several small ones."""
    return group.startswith(FOLDED)


def _rates(marks: pd.DataFrame, groups: pd.Series, by: str, floor: int) -> pd.DataFrame:
    if by != EVERYTHING and not (~groups.isin([NOT_GIVEN, NO_SUBJECT])).any():
        return _with_rates(pd.DataFrame(columns=["by", "group", *_COUNTS]))
    counts = marks[list(_COUNTS)].groupby(groups.to_numpy()).sum().astype("int64")
    if by == EVERYTHING and counts.empty:
        counts = pd.DataFrame(0, index=["all requests"], columns=list(_COUNTS))
    sizes = counts["n_sent"]
    order = group_order(by, sizes)
    small = [group for group in order if sizes[group] < floor and group not in (NOT_GIVEN, NO_SUBJECT)]
    if len(small) > 1:
        folded = counts.loc[small].sum().to_frame(f"{FOLDED}{len(small)} groups)").T
        kept = [group for group in order if group not in small]
        named = [group for group in kept if group not in (NOT_GIVEN, NO_SUBJECT)]
        counts = pd.concat([counts.loc[named], folded, counts.loc[[g for g in kept if g not in named]]])
    else:
        counts = counts.loc[order]
    table = counts.rename_axis("group").reset_index()
    table.insert(0, "by", by)
    return _with_rates(table)


def _with_rates(table: pd.DataFrame) -> pd.DataFrame:
    table = table.astype({name: "int64" for name in _COUNTS})
    mature = table["n_mature"]
    for rate, count in (("reply", "n_replied"), ("accept", "n_accepted"), ("meet", "n_met")):
        share = (table[count] / mature.where(mature > 0)).astype("Float64")
        low, high = wilson_interval(table[count], mature)
        table[f"{rate}_rate"], table[f"{rate}_low"], table[f"{rate}_high"] = share, low, high
    return table[list(COLUMNS)]
