"""Everything the notes tell of contrasting views: the frames that pictures, cards and tables are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.contrasts.proposition import Proposition
from infoview_analysis.readers.document import Problem


@dataclass(frozen=True)
class ContrastSummary:
    """Who stands where, and why.

    Attributes
    ----------
    propositions : tuple of Proposition
        Those given and those proposed, in the order of ``contrasts``.
    contrasts, contrast_points, contrast_people, contrast_reasons : DataFrame
        As described in ``frames.FRAMES``; contrasts are ranked by ``score``.
    pooled_reasons, consensus, mixed_tone, reasons_given, ask_next : DataFrame
        As described there.
    problems : tuple of Problem
        What a plugged-in judge could not do, and marks that belong to nothing.
    judge : str
        What gave the suggestions: "cues", or the name of the judge.
    """

    propositions: tuple[Proposition, ...]
    contrasts: pd.DataFrame
    contrast_points: pd.DataFrame
    contrast_people: pd.DataFrame
    contrast_reasons: pd.DataFrame
    pooled_reasons: pd.DataFrame
    consensus: pd.DataFrame
    mixed_tone: pd.DataFrame
    reasons_given: pd.DataFrame
    ask_next: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    judge: str = "cues"


FRAME_NAMES = (
    "contrasts",
    "contrast_points",
    "contrast_people",
    "contrast_reasons",
    "pooled_reasons",
    "consensus",
    "mixed_tone",
    "reasons_given",
    "ask_next",
)


def no_contrasts() -> ContrastSummary:
    """Return the summary of notes without any proposition."""
    tables: dict[str, Any] = {name: frames.empty(name) for name in FRAME_NAMES}
    return ContrastSummary((), **tables)
