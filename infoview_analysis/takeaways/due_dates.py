"""When something is due: "by Friday", "next week", "the 24th", resolved against the day of the interview.

A day that has passed when the interview is held means the one of the next week, month or year. Where only a month or a
season is named, its first day is meant with "in", its last with "by" and "before end of".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple of": 2, "few": 3, "ten": 10,
            "a couple of": 2, "a few": 3}  # fmt: skip
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30} | {f"twenty{sign}{word}": 20 + n for sign in " -" for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth".split(), start=1)} | {
    f"thirty{sign}first": 31 for sign in " -"}  # fmt: skip

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"


@dataclass(frozen=True)
class DueDate:
    """A day, and the words that name it.

    Attributes
    ----------
    due_on : datetime.date
    words : str
        Verbatim.
    start, end : int
        Where they stand in the text.
    """

    due_on: date
    words: str
    start: int
    end: int


def due_date(text: str, day: date | None) -> DueDate | None:
    """Return the first day that ``text`` names as a time to do something by or on; None when it names none.

    Parameters
    ----------
    text : str
        On one line.
    day : datetime.date or None
        The day of the interview. Without it only days with a year are known.
    """
    found: list[tuple[int, int, DueDate]] = []
    for rank, (pattern, resolve) in enumerate(_RULES):
        for match in pattern.finditer(text):
            resolved = resolve(match, day)
            if resolved is not None:
                found.append((match.start(), rank, DueDate(resolved, match[0].strip(), *match.span())))
                break
    if not found:
        return None
    # "before the end of March" and "end of March" begin at different places: the longer words say it better.
    first = min(found, key=lambda one: (one[0], one[1]))
    return first[2]


def _iso(match: re.Match[str], day: date | None) -> date | None:
    return _date(int(match["year"]), int(match["m"]), int(match["d"]))


def _day_of_month_name(match: re.Match[str], day: date | None) -> date | None:
    number = int(match["day"])
    month = _month(match["month"])
    if match["year"]:
        return _date(int(match["year"]), month, number)
    return _next_year_day(day, month, number) if day else None


def _part_of_month(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    month = _month(match["month"])
    part = match["part"].lower()
    if part.startswith(("end", "late", "last")):
        return _last_of(day, month)
    if part.startswith("mid"):
        return _next_year_day(day, month, 15)
    return _next_year_day(day, month, 7) if part.startswith("first week") else _next_year_day(day, month, 1)


def _month_alone(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    month = _month(match["month"])
    word = match["word"].lower()
    if word in ("before", "until", "till"):
        first = _next_year_day(day, month, 1)
        return first - timedelta(days=1) if first and first > day else None
    if month == day.month:  # "in March", said in March, is this month
        return date(day.year, month, calendar.monthrange(day.year, month)[1])
    return _last_of(day, month) if word == "by" else _next_year_day(day, month, 1)


def _ordinal_alone(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    word = match["ordinal"].lower()
    number = _ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    for ahead in range(13):  # the 31st may not be in the next month
        year, month = _shifted(day, ahead)
        found = _date(year, month, number)
        if found and found >= day:
            return found
    return None


def _weekday(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    wanted = _WEEKDAYS.index(match["weekday"][:3].lower())
    which = (match["which"] or "").lower().strip()
    ahead = (wanted - day.weekday()) % 7 or 7
    if which.startswith("next"):  # "next Friday", said before Friday, is that of the week after
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7)
        return monday + timedelta(days=wanted)
    if match["after"]:
        return day + timedelta(days=ahead + 7)
    return day + timedelta(days=ahead)


def _near_day(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    word = " ".join(match["word"].lower().split())
    if word in ("tomorrow", "tmrw"):
        return day + timedelta(days=1)
    if word in ("today", "tonight", "this evening", "this afternoon"):
        return day
    if word.endswith("weekend"):
        saturday = day + timedelta(days=(5 - day.weekday()) % 7)
        return saturday + timedelta(days=7) if word.startswith("next") else saturday + timedelta(days=1)
    return None


def _end_of(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    word, which = match["unit"].lower(), (match["which"] or "").lower()
    if word.startswith(("week", "wk")):
        friday = day + timedelta(days=(4 - day.weekday()) % 7)
        return friday + timedelta(days=7) if "next" in which else friday
    if word.startswith("year") or word == "yr":
        return date(day.year + ("next" in which), 12, 31)
    if word == "quarter":
        year, month = _shifted(date(day.year, (day.month - 1) // 3 * 3 + 3, 1), 3 if "next" in which else 0)
    else:
        year, month = _shifted(day, 1 if "next" in which else 0)
    return date(year, month, calendar.monthrange(year, month)[1])


def _this_or_next(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    following, unit = match["which"].lower() != "this", match["unit"].lower()
    friday = day + timedelta(days=4 - day.weekday())
    if unit.startswith(("week", "wk")):
        return friday + timedelta(days=7) if following else max(friday, day)
    year, month = _shifted(day, 1 if following else 0)
    return date(year, month, calendar.monthrange(year, month)[1])


def _within(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    words = " ".join(match["number"].lower().split())
    number = _NUMBERS.get(words) or int(words)
    unit = match["unit"].lower()
    if unit.startswith("day"):
        return day + timedelta(days=number)
    if unit.startswith(("week", "wk", "fortnight")):
        return day + timedelta(days=number * (14 if unit.startswith("fortnight") else 7))
    if unit.startswith(("month", "mth")):
        year, month = _shifted(day, number)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return None


def _season(match: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    word, first = match["word"].lower(), _next_year_day(day, _SEASONS[match["season"].lower()], 1)
    return first - timedelta(days=1) if first and word == "before" else first


def _easter(match: re.Match[str], day: date | None) -> date | None:
    from dateutil.easter import easter

    if day is None:
        return None
    sunday = easter(day.year) if easter(day.year) > day else easter(day.year + 1)
    return sunday + timedelta(days=1) if match["word"].lower() == "after" else sunday


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_year_day(day: date, month: int, number: int) -> date | None:
    """Return the next such day of a year, from ``day`` on; 29 February waits for its year."""
    for year in range(day.year, day.year + 9):
        found = _date(year, month, number)
        if found and found >= day:
            return found
    return None


def _last_of(day: date, month: int) -> date:
    year = day.year + (month < day.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _shifted(day: date, months: int) -> tuple[int, int]:
    months += day.month - 1
    return day.year + months // 12, months % 12 + 1


Resolve = Callable[[re.Match[str], date | None], date | None]


def _rule(pattern: str, resolve: Resolve) -> tuple[re.Pattern[str], Resolve]:
    return re.compile(pattern, re.IGNORECASE), resolve


_PRE = r"(?:\b(?:by|before|on|until|till|due|from|from the|after|the|closes?|deadline:?|at|for)\s+)?"
_RULES = (
    _rule(_PRE + r"\b(?P<year>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b", _iso),
    _rule(rf"{_PRE}(?:{_WEEKDAY},?\s+)?(?:the\s+)?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>20\d\d)\b)?",
          _day_of_month_name),
    _rule(rf"{_PRE}(?:{_WEEKDAY},?\s+)?\b{_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|:|\s*(?:min|%|people))"
          r"(?:,?\s+(?P<year>20\d\d)\b)?", _day_of_month_name),
    _rule(rf"\b(?:by |before |in |at |from )?(?:the )?(?P<part>end of|late|last week (?:of|in)|mid(?:dle of)?[- ]?|early|beginning of|start of"
          rf"|first week (?:of|in))\s*(?:in\s+)?{_MONTH}", _part_of_month),
    _rule(r"\b(?:by |before |at |until )?(?:the )?end of (?:the |this )?(?P<which>next )?(?P<unit>week|wk|month|quarter|year|yr)\b", _end_of),
    _rule(rf"\b(?P<word>in|by|before|until|till|from|this|come)\s+{_MONTH}(?!\s+\d)", _month_alone),
    _rule(rf"\b(?:by|before|until|till|on|due|for)?\s*(?:the )(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})\b"
          r"(?!\s+(?:time|one|thing|half|week|year|round|month|floor|grade|edition|person|question|job|third|of)\b)(?=\s*(?:[.,;:!?)]|$|and|or|so|he|she|if|before|w/|with|at))",
          _ordinal_alone),
    _rule(rf"\b(?:by|before|until|till|on|due|for|come)\s+(?P<which>next |this |coming )?{_WEEKDAY}(?P<after> (?:after next|week)\b)?(?!s\b)",
          _weekday),
    _rule(rf"\b(?P<which>next|this|this coming)\s+{_WEEKDAY}(?P<after>(?!))?(?!s\b)", _weekday),
    _rule(r"\b(?:by |before |on |until |over |at )?(?:the )?(?P<word>tomorrow|tmrw|today|tonight|this evening|this afternoon|this weekend"
          r"|next weekend|weekend)\b", _near_day),
    _rule(r"\b(?:by |before |early |late )?(?P<which>this|next|following) (?P<unit>week|wk|month)\b", _this_or_next),
    _rule(rf"\b(?:in|within)(?: the next)?\s+{_NUMBER}\s+(?P<unit>days?|weeks?|wks?|months?|fortnights?)(?:['’]s? time)?\b(?!\s+(?:ago|later|of))",
          _within),
    _rule(r"\b(?P<word>in|this|by|before|until|come)\s+(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\b", _season),
    _rule(r"\b(?P<word>by|before|after|until|at)\s+easter\b", _easter),
)  # fmt: skip
