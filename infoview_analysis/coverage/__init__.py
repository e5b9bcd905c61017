"""What was heard and what was not: saturation, what to ask next, and what is new since a day or an earlier report."""

from __future__ import annotations

from infoview_analysis.coverage.earlier_report import read_earlier
from infoview_analysis.coverage.next_questions import next_questions
from infoview_analysis.coverage.question_groups import question_groups
from infoview_analysis.coverage.saturation import Outlook, outlook, saturation_curve
from infoview_analysis.coverage.since import changes_since
from infoview_analysis.coverage.summary import CoverageSummary, coverage_of, since_day, since_report, summarize_coverage

__all__ = [
    "CoverageSummary",
    "Outlook",
    "changes_since",
    "coverage_of",
    "next_questions",
    "outlook",
    "question_groups",
    "read_earlier",
    "saturation_curve",
    "since_day",
    "since_report",
    "summarize_coverage",
]
