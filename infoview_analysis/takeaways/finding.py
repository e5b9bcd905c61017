"""One takeaway as it was found in a point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from infoview_analysis.identity import word_key


@dataclass(frozen=True)
class Finding:
    """What one point holds of one kind.

    Attributes
    ----------
    kind : str
        One of ``frames.KINDS``.
    point_id, interview_id : str
    text : str
        The words, on one line.
    score : float
        How far above the threshold, in logits; for insights the rank's score.
    reason : str
        Why it is listed.
    title, resource_kind : str
        Of resources.
    name, role, company, how : str
        Of referrals.
    whose : str
        Of actions: "mine" or "theirs".
    due_on : date or None
        Of actions and leads.
    """

    kind: str
    point_id: str
    interview_id: str
    text: str
    score: float
    reason: str
    title: str = ""
    resource_kind: str = ""
    name: str = ""
    role: str = ""
    company: str = ""
    how: str = ""
    whose: str = ""
    due_on: date | None = None

    @property
    def takeaway_id(self) -> str:
        """Return what names it from run to run: its kind, its point, and the title or name it is about."""
        about = "-".join(word_key(self.title or self.name).split())
        return ":".join(part for part in (self.kind, self.point_id, about) if part)
