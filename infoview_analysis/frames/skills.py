"""Frames of skills: where they are mentioned, and the gaps they leave."""

from __future__ import annotations

from infoview_analysis.frames.column import Column

NEEDS = ("must", "nice", "mentioned", "not_needed")
MENTION_STATUSES = ("vocabulary", "suggested")

FRAMES: dict[str, tuple[Column, ...]] = {
    "skill_mentions": (
        Column("skill", "str", "name in the vocabulary", required=True),
        Column("mention", "str", "the words, verbatim: source[start:end]", required=True),
        Column("point_id", "str", "the point it stands in", required=True),
        Column("interview_id", "str", "the interview it was said in", required=True),
        Column("need", "str", "must, nice, mentioned or not_needed", required=True, allowed=NEEDS),
        Column("start", "Int64", "offset of the first character in the source's text", required=True, low=0),
        Column("end", "Int64", "offset after the last character", required=True, low=1),
        Column("status", "str", "vocabulary, or suggested: not counted until confirmed", required=True,
               allowed=MENTION_STATUSES),
        Column("category", "str", "kind of skill"),
        Column("cue", "str", "the words that told how much it is needed; missing: the note as a whole, or you"),
        Column("clause", "str", "the part of the sentence it stands in"),
    ),
    "skill_gaps": (
        Column("skill", "str", "name in the vocabulary", required=True, unique=True),
        Column("category", "str", "kind of skill"),
        Column("n_interviews", "Int64", "distinct interviewees who speak of it", required=True, low=0),
        Column("n_must", "Int64", "of them say it is a must", required=True, low=0),
        Column("n_nice", "Int64", "of them say it helps", required=True, low=0),
        Column("n_mentioned", "Int64", "of them name it", required=True, low=0),
        Column("n_not_needed", "Int64", "of them say it is not needed", required=True, low=0),
        Column("demand", "Float64", "weighted share of people who ask for it", low=0, high=1),
        Column("have", "Float64", "your level, 0 to 4", low=0, high=4),
        Column("target", "Float64", "level asked for, 0 to 4", low=0, high=4),
        Column("gap", "Float64", "demand × what is missing of the target", low=0, high=1),
        Column("status", "str", "gap, partial, strength, contested, not needed or unmentioned", required=True),
    ),
}  # fmt: skip
