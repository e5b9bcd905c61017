"""Rows of a table into documents: a row an interview, a row a note, or a column an interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from infoview_analysis.readers.attributes import is_known_key
from infoview_analysis.readers.document import BlockKind, Document, Problem
from infoview_analysis.readers.layout import split_marker
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rendering import Rendering, distinct, one_line
from infoview_analysis.readers.speakers import Turn, interviewers, with_interviewee
from infoview_analysis.readers.table_columns import Column, canonical_key, columns, names_headings, names_notes

LAYOUT = "table layout"  # name of the attribute that says how a table was read
_MAX_PREAMBLE = 15
_MAX_HEADER = 300  # characters; a longer first row is no header
_MAX_ITEM = 200


@dataclass(frozen=True)
class Row:
    """A row: its number as a spreadsheet counts, the line of the file it begins on, its cells as text."""

    number: int
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The rows of one sheet.

    Attributes
    ----------
    name : str
        Of the sheet; empty for CSV.
    rows : list of Row
        In their order.
    delimited : bool
        Whether a row that is shorter than the header is a mistake, as in CSV; a workbook stores no empty cells.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    delimited: bool = False


def interviews(
    grid: Grid, *, source: str, place: str, options: ReadOptions, taken: set[str]
) -> tuple[list[Document], list[Problem]]:
    """Return the interviews of one sheet.

    Parameters
    ----------
    grid : Grid
        Its rows.
    source : str
        The file, for messages.
    place : str
        What the documents' sources begin with: the file, and the sheet where there are several.
    options : ReadOptions
        Names of interviewers, for sheets with a speaker column.
    taken : set of str
        Sources in use; those of the new documents are added.
    """
    rows = [row for row in grid.rows if any(row.cells)]
    if not rows:
        return [], []
    start = _header_position(rows)
    preamble, header, body = rows[:start], rows[start], rows[start + 1 :]
    caption = " ".join(one_line(cell) for row in preamble for cell in row.cells if cell)
    builder = _Builder(source, place, options, taken, caption)
    if _is_matrix(header, body):
        return list(builder.by_column(rows[start:])), []
    if _is_headless(header, body):
        header, body = Row(header.number, header.line, ()), rows[start:]
    if not body:
        return [], [
            Problem(
                source, header.line, "warning", "no-rows",
                "The table holds a header and no rows. Fill it in, or delete it.",
            )
        ]  # fmt: skip
    found = columns(header.cells, [row.cells for row in body])
    problems = list(_ragged(header, body, source, delimited=grid.delimited))
    if _is_row_a_note(found, body):
        documents = list(builder.by_note(found, body))
        return documents, [*problems, *builder.problems]
    return list(builder.by_row(found, body)), problems


def _header_position(rows: list[Row]) -> int:
    """Return where the header stands: the first row of two cells or more, below titles of a single cell."""
    if not any(_n_filled(row) > 1 for row in rows):
        return 0
    for position, row in enumerate(rows[:_MAX_PREAMBLE]):
        if _n_filled(row) > 1:
            return position
    return 0


def _n_filled(row: Row) -> int:
    return sum(bool(cell) for cell in row.cells)


def _is_headless(header: Row, body: list[Row]) -> bool:
    if any(len(cell) > _MAX_HEADER for cell in header.cells):
        return True
    if _n_filled(header) != 1 or any(_n_filled(row) > 1 for row in body):
        return False
    word = next(cell for cell in header.cells if cell)
    return not (names_notes(word) or names_headings(word) or is_known_key(word) or word.endswith("?"))


def _is_matrix(header: Row, body: list[Row]) -> bool:
    """Tell whether the first column asks and every further column is an interview."""
    width = max((len(row.cells) for row in [header, *body]), default=0)
    others = [cell for cell in header.cells[1:] if cell]
    if width < 2 or not header.cells or len(body) < 1:
        return False
    if any(names_notes(cell) or is_known_key(cell) or names_headings(cell) or cell.endswith("?") for cell in others):
        return False
    first = header.cells[0]
    labels = [row.cells[0] for row in body if row.cells and row.cells[0]]
    n_known, n_asked = sum(map(is_known_key, labels)), sum(label.endswith("?") for label in labels)
    if len(labels) < 2 or 2 * (n_known + n_asked) < len(labels):
        return False
    if is_known_key(first):
        return n_known >= 1 and (n_known + n_asked) >= 2
    return (not first or names_headings(first) or first.endswith("?")) and len(others) >= 1


def _is_row_a_note(found: list[Column], body: list[Row]) -> bool:
    """Tell whether several rows belong to one interview."""
    roles = Counter(column.role for column in found)
    if not roles["note"] + roles["quote"] or roles["question"] > 1:
        return False
    if roles["heading"] or roles["speaker"]:
        return True
    people = [column for column in found if column.canonical == "interviewee"]
    if not people:
        return not any(column.canonical for column in found)
    names = [_identity(row, found) for row in body if not _goes_on(row, found)]
    return len(set(names)) < len(body)


def _cell(row: Row, column: Column) -> str:
    return row.cells[column.position] if column.position < len(row.cells) else ""


def _speaker(row: Row, found: list[Column]) -> str:
    return next((one_line(_cell(row, column)) for column in found if column.role == "speaker"), "")


def _identity(row: Row, found: list[Column]) -> tuple[str, ...]:
    return tuple(
        one_line(_cell(row, column)).casefold() for column in found if column.canonical in {"interviewee", "date"}
    )


def _goes_on(row: Row, found: list[Column]) -> bool:
    """Tell whether a row belongs to the one above it: what is known about the interview was not written again."""
    return not any(_cell(row, column) for column in found if column.role == "attribute")


def _ragged(header: Row, body: list[Row], source: str, *, delimited: bool) -> Iterator[Problem]:
    if not header.cells:
        return
    expected = len(header.cells)
    mostly_whole = 2 * sum(len(row.cells) >= expected for row in body) >= len(body)
    for row in body:
        extra = [cell for cell in row.cells[expected:] if cell]
        if extra:
            yield Problem(
                source, row.line, "warning", "ragged-row",
                f"Row {row.number} has {len(row.cells)} cells, the header {expected}. The cells beyond were read under "
                '"column N". Put text that holds the separator in quotes, or give the columns a header.',
            )  # fmt: skip
        elif delimited and mostly_whole and len(row.cells) < expected:
            yield Problem(
                source, row.line, "warning", "ragged-row",
                f"Row {row.number} has {len(row.cells)} cells, the header {expected}. The missing ones were taken as "
                "empty. Check that the row is whole.",
            )  # fmt: skip


@dataclass
class _Builder:
    source: str
    place: str
    options: ReadOptions
    taken: set[str]
    caption: str
    problems: list[Problem] = field(default_factory=list)

    def by_row(self, found: list[Column], body: list[Row]) -> Iterator[Document]:
        """Yield a document for each row."""
        told = [column for column in found if column.role != "attribute"]
        lone = len(told) == 1 and names_notes(told[0].header)
        for row in body:
            rendering = Rendering()
            for column in told:
                words = _cell(row, column)
                if words and not lone:
                    rendering.add("question", column.header, line=row.line)
                add_cell(rendering, words, row.line, quote=column.role == "quote")
            attributes = self._attributes([row], found, "one row an interview")
            yield rendering.document(distinct(f"{self.place}#row {row.number}", self.taken), attributes, numbered=True)

    def by_note(self, found: list[Column], body: list[Row]) -> Iterator[Document]:
        """Yield a document for each interviewee and date."""
        groups: dict[tuple[str, ...], list[Row]] = {}
        identity: tuple[str, ...] = ()
        for row in body:
            own = _identity(row, found)
            if any(own):
                identity = own
            elif own and not _goes_on(row, found):
                identity = (f"row {row.number}",)  # somebody whose name is missing, not the person above
            groups.setdefault(identity, []).append(row)
        for rows in groups.values():
            rendering = Rendering()
            attributes = self._attributes(rows, found, "one row a note")
            asking = self._asking(rows, found, attributes)
            heading = ""
            for row in rows:
                heading = self._add_note(rendering, row, found, heading, asking)
            name = " ".join(
                attributes[column.header] for column in found
                if column.canonical in {"interviewee", "date"} and attributes.get(column.header)
            )  # fmt: skip
            if not name and len(groups) > 1:
                name = f"row {rows[0].number}"
            place = f"{self.place}#{name}" if name else self.place
            yield rendering.document(distinct(place, self.taken), attributes, numbered=True)

    def by_column(self, rows: list[Row]) -> Iterator[Document]:
        """Yield a document for each column after the first, whose cells name attributes and questions."""
        header = rows[0]
        width = max(len(row.cells) for row in rows)
        first = header.cells[0]
        for position in range(1, width):
            values = [row.cells[position] if position < len(row.cells) else "" for row in rows]
            if not any(values[1:]):
                continue
            rendering = Rendering()
            attributes = {}
            if values[0]:
                attributes[first if is_known_key(first) else "interviewee"] = values[0]
            for row, value in zip(rows[1:], values[1:], strict=True):
                label = row.cells[0] if row.cells else ""
                if not value:
                    continue
                if label and canonical_key(label, value) and len(value) <= 200 and label not in attributes:
                    attributes[label] = value
                    continue
                rendering.add("question", label, line=row.line)
                add_cell(rendering, value, row.line)
            attributes[LAYOUT] = "one column an interview"
            name = one_line(values[0]) or f"column {position + 1}"
            yield rendering.document(distinct(f"{self.place}#{name}", self.taken), attributes, numbered=True)

    def _asking(self, rows: Sequence[Row], found: list[Column], attributes: dict[str, str]) -> frozenset[str]:
        """Return who asks, in a sheet with a column for the speaker."""
        turns = [
            Turn(_speaker(row, found), _cell(row, column), row.line)
            for row in rows for column in found if column.role in {"note", "quote"} and _speaker(row, found)
        ]  # fmt: skip
        if not turns:
            return frozenset()
        asking = interviewers(turns, self.options, attributes, source=self.source)
        attributes.update(with_interviewee(attributes, turns, asking))
        if asking.problem is not None:
            self.problems.append(asking.problem)
        return asking.names

    def _add_note(
        self, rendering: Rendering, row: Row, found: list[Column], heading: str, asking: frozenset[str]
    ) -> str:
        headings = [one_line(_cell(row, column)) for column in found if column.role == "heading"]
        new = next((words for words in reversed(headings) if words), "")
        if new and new != heading:
            rendering.add("question" if new.endswith("?") else "heading", new, line=row.line, level=1)
            heading = new
        speaker = _speaker(row, found)
        for column in found:
            words = _cell(row, column)
            if column.role not in {"note", "quote", "question"} or not words:
                continue
            if speaker:
                rendering.add("question" if speaker in asking else "turn", words, line=row.line, speaker=speaker)
            else:
                add_cell(rendering, words, row.line, alone="item", quote=column.role == "quote")
        return heading

    def _attributes(self, rows: Sequence[Row], found: list[Column], layout: str) -> dict[str, str]:
        """Return the metadata columns; where the rows of one interview differ, all their values."""
        attributes: dict[str, str] = {}
        n_headings = sum(column.role == "heading" for column in found)
        for column in found:
            if column.role == "heading" and n_headings > 1:
                pass  # only the innermost of several heads the note; the others are kept here
            elif column.role != "attribute":
                continue
            values = list(dict.fromkeys(value for row in rows if (value := _cell(row, column))))
            if not values:
                continue
            key, number = column.header, 1
            while key in attributes:
                number += 1
                key = f"{column.header} ({number})"
            attributes[key] = values[0] if column.canonical else "; ".join(values)
        if self.caption:
            attributes.setdefault("table title", self.caption)
        attributes[LAYOUT] = layout
        return attributes


def add_cell(
    rendering: Rendering, words: str, line: int, *, alone: BlockKind = "paragraph", quote: bool = False
) -> None:
    """Append what stands in a cell.

    Bullets and short lines are items, long lines paragraphs, a single line what ``alone`` says. A line set in under a
    bullet goes on with it.
    """
    lines = [entry for entry in words.split("\n") if entry.strip()]
    bulleted = any(split_marker(entry) for entry in lines)
    entries: list[tuple[int, str, bool]] = []
    for entry in lines:
        marker = split_marker(entry)
        if marker is not None:
            entries.append((marker[0], marker[1], True))
        elif bulleted and entries and entry[0] in " \t":
            level, before, _ = entries[-1]
            entries[-1] = (level, f"{before}\n{entry.strip()}", True)
        else:
            entries.append((0, entry, False))
    for level, entry, marked in entries:
        kind: BlockKind = alone
        if quote:
            kind = "quote"
        elif marked:
            kind = "item"
        elif len(lines) > 1:
            kind = "item" if len(entry.strip()) <= _MAX_ITEM else "paragraph"
        rendering.add(kind, entry, line=line, level=level if kind == "item" else 0)
