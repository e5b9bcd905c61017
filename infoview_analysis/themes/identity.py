"""Names for themes that outlive a re-run: which theme of today is which theme of last time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

MOSTLY = 0.5  # a theme is the same when so much of it is
_DIGITS = 8


def match_themes(groups: Sequence[Collection[str]], earlier: Mapping[str, Collection[str]]) -> list[str | None]:
    """Return for each group the id of the earlier theme it continues, or None.

    Points that were not there before, or are gone, do not count. Of all pairings the one with the largest sum of
    Jaccard similarities is taken; a pair holds when most of the earlier theme, or most of the group, is shared.

    Parameters
    ----------
    groups : sequence of collections of str
        point_ids of each group.
    earlier : mapping of str to collection of str
        theme_id → point_ids of the last run.

    References
    ----------
    H. W. Kuhn (1955), The Hungarian method for the assignment problem, Naval Research Logistics 2, 83-97.
    """
    ids = sorted(earlier)
    if not ids or not groups:
        return [None] * len(groups)
    present = {point for group in groups for point in group}
    before = {point for theme in ids for point in earlier[theme]}
    old = [set(earlier[theme]) & present for theme in ids]
    new = [set(group) & before for group in groups]
    shared = np.array([[len(a & b) for b in old] for a in new], dtype=float)
    either = np.array([[len(a | b) for b in old] for a in new], dtype=float)
    rows, columns = linear_sum_assignment(-shared / np.maximum(either, 1))
    result: list[str | None] = [None] * len(groups)
    for row, column in zip(rows, columns, strict=True):
        smaller = min(len(new[row]), len(old[column]))
        if (
            shared[row, column]
            and shared[row, column] >= MOSTLY * smaller
            and (shared[row, column] >= MOSTLY * len(old[column]) or shared[row, column] >= MOSTLY * len(new[row]))
        ):
            result[int(row)] = ids[int(column)]
    return result


def is_discovered(theme_id: str) -> bool:
    """Tell whether an id is one that ``new_theme_id`` makes, rather than one the person's theme was given."""
    return re.fullmatch(rf"t-[0-9a-f]{{{_DIGITS}}}", theme_id) is not None


def new_theme_id(point_id: str, taken: Collection[str]) -> str:
    """Return an id for a theme, made of its exemplar's point_id; never one of ``taken``."""
    number = 0
    while True:
        seed = point_id if not number else f"{point_id}#{number}"
        theme_id = "t-" + hashlib.sha256(seed.encode()).hexdigest()[:_DIGITS]
        if theme_id not in taken:
            return theme_id
        number += 1
