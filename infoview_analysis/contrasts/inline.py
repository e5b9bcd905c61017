"""Sides taken in the notes themselves, by tags such as ``#for/degree-needed`` and ``#against/degree-needed``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_analysis.codebook.contents import first_words
from infoview_analysis.contrasts.book import PropositionBook
from infoview_analysis.identity import slug
from infoview_analysis.markup import side_tag
from infoview_analysis.readers.document import Document, Problem

if TYPE_CHECKING:
    import pandas as pd

# As markup.py finds tags; here only to tell that one was written.
_WRITTEN = re.compile(r"(?<![^\s(\[{])#(?:for|against|depends|none)/[\w/-]+", re.IGNORECASE)
_LIKE = 0.84  # names this alike may be one name mistyped


@dataclass(frozen=True)
class InlineMarks:
    """The sides taken in the notes.

    Attributes
    ----------
    marks : dict of str to dict of str to str
        contrast_id → point_id → side.
    names : dict of str to str
        contrast_id → the name as it was first written, for names that the codebook does not know.
    problems : tuple of Problem
    """

    marks: dict[str, dict[str, str]]
    names: dict[str, str]
    problems: tuple[Problem, ...] = ()


def inline_marks(points: pd.DataFrame, book: PropositionBook) -> InlineMarks:
    """Gather the tags of the notes that take a side.

    A name is matched to the ids and statements of the codebook, whatever its case; a name that fits none is a
    proposition of its own.

    Parameters
    ----------
    points : DataFrame
        Columns ``point_id``, ``source``, ``line``, ``plain`` and ``tags``.
    """
    known = {slug(p.statement): p.contrast_id for p in reversed(book.propositions)}
    known |= {p.contrast_id: p.contrast_id for p in book.propositions}
    marks: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    both: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for row, side, name in _tags(points):
        key = slug(name)
        contrast = known.get(key)
        if contrast is None:
            contrast = key
            if key not in names:
                problems += _mistyped(row, name, key, known)
            names.setdefault(key, name)
        earlier = marks.setdefault(contrast, {}).setdefault(row.point_id, side)
        if earlier != side and (contrast, row.point_id) not in both:
            both.add((contrast, row.point_id))
            problems.append(_two_sides(row, name, earlier, side))
    for contrast, point in both:
        del marks[contrast][point]
    return InlineMarks(marks, names, tuple(problems))


def loose_tags(documents: Iterable[Document], points: pd.DataFrame) -> tuple[Problem, ...]:
    """Return a row for each tag that takes a side and stands in no point: on a line of its own, or in a heading.

    Parameters
    ----------
    documents : iterable of Document
        What the readers returned.
    points : DataFrame
        Columns ``source``, ``start`` and ``end``.
    """
    found = []
    for document in documents:
        matches = list(_WRITTEN.finditer(document.text)) if "#" in document.text else []
        if not matches:
            continue
        spans = points.loc[points["source"] == document.source, ["start", "end"]].to_numpy(dtype="int64")
        for match in matches:
            if ((spans[:, 0] <= match.start()) & (match.start() < spans[:, 1])).any():
                continue
            message = (
                f"“{match[0]}” stands beside no words that somebody said; write it into the same bullet or paragraph."
            )
            found.append(Problem(document.source, document.line_at(match.start()), "warning", "tag-alone", message))
    return tuple(found)


def _tags(points: pd.DataFrame) -> Iterator[tuple[_Row, str, str]]:
    tagged = points[points["tags"].notna()] if "tags" in points else points.iloc[:0]
    columns = (tagged[name] for name in ("point_id", "source", "line", "plain", "tags"))
    for point, source, line, plain, tags in zip(*columns, strict=True):
        for tag in str(tags).split():
            if found := side_tag(tag):
                yield _Row(str(point), str(source), int(line), str(plain)), *found


@dataclass(frozen=True)
class _Row:
    point_id: str
    source: str
    line: int
    plain: str


def _mistyped(row: _Row, name: str, key: str, known: Mapping[str, str]) -> list[Problem]:
    near = difflib.get_close_matches(key, known, 1, _LIKE)
    if not near:
        return []
    message = (
        f"“{name}” names no proposition and is taken for a new one. If you meant {known[near[0]]}, correct the tag."
    )
    return [Problem(row.source, row.line, "warning", "proposition-like", message)]


def _two_sides(row: _Row, name: str, one: str, other: str) -> Problem:
    message = (
        f"“{first_words(row.plain, 60)}” is tagged {one} and {other} “{name}”; it counts as neither."
        f" Leave one tag; who says both gets #depends/{name}."
    )
    return Problem(row.source, row.line, "error", "two-sides", message)
