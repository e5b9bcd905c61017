"""The frames of a synthesis by name; the one place that knows where the optional parts keep them.

Skills, contrasts and takeaways are optional: a synthesis made without them gives frames without rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from infoview_analysis import frames

# For each frame: the ways to it from a synthesis, tried in this order.
_WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "contrasts": (("contrasts", "contrasts"), ("contrasts",)),
    "contrast_points": (("contrasts", "contrast_points"), ("contrasts", "points"), ("contrast_points",)),
    "skill_gaps": (("skills", "gaps"), ("skills", "skill_gaps"), ("skill_gaps",)),
    "skill_mentions": (("skills", "mentions"), ("skills", "skill_mentions"), ("skill_mentions",)),
    "takeaways": (("takeaways", "takeaways"), ("takeaways",)),
}


@dataclass(frozen=True)
class Parts:
    """The frames of all parts, as described in ``frames.FRAMES``; an absent part has no row."""

    interviews: pd.DataFrame
    points: pd.DataFrame
    themes: pd.DataFrame
    contrasts: pd.DataFrame
    contrast_points: pd.DataFrame
    skill_gaps: pd.DataFrame
    skill_mentions: pd.DataFrame
    takeaways: pd.DataFrame


def parts_of(synthesis: Any) -> Parts:
    """Return the frames of a synthesis."""
    optional = {name: optional_frame(synthesis, name) for name in _WAYS}
    return Parts(synthesis.interviews, synthesis.points, synthesis.themes, **optional)


def optional_frame(synthesis: Any, name: str) -> pd.DataFrame:
    """Return the frame called ``name`` wherever the synthesis keeps it; without rows when it has none."""
    for way in _WAYS[name]:
        found = synthesis
        for step in way:
            found = getattr(found, step, None)
        needed = [column.name for column in frames.columns(name) if column.required]
        if isinstance(found, pd.DataFrame) and set(needed) <= set(found.columns):
            return found
    return frames.empty(name)


def settled_sides(contrast_points: pd.DataFrame) -> pd.DataFrame:
    """Return the sides that the person marked; suggestions do not count.

    Where the frame has no ``status``, the confidence says what was marked.
    """
    if "status" in contrast_points.columns:
        return contrast_points[contrast_points["status"] != "suggested"]
    return contrast_points[contrast_points["confidence"].isin(["marked", "certain"])]
