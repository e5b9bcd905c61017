"""Findings as rich HTML for a notebook cell; the report page is made of the same cells.

What comes from notes is escaped, always: :func:`~infoview_analysis.presentation.fragment.element` takes text as text.
"""

from __future__ import annotations

from infoview_analysis.presentation.agreement import consensus_list, mixed_tone_list
from infoview_analysis.presentation.cards import theme_cards, unplaced
from infoview_analysis.presentation.contrast_cards import contrast_cards
from infoview_analysis.presentation.contrasts import (
    contrasts_table,
    next_contrast_steps,
    pooled_table,
    summary_of_contrasts,
)
from infoview_analysis.presentation.coverage import (
    changes_table,
    next_questions_table,
    open_changes,
    open_coverage,
    search_results,
    summary_of_coverage,
)
from infoview_analysis.presentation.fragment import Fragment, stylesheet
from infoview_analysis.presentation.interview_cards import interview_card_list
from infoview_analysis.presentation.marking import marking
from infoview_analysis.presentation.notes import notes
from infoview_analysis.presentation.opening import open_synthesis
from infoview_analysis.presentation.outreach import (
    differences_table,
    due_table,
    header_table,
    next_outreach_steps,
    rates_table,
    summary_of_outreach,
    traits_table,
)
from infoview_analysis.presentation.outreach_opening import open_outreach
from infoview_analysis.presentation.overview import next_steps, ranking, summary
from infoview_analysis.presentation.picture import picture
from infoview_analysis.presentation.provenance import load_report, made_with
from infoview_analysis.presentation.skills import (
    contested_cards,
    gaps_table,
    next_skill_steps,
    open_skills,
    plan_table,
    single_voices_table,
    skill_cards,
    strengths_table,
    summary_of_skills,
    unknowns_list,
    wording_table,
)
from infoview_analysis.presentation.takeaways import (
    actions_table,
    contacts_table,
    goal_questions,
    resources_table,
    summary_of_takeaways,
    takeaway_method,
)

__all__ = [
    "Fragment",
    "actions_table",
    "changes_table",
    "consensus_list",
    "contacts_table",
    "contested_cards",
    "contrast_cards",
    "contrasts_table",
    "differences_table",
    "due_table",
    "gaps_table",
    "goal_questions",
    "header_table",
    "interview_card_list",
    "load_report",
    "made_with",
    "marking",
    "mixed_tone_list",
    "next_contrast_steps",
    "next_outreach_steps",
    "next_questions_table",
    "next_skill_steps",
    "next_steps",
    "notes",
    "open_changes",
    "open_coverage",
    "open_outreach",
    "open_skills",
    "open_synthesis",
    "picture",
    "plan_table",
    "pooled_table",
    "ranking",
    "rates_table",
    "resources_table",
    "search_results",
    "single_voices_table",
    "skill_cards",
    "strengths_table",
    "stylesheet",
    "summary",
    "summary_of_contrasts",
    "summary_of_coverage",
    "summary_of_outreach",
    "summary_of_skills",
    "summary_of_takeaways",
    "takeaway_method",
    "theme_cards",
    "traits_table",
    "unknowns_list",
    "unplaced",
    "wording_table",
]
