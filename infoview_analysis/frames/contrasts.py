"""Frames of contrasting views: propositions, and who stands where on them."""

from __future__ import annotations

from infoview_analysis.frames.column import Column

SIDES = ("for", "against", "depends")

FRAMES: dict[str, tuple[Column, ...]] = {
    "contrasts": (
        Column("contrast_id", "str", "made of the proposition; stable", required=True, unique=True),
        Column("theme_id", "str", "the theme most of its quotes belong to"),
        Column("proposition", "str", "the sentence that people agree or disagree with", required=True),
        Column("n_for", "Int64", "people for it", required=True, low=0),
        Column("n_against", "Int64", "people against it", required=True, low=0),
        Column("n_depends", "Int64", "people who say it depends, or who say both", required=True, low=0),
        Column("score", "Float64", "rank by it: the higher, the sooner worth reading", low=0),
        Column("explained_by", "str", "the attribute that goes best with the sides"),
        Column("explained_p", "Float64", "p value of that", low=0, high=1),
        Column("explained_q", "Float64", "the same, corrected for all tests of the run", low=0, high=1),
    ),
    "contrast_points": (
        Column("contrast_id", "str", "the contrast", required=True),
        Column("point_id", "str", "the quote", required=True),
        Column("interview_id", "str", "the interview it was said in", required=True),
        Column("side", "str", "for, against or depends; missing: bears on it, side open", allowed=SIDES),
        Column("confidence", "str", "marked by the person; else likely, possible or unclear", required=True),
    ),
}  # fmt: skip
