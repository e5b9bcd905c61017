"""Everything about what was heard and what was not, of one synthesis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from infoview_analysis.coverage.earlier_report import read_earlier
from infoview_analysis.coverage.incidence import people_in, theme_incidence, unplaced_subjects
from infoview_analysis.coverage.next_questions import next_questions
from infoview_analysis.coverage.question_groups import question_groups
from infoview_analysis.coverage.saturation import Outlook, outlook, saturation_curve
from infoview_analysis.coverage.since import changes_since, then_of_day
from infoview_analysis.parts import Parts, parts_of, settled_sides


@dataclass(frozen=True)
class CoverageSummary:
    """What was heard and what was not.

    Attributes
    ----------
    outlook : Outlook
        What the next interview is likely to bring.
    saturation : DataFrame
        Of :func:`infoview_analysis.coverage.saturation.saturation_curve`.
    question_groups : DataFrame
        Of :func:`infoview_analysis.coverage.question_groups.question_groups`.
    next_questions : DataFrame
        Of :func:`infoview_analysis.coverage.next_questions.next_questions`.
    """

    outlook: Outlook
    saturation: pd.DataFrame
    question_groups: pd.DataFrame
    next_questions: pd.DataFrame


def coverage_of(synthesis: Any) -> CoverageSummary:
    """Return the coverage of a synthesis; contrasting views count where it has them."""
    return summarize_coverage(parts_of(synthesis))


def summarize_coverage(parts: Parts) -> CoverageSummary:
    """Return the coverage of the frames of a synthesis."""
    incidence = theme_incidence(parts.points, parts.interviews)
    n_people = len(people_in(parts.interviews))
    groups = question_groups(parts.points, parts.interviews)
    return CoverageSummary(
        outlook=outlook(incidence, n_people, unplaced_subjects(parts.points, parts.interviews)),
        saturation=saturation_curve(incidence, n_people),
        question_groups=groups,
        next_questions=next_questions(
            groups, parts.interviews, parts.themes, parts.points, parts.contrasts, settled_sides(parts.contrast_points)
        ),
    )


def since_day(synthesis: Any, day: pd.Timestamp) -> pd.DataFrame:
    """Return what changed since ``day``; see :func:`infoview_analysis.coverage.since.changes_since`."""
    parts = parts_of(synthesis)
    sides = settled_sides(parts.contrast_points)
    then = then_of_day(pd.Timestamp(day), parts.interviews, parts.points, parts.themes, sides)
    return changes_since(then, parts.interviews, parts.points, parts.themes, parts.contrasts, sides)


def since_report(synthesis: Any, report: Path | str) -> pd.DataFrame:
    """Return what changed since the report in a folder was written."""
    parts = parts_of(synthesis)
    then = read_earlier(report)
    sides = settled_sides(parts.contrast_points)
    return changes_since(then, parts.interviews, parts.points, parts.themes, parts.contrasts, sides)


def last_batch(interviews: pd.DataFrame) -> pd.Timestamp | None:
    """Return the first day of the newest batch: the newest third of the people, at least one and not all of them.

    None when fewer than two days are known.
    """
    first = interviews.dropna(subset=["date"]).groupby("interviewee")["date"].min().sort_values()
    if first.nunique() < 2:
        return None
    day = first.iloc[-max(1, len(first) // 3)]
    if day == first.iloc[0]:
        day = first[first > day].iloc[0]
    return pd.Timestamp(day)
