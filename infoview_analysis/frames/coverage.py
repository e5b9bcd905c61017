"""Frames of what was heard and what was not."""

from __future__ import annotations

from infoview_analysis.frames.column import Column
from infoview_analysis.frames.notes import CATEGORIES

FRAMES: dict[str, tuple[Column, ...]] = {
    "saturation": (
        Column("people", "Int64", "people asked", required=True, low=0),
        Column("n_themes", "Float64", "themes raised by one of them or more, mean over the orders of asking", low=0),
        Column("n_recurring", "Float64", "themes raised by two of them or more, mean over the orders", low=0),
        Column("recurring_low", "Float64", "lower end of 95 % of the orders", low=0),
        Column("recurring_high", "Float64", "upper end of them", low=0),
        Column("new_recurring", "Float64", "themes the last of these people made recurring, mean", low=0),
    ),
    "question_groups": (
        Column("category", "str", "group of questions", required=True, unique=True, allowed=CATEGORIES),
        Column("n_people", "Int64", "people who said something of it", required=True, low=0),
        Column("n_points", "Int64", "points of it", required=True, low=0),
        Column("n_asked", "Int64", "people asked", required=True, low=0),
        Column("share", "Float64", "n_people out of n_asked", low=0, high=1),
        Column("share_low", "Float64", "lower end of the Wilson 95 % interval", low=0, high=1),
        Column("share_high", "Float64", "upper end of it", low=0, high=1),
        Column("thin", "str", "whether it is worth asking next", required=True, allowed=("yes", "no")),
        Column("not_heard", "str", "people without a point of it, joined by '; '"),
    ),
    "next_questions": (
        Column("rank", "Int64", "order", required=True, low=1),
        Column("kind", "str", "question group, proposition, who was asked, or one voice", required=True),
        Column("about", "str", "the group, proposition, kind of people or theme", required=True),
        Column("question", "str", "a way to ask it", required=True),
        Column("ask_whom", "str", "whom to ask", required=True),
        Column("n_heard", "Int64", "people heard so far", required=True, low=0),
        Column("n_asked", "Int64", "people asked so far", required=True, low=0),
        Column("reason", "str", "why, in numbers", required=True),
    ),
    "changes": (
        Column("kind", "str", "theme or proposition", required=True),
        Column("id", "str", "theme_id or contrast_id", required=True),
        Column("label", "str", "its name", required=True),
        Column("change", "str", "newly recurring, newly contested, stronger, weaker, new voice, gone or unchanged",
               required=True),
        Column("n_then", "Int64", "people who raised it then", low=0),
        Column("people_then", "Int64", "people asked then", low=0),
        Column("n_now", "Int64", "people who raise it now", low=0),
        Column("people_now", "Int64", "people asked by now", low=0),
        Column("n_later", "Int64", "of the people asked since, those who raise it", low=0),
        Column("people_later", "Int64", "people asked since", low=0),
        Column("difference_low", "Float64", "later less earlier share, lower end (Newcombe 95 %)", low=-1, high=1),
        Column("difference_high", "Float64", "upper end of it", low=-1, high=1),
        Column("judgement", "str", "more than chance, chance explains it, or too few to say"),
        Column("sentence", "str", "the same in words", required=True),
    ),
}  # fmt: skip
