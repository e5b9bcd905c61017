"""The skill report as CSV files: one row a skill, one row a mention, and the plan."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from infoview_analysis.export.skills.contents import SkillReport
from infoview_analysis.spreadsheet_safety import guarded

PLAN_FIELDS = ("skill", "action", "resource", "ask", "due", "done", "notes")
_SKILL_FIELDS = (
    "skill", "category", "section", "status", "n_interviews", "n_people", "share_low", "share_high", "n_must", "n_nice",
    "n_mentioned", "n_not_needed", "demand", "have", "target", "gap", "have_note",
)  # fmt: skip
_MENTION_FIELDS = (
    "skill", "mention", "need", "cue", "text", "interviewee", "role", "company", "date", "source", "line", "point_id",
    "status",
)  # fmt: skip


def write_csv(report: SkillReport, folder: Path) -> None:
    """Write skills.csv, skill_quotes.csv and development_plan.csv.

    They are meant for a spreadsheet: UTF-8 with a byte order mark, and an apostrophe before what would be a formula.
    The verbatim tables for programs are tables/skill_mentions.csv and tables/skill_gaps.csv of the report.
    """
    extra = plan_extras(report)
    tables: dict[str, Sequence[Sequence[str | int | float]]] = {
        "skills.csv": skill_rows(report),
        "skill_quotes.csv": mention_rows(report),
        "development_plan.csv": [[*PLAN_FIELDS, *extra], *plan_rows(report, extra)],
    }
    for name, rows in tables.items():
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([[guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
        (folder / name).write_bytes(out.getvalue().encode("utf-8-sig", errors="replace"))


def skill_rows(report: SkillReport) -> list[list[str | int | float]]:
    """Return the header and one row a skill."""
    rows: list[list[str | int | float]] = [[*_SKILL_FIELDS, "wording", "asked_by"]]
    for skill in report.skills:
        people = "; ".join(f"{who}: {need}" for who, need in skill.by_person.items())
        rows.append([*(getattr(skill, name) for name in _SKILL_FIELDS), "; ".join(skill.wording), people])
    return rows


def mention_rows(report: SkillReport) -> list[list[str | int | float]]:
    """Return the header and one row a mention."""
    rows: list[list[str | int | float]] = [[*_MENTION_FIELDS]]
    return rows + [[getattr(mention, name) for name in _MENTION_FIELDS] for mention in report.mentions]


def plan_extras(report: SkillReport) -> list[str]:
    """Return the columns that the person added to the plan."""
    return list(dict.fromkeys(name for row in report.plan for name in row.more))


def plan_rows(report: SkillReport, extra: list[str]) -> list[list[str]]:
    """Return the rows of the plan."""
    return [
        [*(getattr(row, name) for name in PLAN_FIELDS), *(row.more.get(name, "") for name in extra)]
        for row in report.plan
    ]
