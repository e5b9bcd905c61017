"""How the sheets of the skill workbook look, on the screen and on paper: widths, heights, filters, repeated heads."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

FONT, INK, HEAD, RULE, MUTED = "Calibri", "1D2730", "0B4F7D", "D9DFE4", "55616D"
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_CELL = 32_000
_LINE, _TALLEST = 15.0, 400.0  # points; a row cannot be higher than 409
_A4 = 9


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, how numbers in it are shown, whether words stand in the middle."""

    head: str
    width: int
    number_format: str = ""
    centred: bool = False
    upright: bool = False


def add_sheet(book: Any, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Any:
    """Add a sheet with a head, a filter on each column, and rows as high as their words need; return it."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    fill, line = PatternFill("solid", fgColor=HEAD), Border(bottom=Side("thin", color=RULE))
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place)
        put(cell, column.head)
        cell.font, cell.fill = Font(name=FONT, bold=True, color="FFFFFF"), fill
        cell.alignment = Alignment(vertical="bottom" if column.upright else "center", wrap_text=not column.upright,
                                   horizontal="center" if column.centred or column.number_format else None,
                                   text_rotation=90 if column.upright else 0)  # fmt: skip
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[1].height = _head_height(columns)
    fonts = {bold: Font(name=FONT, bold=bold, color=INK) for bold in (True, False)}
    placed = {
        (wrapped, centred): Alignment(vertical="top", wrap_text=wrapped, horizontal="center" if centred else None)
        for wrapped in (True, False) for centred in (True, False)
    }  # fmt: skip
    for number, row in enumerate(rows, 2):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            cell = sheet.cell(number, place)
            put(cell, value)
            cell.font, cell.border = fonts[place == 1], line
            centred = column.centred or (bool(column.number_format) and cell.data_type != "s")
            cell.alignment = placed[isinstance(value, str), centred]
            if column.number_format and isinstance(value, int | float):
                cell.number_format = column.number_format
        lines = [_lines(value, column.width) for column, value in zip(columns, row, strict=True)]
        sheet.row_dimensions[number].height = min(_TALLEST, _LINE * max(lines, default=1) + 2)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    lay_out(sheet)
    return sheet


def lay_out(sheet: Any) -> None:
    """Set a sheet up for paper: A4, across, as wide as the page, its name and the page number below."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = _A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.25, 0.25
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def put(cell: Any, value: Any) -> None:
    """Set a value: a day is a date, a number a number, and text stays text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    day = _as_day(value)
    if day is not None:
        cell.value, cell.number_format = day, "yyyy-mm-dd"
        return
    cell.value = _UNHOLDABLE.sub("\ufffd", value)[:_LONGEST_CELL]
    cell.data_type = "s"
    if value.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _as_day(value: str) -> date | None:
    if not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= 1901 else None  # spreadsheets have no earlier days


def _lines(value: Any, width: int) -> int:
    """Return how many lines a cell's words take; rather one too many than one cut off."""
    if not isinstance(value, str):
        return 1
    return sum(len(textwrap.wrap(line, max(width, 1))) or 1 for line in value.split("\n"))


def _head_height(columns: Sequence[Column]) -> float:
    upright = max((6.2 * len(column.head) + 8 for column in columns if column.upright), default=0.0)
    flat = max((_longest_word_lines(column) for column in columns if not column.upright), default=1)
    return min(_TALLEST, max(upright, _LINE * flat + 6))


def _longest_word_lines(column: Column) -> int:
    lines, room = 1, 0
    for word in column.head.split():
        if room and room + 1 + len(word) > column.width - 3:  # the button of the filter takes some room
            lines, room = lines + 1, len(word)
        else:
            room += len(word) + (1 if room else 0)
    return lines
