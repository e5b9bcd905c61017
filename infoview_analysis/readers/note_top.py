"""The top of a note: its metadata and its title, whichever way they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from infoview_analysis.readers.dates import parse_date
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.front_matter import front_matter
from infoview_analysis.readers.interviewee_names import interviewee_from_title
from infoview_analysis.readers.key_value_head import key_value_head

LONGEST_TITLE = 100
_NEAR = 4000  # characters in which a title is looked for
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_LISTED = re.compile(r"[ \t]*(?:[-*+•‣●–—>|]|\d{1,3}[.)])[ \t]|[ \t]*[•‣●>|]")
_DATE_LINE = re.compile(r"\s*([^\r\n]{6,40})(?:\r\n|\r|\n|\Z)")
_SPEAKS = re.compile(
    r"(?!interview|notes?\b|call\b|chat\b)[^:]{1,50}:|.*\d:\d\d", re.IGNORECASE
)  # "Sam: hello", "Sam Ito  0:12"
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class Top:
    """What stands above the notes themselves.

    Attributes
    ----------
    attributes : dict of str to str
        The metadata as written, and the title under ``title``.
    end : int
        Offset at which the notes begin.
    title : tuple of int, or None
        Start and end of the title line's words where it lies before ``end``.
    problems : tuple of Problem
        What could not be read as it was meant.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    end: int = 0
    title: tuple[int, int] | None = None
    problems: tuple[Problem, ...] = ()


def note_top(text: str, source: str) -> Top:
    """Read front matter, or ``Key: value`` lines, and the title above or below them.

    A first line counts as the title where it is a ``#`` heading, names an interviewee, or has properties below it.
    """
    head = front_matter(text, source)
    attributes, end = dict(head.attributes), head.end
    if not attributes:
        properties = key_value_head(text, end)
        attributes, end = dict(properties.attributes), properties.end
    title, after = _title(text, end)
    if title is None:
        return Top(attributes, end, None, head.problems)
    words = text[slice(*title)]
    is_title = text[end : title[0]].strip(" \t\r\n*_") == "#" or bool(interviewee_from_title(words).name)
    if not attributes and (properties := key_value_head(text, after)).attributes:
        attributes, after, is_title = dict(properties.attributes), properties.end, True
    if not is_title:
        return Top(attributes, end, None, head.problems)
    if "date" not in map(str.lower, attributes) and (dated := _DATE_LINE.match(text, after)):
        words_of_date = dated[1].strip(" \t*_")
        if len(words_of_date) <= 30 and parse_date(words_of_date).value:
            attributes, after = {**attributes, "date": words_of_date}, dated.end()
    return Top({"title": words, **attributes}, after, title, head.problems)


def with_tags(attributes: Mapping[str, str], tags: Sequence[str]) -> dict[str, str]:
    """Return attributes with hashtags that are about the whole note added to ``tags``."""
    if not tags:
        return dict(attributes)
    known = [tag.strip() for tag in attributes.get("tags", "").split(",")]
    return {**attributes, "tags": ", ".join(dict.fromkeys(tag for tag in (*known, *tags) if tag))}


def _title(text: str, start: int) -> tuple[tuple[int, int] | None, int]:
    """Return the span of the title's words, if the next line that is not blank may be one, and the end of its line."""
    near = text[: start + _NEAR]
    while start < len(near):
        match = _LINE.match(near, start)
        if match is None or not match.group():
            break
        if not match[1].strip():
            start = match.end()
            continue
        words = re.match(r"[ \t]*(?:#[ \t]+)?[*_]{0,2}(.*?)[*_]{0,2}[ \t]*#*[ \t]*\Z", match[1])
        if words is None or not words[1].strip() or len(words[1]) > LONGEST_TITLE or match.end() >= len(text):
            return None, start
        if _LISTED.match(match[1]) or words[1][0] in "#[" or words[1].endswith((":", "?")) or _SPEAKS.match(words[1]):
            return None, start
        after = match.end()
        if underline := _UNDERLINE.match(near, after):
            after = underline.end()
        span = (start + words.start(1), start + words.end(1))
        return (span[0], span[0] + len(words[1].rstrip())), after
    return None, start
