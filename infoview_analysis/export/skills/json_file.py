"""The skill report as JSON with the version of its schema; ``SkillReport.from_json`` reads it back."""

from __future__ import annotations

from pathlib import Path

from infoview_analysis.export.skills.contents import SkillReport

FILE_NAME = "skill_report.json"


def write_json(report: SkillReport, folder: Path) -> None:
    """Write skill_report.json."""
    (folder / FILE_NAME).write_bytes(report.to_json().encode("utf-8", errors="replace"))
