"""Who raises what: each person and theme once, however often it is said."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.themes.support import people_of


def theme_incidence(points: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each person and theme that stands in that person's notes.

    Returns
    -------
    DataFrame
        ``person`` and ``theme_id``, sorted, each pair once.
    """
    frame = pd.DataFrame({"person": people_of(points, interviews), "theme_id": points["theme_id"]})
    placed = frame[frame["theme_id"].notna()].drop_duplicates()
    return placed.sort_values(["theme_id", "person"], ignore_index=True)


def people_in(interviews: pd.DataFrame) -> list[str]:
    """Return the distinct people interviewed, sorted."""
    return sorted(set(people_of(interviews[["interview_id"]], interviews)))


def unplaced_subjects(points: pd.DataFrame, interviews: pd.DataFrame) -> int:
    """Return how many unplaced subjects there are: points in no theme, those of a person under one heading as one.

    Points about small talk and appointments (the category "other") are no subjects.
    """
    loose = points[points["theme_id"].isna() & (points["category"] != "other")]
    if loose.empty:
        return 0
    frame = pd.DataFrame({"person": people_of(loose, interviews), "heading": loose["heading"].astype(object)})
    headed = frame[frame["heading"].notna()].drop_duplicates()
    return len(headed) + int(frame["heading"].isna().sum())
