"""development_plan.csv: the plan as the person keeps it, in their folder; read back from an exported workbook too."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from infoview_analysis.atomic import ChangedMeanwhileError, write_bytes
from infoview_analysis.errors import ReportError, UnreadableFileError
from infoview_analysis.readers.attribute_keys import plain_key
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rejects import problem_of, unreadable
from infoview_analysis.readers.rendering import clean
from infoview_analysis.readers.tables import csv_records, read_workbook
from infoview_analysis.skills.plan import COLUMNS, is_done
from infoview_analysis.spreadsheet_safety import guarded, unguarded

FILE_NAME = "development_plan.csv"
_WORDINGS = {
    "skill": ("skill", "skills", "name"),
    "action": ("action", "actions", "what to do", "step", "next step"),
    "resource": ("resource", "resources"),
    "ask": ("ask", "whom to ask", "who to ask", "person", "contact"),
    "due": ("due", "due on", "due date", "by when", "deadline"),
    "done": ("done", "status", "ticked", "finished"),
    "notes": ("notes", "note", "comment", "comments"),
}


def load_plan(folder: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the person's plan, every cell as written, and what cannot be understood in it; none: an empty frame."""
    path = Path(folder) / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return empty_plan(), []
    except OSError as error:
        words = f"The plan cannot be read: {error.strerror or error}. Check that you may read it."
        return empty_plan(), [Problem(path.name, None, "error", "unreadable-file", words)]
    try:
        return read_plan(data, path.name)
    except UnreadableFileError as error:
        return empty_plan(), [problem_of(error)]


def read_plan(data: bytes, source: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows of a plan, CSV or .xlsx (the sheet that has a column of skills and one of actions).

    Raises
    ------
    UnreadableFileError
        The file is damaged, or has no row that names the columns.
    """
    problems: list[Problem] = []
    if source.lower().endswith((".xlsx", ".xlsm")):
        sheets, problems = read_workbook(data, source)
        grids = [([row.line for row in sheet.rows], [list(row.cells) for row in sheet.rows]) for sheet in sheets]
    elif not data.strip():
        return empty_plan(), []
    else:
        decoded = decode(data, source)
        lines, rows, found = csv_records(decoded.text, source)
        problems, grids = [*decoded.problems, *found], [(lines, rows)]
    for lines, rows in grids:
        for place, cells in enumerate(rows):
            header = _header(cells)
            if header is not None:
                frame = _frame(rows[place + 1 :], header)
                return frame, [*problems, *_odd_cells(frame, lines[place + 1 :], rows[place + 1 :], source)]
    raise unreadable(
        "no-plan-columns", "No row names the columns of a plan.", source=source,
        mend=f"Keep the first row: {', '.join(COLUMNS)}.",
    )  # fmt: skip


def write_plan(folder: Path, plan: pd.DataFrame) -> Path:
    """Write the plan to development_plan.csv in one step; the file as it was is kept as .bak."""
    path = Path(folder) / FILE_NAME
    now = path.read_bytes() if path.exists() else None
    data = plan_csv(plan)
    if data == now:
        return path
    try:
        if now is not None:
            write_bytes(path.with_name(FILE_NAME + ".bak"), now)
        write_bytes(path, data, expected=now)
    except ChangedMeanwhileError:
        raise ReportError(
            "was changed by another program just now; nothing was written.", source=FILE_NAME, mend="Run it again."
        ) from None
    return path


def plan_csv(plan: pd.DataFrame) -> bytes:
    """Return the plan as CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [str(name) for name in plan.columns if name != "origin"]
    writer.writerow([guarded(name) for name in names])
    for row in plan[names].fillna("").astype("str").itertuples(index=False):
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def empty_plan() -> pd.DataFrame:
    """Return a plan without rows."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})


def _header(cells: list[str]) -> list[str] | None:
    names: list[str] = []
    for cell in cells:
        key = plain_key(clean(cell))
        column = next((name for name, words in _WORDINGS.items() if key in words and name not in names), "")
        names.append(column or clean(unguarded(cell)))
    return names if "skill" in names and "action" in names else None


def _frame(rows: list[list[str]], header: list[str]) -> pd.DataFrame:
    width = max([len(header), *map(len, rows)])
    names = [name or f"column {place + 1}" for place, name in enumerate([*header, *[""] * (width - len(header))])]
    names = [name if name not in names[:place] else f"{name} ({place + 1})" for place, name in enumerate(names)]
    padded = [
        [unguarded(cell) for cell in [*row, *[""] * (width - len(row))]] for row in rows if any(map(str.strip, row))
    ]
    frame = pd.DataFrame(padded, columns=names, dtype="str")
    kept = [name for name in names if name in COLUMNS or frame[name].str.strip().ne("").any() or name in header]
    frame = frame[[name for name in kept if name]]
    for name in COLUMNS:
        if name not in frame.columns:
            frame[name] = ""
    return frame[[*COLUMNS, *(name for name in frame.columns if name not in COLUMNS)]].reset_index(drop=True)


def _odd_cells(frame: pd.DataFrame, lines: list[int], rows: list[list[str]], source: str) -> list[Problem]:
    filled = [line for line, row in zip(lines, rows, strict=True) if any(map(str.strip, row))]
    problems = []
    for line, done, due in zip(filled, frame["done"], frame["due"], strict=True):
        if is_done(done) is None:
            words = (
                f"“{done}” under done is neither yes nor no; it is kept and counts as open. Write yes, no or dropped."
            )
            problems.append(Problem(source, line, "warning", "unclear-done", words))
        if due.strip() and pd.isna(pd.to_datetime(due.strip(), format="%Y-%m-%d", errors="coerce")):
            words = f"“{due}” under due is no day written as 2026-05-14; it is kept as it is."
            problems.append(Problem(source, line, "warning", "unclear-due", words))
    return problems
