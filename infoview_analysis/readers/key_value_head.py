"""The `Key: value` lines that stand at the top of a note without front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from infoview_analysis.readers.attribute_keys import is_known_key, plain_key
from infoview_analysis.readers.document import Problem

LONGEST_VALUE = 100
MOST_LINES = 60
LONGEST_FREE_VALUE = 60  # of a key that no table knows; longer ones are rather a note than a property

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_PAIR = re.compile(
    r"[ \t]*(?:[-*+•–][ \t]+)?(?:\*\*|__)?(?P<key>[^\W\d_][^:*_`\[\]<>?!.\r\n]{0,39}|[^\W\d_][\w ]{0,39})"
    r"(?:\*\*|__)?[ \t]*::?(?:\*\*|__)?(?:[ \t]+(?P<value>[^\r\n]*))?$"
)
# Keys that head notes rather than name a property.
_CONTENT_WORDS = """
q, a, i, me, question, answer, note, notes, nb, summary, takeaway, takeaways, key takeaways, advice, skill,
skills, quote, quotes, pros, cons, insight, insights, next steps, action, actions, action items, todo, to do,
themes, theme, key points, main points, general, comments, background, career path, daily work, tip, tips,
follow up, my take, overview, career, culture, salary, money
"""
_CONTENT_KEYS = frozenset(" ".join(key.split()) for key in _CONTENT_WORDS.split(","))
_PRONOUNS = frozenset(
    [
        "he",
        "her",
        "his",
        "i",
        "it",
        "my",
        "on",
        "our",
        "she",
        "that",
        "their",
        "there",
        "they",
        "this",
        "we",
        "you",
        "your",
    ]
)
# Wordings that often begin a sentence of the notes themselves: one of them alone makes no head.
_WEAK_KEYS = frozenset(
    {"experience", "level", "size", "field", "approach", "through", "intro", "when", "day", "length"}
)


@dataclass(frozen=True)
class Head:
    """The metadata at the top of a note.

    Attributes
    ----------
    attributes : dict of str to str
        As written.
    end : int
        Offset at which the notes themselves begin.
    problems : tuple of Problem
        What could not be read as it was meant.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    end: int = 0
    problems: tuple[Problem, ...] = ()


def key_value_head(text: str, start: int = 0) -> Head:
    """Return the properties that stand as ``Key: value`` lines from ``start`` on.

    The lines may be bullets and have bold keys. They are taken for metadata where one of the keys at least is a known
    wording of an attribute; a key such as ``Notes`` or ``Takeaways``, a long value, or a line of another shape ends
    them. A blank line ends them too, unless a known key follows it.

    Parameters
    ----------
    text : str
        The note.
    start : int
        Offset of the line to begin at.
    """
    pairs: list[tuple[str, str, bool]] = []
    position, end, after_blank = start, start, False
    while position < len(text) and len(pairs) < MOST_LINES:
        match = _LINE.match(text, position)
        line = match.group().rstrip("\r\n") if match else ""
        position = match.end() if match else len(text)
        if not line.strip():
            after_blank = bool(pairs)
            continue
        pair = _pair(line)
        if pair is None or (after_blank and not pair[2]):
            break
        pairs.append(pair)
        end = position
    known = [key for key, value, is_known in pairs if is_known and value]
    if not known or all(plain_key(key) in _WEAK_KEYS for key in known):
        return Head(end=start)
    attributes: dict[str, str] = {}
    for key, value, _ in pairs:
        attributes[key] = f"{attributes[key]}, {value}" if attributes.get(key) and value else value
    return Head({key: value for key, value in attributes.items() if value}, end)


def is_property_key(key: str) -> bool:
    """Tell whether a word before a colon names a property or a kind of note, and so no speaker."""
    return is_known_key(key) or plain_key(key) in _CONTENT_KEYS


def _pair(line: str) -> tuple[str, str, bool] | None:
    """Return key, value and whether the key is known, or None where the line is no property."""
    match = _PAIR.match(line) if len(line) <= LONGEST_VALUE + 80 else None
    if match is None:
        return None
    key, value = match["key"].strip(), (match["value"] or "").strip().strip("*").strip()
    plain = plain_key(key)
    if not plain or plain in _CONTENT_KEYS or len(plain.split()) > 4:
        return None
    known = is_known_key(key) or plain in {"title", "tags", "email", "linkedin"}
    if not known and (not value or len(value) > LONGEST_FREE_VALUE or plain.split()[0] in _PRONOUNS):
        return None
    if len(value) > LONGEST_VALUE:
        return None
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return key, value, known
