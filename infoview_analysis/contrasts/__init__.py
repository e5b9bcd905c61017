"""Contrasting views: propositions people agree or disagree with, who stands where, and why they differ."""

from infoview_analysis.contrasts.find import find_contrasts
from infoview_analysis.contrasts.judges import judge_of
from infoview_analysis.contrasts.proposition import Proposition, contrast_id, marks_frame, no_marks
from infoview_analysis.contrasts.summary import ContrastSummary, no_contrasts

__all__ = [
    "ContrastSummary",
    "Proposition",
    "contrast_id",
    "find_contrasts",
    "judge_of",
    "marks_frame",
    "no_contrasts",
    "no_marks",
]
