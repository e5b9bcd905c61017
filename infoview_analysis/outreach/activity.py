"""What happened week by week: requests, answers, talks."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.outreach.states import request_states

COLUMNS = ("week", "n_sent", "n_replied", "n_met")


def weekly_activity(outreach: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Count what happened in each week, weeks without anything included.

    Returns
    -------
    DataFrame
        One row a week from the first request to ``as_of``: ``week`` (its Monday, datetime64[s]), ``n_sent``,
        ``n_replied``, ``n_met``, each by the day it happened. What has no day is not counted. No row where nothing has
        a day.
    """
    states = request_states(outreach, as_of=as_of)
    days = {"n_sent": states["sent_on"], "n_replied": states["replied_on"], "n_met": states["interviewed_on"]}
    counts = {name: _monday(day.dropna()).value_counts() for name, day in days.items()}
    weeks = [week for count in counts.values() for week in count.index]
    if not weeks:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"week": "datetime64[s]"})
    index = pd.date_range(min(weeks), _monday(pd.Series([pd.Timestamp(as_of)])).iloc[0], freq="7D")
    table = pd.DataFrame({name: count.reindex(index, fill_value=0) for name, count in counts.items()}, index=index)
    table = table.astype("int64").rename_axis("week").reset_index()
    return table.astype({"week": "datetime64[s]"})[list(COLUMNS)]


def _monday(days: pd.Series) -> pd.Series:
    normal = days.dt.normalize()
    return normal - pd.to_timedelta(normal.dt.day_of_week, unit="D")
