"""How long answers take: the curve of answers over time, and one's own waiting times.

A request that nobody has answered yet is not a "no": all one knows is that its answer takes longer than it has waited.
The Kaplan-Meier estimate uses just that. A decline is an answer; what was never delivered is left out.
"""

from __future__ import annotations

import math
import warnings

import numpy as np
import pandas as pd

from infoview_analysis.outreach.groups import group_order, request_groups
from infoview_analysis.outreach.rates import FOLDED
from infoview_analysis.outreach.states import request_states
from infoview_analysis.wording import plural

SETTLED_AFTER_DAYS = 30
CURVE_COLUMNS = ("group", "day", "n_at_risk", "n_replied", "n_censored", "replied_by", "low", "high")
AT_RISK_COLUMNS = ("group", "day", "n_at_risk")


def waiting_times(outreach: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return how long each delivered request has waited, and whether an answer ended the waiting.

    Returns
    -------
    DataFrame
        ``outreach_id``, ``channel`` ("not given" where missing), ``sent_on``, ``days`` (int64: to the answer, else to
        ``as_of``), ``replied`` (bool). Left out are requests that bounced, those whose day is not known, and those with
        an answer whose day is not known.
    """
    states = request_states(outreach, as_of=as_of)
    undated = states["is_replied"] & states["reply_days"].isna()
    used = states[~states["is_bounced"] & states["age_days"].notna() & ~undated]
    return pd.DataFrame(
        {
            "outreach_id": used["outreach_id"],
            "channel": request_groups(used, "channel"),
            "sent_on": used["sent_on"],
            "days": used["reply_days"].fillna(used["age_days"]).astype("int64"),
            "replied": used["is_replied"].astype(bool),
        }
    ).reset_index(drop=True)


def reply_curves(waiting: pd.DataFrame, *, by: str | None = "channel", floor: int = 5) -> pd.DataFrame:
    """Return the Kaplan-Meier estimate of the share answered by each day.

    Parameters
    ----------
    waiting : DataFrame
        Of :func:`waiting_times`.
    by : str or None
        Column that makes the groups; None: one curve, "all requests". Groups of fewer than ``floor`` requests are put
        together when there are at least two of them.

    Returns
    -------
    DataFrame
        One row a group and day on which something happened, and day 0: ``group``, ``day``, ``n_at_risk`` (still silent
        when the day began), ``n_replied``, ``n_censored`` (waited just so long, and still do), ``replied_by`` (share
        answered up to and including the day), ``low``, ``high`` (95 %, from the log-log transformation; missing where
        nobody has answered yet or everybody has, since it is not defined there). Each curve ends on the last day
        anybody was at risk: later days are unknown. Largest group first.

    References
    ----------
    E. L. Kaplan, P. Meier (1958), Nonparametric estimation from incomplete observations, JASA 53, 457-481.
    """
    groups = _curve_groups(waiting, by, floor)
    sizes = groups.value_counts()
    order = group_order(by or "all", sizes)
    parts = [_curve(waiting[(groups == group).to_numpy()], group) for group in order]
    if not parts:
        return pd.DataFrame(columns=list(CURVE_COLUMNS)).astype({"group": "str"})
    return pd.concat(parts, ignore_index=True)[list(CURVE_COLUMNS)]


def at_risk_counts(
    waiting: pd.DataFrame, days: list[int], *, by: str | None = "channel", floor: int = 5
) -> pd.DataFrame:
    """Return how many requests were still silent when each of ``days`` began: ``group``, ``day``, ``n_at_risk``."""
    groups = _curve_groups(waiting, by, floor)
    order = group_order(by or "all", groups.value_counts())
    rows = [
        (group, day, int((waiting["days"][(groups == group).to_numpy()] >= day).sum()))
        for group in order
        for day in days
    ]
    return pd.DataFrame(rows, columns=list(AT_RISK_COLUMNS)).astype({"group": "str", "day": "int64"})


def axis_days(waiting: pd.DataFrame, *, most: int = 60) -> list[int]:
    """Return the days to mark on the axis of the curves: at most eight steps, up to just after the last answer."""
    answered = waiting.loc[waiting["replied"], "days"]
    last = int(answered.max()) if len(answered) else int(waiting["days"].max()) if len(waiting) else 0
    end = min(max(7, last + 1), most)
    step = next(step for step in (1, 2, 5, 7, 14, 30, 90, 365) if end / step <= 8 or step == 365)
    return list(range(0, (math.ceil(end / step)) * step + 1, step))


def reply_waits(waiting: pd.DataFrame, *, as_of: pd.Timestamp, settled_after_days: int = SETTLED_AFTER_DAYS
                ) -> pd.DataFrame:  # fmt: skip
    """Return how long the answers that came took, for requests old enough that a late answer could have come.

    Young requests can only have quick answers so far; with them, waiting would look shorter than it is. If no answered
    request is older than ``settled_after_days``, all are taken, and the column ``settled`` says so.

    Returns
    -------
    DataFrame
        One row a day on which answers came: ``day``, ``n_replied``, ``n_so_far``, ``n_total``, ``share``, ``settled``
        (bool).
    """
    answered = waiting[waiting["replied"]]
    age = (pd.Timestamp(as_of).normalize() - answered["sent_on"].dt.normalize()).dt.days
    old = answered[age >= settled_after_days]
    settled = len(old) > 0
    counts = (old if settled else answered)["days"].value_counts().sort_index()
    so_far = counts.cumsum()
    total = int(counts.sum())
    return pd.DataFrame(
        {
            "day": counts.index.astype("int64"),
            "n_replied": counts.to_numpy(dtype="int64"),
            "n_so_far": so_far.to_numpy(dtype="int64"),
            "n_total": total,
            "share": so_far.to_numpy() / total if total else so_far.to_numpy(dtype=float),
            "settled": settled,
        }
    )


def waits_sentence(waits: pd.DataFrame, *, share: float = 0.8) -> str:
    """Return within how many days most answers came: "8 of 10 replies came within 6 days"."""
    if waits.empty:
        return "No reply with a known day yet."
    row = waits[waits["share"] >= share - 1e-9].iloc[0]
    total, so_far, day = int(row["n_total"]), int(row["n_so_far"]), int(row["day"])
    when = "on the same day" if day == 0 else f"within {plural(day, 'day')}"
    sentence = f"{so_far} of {plural(total, 'reply', 'replies')} came {when}."
    if not row["settled"]:
        sentence += " All requests are young: slower replies may still come."
    return sentence


def _curve_groups(waiting: pd.DataFrame, by: str | None, floor: int) -> pd.Series:
    everything = pd.Series("all requests", index=waiting.index, dtype="str")
    if by is None:
        return everything
    sizes = waiting[by].value_counts()
    small = sizes[sizes < floor].index
    if len(small) < 2:
        return waiting[by]
    if len(small) == len(sizes):
        return everything
    return waiting[by].where(~waiting[by].isin(small), f"{FOLDED}{len(small)} groups)")


def _curve(times: pd.DataFrame, group: str) -> pd.DataFrame:
    from scipy.stats import CensoredData, ecdf

    days, replied = times["days"].to_numpy(), times["replied"].to_numpy()
    survival = ecdf(CensoredData(uncensored=days[replied], right=days[~replied])).sf
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where it is not defined it is left missing, below
        interval = survival.confidence_interval(0.95, method="log-log")
    marks = survival.quantiles
    ended, waiting = np.sort(days[replied]), np.sort(days[~replied])
    curve = pd.DataFrame(
        {
            "day": marks.astype("int64"),
            "n_at_risk": len(days) - _before(ended, marks) - _before(waiting, marks),
            "n_replied": _before(ended, marks + 1) - _before(ended, marks),
            "n_censored": _before(waiting, marks + 1) - _before(waiting, marks),
            "replied_by": 1 - survival.probabilities,
            "low": 1 - interval.high.probabilities,
            "high": 1 - interval.low.probabilities,
        }
    )
    if curve["day"].iloc[0] > 0:
        start = {"day": 0, "n_at_risk": len(days), "n_replied": 0, "n_censored": 0, "replied_by": 0.0}
        curve = pd.concat([pd.DataFrame([{**start, "low": np.nan, "high": np.nan}]), curve], ignore_index=True)
    undefined = curve["replied_by"].le(0) | curve["replied_by"].ge(1)
    curve[["low", "high"]] = curve[["low", "high"]].mask(undefined)
    return curve.assign(group=group)


def _before(ordered: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Return how many of the sorted whole days ``ordered`` lie before each of ``marks``."""
    return np.searchsorted(ordered, marks, side="left").astype("int64")
