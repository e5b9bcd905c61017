"""Takeaways: what each interview is worth keeping for, and the lists over all of them."""

from __future__ import annotations

from infoview_analysis.takeaways.resource_list import resources_named
from infoview_analysis.takeaways.summary import TakeawaySummary, summarize_takeaways
from infoview_analysis.takeaways.target_role import target_role_of

__all__ = ["TakeawaySummary", "resources_named", "summarize_takeaways", "target_role_of"]
