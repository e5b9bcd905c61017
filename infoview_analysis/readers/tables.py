"""Tables of interviews: CSV (and TSV) and Excel workbooks, read as text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.archive import is_blank, office_package
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Document, Problem, Reading
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import unreadable
from infoview_analysis.readers.rendering import clean
from infoview_analysis.readers.table_interviews import Grid, Row, interviews

MAX_LISTED = 20  # problems of one kind that are listed one by one
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_FIELD_LIMIT = 2**31 - 1
_DECLARED = re.compile(r"sep=(.)\r?\n")


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read every interview of a table.

    A row is one interview (a column for each attribute and each question) or one note (columns such as interviewee,
    date, question, note); sheets with the questions in the first column and a column for each interview are read, too.
    The document's attribute ``table layout`` says which was found. Line numbers are lines of the CSV file, rows of the
    sheet in a workbook.

    Raises
    ------
    UnreadableFileError
        empty-file, binary-file, broken-zip, zip-bomb, entity-bomb, encrypted, old-format, wrong-format,
        broken-workbook.
    """
    if is_blank(data):
        raise unreadable("empty-file", "The file is empty.", source=source, mend="Save it again, or delete it.")
    if source.lower().endswith((".xlsx", ".xlsm")):
        grids, problems = read_workbook(data, source)
    else:
        decoded = decode(data, source)
        grid, problems = parse_csv(decoded.text, source)
        grids, problems = [grid], [*decoded.problems, *problems]
    documents: list[Document] = []
    taken: set[str] = set()
    for grid in grids:
        place = f"{source}#{grid.name}" if grid.name and len(grids) > 1 else source
        found, more = interviews(grid, source=source, place=place, options=options, taken=taken)
        documents.extend(found)
        problems.extend(more)
    if not documents and not problems:
        raise unreadable(
            "empty-file", "The table holds no rows below its header.", source=source, mend="Fill it in, or delete it."
        )
    return Reading(tuple(documents), tuple(shortened(problems)))


def shortened(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield problems, but of a kind that fills pages only the first few and how many more there are."""
    counts: dict[str, int] = {}
    last: dict[str, Problem] = {}
    for problem in problems:
        counts[problem.code] = counts.get(problem.code, 0) + 1
        last[problem.code] = problem
        if counts[problem.code] <= MAX_LISTED:
            yield problem
    for code, count in counts.items():
        if count > MAX_LISTED:
            problem = last[code]
            yield Problem(
                problem.source, problem.line, problem.severity, code,
                f"The same again in {count - MAX_LISTED} more places, the last of them here. {problem.message}",
            )  # fmt: skip


def parse_csv(text: str, source: str) -> tuple[Grid, list[Problem]]:
    """Return the rows of a CSV text, whatever separates its columns.

    Parameters
    ----------
    text : str
        The decoded file. A first line ``sep=;`` (as Excel writes it) is obeyed.
    source : str
        Its name, for messages.

    Returns
    -------
    grid : Grid
        Rows with their number (as a spreadsheet counts) and the physical line they begin on.
    problems : list of Problem
        Quotes that are never closed.
    """
    lines, cells, problems = csv_records(text, source)
    skipped = 1 if _DECLARED.match(text) else 0
    rows = [
        Row(number, line, tuple(clean(cell) for cell in row))
        for number, (line, row) in enumerate(zip(lines, cells, strict=True), 1 + skipped)
    ]
    return Grid("", rows, delimited=True), problems


def csv_records(text: str, source: str) -> tuple[list[int], list[list[str]], list[Problem]]:
    """Return the rows of a CSV text as they stand, not cleaned; for tables of a million rows.

    Parameters
    ----------
    text, source : str
        As for ``parse_csv``.

    Returns
    -------
    lines : list of int
        The physical line each row begins on.
    rows : list of list of str
        The cells; rows may differ in length.
    problems : list of Problem
        Quotes that are never closed.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    skipped = 0
    if declared := _DECLARED.match(text):
        delimiter, skipped = declared.group(1), 1
    else:
        delimiter = _delimiter(text)
    return _parse_lines(io.StringIO(text, newline="").readlines()[skipped:], delimiter, source, skipped)


def _parse_lines(
    lines: list[str], delimiter: str, source: str, skipped: int
) -> tuple[list[int], list[list[str]], list[Problem]]:
    rows: list[list[str]] = []
    begins: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter)
    begin = 0
    for cells in reader:
        rows.append(cells)
        begins.append(begin + 1 + skipped)
        last, begin = begin, reader.line_num
    if not rows or begin - last < 2 or _is_closed(lines[last:], delimiter):
        return begins, rows, []
    # A quote that is never closed would make one cell of all the lines after it.
    rows.pop()
    begins.pop()
    for offset, cells in enumerate(csv.reader(lines[last:], delimiter=delimiter, quoting=csv.QUOTE_NONE)):
        rows.append([cell.strip('"') for cell in cells])
        begins.append(last + offset + 1 + skipped)
    problem = Problem(
        source, last + 1 + skipped, "warning", "unclosed-quote",
        'A quotation mark that opens on this line is never closed, so the lines from here on were read with " as an '
        "ordinary character. Close it, or write it twice.",
    )  # fmt: skip
    return begins, rows, [problem]


