"""Columns of days as people keep them: dates in any form, and the yes, no or tick in place of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from infoview_analysis.outreach.source_log import row_problems
from infoview_analysis.outreach.wordings import Meaning, meaning, yes_no
from infoview_analysis.readers.dates import ParsedDate, parse_date
from infoview_analysis.readers.document import Problem

_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)")
_SERIAL = re.compile(r"\s*(\d{5})(?:\.\d+)?\s*$")  # how a spreadsheet stores a day
_SERIALS = range(36526, 73051)  # 2000 to 2099
_SERIAL_ORIGIN = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1970, 1, 1), date(2200, 1, 1)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PART_OF_A_DATE = re.compile(
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|st$|nd$|rd$|th$|am$|pm$|utc$|gmt$|of$|at$|"
    r"um$|uhr$",
    re.IGNORECASE,
)
# Months of other languages whose first three letters are not the English ones.
_MONTHS = {
    "mär": "Mar", "mai": "May", "okt": "Oct", "dez": "Dec", "févr": "Feb", "fév": "Feb", "mars": "Mar", "avr": "Apr",
    "juin": "Jun", "juil": "Jul", "août": "Aug", "aoû": "Aug", "déc": "Dec", "ene": "Jan", "abr": "Apr", "ago": "Aug",
    "dic": "Dec", "gen": "Jan", "mag": "May", "giu": "Jun", "lug": "Jul", "set": "Sep", "ott": "Oct", "fev": "Feb",
    "out": "Oct", "mrt": "Mar", "mei": "May", "janv": "Jan", "maj": "May", "maart": "Mar",
}  # fmt: skip
_MONTH_WORD = re.compile(r"([^\W\d_]{3,10})\.?", re.UNICODE)


@dataclass(frozen=True)
class DayColumn:
    """A column of days, read.

    Attributes
    ----------
    days : array of datetime64[s]
        NaT where no day is known.
    yes, no : array of bool
        Cells that say yes (a day is a yes) or no.
    meanings : array of object
        ``Meaning`` of cells that say in words what came of it, else None.
    keep : array of bool
        Cells that say more than was read; they are to be kept as written.
    problems : list of Problem
    """

    days: np.ndarray
    yes: np.ndarray
    no: np.ndarray
    meanings: np.ndarray
    keep: np.ndarray
    problems: list[Problem]


@dataclass(frozen=True)
class _Cell:
    day: date | None = None
    answer: bool | None = None
    meaning: Meaning | None = None
    keep: bool = False
    code: str = ""
    message: str = ""
    inferred: bool = False


def read_days(
    cells: np.ndarray, *, header: str, lines: np.ndarray, source: str, date_format: str | None, outcomes: bool = False
) -> DayColumn:
    """Read a column of days.

    A date such as 03/04/2026 is read only where ``date_format`` says how, or where other cells of the same column can
    be read in one order alone (25/04/2026); else it is refused.

    Parameters
    ----------
    cells : array of str
        The cells; each different one is read once.
    header : str
        Of the column, for messages.
    lines : array of int
        The line of each cell.
    source : str
        The file.
    date_format : str or None
        How the person writes dates.
    outcomes : bool
        Whether words such as "declined" may stand here, too.
    """
    codes, uniques = pd.factorize(cells)
    texts = [str(text) for text in uniques]
    order, evidence = _order(texts, date_format)
    known = [
        _read(text, order, inferred=date_format is None, outcomes=outcomes, date_format=date_format) for text in texts
    ]
    problems: list[Problem] = []
    for code in sorted({cell.code for cell in known if cell.code}):
        faulty = np.array([cell.code == code for cell in known])
        problems += row_problems(
            source, "warning", code, lines,
            lambda place: f"{header}: {known[codes[place]].message}", np.flatnonzero(faulty[codes]),
        )  # fmt: skip
    inferred = np.array([cell.inferred for cell in known], dtype=bool)
    if inferred.any():
        where = np.flatnonzero(inferred[codes])
        proof = int(lines[np.flatnonzero(codes == evidence)].min())
        first = where[np.argmin(lines[where])]
        problems.append(
            Problem(
                source, int(lines[first]), "warning", "date-order-inferred",
                f"{header}: {len(where)} dates such as {texts[codes[first]]!r} were read with the {order} first, "
                f"because "
                f"{texts[evidence]!r} on line {proof} can be read in no other way. Set date_format in infoview.toml to "
                f"be "
                "sure.",
            )
        )  # fmt: skip
    days = np.array([cell.day for cell in known], dtype="datetime64[s]")
    answers = [cell.answer if cell.day is None else True for cell in known]
    meanings = np.empty(len(known), dtype=object)
    meanings[:] = [cell.meaning for cell in known]
    return DayColumn(
        days=days[codes],
        yes=np.array([answer is True for answer in answers], dtype=bool)[codes],
        no=np.array([answer is False for answer in answers], dtype=bool)[codes],
        meanings=meanings[codes],
        keep=np.array([cell.keep for cell in known], dtype=bool)[codes],
        problems=problems,
    )


def read_day(text: str, *, month_first: bool | None = None) -> date | None:
    """Return the day that one cell names, or None.

    Parameters
    ----------
    text : str
        The cell.
    month_first : bool or None
        How 03/04/2026 is to be read; None: not at all.
    """
    order = None if month_first is None else "month" if month_first else "day"
    return _parse(text, order, None).value


def day_or_month_first(texts: Sequence[str], date_format: str | None) -> str | None:
    """Return "day" or "month", whichever stands first in dates such as 03/04/2026; None where nothing tells."""
    return _order(list(texts), date_format)[0]


def _order(texts: list[str], date_format: str | None) -> tuple[str | None, int]:
    """Return which of day and month stands first where both could, and the cell that shows it."""
    if date_format is not None:
        day, month = date_format.find("%d"), max(date_format.find("%m"), date_format.find("%b"), date_format.find("%B"))
        return ("day" if day < month else "month"), -1
    proofs: dict[str, int] = {}
    for place in sorted(range(len(texts)), key=texts.__getitem__):
        if match := _SLASHED.match(texts[place]):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                proofs.setdefault("day", place)
            elif second > 12 >= first:
                proofs.setdefault("month", place)
    if len(proofs) != 1:
        return None, -1
    return next(iter(proofs.items()))


def _read(text: str, order: str | None, *, inferred: bool, outcomes: bool, date_format: str | None) -> _Cell:
    if not text.strip():
        return _Cell()
    parsed = _parse(text, order, date_format)
    if parsed.value is not None:
        if not _EARLIEST <= parsed.value <= _LATEST:
            message = f"{text!r} cannot be meant. Correct the year."
            return _Cell(keep=True, code="impossible-date", message=message)
        match = _SLASHED.match(text)
        two_ways = match is not None and max(int(match[1]), int(match[2])) <= 12 and match[1] != match[2]
        more = any(not _PART_OF_A_DATE.match(word) for word in _WORD.findall(text)) or len(text) > 32
        return _Cell(day=parsed.value, keep=more, inferred=inferred and two_ways)
    if parsed.code != "unknown-date":
        return _Cell(keep=True, code=parsed.code, message=parsed.message)
    try:
        return _Cell(answer=yes_no(text), keep=len(text) > 12)
    except ValueError:
        said = meaning(text) if outcomes else None
    if said is not None:
        return _Cell(meaning=said, keep=True)
    return _Cell(keep=True, code="unknown-date", message=parsed.message)


def _parse(text: str, order: str | None, date_format: str | None) -> ParsedDate:
    if match := _SERIAL.match(text):
        number = int(match[1])
        if number in _SERIALS:
            return ParsedDate(_SERIAL_ORIGIN + timedelta(days=number))
    if (match := _SLASHED.match(text)) and order is not None:
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if order == "day" else (second, first)
        if month > 12 >= day and date_format is not None:
            day, month = month, day  # 04/25/2026 under "%d/%m/%Y" can be nothing else
        try:
            return ParsedDate(date(year + 2000 if year < 100 else year, month, day))
        except ValueError:
            pass  # parse_date says what is wrong with it
    parsed = parse_date(text, date_format)
    if parsed.value is None:
        english = _MONTH_WORD.sub(_english, text)
        if english != text:
            again = parse_date(english, date_format)
            return again if again.value is not None else parsed
    return parsed


def _english(match: re.Match[str]) -> str:
    word = match[1].casefold()
    return next((_MONTHS[word[:length]] for length in (5, 4, 3) if word[:length] in _MONTHS), match[0])
