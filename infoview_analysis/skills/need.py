"""How much a skill is needed, by the clause in which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from infoview_analysis.skills.clauses import clause_spans, sentence_spans
from infoview_analysis.skills.need_cues import ECHO, RULES, SKILL, OTHER

Span = tuple[int, int]


@dataclass(frozen=True)
class Need:
    """How much a skill is needed, and by what one can tell.

    Attributes
    ----------
    need : str
        One of ``frames.NEEDS``.
    cue : str
        The words that say so, verbatim; empty: there are none, the skill is merely mentioned.
    start, end : int
        The clause: ``text[start:end]``.
    """

    need: str
    cue: str
    start: int
    end: int


def needs_in(text: str, spans: list[Span]) -> list[Need]:
    """Return for each mention in ``text`` how much that skill is needed.

    Parameters
    ----------
    text : str
        A point, verbatim.
    spans : list of (int, int)
        Where the skills stand in it, in their order, none over another.
    """
    found: list[Need] = []
    sentence_list = sentence_spans(text)
    for start, end in spans:
        sentence = next((s for s in sentence_list if s[0] <= start < s[1]), (0, len(text)))
        clauses = clause_spans(text, *sentence)
        number = next((n for n, c in enumerate(clauses) if start < c[1]), len(clauses) - 1)
        found.append(_need(text, (start, end), spans, clauses, number))
    return found


def _need(text: str, span: Span, spans: list[Span], clauses: list[Span], number: int) -> Need:
    clause = clauses[number]
    need, cue = _read(text, span, spans, clause)
    if need == "mentioned" and not cue:
        whole = (clauses[0][0], clauses[-1][1])
        before = _read_without(text, clauses[number - 1]) if number else ""
        echo = _echo(text, span, spans, clause, before)
        if echo:
            need, cue = echo
        elif len(clauses) > 1 and _leans(text, clause):
            need, cue = _read(text, span, spans, whole)
    return Need(need, cue, *clause)


def _read(text: str, span: Span, spans: list[Span], clause: Span) -> tuple[str, str]:
    """Return the need that the first rule which fits the clause gives, and the words it went by."""
    masked, places = _masked(text, span, spans, clause)
    for need, pattern in RULES:
        match = pattern.search(masked)
        if match:
            return need, _verbatim(text, masked, places, match.span(), clause)
    return "mentioned", ""


def _echo(text: str, span: Span, spans: list[Span], clause: Span, before: str) -> tuple[str, str] | None:
    """Read "… but AutoCAD is", "… but macros don't": the verb of the clause before, affirmed or denied."""
    masked, places = _masked(text, span, spans, clause)
    for need, pattern in ECHO:
        match = pattern.search(masked)
        if match and (before or need == "not_needed"):
            return need, _verbatim(text, masked, places, match.span(), clause)
    return None


@lru_cache(maxsize=4096)
def _clause_need(clause: str) -> str:
    return next((need for need, pattern in RULES if pattern.search(clause)), "")


def _read_without(text: str, clause: Span) -> str:
    return _clause_need(text[slice(*clause)].casefold().replace("’", "'") + f" {SKILL}")


def _leans(text: str, clause: Span) -> bool:
    """Tell whether a clause is too short to stand alone: a list that goes on, an aside."""
    return len(text[slice(*clause)].split()) <= 4


def _masked(text: str, span: Span, spans: list[Span], clause: Span) -> tuple[str, list[Span]]:
    """Return the clause in small letters with signs for the skill and the other skills, and where each sign stands."""
    parts, places, at = [], [], clause[0]
    for other in spans:
        if clause[0] <= other[0] < clause[1]:
            parts.append(text[at : other[0]])
            parts.append(SKILL if other == span else OTHER)
            places.append(other)
            at = min(other[1], clause[1])
    parts.append(text[at : clause[1]])
    # Letter by letter, so that places stay places: "ß".casefold() is longer.
    masked = "".join(parts).lower() if "".join(parts).isascii() else "".join(
        c.lower() if len(c.lower()) == 1 else c for c in "".join(parts))  # fmt: skip
    return masked.replace("’", "'").replace("*", " ").replace("`", " "), places


def _verbatim(text: str, masked: str, places: list[Span], match: Span, clause: Span) -> str:
    """Return the words of the note behind ``masked[match]``."""
    signs = [place for place, sign in enumerate(masked) if sign in (SKILL, OTHER)]

    def place(offset: int) -> int:
        moved = offset
        for sign, span in zip(signs, places, strict=False):
            if sign < offset:
                moved += span[1] - span[0] - 1
        return clause[0] + moved

    return " ".join(text[place(match[0]) : place(match[1])].split())
