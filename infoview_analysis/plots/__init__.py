"""Pictures: every function takes frames and returns Axes."""

from __future__ import annotations

from infoview_analysis.plots.contrasts import stance_bars, stance_matrix
from infoview_analysis.plots.coverage import question_group_bars, saturation
from infoview_analysis.plots.outreach import funnel_bars, reply_rates, reply_time_curves, weekly_bars
from infoview_analysis.plots.outreach_due import due_timeline
from infoview_analysis.plots.skills import demand_against_level, need_bars, who_asks_for_what
from infoview_analysis.plots.takeaways import open_actions_by_day, resources_by_people, who_introduced_whom
from infoview_analysis.plots.themes import (
    support_bars,
    theme_by_attribute,
    theme_by_interviewee,
    unplaced_by_interview,
)

__all__ = [
    "demand_against_level",
    "due_timeline",
    "funnel_bars",
    "need_bars",
    "open_actions_by_day",
    "question_group_bars",
    "reply_rates",
    "reply_time_curves",
    "resources_by_people",
    "saturation",
    "stance_bars",
    "stance_matrix",
    "support_bars",
    "theme_by_attribute",
    "theme_by_interviewee",
    "unplaced_by_interview",
    "weekly_bars",
    "who_asks_for_what",
    "who_introduced_whom",
]
