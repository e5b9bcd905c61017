"""Support of a theme: how many people speak of it, with an interval."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.intervals import wilson_interval

DECIMALS = 6


def people_of(points: pd.DataFrame, interviews: pd.DataFrame) -> pd.Series:
    """Return who said each point, on the index of ``points``.

    Two interviews of one person are one person. A point whose interview is not listed counts as said by a person of
    that interview's name.

    Parameters
    ----------
    points : DataFrame
        Column ``interview_id``.
    interviews : DataFrame
        Columns ``interview_id`` and ``interviewee``.
    """
    names = {
        interview: " ".join(str(person).split()).casefold()
        for interview, person in zip(interviews["interview_id"], interviews["interviewee"], strict=True)
    }
    people = [names.get(interview, str(interview)) for interview in points["interview_id"]]
    return pd.Series(people, index=points.index, dtype="str")


def theme_support(theme_ids: pd.Series, people: pd.Series, n_people: int) -> pd.DataFrame:
    """Return how many people speak of each theme.

    Parameters
    ----------
    theme_ids : Series of str
        Theme of each point; missing: unplaced.
    people : Series of str
        Who said each point, on the same index.
    n_people : int
        People asked, whether they speak of a theme or not.

    Returns
    -------
    DataFrame
        Indexed by theme_id: ``n_interviews`` (distinct people), ``n_points``, ``share`` of all people, ``share_low``
        and ``share_high`` (Wilson 95 %).

    References
    ----------
    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    placed = pd.DataFrame({"theme_id": theme_ids, "person": people})[theme_ids.notna()]
    groups = placed.groupby("theme_id", sort=True)["person"]
    support = pd.DataFrame({"n_interviews": groups.nunique(), "n_points": groups.size()})
    low, high = wilson_interval(support["n_interviews"].to_numpy(), n_people)
    support["share"] = (support["n_interviews"] / max(n_people, 1)).round(DECIMALS)
    support["share_low"] = low.round(DECIMALS)
    support["share_high"] = high.round(DECIMALS)
    return support
