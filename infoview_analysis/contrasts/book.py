"""The section ``propositions:`` of codebook.yaml: what the person asks, and the quotes whose side they marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from infoview_analysis.codebook.contents import first_words, one_line
from infoview_analysis.codebook.quotes import QuoteIndex
from infoview_analysis.codebook.sections import Section, read_section
from infoview_analysis.identity import slug, word_key
from infoview_analysis.readers.document import Problem, Severity

if TYPE_CHECKING:
    import pandas as pd

SECTION = "propositions"
MARKS = ("for", "against", "depends", "none")  # none: it does not bear on the proposition
KEYS = ("id", "statement", "theme", "from", "dropped", *MARKS)
_POINT_ID = re.compile(r"p[0-9a-f]{12}")
_YES = frozenset({"yes", "true", "on", "1"})
_LONGEST_ID = 40


@dataclass(frozen=True)
class Entry:
    """One quote under a side, as it stands in the file.

    Attributes
    ----------
    side : str
        One of ``MARKS``.
    place : int
        Position in the list of that side, counted from 0.
    written : str
        The point_id or the words.
    point_id : str
        The quote of the notes that it means; empty: none was found, or it could be several.
    """

    side: str
    place: int
    written: str
    point_id: str = ""


@dataclass(frozen=True)
class BookEntry:
    """One proposition of the section.

    Attributes
    ----------
    contrast_id, statement : str
    theme_id, source_point_id : str
        Empty where not given; the latter is the quote that the statement was taken from.
    dropped : bool
        Not worth asking: it is not shown and not proposed again.
    place : int
        Position in the section, counted from 0.
    line : int or None
        Line of the file.
    entries : tuple of Entry
        All that stands under its sides, whether it counts or not.
    marks : mapping of str to str
        point_id → side, of those that count.
    """

    contrast_id: str
    statement: str
    theme_id: str = ""
    source_point_id: str = ""
    dropped: bool = False
    place: int = 0
    line: int | None = None
    entries: tuple[Entry, ...] = ()
    marks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class PropositionBook:
    """What the codebook says about propositions.

    Attributes
    ----------
    propositions : tuple of BookEntry
        In the order of the file, also those that were dropped.
    problems : tuple of Problem
        A row for each thing that cannot be meant, with its line.
    """

    propositions: tuple[BookEntry, ...] = ()
    problems: tuple[Problem, ...] = ()

    def get(self, contrast_id: str) -> BookEntry | None:
        """Return the proposition with that id."""
        return next((p for p in self.propositions if p.contrast_id == contrast_id), None)


def load_book(path: Path | str, points: pd.DataFrame) -> PropositionBook:
    """Read the section and find its quotes in the notes.

    Parameters
    ----------
    path : path
        codebook.yaml; it may be missing.
    points : DataFrame
        Columns ``point_id`` and ``plain``.

    Raises
    ------
    CodebookError
        The file cannot be read or is no YAML.
    """
    plain = dict(zip(points["point_id"].astype(str), points["plain"].astype(str), strict=True))
    return read_book(read_section(path, SECTION), plain)


def read_book(section: Section, plain: Mapping[str, str]) -> PropositionBook:
    """Return what the section means, given point_id → words of all quotes."""
    return _Reader(section, plain).run()


def statement_id(statement: str) -> str:
    """Return an id made of a statement: small letters, digits and hyphens, whole words where they fit."""
    words = slug(statement)
    if len(words) <= _LONGEST_ID:
        return words
    return words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]


class _Reader:
    def __init__(self, section: Section, plain: Mapping[str, str]) -> None:
        self.section, self.plain = section, plain
        self.problems: list[Problem] = []
        self.ids: dict[str, int | None] = {}
        self.statements: dict[str, BookEntry] = {}
        self._index: QuoteIndex | None = None

    def run(self) -> PropositionBook:
        value = self.section.value
        if value is None:
            return PropositionBook()
        if not isinstance(value, list):
            self._report(
                (),
                "wrong-type",
                f"{SECTION}: a list is expected, each entry with `- statement:` and the quotes of each side below.",
            )
            return PropositionBook((), tuple(self.problems))
        found = [entry for place, item in enumerate(value) if (entry := self._proposition(place, item))]
        return PropositionBook(tuple(found), tuple(self.problems))

    def _proposition(self, place: int, item: Any) -> BookEntry | None:
        fields = {"statement": item} if isinstance(item, str) else item
        if not isinstance(fields, dict):
            self._report(
                (place,), "wrong-type", "a proposition with `statement:` is expected here; it is kept, unused."
            )
            return None
        self._unknown_keys(place, fields)
        texts = {
            key: self._text(place, key, fields.get(key)) for key in ("statement", "id", "theme", "from", "dropped")
        }
        statement, name = texts["statement"], slug(texts["id"]) if texts["id"] else ""
        if not statement:
            self._report(
                (place,), "no-statement", "the proposition has no statement; it is kept, unused. Write `statement: …`."
            )
            return None
        key = word_key(statement)
        entries = tuple(self._entries(place, fields))
        entry = BookEntry(
            contrast_id=self._free_id(place, name or statement_id(statement), given=bool(name)),
            statement=statement,
            theme_id=texts["theme"],
            source_point_id=texts["from"],
            dropped=texts["dropped"].casefold() in _YES,
            place=place,
            line=self.section.line(place),
            entries=entries,
            marks=MappingProxyType(self._marks(place, entries)),
        )
        if key in self.statements:
            first = self.statements[key]
            self._report(
                (place,),
                "same-statement",
                f"“{first_words(statement, 60)}” stands in line {first.line} already; both are counted, each with its"
                " own quotes. Put the quotes of one under the other and delete it.",
                "warning",
            )
        self.statements.setdefault(key, entry)
        return entry

    def _unknown_keys(self, place: int, fields: dict[str, Any]) -> None:
        for key in fields:
            if key in KEYS:
                continue
            near = difflib.get_close_matches(key.casefold(), KEYS, 1, 0.6)
            mend = f"Did you mean `{near[0]}:`?" if near else f"Known are: {', '.join(KEYS)}."
            self._report((place, key), "unknown-key", f"`{key}:` is not known here; it is kept, unused. {mend}")

    def _text(self, place: int, key: str, value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self._report((place, key), "wrong-type", f"`{key}:` takes one line of text; it is kept, unused.")
            return ""
        return one_line(value)

    def _free_id(self, place: int, wanted: str, *, given: bool) -> str:
        made, number = wanted, 1
        while made in self.ids:
            number += 1
            made = f"{wanted}-{number}"
        if given and made != wanted:
            self._report(
                (place, "id"),
                "same-id",
                f"the id {wanted} is that of line {self.ids[wanted]} too; {made} is used here. Choose another one.",
            )
        self.ids[made] = self.section.line(place)
        return made

    def _entries(self, place: int, fields: dict[str, Any]) -> Iterator[Entry]:
        for side in MARKS:
            value = fields.get(side)
            if value is None:
                continue
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                at = (place, side, number) if isinstance(value, list) else (place, side)
                yield self._entry(at, side, number, item)

    def _entry(self, at: tuple[str | int, ...], side: str, number: int, item: Any) -> Entry:
        name, words = self._name_and_words(item)
        if not name and not words:
            self._report(at, "wrong-type", f"a quote is expected under `{side}:`, its id or its first words.")
            return Entry(side, number, "")
        if name in self.plain:
            return Entry(side, number, name, name)
        return Entry(side, number, name or words, self._by_words(at, words or name, near=bool(words)))

    def _name_and_words(self, item: Any) -> tuple[str, str]:
        """Return point_id and words of an entry: of ``id``, of ``id: words``, or of words alone."""
        if isinstance(item, dict) and len(item) == 1:
            (head, rest), *_ = item.items()
            rest = rest if isinstance(rest, str) else ""
            if head in self.plain or _POINT_ID.fullmatch(head):
                return head, rest
            return "", f"{head}: {rest}"
        if not isinstance(item, str):
            return "", ""
        if item in self.plain or _POINT_ID.fullmatch(item):
            return item, ""
        return "", item

    def _by_words(self, at: tuple[str | int, ...], words: str, *, near: bool) -> str:
        if self._index is None:
            self._index = QuoteIndex(self.plain.items())
        match = self._index.find(words, near=near)
        shown = f"“{first_words(words, 60)}”"
        if match.kind == "exact":
            return match.point_ids[0]
        if match.kind == "near":
            now = first_words(self.plain[match.point_ids[0]], 60)
            self._report(at, "quote-edited", f"{shown} was edited in the notes; it is taken to be “{now}”.", "warning")
            return match.point_ids[0]
        if match.kind == "ambiguous":
            ids = ", ".join(match.point_ids[:4])
            self._report(
                at,
                "quote-ambiguous",
                f"{shown} could be any of {len(match.point_ids)} quotes ({ids}); it has no effect. Write the point id"
                " of the one you mean.",
            )
        else:
            self._report(
                at,
                "quote-lost",
                f"{shown} is not in the notes; it has no effect and is kept. Correct its words, or delete its line.",
                "warning",
            )
        return ""

    def _marks(self, place: int, entries: Iterable[Entry]) -> dict[str, str]:
        marks: dict[str, str] = {}
        both: set[str] = set()
        for entry in entries:
            side = marks.setdefault(entry.point_id, entry.side) if entry.point_id else entry.side
            if side != entry.side and entry.point_id not in both:
                both.add(entry.point_id)
                self._report(
                    (place, entry.side, entry.place),
                    "two-sides",
                    f"“{first_words(self.plain[entry.point_id], 60)}” stands under {side} and under {entry.side}; it"
                    " counts as neither. Delete one of the two lines; who says both belongs under depends.",
                )
        return {point: side for point, side in marks.items() if point not in both}

    def _report(self, at: tuple[str | int, ...], code: str, message: str, severity: Severity = "error") -> None:
        self.problems.append(Problem(self.section.source, self.section.line(*at), severity, code, message))
