"""The skill-gap report: one plain structure, and a module for each format it is written in."""

from __future__ import annotations

from infoview_analysis.export.skills.contents import SkillReport, skill_report

__all__ = ["SkillReport", "skill_report"]
