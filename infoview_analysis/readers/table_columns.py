"""What the columns of a table hold, by their headers and by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from infoview_analysis.readers.attributes import CANONICAL_KEYS, normalise, plain_key

Role = Literal["attribute", "heading", "note", "quote", "speaker", "question"]

MAX_ATTRIBUTE = 200  # characters; what is longer was said, not filled in
_TYPICAL_ATTRIBUTE = 60
_MAX_FREE_ATTRIBUTE = 40  # of a column no table knows
_HEADINGS = frozenset(
    {
        "question", "questions", "heading", "topic", "section", "theme", "subject", "prompt", "category",
        "area", "code", "frage", "thema", "pregunta", "tema",
    }
)  # fmt: skip
_NOTES = frozenset(
    {
        "note", "notes", "text", "answer", "answers", "response", "responses", "comment", "comments",
        "observation", "observations", "insight", "insights", "point", "points", "content", "transcript",
        "remark", "remarks", "statement", "statements", "finding", "findings", "utterance", "antwort",
        "notiz", "notizen", "bullet", "takeaway", "takeaways", "summary", "body",
    }
) | {"key points", "what they said", "what was said", "key takeaways", "interview notes", "my notes"}  # fmt: skip
_QUOTES = frozenset({"quote", "quotes", "verbatim", "quotation", "verbatim quote", "zitat"})
_SPEAKERS = frozenset({"speaker", "speaker name", "who spoke"})
_TOLD = frozenset(
    {
        "skill", "skills", "advice", "challenge", "challenges", "like", "likes", "dislike", "dislikes",
        "best", "worst", "hardest", "background", "path", "culture", "trend", "trends", "tip", "tips",
        "resource", "resources", "learned", "learnt", "learning", "learnings", "why", "how", "what",
        "motivation", "pros", "cons", "recommendation", "recommendations", "thoughts", "quote", "quotes",
        "note", "notes", "takeaway", "takeaways", "insight", "insights", "responsibilities", "tasks",
        "routine", "salary", "money", "surprise", "surprises", "regret", "regrets",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes
    ----------
    position : int
        Counted from 0.
    header : str
        As written; "column 3" where there is none.
    role : str
        attribute (known about the interview), heading (of the note in the row), note, quote, speaker, or question (the
        header asks, the cells answer).
    canonical : str
        The table's own name of a known attribute, else empty.
    """

    position: int
    header: str
    role: Role
    canonical: str = ""


def columns(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return what each column of a table holds.

    Parameters
    ----------
    headers : sequence of str
        The header row.
    rows : sequence of sequences of str
        The rows below it; they may be shorter or longer than the header.
    """
    width = max([len(headers), *map(len, rows)], default=0)
    values: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for position, cell in enumerate(row):
            if cell:
                values[position].append(cell)
    found = []
    for position in range(width):
        header = headers[position] if position < len(headers) else ""
        if header:
            found.append(_column(position, header, values[position]))
        elif values[position]:
            role: Role = "question" if headers else "note"
            found.append(Column(position, f"column {position + 1}", role))
        # a column without header and without cells is none
    return found


def canonical_key(header: str, value: str) -> str:
    """Return the table's own name of a header that words a known attribute, else an empty string."""
    key = next(iter(normalise({header: value or "1"})), "")
    return key if key in CANONICAL_KEYS else ""


def names_notes(header: str) -> bool:
    """Tell whether a header is a plain word for notes or answers."""
    return plain_key(header) in _NOTES | _QUOTES


def names_headings(header: str) -> bool:
    """Tell whether a header is a plain word for what heads a note."""
    return plain_key(header) in _HEADINGS


def _column(position: int, header: str, values: list[str]) -> Column:
    plain = plain_key(header)
    if plain in _SPEAKERS:
        return Column(position, header, "speaker")
    if plain in _QUOTES:
        return Column(position, header, "quote")
    if plain in _NOTES:
        return Column(position, header, "note")
    if plain in _HEADINGS and _are_short(values, 2 * MAX_ATTRIBUTE, MAX_ATTRIBUTE):
        return Column(position, header, "heading")
    sample = values[0] if values else ""
    canonical = canonical_key(header, sample)
    if canonical and _are_short(values, MAX_ATTRIBUTE, _TYPICAL_ATTRIBUTE):
        return Column(position, header, "attribute", canonical)
    if _is_told(header, values):
        return Column(position, header, "question")
    return Column(position, header, "attribute")


def _are_short(values: list[str], longest: int, typical: int) -> bool:
    return not values or (max(map(len, values)) <= longest and median(map(len, values)) <= typical)


def _is_told(header: str, values: list[str]) -> bool:
    """Tell whether the cells of an unknown column say something rather than fill in a form."""
    if header.rstrip().endswith("?") or len(header) > _MAX_FREE_ATTRIBUTE:
        return True
    if set(plain_key(header).split()) & _TOLD:
        return True
    return any("\n" in value for value in values) or not _are_short(
        values, 2 * _MAX_FREE_ATTRIBUTE, _MAX_FREE_ATTRIBUTE
    )