def _is_closed(lines: list[str], delimiter: str) -> bool:
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" not in str(error)
    return True


def _delimiter(text: str) -> str:
    """Return the separator that gives the most rows of one same width above 1."""
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths = []
        for cells in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) >= _SAMPLE_ROWS:
                break
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual < 2:
            continue
        score = (widths.count(usual) / len(widths) + (widths[0] == usual), usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_workbook(data: bytes, source: str) -> tuple[list[Grid], list[Problem]]:
    """Return the visible sheets of an Excel workbook that hold anything, their cells as a person would type them.

    Raises
    ------
    UnreadableFileError
        encrypted, old-format, broken-zip, zip-bomb, entity-bomb, wrong-format, broken-workbook, empty-file.
    """
    office_package(data, source, main_part="xl/", product="Excel workbook")
    workbook = _open_workbook(data, source, values=True)
    formulas = _open_workbook(data, source, values=False) if _has_formulas(data) else None
    grids: list[Grid] = []
    problems: list[Problem] = []
    for sheet in workbook.worksheets:
        grid = Grid(sheet.title, _sheet_rows(sheet))
        if formulas is not None:
            problems.extend(_uncalculated(sheet, formulas[sheet.title], source))
        if not grid.rows:
            continue
        if sheet.sheet_state != "visible":
            problems.append(
                Problem(
                    source, None, "warning", "hidden-sheet",
                    f"The hidden sheet {sheet.title!r} was not read. Show it in Excel if it holds interviews.",
                )
            )  # fmt: skip
            continue
        grids.append(grid)
    if not grids and not problems:
        raise unreadable(
            "empty-file", "Every sheet of the workbook is empty.", source=source, mend="Fill it in, or delete it."
        )
    return grids, problems


def _open_workbook(data: bytes, source: str, *, values: bool) -> Any:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl reports styles it does not know; they are not our matter
            return load_workbook(io.BytesIO(data), data_only=values)
    except UnreadableFileError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise on a damaged workbook
        detail = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise unreadable(
            "broken-workbook", f"The Excel workbook is damaged inside ({detail}).", source=source,
            mend="Open it in Excel or LibreOffice and save it again as .xlsx.",
        ) from error  # fmt: skip


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(
            re.search(rb"<(?:\w+:)?f[ >/]", archive.read(name)) is not None
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _sheet_rows(sheet: Any) -> list[Row]:
    by_row: dict[int, dict[int, str]] = {}
    # The cells that are there, not the rectangle around them: one stray cell can make that a billion cells.
    for (row, column), cell in sheet._cells.items():
        words = clean(_words(cell.value, cell.number_format))
        if words:
            by_row.setdefault(row, {})[column] = words
    for merged in sheet.merged_cells.ranges:
        words = by_row.get(merged.min_row, {}).get(merged.min_col, "")
        if words and merged.min_col == merged.max_col and merged.max_row - merged.min_row < 10_000:
            for row in range(merged.min_row + 1, merged.max_row + 1):
                if row in by_row:
                    by_row[row].setdefault(merged.min_col, words)
    rows = []
    for row in sorted(by_row):
        cells = by_row[row]
        rows.append(Row(row, row, tuple(cells.get(column, "") for column in range(1, max(cells) + 1))))
    return rows


def _uncalculated(sheet: Any, formulas: Any, source: str) -> Iterator[Problem]:
    for (row, column), cell in sorted(formulas._cells.items()):
        if cell.data_type == "f" and sheet.cell(row, column).value is None:
            yield Problem(
                source, row, "warning", "formula-without-value",
                f"The formula in {cell.coordinate} of sheet {sheet.title!r} holds no calculated value. Open the "
                "workbook in Excel or LibreOffice and save it, so that the value is stored.",
            )  # fmt: skip


def _words(value: Any, number_format: str) -> str:
    """Return a cell's value as a person would type it: dates as ISO, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float):
        if number_format.rstrip().endswith("%"):
            return f"{value * 100:.15g}%"
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else f"{value:.15g}"
    return str(value)
