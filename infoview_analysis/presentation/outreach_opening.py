"""The outreach of a synthesis; one without a request where the workspace holds no log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infoview_analysis.outreach.summary import OutreachSummary
    from infoview_analysis.synthesis import Synthesis


def open_outreach(synthesis: Synthesis) -> OutreachSummary:
    """Return ``synthesis.outreach_summary``, or an empty summary where there is none."""
    summary = getattr(synthesis, "outreach_summary", None)
    if summary is not None:
        return summary
    from infoview_analysis.outreach.summary import no_outreach

    return no_outreach()
