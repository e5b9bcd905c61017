"""Judges: what suggests the side a quote takes on a proposition."""

from infoview_analysis.contrasts.judges.protocol import Judge, Judgement, Quote, Verdict

__all__ = ["Judge", "Judgement", "Quote", "Verdict"]
