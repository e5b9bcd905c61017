"""The frames of all parts of a synthesis by name; the one place that knows where the parts keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis


@dataclass(frozen=True)
class Parts:
    """The frames of all parts, as described in ``frames.FRAMES``; a part with nothing to say has no row."""

    interviews: pd.DataFrame
    points: pd.DataFrame
    themes: pd.DataFrame
    contrasts: pd.DataFrame
    contrast_points: pd.DataFrame
    skill_gaps: pd.DataFrame
    skill_mentions: pd.DataFrame
    takeaways: pd.DataFrame


def parts_of(synthesis: Synthesis) -> Parts:
    """Return the frames of a synthesis."""
    return Parts(
        interviews=synthesis.interviews,
        points=synthesis.points,
        themes=synthesis.themes,
        contrasts=synthesis.contrasts.contrasts,
        contrast_points=synthesis.contrasts.contrast_points,
        skill_gaps=synthesis.skills.gaps,
        skill_mentions=synthesis.skills.mentions,
        takeaways=synthesis.takeaways.takeaways,
    )


def settled_sides(contrast_points: pd.DataFrame) -> pd.DataFrame:
    """Return the sides that the person marked; suggestions do not count.

    Where the frame has no ``status``, as in tables of an older version, the confidence says what was marked.
    """
    if "status" in contrast_points.columns:
        return contrast_points[contrast_points["status"] != "suggested"]
    return contrast_points[contrast_points["confidence"] == "marked"]
