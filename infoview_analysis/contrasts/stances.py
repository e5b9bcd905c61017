"""One stance a person and proposition, and how many people hold each."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def stance_of(sides: Iterable[str]) -> str | None:
    """Return the stance of a person whose quotes take ``sides``.

    For and against together are mixed. One of them beside "depends" is depends: who names a condition does not hold the
    sentence without one. Nothing, or only quotes that do not bear on it: None.
    """
    found = set(sides) - {"none"}
    if {"for", "against"} <= found:
        return "mixed"
    if "depends" in found:
        return "depends"
    return next(iter(found), None)


def stances(marked: pd.DataFrame) -> pd.DataFrame:
    """Return one row a proposition and person with a stance: ``contrast_id``, ``person``, ``side``; sorted.

    Parameters
    ----------
    marked : DataFrame
        Columns ``contrast_id``, ``person``, ``side``.
    """
    rows = [
        (contrast, person, side)
        for (contrast, person), sides in marked.groupby(["contrast_id", "person"], sort=True)["side"]
        if (side := stance_of(sides.dropna())) is not None
    ]
    return pd.DataFrame(rows, columns=["contrast_id", "person", "side"]).astype("str")


def people_counts(held: pd.DataFrame) -> pd.DataFrame:
    """Return ``n_for``, ``n_against``, ``n_depends`` (with those who say both) of each contrast_id."""
    counted = held.assign(side=held["side"].replace("mixed", "depends"))
    table = pd.crosstab(counted["contrast_id"], counted["side"])
    table = table.reindex(columns=["for", "against", "depends"], fill_value=0)
    return table.rename(columns={"for": "n_for", "against": "n_against", "depends": "n_depends"})
