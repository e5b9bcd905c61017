"""What a sheet says of each contact and message, beside the stages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from infoview_analysis import attribute_values
from infoview_analysis.frames import columns as frame_columns
from infoview_analysis.outreach import headers, wordings
from infoview_analysis.outreach.sheet import Sheet

_NORMALISED = {
    "channel": wordings.channel,
    "seniority": attribute_values.seniority,
    "company_size": attribute_values.company_size,
}
_PLAIN = ("contact", "organization", "role", "subject", "introduced_by", "industry", headers.PROFILE)
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+\.[^\s<>,;:\"()\[\].]+")
_NUMBER = re.compile(r"\s*(?:~|about|ca\.?|approx\.?)?\s*(\d[\d.,]*)\s*(?:words?|wörter)?\s*$", re.IGNORECASE)
_SPACES = ("  ", "\x00 ", " \x00", "\n", "\t", "\xa0")  # what " ".join(text.split()) would change
_OWN_COLUMNS = tuple(column.name for column in frame_columns("outreach"))


def read_values(sheet: Sheet) -> None:
    """Read the columns that are neither days nor outcomes."""
    for target in _PLAIN:
        if (cells := sheet.column(target)) is not None:
            sheet.data[target] = _on_one_line(cells)
    first, last = sheet.column(headers.FIRST_NAME), sheet.column(headers.LAST_NAME)
    if "contact" not in sheet.data and (first is not None or last is not None):
        parts = [part for part in (first, last) if part is not None]
        joined = parts[0] if len(parts) == 1 else parts[0] + " " + parts[1]
        sheet.data["contact"] = _on_one_line(joined)
    for target, normalise in _NORMALISED.items():
        if (cells := sheet.column(target)) is not None:
            sheet.data[target] = np.where(cells == "", "", _each(cells, normalise))
            sheet.keep_as_written(target, (sheet.data[target] != cells) & (cells != ""), cells)
    _read_address(sheet)
    _read_personalised(sheet)
    _read_lengths(sheet)


def _on_one_line(cells: np.ndarray) -> np.ndarray:
    """Return the cells with every run of white space as one blank."""
    together = "\x00".join(("", *cells, ""))
    if not any(space in together for space in _SPACES):  # nearly always, and quicker
        return cells
    return _each(cells, lambda text: " ".join(text.split()))


def _each(cells: np.ndarray, function: Callable[[str], Any]) -> np.ndarray:
    """Return ``function`` of each cell, called once for each different one."""
    codes, uniques = pd.factorize(cells)
    known = np.empty(len(uniques), dtype=object)
    known[:] = [function(text) for text in uniques]
    return known[codes]


def _read_address(sheet: Sheet) -> None:
    cells = sheet.column(headers.ADDRESS)
    if cells is None:
        return
    found = _each(cells, lambda text: match[0].lower() if (match := _ADDRESS.search(text)) else "")
    sheet.data["email"] = found
    sheet.keep_as_written(
        "email", np.array([a != b.lower() for a, b in zip(found, cells, strict=True)], dtype=bool), cells
    )


def _read_personalised(sheet: Sheet) -> None:
    cells = sheet.column("personalised")
    if cells is None:
        return

    def answer(text: str) -> str:
        try:
            said = wordings.yes_no(text)
        except ValueError:
            return "?"
        return "" if said is None else "yes" if said else "no"

    read = _each(cells, answer)
    strange = read == "?"
    read[strange] = ""
    sheet.data["personalised"] = read
    sheet.keep_as_written("personalised", strange, cells)
    message = (
        "Whether the message was personal is {}, which is neither yes nor no; it counts as not known. Write yes or no."
    )
    sheet.report("warning", "unknown-yes-no", strange, message, cells)


def _read_lengths(sheet: Sheet) -> None:
    cells, messages = sheet.column("message_length"), sheet.column(headers.MESSAGE)
    words = np.full(sheet.n_rows, np.nan)
    if cells is not None:
        words = _each(cells, _number).astype("float64")
        strange = np.isnan(words) & (cells != "")
        sheet.keep_as_written("message_length", strange, cells)
        sheet.report("warning", "unreadable-number", strange,
                     "The message length {} is no number of words; it counts as not known. Write it as a number, "
                     "such as 120.", cells)  # fmt: skip
    if messages is not None:
        sheet.data["message"] = messages
        counted = _each(messages, lambda text: float(len(text.split())) if text else np.nan).astype("float64")
        words = np.where(np.isnan(words), counted, words)
    if cells is not None or messages is not None:
        sheet.data["message_length"] = np.where(np.isnan(words), np.nan, words)


def _number(text: str) -> float:
    match = _NUMBER.match(text)
    if not match:
        return np.nan
    digits = re.sub(r"[.,](?=\d{3}(?!\d))", "", match[1]).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return np.nan


def keep_unknown_columns(sheet: Sheet) -> None:
    """Keep the columns that nothing was read from, under their own names."""
    taken = {*_OWN_COLUMNS, *sheet.data, "email", "profile_url"}
    for one in sheet.mapping:
        if one.target:
            continue
        name = re.sub(r"[^\w]+", "_", one.header.casefold()).strip("_") or f"column_{one.position + 1}"
        while name in taken:
            name += "_noted"
        taken.add(name)
        sheet.data[name] = sheet.cells[one.position]
