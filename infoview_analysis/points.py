"""From documents to points: what one person said about one thing, with its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from infoview_analysis.boilerplate import says_something
from infoview_analysis.headings import Outline
from infoview_analysis.identity import point_ids, word_key
from infoview_analysis.markup import inline_tags, plain
from infoview_analysis.readers.document import Block, Document
from infoview_analysis.segmentation import ITEM_WORDS, PROSE_WORDS, point_spans, sentences

if TYPE_CHECKING:
    import pandas as pd

LEAD_IN_WORDS = 12
_COLON = re.compile(r":[*_`]*$")


@dataclass(frozen=True)
class Point:
    """A point before it has its id; the fields are the columns of the points frame."""

    source: str
    line: int
    start: int
    end: int
    heading: str
    speaker: str
    text: str
    plain: str
    tags: tuple[str, ...]
    kind: str

    @cached_property
    def key(self) -> str:
        """The words in one form, see ``word_key``."""
        return word_key(self.plain)


def document_points(document: Document, names: Iterable[str] = ()) -> list[Point]:
    """Return the points of one document in their order.

    Bullets, paragraphs, quotes and turns are points; headings and questions are what points stand under. Long ones are
    cut (see ``segmentation``). Lines that say nothing (see ``boilerplate.says_something``) and lead-ins that only
    introduce a list are left out.

    Parameters
    ----------
    document : Document
    names : iterable of str
        Names of the interviewee, by which a title is told from a subject.
    """
    outline = Outline(document, names)
    lines = _LineNumbers(document)
    points: list[Point] = []
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if block.kind in ("heading", "question"):
            outline.enter(block)
            continue
        outline.leave_list(block.level if block.kind == "item" else -1)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        lead = _lead_in(document.text, block, following)
        if lead is None or lead[0] > block.start or len(document.text[block.start : block.end].split()) > LEAD_IN_WORDS:
            points.extend(_block_points(document, block, outline.heading, lines))
        if lead is not None:
            outline.lead_in(document.text[slice(*lead)], block.level if block.kind == "item" else -1)
    return points


def points_frame(points_of_interview: Sequence[tuple[str, Sequence[Point]]]) -> pd.DataFrame:
    """Return the points frame.

    Parameters
    ----------
    points_of_interview : sequence of (str, sequence of Point)
        ``interview_id`` and the points of each interview in their order. The rows follow the order given.

    Returns
    -------
    DataFrame
        The columns of ``frames.FRAMES["points"]``, conformed; those of themes and categories are empty still.
    """
    import pandas as pd

    from infoview_analysis.frames import conform, empty

    rows: dict[str, list] = {name: [] for name in ("point_id", "interview_id", "position", *_FIELDS)}
    taken: set[str] = set()
    for interview, points in points_of_interview:
        rows["point_id"].extend(point_ids(interview, (point.key for point in points), taken))
        rows["interview_id"].extend([interview] * len(points))
        rows["position"].extend(range(1, len(points) + 1))
        for name in _FIELDS:
            rows[name].extend(getattr(point, name) for point in points)
    rows["tags"] = [" ".join(tags) for tags in rows["tags"]]
    for name in ("heading", "speaker", "tags"):
        rows[name] = [words or None for words in rows[name]]
    if not rows["point_id"]:
        return empty("points")
    return conform(pd.DataFrame(rows), "points")


_FIELDS = ("source", "line", "start", "end", "heading", "speaker", "text", "plain", "tags", "kind")


def _block_points(document: Document, block: Block, heading: str, lines: _LineNumbers) -> list[Point]:
    points = []
    own_lines = block.kind in ("paragraph", "quote")
    whole_words = ITEM_WORDS if block.kind == "item" else PROSE_WORDS
    for start, end in point_spans(document.text, block.start, block.end, own_lines=own_lines, whole_words=whole_words):
        text = document.text[start:end]
        words, tags = plain(text), inline_tags(text)
        if says_something(words, tags):
            line = lines.at(start)
            points.append(
                Point(document.source, line, start, end, heading, block.speaker, text, words, tags, block.kind)
            )
    return points


def _lead_in(text: str, block: Block, following: Block | None) -> tuple[int, int] | None:
    """Return the span of the sentence that introduces the list below ``block``, if it ends with a colon."""
    if following is None or following.kind != "item" or not _COLON.search(text[block.end - 4 : block.end]):
        return None
    if block.kind == "item" and following.level <= block.level:
        return None
    return (sentences(text, block.start, block.end) or [(block.start, block.end)])[-1]


class _LineNumbers:
    """Lines of many offsets of one document, each found without counting from its beginning."""

    def __init__(self, document: Document) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", document.text)]
        self._numbers = document.line_numbers

    def at(self, offset: int) -> int:
        """Return what ``document.line_at(offset)`` returns."""
        index = bisect_right(self._breaks, offset - 1)
        return self._numbers[index] if self._numbers is not None else index + 1
