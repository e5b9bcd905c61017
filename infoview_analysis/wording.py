"""Counts, shares and verdicts in plain words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

# What a verdict says of one theme, and of several.
VERDICTS = {
    "stable": "comes back when interviews are drawn anew, so it does not hang on one or two of them",
    "tentative": "several people say it, but its edges move when interviews are drawn anew: read the quotes first",
    "one voice": "one person says it: worth a question in the next interview, not a pattern yet",
    "untested": "there are too few interviews to test whether it holds",
}
VERDICTS_OF_SEVERAL = {
    "stable": "they come back when interviews are drawn anew, so they do not hang on one or two of them",
    "tentative": "several people say them, but their edges move when interviews are drawn anew: read the quotes first",
    "one voice": "one person says each: worth a question in the next interview, not a pattern yet",
    "untested": "there are too few interviews to test whether they hold",
}


def plural(count: int, one: str, many: str = "") -> str:
    """Return "1 person", "1,200 people"; the plural adds an s unless ``many`` is given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def people(count: int, total: int) -> str:
    """Return "9 of 22 people"; "1 of 1 person" becomes "the one person asked"."""
    if total == 1:
        return "the one person asked" if count else "nobody"
    return f"{count} of {total} people"


def percent(share: float) -> str:
    """Return a share as a whole percentage; a half goes up, as spreadsheets have it."""
    return f"{math.floor(100 * share + 0.5)} %"


def interval(low: float, high: float) -> str:
    """Return the interval of a share: "23 to 61 %"."""
    return f"{round(100 * low)} to {round(100 * high)} %"


def day(date: object) -> str:
    """Return "12 March 2026", or nothing for a missing date."""
    if date is None or pd.isna(date):  # type: ignore[call-overload]
        return ""
    stamp = pd.Timestamp(date)  # type: ignore[arg-type]
    return f"{stamp.day} {stamp:%B} {stamp.year}"


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def given(value: object) -> str:
    """Return a cell of a frame as text, and a missing one as nothing."""
    missing = value is None or value is pd.NA or (isinstance(value, float) and value != value)
    return "" if missing else str(value).strip()
