"""What the messages that were answered have in common: associations, each with its numbers, never advice.

A trait that goes with answers need not bring them: subjects that name somebody are answered more often perhaps only
because a warm introduction stands behind them. So each trait is also compared within channels.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis.intervals import Z_95
from infoview_analysis.outreach.differences import with_verdicts
from infoview_analysis.outreach.groups import request_groups
from infoview_analysis.outreach.rates import request_marks
from infoview_analysis.outreach.states import request_states

# Trait → the grouping that holds it and the groups that have it; the other groups do not, missing ones are left out.
TRAITS: dict[str, tuple[str, tuple[str, ...]]] = {
    "subject asks a question": ("subject_question", ("yes",)),
    "subject names somebody": ("subject_names_person", ("yes",)),
    "subject names their organization": ("subject_names_organization", ("yes",)),
    "subject says how long it takes": ("subject_says_how_long", ("yes",)),
    "subject of up to 4 words": ("subject_length", ("up to 4 words",)),
    "message of up to 100 words": ("message_length", ("up to 50 words", "51 to 100 words")),
    "personalised": ("personalised", ("yes",)),
}
COLUMNS = ("trait", "n_with", "replied_with", "n_without", "replied_without", "difference", "low", "high", "p_value",
           "p_adjusted", "within_channel", "within_low", "within_high", "verdict", "sentence")  # fmt: skip


def answered_traits(
    outreach: pd.DataFrame, *, as_of: pd.Timestamp, horizon_days: int = 10, floor: int = 5
) -> pd.DataFrame:
    """Compare messages that have a trait with those that have not, by whether they were answered in time.

    Parameters
    ----------
    outreach, as_of, horizon_days
        As for :func:`infoview_analysis.outreach.rates.response_rates`.
    floor : int
        Fewest messages with the trait, and without it, that allow a comparison.

    Returns
    -------
    DataFrame
        One row a trait the log tells of: ``trait``, ``n_with``, ``replied_with``, ``n_without``, ``replied_without``;
        ``difference``, ``low``, ``high``, ``p_value``, ``p_adjusted`` and ``verdict`` as in
        :func:`infoview_analysis.outreach.differences.group_differences`, adjusted over these traits;
        ``within_channel`` with ``within_low`` and ``within_high``: the difference among messages of
        the same channel (Mantel-Haenszel, 95 %; missing where no channel has both kinds); ``sentence``. Largest
        number of comparable messages first.

    References
    ----------
    T. Sato (1989), On the variance estimator for the Mantel-Haenszel risk difference, Biometrics 45, 1323-1324.
    """
    states = request_states(outreach, as_of=as_of)
    marks = request_marks(states, horizon_days=horizon_days)
    mature = marks["n_mature"]
    channels = request_groups(states, "channel")
    rows = []
    for trait, (by, having) in TRAITS.items():
        groups = request_groups(states, by)
        known = mature & ~groups.isin(["not given", "no subject"])
        has = groups.isin(having)[known].to_numpy(dtype=bool)
        if not has.any() or has.all():
            continue
        replied = marks["n_replied"][known].to_numpy(dtype=bool)
        within = common_difference(replied, has, channels[known].to_numpy())
        rows.append(("traits", trait, replied[has].sum(), has.sum(), replied[~has].sum(), (~has).sum(), *within))
    names = ("by", "group", "n_replied", "n_mature", "rest_replied", "rest_mature", *COLUMNS[10:13])
    table = with_verdicts(pd.DataFrame(rows, columns=list(names)), floor=floor)
    table = table.drop(columns="by").rename(
        columns={"group": "trait", "n_replied": "replied_with", "n_mature": "n_with", "rest_replied": "replied_without",
                 "rest_mature": "n_without"}
    )  # fmt: skip
    table["sentence"] = pd.Series([_sentence(row) for _, row in table.iterrows()], index=table.index, dtype="str")
    table = table.astype({"trait": "str", **dict.fromkeys(COLUMNS[10:13], "float64")})
    smaller = -np.minimum(table["n_with"], table["n_without"])
    return table.assign(order=smaller).sort_values(["order", "trait"], ignore_index=True)[list(COLUMNS)]


def common_difference(replied: np.ndarray, has: np.ndarray, strata: np.ndarray) -> tuple[float, float, float]:
    """Return the Mantel-Haenszel difference of two rates over strata, with its 95 % interval (Sato's variance).

    Parameters
    ----------
    replied, has : ndarray of bool, shape (n,)
        The outcome, and on which side each stands.
    strata : ndarray, shape (n,)
        Within which to compare.

    Returns
    -------
    difference, low, high : float
        NaN where no stratum has both sides.
    """
    cells = pd.DataFrame({"stratum": strata, "a": replied & has, "b": replied & ~has, "n1": has, "n0": ~has})
    cells = cells.groupby("stratum", sort=True)[["a", "b", "n1", "n0"]].sum().astype(float)
    cells = cells[(cells["n1"] > 0) & (cells["n0"] > 0)]
    if cells.empty:
        return np.nan, np.nan, np.nan
    a, b, n1, n0 = (cells[name].to_numpy() for name in ("a", "b", "n1", "n0"))
    total = n1 + n0
    weight = float((n1 * n0 / total).sum())
    difference = float(((a * n0 - b * n1) / total).sum()) / weight
    p = (n1**2 * b - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / total**2
    q = (a * (n0 - b) + b * (n1 - a)) / (2 * total)
    half = Z_95 * np.sqrt(max(0.0, difference * float(p.sum()) + float(q.sum()))) / weight
    return difference, max(-1.0, difference - half), min(1.0, difference + half)


def _sentence(row: pd.Series) -> str:
    counts = (
        f"{row['replied_with']} of {row['n_with']} messages with it were answered, {row['replied_without']} of"
        f" {row['n_without']} without"
    )
    if row["verdict"] == "too few":
        return f"Too few to say: {counts}."
    if row["verdict"] == "cannot tell":
        return f"Cannot tell whether it goes with answers: {counts}."
    direction = "more" if row["difference"] > 0 else "fewer"
    start = f"Goes with {direction} answers" if row["verdict"] == "different" else f"May go with {direction} answers"
    low, high = row["within_low"], row["within_high"]
    channel = ""
    if np.isnan(low):
        channel = " No channel has both kinds, so it may as well be the channel."
    elif low <= 0 <= high:
        channel = " Within the same channel this is not to be seen: it may be the channel that makes the difference."
    return f"{start}: {counts}.{channel}"
