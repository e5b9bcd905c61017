"""Values of an interview's attributes as people write them: years, minutes, seniority, size of the company."""

from __future__ import annotations

import re

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        str.split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen twenty"
        )
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "an": "1", "a": "1", "half": "0.5"}
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_ABOUT = re.compile(
    r"^(?:about|around|approx(?:imately|\.)?|roughly|ca\.?|circa|some|nearly|almost|over|more than|>|<|~|≈)\s*"
)
_RANGE = re.compile(rf"^{_NUMBER}\s*(?:-|–|—|to|or)\s*{_NUMBER}(?=\D|$)")
_YEARS = re.compile(
    rf"^{_NUMBER}\s*\+?\s*(years?|yrs?\.?|y|months?|mos?\.?)?(?:\s*\+)?(?:\s*(?:of\s+)?(?:experience|exp\.?|in\b.*))?$"
)
_MINUTES = re.compile(rf"^{_NUMBER}\s*\+?\s*(?:minutes?|mins?\.?|m|')?$")
_HOURS = re.compile(rf"^{_NUMBER}\s*(?:hours?|hrs?\.?|h)\s*(?:and\s+)?(?:{_NUMBER}\s*(?:minutes?|mins?\.?|m)?)?$")
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s*h)?$")
MOST_YEARS = 100
MOST_MINUTES = 24 * 60

# The first that fits decides: "senior vice president" is an executive.
_SENIORITIES = (
    (
        "executive",
        r"executive|exec|c[- ]?level|c[- ]?suite|chief|ceo|cto|cfo|coo|vp|svp|evp|vice president|director|founder"
        r"|co-founder|owner|partner|president|head|managing director|board",
    ),
    ("lead", r"lead|team lead|tech lead|manager|management|supervisor|principal|team leader"),
    ("senior", r"senior|sr|snr|experienced"),
    ("mid", r"mid|middle|mid[- ]?career|intermediate|medium|regular"),
    (
        "junior",
        r"junior|jr|jnr|entry|entry[- ]?level|graduate|grad|intern|trainee|apprentice|beginner|starter|early[- ]?career"
        r"|new grad",
    ),
)
_SENIORITY = tuple(
    (value, re.compile(rf"^(?:{words})\.?(?:[- ]?level)?(?:\s*(?:role|position|staff|professional))?$"))
    for value, words in _SENIORITIES
)
_SIZES = tuple(
    (value, re.compile(rf"^(?:{words})$"))
    for value, words in (
        ("startup", r"start[- ]?up|early[- ]stage(?: start[- ]?up)?|seed|pre-?seed|series [a-c]|scale[- ]?up"),
        (
            "mid",
            r"mid|medium|mid[- ]?(?:size|sized)|medium[- ]?(?:size|sized)|mid[- ]?market|sme|smb"
            r"|small (?:and|to|/) medium",
        ),
        (
            "large",
            r"large|big|enterprise|corporate|corporation|multinational|very large|large enterprise|fortune \d+"
            r"|conglomerate",
        ),
        (
            "public",
            r"public|public sector|government|gov|state|federal|municipal|public service|authority"
            r"|public administration|city",
        ),
    )
)
_SIZE_NOUN = re.compile(r"\s*(?:company|business|firm|organi[sz]ation|employer)$")
_PEOPLE = re.compile(
    r"^(\d+)\s*(?:(?:-|–|to)\s*(\d+)|\+|plus)?\s*(?:people|employees|staff|fte|headcount|persons|workers)?$"
)
LARGE_FROM, MID_FROM = 1000, 50  # employees


def years(written: str) -> float | None:
    """Return years as a number: "24 years", "10+", "~7", "18 months"; of "5-7" the middle. None: not to be read."""
    words, span = _range_middle(_plain(written))
    match = _YEARS.match(words)
    if not match:
        return None
    value = span if span is not None else _number(match[1])
    if match[2] and match[2].startswith("m"):
        value = round(value / 12, 2)
    return value if value <= MOST_YEARS else None


def minutes(written: str) -> float | None:
    """Return a length in minutes: "~50 min", "1h 15", "1.5 hours", "00:45:10"; of "45-60" the middle.

    "1:15" counts as hours and minutes, "45:10" as minutes and seconds. None: not to be read.
    """
    words, span = _range_middle(_plain(written))
    if match := _CLOCK.match(words):
        first, second, third = (int(part) if part else 0 for part in match.groups())
        value = first * 60 + second + third / 60 if match[3] or first < 10 else first + second / 60
    elif match := _HOURS.match(words):
        hours = span if span is not None else _number(match[1])
        value = hours * 60 + (_number(match[2]) if match[2] else 0)
    elif match := _MINUTES.match(words):
        value = span if span is not None else _number(match[1])
    else:
        return None
    return round(value, 2) if value <= MOST_MINUTES else None


def seniority(written: str) -> str:
    """Return junior, mid, senior, lead or executive where the wording plainly means it, else the wording."""
    words = " ".join(written.casefold().split())
    return next((value for value, pattern in _SENIORITY if pattern.match(words)), written)


def company_size(written: str) -> str:
    """Return startup, mid, large or public where the wording plainly means it, else the wording.

    From 50 people on a company counts as mid, from 1,000 as large; fewer say nothing of a start-up.
    """
    words = " ".join(written.casefold().split())
    words = re.sub(r"(?<=\d)[,. '](?=\d{3}(?!\d))", "", words)
    words = re.sub(r"(\d+)\s*k\b", r"\g<1>000", words)
    words = _ABOUT.sub("", words)
    if match := _PEOPLE.match(words):
        people = int(match[1])
        return "large" if people >= LARGE_FROM else "mid" if people >= MID_FROM else written
    bare = _SIZE_NOUN.sub("", words)
    return next((value for value, pattern in _SIZES if pattern.match(words) or pattern.match(bare)), written)


def _plain(written: str) -> str:
    words = " ".join(written.casefold().split()).rstrip(".")
    words = _ABOUT.sub("", words)
    words = re.sub(r"\b(half an|half a)\b", "0.5", words)
    return re.sub(r"^([a-z]+)\b", lambda match: _NUMBER_WORDS.get(match[1], match[1]), words)


def _range_middle(words: str) -> tuple[str, float | None]:
    match = _RANGE.match(words)
    if not match:
        return words, None
    return match[2] + words[match.end() :], (_number(match[1]) + _number(match[2])) / 2


def _number(written: str) -> float:
    return float(written.replace(",", "."))
