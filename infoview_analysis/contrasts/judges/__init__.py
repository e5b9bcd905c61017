"""Judges: what suggests the side a quote takes on a proposition."""

from __future__ import annotations

from infoview_analysis.contrasts.judges.cue_judge import CueJudge
from infoview_analysis.contrasts.judges.protocol import Judge, Judgement, Quote, Verdict
from infoview_analysis.settings import ContrastSettings

__all__ = ["CueJudge", "Judge", "Judgement", "Quote", "Verdict", "judge_of"]


def judge_of(settings: ContrastSettings) -> Judge | None:
    """Return the judge that the settings name beside the cues; None: cues alone.

    Raises
    ------
    SettingsError
        The model named is not there, or the package it needs.
    """
    if settings.judge == "endpoint":
        from infoview_analysis.contrasts.judges.endpoint_judge import EndpointJudge

        return EndpointJudge(settings.endpoint, settings.model, timeout=settings.timeout_seconds)
    if settings.judge == "nli":
        from infoview_analysis.contrasts.judges.nli_judge import NliJudge

        return NliJudge(settings.model)
    return None
