"""The frames: their columns, types and meaning, and the check that a frame keeps them.

Every table that a report writes is one of these frames, described in one module a part. A schema lists the columns in
their order; more columns may follow the listed ones (a person's own attributes), none may be missing. ``describe``
gives the data dictionary.
"""

from __future__ import annotations

from infoview_analysis.frames.column import Column
from infoview_analysis.frames.contrasts import MARK_SIDES, SIDES, STANCES
from infoview_analysis.frames.notes import CATEGORIES, COMPANY_SIZES, SENIORITIES
from infoview_analysis.frames.outreach import DUE_KINDS, OUTCOMES, STAGES, YES_NO
from infoview_analysis.frames.skills import MENTION_STATUSES, NEEDS
from infoview_analysis.frames.takeaways import KINDS
from infoview_analysis.frames.validation import FRAMES, columns, conform, describe, empty, validate

__all__ = [
    "CATEGORIES",
    "COMPANY_SIZES",
    "DUE_KINDS",
    "FRAMES",
    "KINDS",
    "MARK_SIDES",
    "MENTION_STATUSES",
    "NEEDS",
    "OUTCOMES",
    "SENIORITIES",
    "SIDES",
    "STAGES",
    "STANCES",
    "YES_NO",
    "Column",
    "columns",
    "conform",
    "describe",
    "empty",
    "validate",
]
