"""What is written for a person and for other programs: tables, pictures, notebooks, one page."""

from __future__ import annotations

from infoview_analysis.export.report import write_report
from infoview_analysis.export.tables import write_tables

__all__ = ["write_report", "write_tables"]
