"""Outreach: the log of requests, honest response rates, timing, and what is due."""

from infoview_analysis.outreach.log import OutreachLog, load_outreach

__all__ = ["OutreachLog", "load_outreach"]
