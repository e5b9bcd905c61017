"""A person's own table of requests, CSV or Excel, in the workspace's columns or in their own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis.outreach.headers import FIRST_NAME, LAST_NAME, MEETING, find_header, map_headers
from infoview_analysis.outreach.sheet import Sheet
from infoview_analysis.outreach.sheet_stages import check_order, read_stages
from infoview_analysis.outreach.sheet_values import keep_unknown_columns, read_values
from infoview_analysis.outreach.source_log import (
    FLAGS,
    SourceLog,
    events_of_columns,
    mapping_frame,
    requests_frame,
    row_problems,
)
from infoview_analysis.readers.archive import is_blank
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rejects import unreadable
from infoview_analysis.readers.rendering import clean
from infoview_analysis.readers.tables import csv_records, read_workbook


def read_own_table(data: bytes, source: str, *, date_format: str | None = None) -> SourceLog:
    """Read a table with one row a request.

    Parameters
    ----------
    data : bytes
        The file, CSV (any separator and encoding) or .xlsx.
    source : str
        Its name.
    date_format : str, optional
        How the person writes dates such as 03/04/2026.

    Returns
    -------
    SourceLog
        ``n_rows`` are the rows that hold anything; those without a contact, those of people not written to yet and
        repeated headers are rejected by name. A value that cannot be read is kept in ``<column>_as_written``.

    Raises
    ------
    UnreadableFileError
        The file is empty, damaged or of another kind, or no column names a contact.
    """
    if is_blank(data):
        raise unreadable("empty-file", "The file is empty.", source=source, mend="Fill it in, or delete it.")
    problems: list[Problem] = []
    grids: list[tuple[str, list[int], list[list[str]]]]
    if source.lower().endswith((".xlsx", ".xlsm")):
        sheets, problems = read_workbook(data, source)
        grids = [(one.name, [row.line for row in one.rows], [list(row.cells) for row in one.rows]) for one in sheets]
    else:
        decoded = decode(data, source)
        lines, rows, found = csv_records(decoded.text, source)
        problems = [*decoded.problems, *found]
        grids = [("", lines, rows)]
    logs = []
    for name, lines, rows in grids:
        header = find_header(rows)
        if header is not None:
            logs.append(_read_rows(source, lines, rows, header, date_format))
        elif name and len(grids) > 1:
            message = f"The sheet {name!r} was not read: none of its columns names a contact."
            problems.append(Problem(source, None, "warning", "no-contact-column", message))
    if not logs:
        raise unreadable(
            "no-contact-column",
            "No column names the people who were contacted.",
            source=source,
            mend="Give the table a header row with a column called contact; infoview init writes one to start from.",
        )
    return _joined(source, logs, problems)


def _joined(source: str, logs: list[SourceLog], problems: list[Problem]) -> SourceLog:
    if len(logs) == 1:
        requests, events = logs[0].requests, logs[0].events
    else:
        starts = np.cumsum([0, *(len(log.requests) for log in logs)])
        requests = pd.concat([log.requests for log in logs], ignore_index=True)
        events = pd.concat(
            [
                log.events.assign(request=log.events["request"] + start)
                for log, start in zip(logs, starts, strict=False)
            ],
            ignore_index=True,
        )
    return SourceLog(
        source,
        "table",
        requests,
        events,
        pd.concat([log.header_mapping for log in logs], ignore_index=True),
        (*problems, *(problem for log in logs for problem in log.problems)),
        n_rows=sum(log.n_rows for log in logs),
        n_rejected=sum(log.n_rejected for log in logs),
        n_blank=sum(log.n_blank for log in logs),
    )


def _read_rows(source: str, lines: list[int], rows: list[list[str]], header: int, date_format: str | None) -> SourceLog:
    frame = pd.DataFrame(rows[header + 1 :], dtype=object)
    width = max(frame.shape[1], len(rows[header]))
    names = [clean(cell) for cell in rows[header]] + [""] * (width - len(rows[header]))
    cells = [
        _cleaned(frame[number].to_numpy()) if number in frame.columns else np.full(len(frame), "", dtype=object)
        for number in range(width)
    ]
    numbers = np.array(lines[header + 1 :], dtype="int64")
    filled = np.zeros(len(frame), dtype=bool)
    for column in cells:
        filled |= column != ""
    kept = [place for place in range(width) if names[place] or (cells[place] != "").any()]
    repeated = filled.copy()
    for place in kept:
        repeated &= cells[place] == names[place]
    rows_left = filled & ~repeated
    names, cells = [names[place] for place in kept], [cells[place][rows_left] for place in kept]
    sheet = Sheet(source, numbers[rows_left], cells, map_headers(names), date_format)
    sheet.problems += row_problems(
        source, "warning", "repeated-header", numbers,
        lambda _: "The header row stands here once more; it was left out. Delete the row.", np.flatnonzero(repeated),
    )  # fmt: skip
    read_stages(sheet)
    read_values(sheet)
    rejected = _rejects(sheet)
    keep_unknown_columns(sheet)
    check_order(sheet, rejected)
    data: dict[str, object] = {
        name: np.where(values == "", np.nan, values)[~rejected] if values.dtype == object else values[~rejected]
        for name, values in sheet.data.items()
    }
    for flag in FLAGS:
        words = np.full(sheet.n_rows, np.nan, dtype=object)
        words[sheet.no[flag]] = "no"
        words[sheet.yes[flag]] = "yes"
        data[flag] = words[~rejected]
    data |= {"source": source, "line": sheet.lines[~rejected]}
    requests = requests_frame(data, int((~rejected).sum()))
    return SourceLog(
        source,
        "table",
        requests,
        events_of_columns(requests),
        mapping_frame([(source, one.header, _read_as(one.target)) for one in sheet.mapping]),
        tuple(sheet.problems),
        n_rows=int(filled.sum()),
        n_rejected=int(rejected.sum() + repeated.sum()),
        n_blank=int((~filled).sum()),
    )


def _cleaned(column: np.ndarray) -> np.ndarray:
    """Return the cells without control characters and outer blanks; missing ones are empty."""
    codes, uniques = pd.factorize(column)
    texts = [str(value) for value in uniques]
    if "".join(texts).isprintable():  # nearly always, and quicker
        texts = [text if text[:1].isalnum() else clean(text) for text in map(str.strip, texts)]
    else:
        texts = [clean(text) for text in texts]
    known = np.array([*texts, ""], dtype=object)
    return known[codes]  # -1, a missing cell, is the last


def _read_as(target: str) -> str:
    if target == MEETING:
        return "scheduled_for; interviewed_on where the day is not after the newest other day of the table"
    if target in (FIRST_NAME, LAST_NAME):
        return "contact"
    return target or "(kept as it is)"


def _rejects(sheet: Sheet) -> np.ndarray:
    """Return which rows are no requests, and report each."""
    contact = sheet.data.setdefault("contact", np.full(sheet.n_rows, "", dtype=object))
    stand_in = np.full(sheet.n_rows, "", dtype=object)
    for name in ("email", "organization"):
        if name in sheet.data:
            stand_in = np.where(stand_in == "", sheet.data[name], stand_in)
    nameless = contact == ""
    named_by = nameless & (stand_in != "")
    contact[named_by] = stand_in[named_by]
    nobody = nameless & ~named_by
    planned = _not_sent(sheet) & ~nobody
    message = "No contact is named in this row, so it stands under {}. Fill in the name."
    sheet.report("warning", "no-contact-name", named_by & ~planned, message, contact)
    message = "The row names neither a contact nor an organization, so it was left out. Fill in the contact."
    sheet.report("error", "no-contact", nobody, message, contact)
    message = (
        "Nothing says that {} was written to yet, so the row counts as planned, not as a request. Fill in the day it "
        "was "
        "sent once it is."
    )
    sheet.report("warning", "not-sent", planned, message, contact)
    return nobody | planned


def _not_sent(sheet: Sheet) -> np.ndarray:
    """Tell which rows speak of people who are still to be contacted."""
    traces = np.zeros(sheet.n_rows, dtype=bool)
    for flag in FLAGS:
        traces |= sheet.yes[flag]
    sent = ~np.isnat(sheet.data["sent_on"]) | sheet.yes["sent"]
    said_unsent = sheet.no["sent"] & ~sent & ~traces & (sheet.data["outcome"] == "")
    if not sheet.of("sent_on"):
        return said_unsent
    traces |= sheet.no["replied"] | (sheet.data["outcome_as_written"] != "") | (sheet.data["outcome"] != "")
    unread = sheet.data.get("sent_on_as_written")
    if unread is not None:
        traces |= unread != ""
    # Where nobody's day of sending is filled in, its absence says nothing.
    return said_unsent | (~sent & ~traces & sent.any())
