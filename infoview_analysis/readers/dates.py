"""Dates as people write them; a date that could be read two ways is refused, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_WRITTEN = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"),
    re.compile(rf"{_DAY}\s*(?:of\s+)?[- ]?{_MONTH},?[- ]\s*(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>[A-Za-z]{3})-(?P<year>\d{2})(?!\d)"),  # what Excel makes of a date
    re.compile(rf"(?P<year>\d{{4}})[- ]{_MONTH}[- ]{_DAY}(?![\d])"),
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class ParsedDate:
    """What came of reading a date.

    Attributes
    ----------
    value : datetime.date or None
        The day; None where there is none to be had.
    code : str
        Empty, or the kind of problem: ``ambiguous-date``, ``impossible-date``, ``unknown-date``.
    message : str
        Cause and mend, for the load report.
    """

    value: date | None
    code: str = ""
    message: str = ""


def parse_date(text: str, date_format: str | None = None) -> ParsedDate:
    """Return the day that ``text`` names.

    Read are 2026-03-03 (also with a time behind it), 20260303, 2026/03/03, 3.3.2026, 3 March 2026, March 3, 2026,
    03 Mar 2026 and 03-Mar-2026, a weekday before any of them, and whatever fits ``date_format``. 13/04/2026 can only be
    one day; 03/04/2026 could be two and is refused.

    Parameters
    ----------
    text : str
        The date as written.
    date_format : str, optional
        ``strptime`` pattern that is tried first, such as ``%d/%m/%Y``.
    """
    words = text.strip().strip("\"'")
    if not words:
        return ParsedDate(None)
    if date_format:
        try:
            return ParsedDate(datetime.strptime(words, date_format).date())
        except ValueError:
            pass
    words = _WEEKDAY.sub("", words, count=1) if _WEEKDAY.match(words) else words
    for pattern in _WRITTEN:
        if match := pattern.match(words):
            month = _month_number(match["month"])
            if month is not None:
                year = int(match["year"])
                return _day(year + 2000 if len(match["year"]) == 2 else year, month, int(match["day"]), text)
    if match := _SLASHED.match(words):
        first, second, year = map(int, match.groups())
        return _slashed(first, second, year, text)
    message = f"The date {_shown(text)} could not be read. Write it as 2026-03-14, or set date_format in infoview.toml."
    return ParsedDate(None, "unknown-date", message)


def _month_number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    short = word[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _slashed(first: int, second: int, year: int, text: str) -> ParsedDate:
    year += 2000 if year < 100 else 0
    if first == second:
        return _day(year, first, second, text)
    if first > 12:
        return _day(year, second, first, text)
    if second > 12:
        return _day(year, first, second, text)
    message = (
        f"The date {_shown(text)} could be read two ways (day or month first), so it was left out. Write it as "
        '2026-03-14, or set date_format in infoview.toml: "%d/%m/%Y" where the day comes first, else "%m/%d/%Y".'
    )
    return ParsedDate(None, "ambiguous-date", message)


def _day(year: int, month: int, day: int, text: str) -> ParsedDate:
    try:
        return ParsedDate(date(year, month, day))
    except ValueError:
        message = f"There is no such day as {_shown(text)}. Correct the date; 2026-03-14 is understood."
        return ParsedDate(None, "impossible-date", message)


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 40 else words[:37] + "...")
