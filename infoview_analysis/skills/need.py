"""How much a skill is needed, by the clause in which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from infoview_analysis.skills.clauses import clause_spans, sentence_spans
from infoview_analysis.skills.need_cues import ECHO, HEADINGS, LOOSE, OTHER, RULES, SHORTHAND, SKILL

Span = tuple[int, int]
SOURCES = ("clause", "answer", "heading")


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
    source : str
        Where the cue stands, one of ``SOURCES``: in the clause of the skill, in the rest of the point where it
        answers which skills one needs, or in the heading above. Empty: there is no cue.
    """

    need: str
    cue: str
    start: int
    end: int
    source: str = ""


def needs_in(text: str, spans: list[Span], *, asked: bool = False, heading: str = "") -> list[Need]:
    """Return for each mention in ``text`` how much that skill is needed.

    Parameters
    ----------
    text : str
        A point, verbatim.
    spans : list of (int, int)
        Where the skills stand in it, in their order, none over another.
    asked : bool
        Whether the point answers the question which skills one needs. A skill that it names without a cue is then one
        that is asked for (must), and what the rest of the point says of its only skill counts too.
    heading : str
        What the point stands under, where it answers: "Nice to have" says it of all skills without a cue.
    """
    found: list[Need] = []
    sentence_list = sentence_spans(text)
    for span in spans:
        sentence = next((s for s in sentence_list if s[0] <= span[0] < s[1]), (0, len(text)))
        clauses = clause_spans(text, *sentence)
        number = next((n for n, c in enumerate(clauses) if span[0] < c[1]), len(clauses) - 1)
        need, cue, source = *_need(text, span, spans, clauses, number), "clause"
        if not cue and asked:
            need, cue, source = *_in_answer(text, span, spans, sentence, clauses[number]), "answer"
            if not cue:
                need, cue, source = *_under(heading), "heading"
        found.append(Need(need, cue, *clauses[number], source=source if cue else ""))
    return found


def _need(text: str, span: Span, spans: list[Span], clauses: list[Span], number: int) -> tuple[str, str]:
    clause = clauses[number]
    need, cue = _read(text, span, spans, clause)
    if cue:
        return need, cue
    before = _read_without(text, clauses[number - 1]) if number else ""
    echo = _echo(text, span, spans, clause, before)
    if echo:
        return echo
    if len(clauses) > 1 and _leans(text, clause):
        return _read(text, span, spans, (clauses[0][0], clauses[-1][1]))
    return "mentioned", ""


def _in_answer(text: str, span: Span, spans: list[Span], sentence: Span, clause: Span) -> tuple[str, str]:
    """Read a skill without a cue of its own in a point that answers which skills one needs."""
    need, cue = _read(text, span, spans, sentence)
    if cue:
        return need, cue
    shorthand = _matched(text, span, spans, clause, SHORTHAND)
    if shorthand:
        return shorthand
    if len(spans) == 1 or _is_topic(text, span):
        for scope in (sentence, (0, len(text))):
            loose = _matched(text, span, spans, scope, LOOSE)
            if loose:
                return loose
    return "must", ""


@lru_cache(maxsize=4096)
def _under(heading: str) -> tuple[str, str]:
    """Return what a heading says of all skills under it: must, if nothing."""
    for need, pattern in HEADINGS:
        if match := pattern.search(heading.replace("’", "'")):
            return need, match[0]
    return "must", ""


def _is_topic(text: str, span: Span) -> bool:
    """Tell whether a point opens with the skill as what it is about: "SQL: has a team for that"."""
    opens = not text[: span[0]].strip(" \t\n*•>_\"“'-")
    return opens and bool(re.match(r"\W{0,3}[:?–—]|\s-\s", text[span[1] :]))


def _read(text: str, span: Span, spans: list[Span], clause: Span) -> tuple[str, str]:
    """Return the need that the first rule which fits the clause gives, and the words it went by."""
    return _matched(text, span, spans, clause, RULES) or ("mentioned", "")


def _echo(text: str, span: Span, spans: list[Span], clause: Span, before: str) -> tuple[str, str] | None:
    """Read "… but AutoCAD is", "… but macros don't": the verb of the clause before, affirmed or denied."""
    found = _matched(text, span, spans, clause, ECHO)
    return found if found and (before or found[0] == "not_needed") else None


def _matched(
    text: str, span: Span, spans: list[Span], scope: Span, rules: tuple[tuple[str, re.Pattern[str]], ...]
) -> tuple[str, str] | None:
    masked, places = _masked(text, span, spans, scope)
    for need, pattern in rules:
        match = pattern.search(masked)
        if match:
            return need, _verbatim(text, masked, places, match.span(), scope)
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
