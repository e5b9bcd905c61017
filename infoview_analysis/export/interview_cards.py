"""The interview cards as Markdown files, one an interview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.presentation.interview_cards import card_text, interview_cards

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis


def write_cards(synthesis: Synthesis, folder: Path) -> None:
    """Write ``INTERVIEW_ID.md`` for each interview."""
    for card in interview_cards(synthesis):
        (folder / f"{card.interview_id}.md").write_bytes(card_text(card).encode("utf-8", errors="replace"))
