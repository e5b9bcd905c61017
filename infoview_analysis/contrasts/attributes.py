"""Groups of people by an attribute, few enough to be compared."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.crosstabs import NOT_GIVEN, person_groups
from infoview_analysis.themes.support import people_of

# What names one interview rather than a kind of person.
_NAMES = {"interview_id", "interviewee", "source", "n_points", "date", "duration_minutes", "company", "channel",
          "introduced_by", "format", "tags", "title", "url", "email", "phone", "location_url"}  # fmt: skip
MOST_GROUPS = 8


def comparable_attributes(interviews: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each attribute that can split people the group of each person.

    An attribute counts when at least two of its groups have two people or more. Years are split at their median and
    levels of seniority in two halves: few people are told apart better in two groups than in five.

    Returns
    -------
    dict of str to Series
        Indexed by person as :func:`infoview_analysis.themes.support.people_of` writes them; people whose value is not
        known are left out.
    """
    found: dict[str, pd.Series] = {}
    key = dict(zip(interviews["interviewee"], people_of(interviews, interviews), strict=True))
    for attribute in interviews.columns:
        if attribute in _NAMES or interviews[attribute].isna().all():
            continue
        if attribute == "years_experience":
            groups = _years(interviews)
        else:
            listed = person_groups(interviews, attribute, min_group=1, max_groups=10_000)
            groups = listed.set_index("interviewee")["group"]
            groups = groups[groups != NOT_GIVEN]
        if attribute == "seniority":
            groups = groups.replace(
                {"junior": "junior or mid", "mid": "junior or mid", "senior": "senior or above",
                 "lead": "senior or above", "executive": "senior or above"}
            )  # fmt: skip
        sizes = groups.value_counts()
        if (sizes >= 2).sum() < 2 or len(sizes) > max(MOST_GROUPS, len(groups) // 3):
            continue
        groups.index = [key[name] for name in groups.index]
        found[attribute] = groups[~groups.index.duplicated()].astype("str").sort_index()
    return dict(sorted(found.items()))


def _years(interviews: pd.DataFrame) -> pd.Series:
    known = interviews.dropna(subset=["years_experience"]).sort_values(["interviewee", "interview_id"])
    years = known.groupby("interviewee")["years_experience"].max()
    if years.empty:
        return years.astype("str")
    middle = float(years.median())
    high = years >= middle if (years < middle).any() else years > middle
    written = f"{middle:g}"
    return high.map({True: f"{written} years or more", False: f"under {written} years"}).astype("str")
