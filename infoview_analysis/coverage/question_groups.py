"""Which groups of questions people answered: the groups of the guides to informational interviews."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.coverage.incidence import people_in
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.themes.support import people_of

GROUPS = tuple(category for category in CATEGORIES if category != "other")
THIN_SHARE = 0.5  # of the people asked
FEW_PEOPLE = 3


def question_groups(points: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return for each group of questions how many people said something that answers it.

    Returns
    -------
    DataFrame
        Thinnest first: ``category``, ``n_people``, ``n_points``, ``n_asked`` (all people), ``share``, ``share_low``,
        ``share_high`` (Wilson 95 %), ``thin`` (yes: fewer than half of the people, or fewer than three), ``not_heard``
        (people without a point of it, joined by "; ").
    """
    names = _names(interviews)
    everyone = people_in(interviews)
    person = people_of(points, interviews)
    rows = []
    for category in GROUPS:
        inside = points["category"] == category
        heard = set(person[inside])
        n = len(heard & set(everyone))
        low, high = wilson_interval(n, len(everyone))
        thin = n < THIN_SHARE * len(everyone) or n < min(FEW_PEOPLE, len(everyone))
        rows.append(
            {"category": category, "n_people": n, "n_points": int(inside.sum()), "n_asked": len(everyone),
             "share": round(n / max(len(everyone), 1), 6), "share_low": round(float(low), 6),
             "share_high": round(float(high), 6), "thin": "yes" if thin else "no",
             "not_heard": "; ".join(names[key] for key in everyone if key not in heard)}
        )  # fmt: skip
    return pd.DataFrame(rows).sort_values(["n_people", "n_points", "category"], ignore_index=True)


def _names(interviews: pd.DataFrame) -> dict[str, str]:
    """Return the name of each person as written in their first interview."""
    keys = people_of(interviews[["interview_id"]], interviews)
    return dict(reversed(list(zip(keys, interviews["interviewee"].astype(str), strict=True))))
