"""Where what is said about a skill ends: sentences, and the clauses that turn against each other within them."""

# ruff: noqa: E501 (a wording stands on one line)
from __future__ import annotations

import re

from infoview_analysis.segmentation import sentences

Span = tuple[int, int]

_TURN = re.compile(
    r"\s*;\s+"
    r"|\s*[,–—-]*\s+(?=(?:but(?! (?:not|for)\b)|except(?:ing)?|however|whereas|although|though|unless|yet (?=you|they|we|it)"
    r"|while (?=the|you|they|we|most|some))\b)"
    r"|\s+[–—]+\s+|\s+-{1,2}\s+|—"
    r"|\s*,\s+(?=(?:but|not|rather than|instead of|the rest|the other)\b)"
    r"|\s+(?=but not\b)"
    r"|\s*,\s+(?:and |so |because )?(?=(?:you|we|they|i|he|she|nobody|no one|everyone|everybody|it|what|that|those|who)"
    r"(?:'|’|\s))"
    r"|\s*\n+\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:if|when|once|unless|without|as long as|even if|whenever|until)\b", re.IGNORECASE)


def sentence_spans(text: str) -> list[Span]:
    """Return where the sentences of a point lie."""
    return sentences(text) or [(0, len(text))]


def clause_spans(text: str, start: int, end: int) -> list[Span]:
    """Return where the clauses of the sentence ``text[start:end]`` lie.

    A sentence is cut where it turns (but, except, a dash, a semicolon) and where a new subject begins after a comma,
    though not behind an opening condition, which belongs to what follows it.
    """
    found: list[Span] = []
    begin = start
    for match in _TURN.finditer(text, start, end):
        if match.start() <= begin:
            continue
        comma = match[0].lstrip().startswith(",")
        if comma and _OPENING.match(text, begin, match.start()):
            continue
        found.append((begin, match.start()))
        begin = match.end()
    if begin < end or not found:
        found.append((begin, end))
    return found
