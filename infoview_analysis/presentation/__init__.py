"""Findings as rich HTML for a notebook cell; the report page is made of the same cells.

What comes from notes is escaped, always: :func:`~infoview_analysis.presentation.fragment.element` takes text as text.
"""

from __future__ import annotations

from infoview_analysis.presentation.cards import theme_cards, unplaced
from infoview_analysis.presentation.fragment import Fragment, stylesheet
from infoview_analysis.presentation.notes import notes
from infoview_analysis.presentation.opening import open_synthesis
from infoview_analysis.presentation.overview import next_steps, ranking, summary
from infoview_analysis.presentation.picture import picture
from infoview_analysis.presentation.provenance import load_report, made_with

__all__ = [
    "Fragment",
    "load_report",
    "made_with",
    "next_steps",
    "notes",
    "open_synthesis",
    "picture",
    "ranking",
    "stylesheet",
    "summary",
    "theme_cards",
    "unplaced",
]
