"""Contrasting views of a batch of notes: propositions, the quotes that bear on them, sides, people, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.contrasts.judges.protocol import Judge
from infoview_analysis.contrasts.proposition import Proposition
from infoview_analysis.contrasts.summary import ContrastSummary, no_contrasts
from infoview_analysis.settings import ContrastSettings

Encode = Callable[[Sequence[str]], NDArray]


def find_contrasts(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    propositions: Sequence[Proposition] = (),
    marks: pd.DataFrame | None = None,
    encode: Encode,
    judge: Judge | None = None,
    settings: ContrastSettings | None = None,
) -> ContrastSummary:
    """Return who stands where on which proposition, and why."""
    return no_contrasts()
