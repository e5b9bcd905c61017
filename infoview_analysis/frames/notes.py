"""Frames of the notes: interviews, points, themes, and what could not be read."""

from __future__ import annotations

from infoview_analysis.frames.column import Column

CATEGORIES = (
    "career path",
    "required skills",
    "daily work",
    "industry trends",
    "company culture",
    "advice",
    "other",
)
SENIORITIES = ("junior", "mid", "senior", "lead", "executive")
COMPANY_SIZES = ("startup", "mid", "large", "public")

FRAMES: dict[str, tuple[Column, ...]] = {
    "interviews": (
        Column("interview_id", "str", "name and date in short form; stable", required=True, unique=True),
        Column("interviewee", "str", "who was asked", required=True),
        Column("role", "str", "their job"),
        Column("company", "str", "where they work"),
        Column("company_size", "str", "startup, mid, large or public; other wordings are kept"),
        Column("industry", "str", "the industry they speak about"),
        Column("seniority", "str", "junior, mid, senior, lead or executive; other wordings are kept"),
        Column("years_experience", "Float64", "years in the field", low=0, high=100),
        Column("date", "datetime64[s]", "day of the interview"),
        Column("format", "str", "video, phone, in person, …"),
        Column("duration_minutes", "Float64", "length in minutes", low=0),
        Column("channel", "str", "how the interview came about"),
        Column("source", "str", "file or files the notes stand in, joined by '; '", required=True),
        Column("n_points", "Int64", "points read from the notes", required=True, low=0),
    ),
    "points": (
        Column("point_id", "str", "made of the interview and the words; stable", required=True, unique=True),
        Column("interview_id", "str", "the interview it was said in", required=True),
        Column("position", "Int64", "place among the interview's points, from 1", required=True, low=1),
        Column("source", "str", "file it stands in", required=True),
        Column("line", "Int64", "line of that file, from 1", required=True, low=1),
        Column("start", "Int64", "offset of the first character in the source's text", required=True, low=0),
        Column("end", "Int64", "offset after the last character", required=True, low=1),
        Column("heading", "str", "heading or question it stands under"),
        Column("speaker", "str", "who said it, in transcripts"),
        Column("text", "str", "the words, verbatim: source[start:end]", required=True),
        Column("category", "str", "one of the seven categories", allowed=CATEGORIES),
        Column("category_confidence", "Float64", "probability of that category", low=0, high=1),
        Column("theme_id", "str", "the theme it was placed in; missing: unplaced"),
        Column("theme_confidence", "Float64", "how well it sits in that theme, 0 to 1", low=0, high=1),
        Column("plain", "str", "the words without markup, on one line", required=True),
        Column("asks_skills", "Float64", "probability that its words tell of skills one needs", low=0, high=1),
        Column("tags", "str", "inline #tags, without the sign, joined by blanks"),
        Column("kind", "str", "item, paragraph, quote or turn", required=True),
    ),
    "themes": (
        Column("theme_id", "str", "stable when interviews are added", required=True, unique=True),
        Column("label", "str", "what people call it, or the name the person gave", required=True),
        Column("keywords", "str", "words that set it apart, joined by '; '"),
        Column("category", "str", "the category most of its points have", allowed=CATEGORIES),
        Column("n_interviews", "Int64", "distinct interviewees who speak of it", required=True, low=0),
        Column("n_points", "Int64", "points in it", required=True, low=0),
        Column("share", "Float64", "n_interviews out of all interviewees", low=0, high=1),
        Column("share_low", "Float64", "lower end of the Wilson 95 % interval", low=0, high=1),
        Column("share_high", "Float64", "upper end of it", low=0, high=1),
        Column("stability", "Float64", "mean Jaccard over resampled interviews; missing: not tested", low=0, high=1),
        Column("exemplar_point_id", "str", "the point nearest its middle"),
        Column("status", "str", "confirmed by the person, or discovered", required=True,
               allowed=("discovered", "confirmed")),
        Column("verdict", "str", "stable, tentative, or one voice: how far to trust it", required=True,
               allowed=("stable", "tentative", "one voice", "untested")),
        Column("definition", "str", "the person's own definition"),
    ),
    "problems": (
        Column("source", "str", "file", required=True),
        Column("line", "Int64", "line of it, where known", low=1),
        Column("severity", "str", "error: something was left out; warning: look at it", required=True,
               allowed=("error", "warning")),
        Column("code", "str", "short name of the kind of problem", required=True),
        Column("message", "str", "cause and mend", required=True),
    ),
}  # fmt: skip
