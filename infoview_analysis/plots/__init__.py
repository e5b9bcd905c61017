"""Pictures: every function takes frames and returns Axes."""

from __future__ import annotations

from infoview_analysis.plots.themes import (
    support_bars,
    theme_by_attribute,
    theme_by_interviewee,
    unplaced_by_interview,
)

__all__ = ["support_bars", "theme_by_attribute", "theme_by_interviewee", "unplaced_by_interview"]
