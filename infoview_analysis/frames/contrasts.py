"""Frames of contrasting views: propositions, and who stands where on them.

What a person marked is a fact, what the program thinks is a suggestion. Columns that count people count marks alone;
suggestions have columns of their own.
"""

from __future__ import annotations

from infoview_analysis.frames.column import Column

SIDES = ("for", "against", "depends")
MARK_SIDES = (*SIDES, "none")
STANCES = (*SIDES, "mixed")
PROPOSITION_ORIGINS = ("own", "inline", "proposed")
POINT_STATUSES = ("marked", "inline", "suggested")
CONFIDENCES = ("marked", "likely", "possible", "unclear")

FRAMES: dict[str, tuple[Column, ...]] = {
    "contrasts": (
        Column("contrast_id", "str", "made of the proposition; stable", required=True, unique=True),
        Column("theme_id", "str", "the theme most of its quotes belong to"),
        Column("proposition", "str", "the sentence that people agree or disagree with", required=True),
        Column("n_for", "Int64", "people for it, by marks alone", required=True, low=0),
        Column("n_against", "Int64", "people against it, by marks alone", required=True, low=0),
        Column("n_depends", "Int64", "people who say it depends, or who say both, by marks alone", required=True,
               low=0),
        Column("score", "Float64", "rank by it: the higher, the sooner worth reading", low=0),
        Column("explained_by", "str", "the attribute that goes best with the sides, if it was tested"),
        Column("explained_p", "Float64", "p value of that", low=0, high=1),
        Column("explained_q", "Float64", "the same, corrected for all tests of the run", low=0, high=1),
        Column("origin", "str", "own: in the codebook; inline: in the notes; proposed: by the program", required=True,
               allowed=PROPOSITION_ORIGINS),
        Column("status", "str", "marked: sides stand in the codebook or notes; partly; open: nothing marked yet",
               required=True, allowed=("marked", "partly marked", "open")),
        Column("source_point_id", "str", "the quote the sentence was taken from"),
        Column("n_marked_points", "Int64", "quotes a side was marked for", required=True, low=0),
        Column("n_gathered", "Int64", "quotes gathered to be read", required=True, low=0),
        Column("n_suggested_for", "Int64", "people without a mark whom a suggestion has for it", required=True, low=0),
        Column("n_suggested_against", "Int64", "people without a mark whom a suggestion has against it",
               required=True, low=0),
        Column("n_suggested_depends", "Int64", "people without a mark whom a suggestion has as it depends",
               required=True, low=0),
        Column("n_open", "Int64", "people with a quote to read and no side yet", required=True, low=0),
        Column("n_silent", "Int64", "people without any quote that bears on it", required=True, low=0),
    ),
    "contrast_points": (
        Column("contrast_id", "str", "the contrast", required=True),
        Column("point_id", "str", "the quote", required=True),
        Column("interview_id", "str", "the interview it was said in", required=True),
        Column("side", "str", "for, against or depends; missing: bears on it, side open", allowed=SIDES),
        Column("confidence", "str", "marked by the person; else likely, possible or unclear", required=True,
               allowed=CONFIDENCES),
        Column("status", "str", "marked in the codebook, inline in the notes, or suggested", required=True,
               allowed=POINT_STATUSES),
        Column("cue", "str", "what the suggestion goes by: the words of the note that gave it"),
        Column("condition", "str", "what it depends on, in the words of the note"),
        Column("relevance", "Float64", "how much the quote bears on the sentence, as the encoder sees it; ranks only"),
        Column("rank", "Int64", "place in the order of reading, from 1", required=True, low=1),
    ),
    "contrast_people": (
        Column("contrast_id", "str", "the contrast", required=True),
        Column("person", "str", "the person, in one spelling", required=True),
        Column("interviewee", "str", "their name as written", required=True),
        Column("side", "str", "for, against, depends, mixed; open: a quote, no side; silent: no quote", required=True,
               allowed=(*STANCES, "open", "silent")),
        Column("status", "str", "marked, suggested, open or silent", required=True,
               allowed=("marked", "suggested", "open", "silent")),
    ),
    "contrast_reasons": (
        Column("contrast_id", "str", "the contrast", required=True),
        Column("attribute", "str", "the attribute of the people", required=True),
        Column("table", "str", "who stands where: group: for, against; …", required=True),
        Column("n_for", "Int64", "people for it whose attribute is known", required=True, low=0),
        Column("n_against", "Int64", "people against it whose attribute is known", required=True, low=0),
        Column("p", "Float64", "exact test; missing: not tested", low=0, high=1),
        Column("q", "Float64", "corrected over all tests (Benjamini-Hochberg)", low=0, high=1),
        Column("note", "str", "too few to test, a pattern to ask about, or more than luck", required=True),
        Column("rivals", "str", "attributes that split the same people much alike, joined by '; '"),
    ),
    "pooled_reasons": (
        Column("attribute", "str", "the attribute of the people", required=True, unique=True),
        Column("statistic", "Float64", "pairs who share the attribute: how much oftener on one side"),
        Column("p", "Float64", "share of shuffles at least as extreme", low=0, high=1),
        Column("p_holm", "Float64", "corrected over the attributes (Holm)", low=0, high=1),
        Column("n_contrasts", "Int64", "contested propositions it goes over", required=True, low=0),
        Column("n_people", "Int64", "people with a side and a known attribute", required=True, low=0),
        Column("verdict", "str", "in plain words", required=True),
    ),
    "consensus": (
        Column("contrast_id", "str", "the proposition", required=True, unique=True),
        Column("proposition", "str", "the sentence", required=True),
        Column("side", "str", "what nearly all say", required=True, allowed=SIDES),
        Column("n_people", "Int64", "people on that side", required=True, low=0),
        Column("n_asked", "Int64", "people with a marked side", required=True, low=0),
        Column("share_low", "Float64", "lower end of the Wilson 95 % interval", low=0, high=1),
        Column("share_high", "Float64", "upper end of it", low=0, high=1),
    ),
    "mixed_tone": (
        Column("theme_id", "str", "the theme", required=True, unique=True),
        Column("label", "str", "its label"),
        Column("n_glad", "Int64", "people with glad words about it", required=True, low=0),
        Column("n_sorry", "Int64", "people with sorry words about it", required=True, low=0),
        Column("note", "str", "why it is no contrast", required=True),
        Column("glad_point_id", "str", "a short quote with glad words"),
        Column("sorry_point_id", "str", "a short quote with sorry words"),
    ),
    "reasons_given": (
        Column("contrast_id", "str", "the contrast", required=True),
        Column("point_id", "str", "the quote", required=True),
        Column("text", "str", "the reason, verbatim: source[start:end]", required=True),
        Column("start", "Int64", "offset of its first character in the source's text", required=True, low=0),
        Column("end", "Int64", "offset after its last character", required=True, low=1),
    ),
    "ask_next": (
        Column("contrast_id", "str", "the contrast", required=True),
        Column("sentence", "str", "what to ask, and whom", required=True),
        Column("whom", "str", "kinds of people not heard yet, joined by '; '"),
    ),
}  # fmt: skip
