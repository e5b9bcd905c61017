"""Frames of takeaways: what each interview is worth keeping for."""

from __future__ import annotations

from infoview_analysis.frames.column import Column

KINDS = ("insight", "advice", "resource", "referral", "lead", "action")

FRAMES: dict[str, tuple[Column, ...]] = {
    "takeaways": (
        Column("interview_id", "str", "the interview", required=True),
        Column("rank", "Int64", "order within the interview, from 1", required=True, low=1),
        Column("kind", "str", "what it is", required=True, allowed=KINDS),
        Column("point_id", "str", "the point it stands in", required=True),
        Column("text", "str", "the words", required=True),
    ),
}  # fmt: skip
