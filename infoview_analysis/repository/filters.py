"""Narrowing a search: by theme, category, who spoke, when, and what a point was kept for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from infoview_analysis.errors import RepositoryError
from infoview_analysis.frames import CATEGORIES, KINDS

ENTRY_KINDS = (*KINDS, "skill", "contrast")


@dataclass(frozen=True)
class Filters:
    """What results are narrowed to; an empty field narrows nothing.

    Attributes
    ----------
    theme : str
        Id of a theme, or words of its name.
    category : str
        One of ``frames.CATEGORIES``, or the beginning of one.
    role, seniority, interviewee : str
        Words that stand in that attribute of the interview; capitals do not matter.
    since, until : str
        First and last day, as 2026-05-14; interviews without a date are left out then.
    kind : str
        What it was kept for: insight, advice, resource, referral, lead, action; or skill (a skill is named),
        contrast (it stands on a side of a contrasting view).
    """

    theme: str = ""
    category: str = ""
    role: str = ""
    seniority: str = ""
    interviewee: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return any(str(value).strip() for value in vars(self).values())


def condition(connection: sqlite3.Connection, filters: Filters) -> tuple[str, list[str]]:
    """Return an SQL condition on ``entries`` and its values; an empty condition where nothing is narrowed.

    Raises
    ------
    RepositoryError
        A theme, category, kind or day is not there or cannot be meant; the message says what there is.
    """
    parts: list[str] = []
    values: list[str] = []
    if filters.theme.strip():
        ids = _theme_ids(connection, filters.theme)
        parts.append(f"entries.theme_id IN ({','.join('?' * len(ids))})")
        values.extend(ids)
    if filters.category.strip():
        parts.append("entries.category = ?")
        values.append(_one_of(filters.category, CATEGORIES, "category"))
    if filters.kind.strip():
        parts.append("entries.number IN (SELECT number FROM entry_kinds WHERE kind = ?)")
        values.append(_one_of(filters.kind, ENTRY_KINDS, "kind"))
    if _narrows_interviews(filters):
        _fill_wanted(connection, filters)
        parts.append("entries.interview_id IN (SELECT interview_id FROM temp.wanted)")
    return " AND ".join(parts), values


def _narrows_interviews(filters: Filters) -> bool:
    fields = (filters.role, filters.seniority, filters.interviewee, filters.since, filters.until)
    return any(field.strip() for field in fields)


def _fill_wanted(connection: sqlite3.Connection, filters: Filters) -> None:
    """Put the interviews that the filters leave into a temporary table; SQLite itself would fold ASCII only."""
    since, until = _day(filters.since, "since"), _day(filters.until, "until")
    asked = [(place, _folded(value)) for place, value in
             ((1, filters.interviewee), (2, filters.role), (3, filters.seniority)) if value.strip()]  # fmt: skip
    rows = connection.execute("SELECT interview_id, interviewee, role, seniority, date FROM interviews")
    kept = [
        (row[0],)
        for row in rows
        if all(words in _folded(row[place] or "") for place, words in asked)
        and (not since or (row[4] or "") >= since)
        and (not until or "" < (row[4] or "") <= until)
    ]
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (interview_id TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.wanted")
    connection.executemany("INSERT INTO temp.wanted VALUES (?)", kept)


def _theme_ids(connection: sqlite3.Connection, asked: str) -> list[str]:
    themes = connection.execute("SELECT theme_id, label FROM themes ORDER BY n_interviews DESC, theme_id").fetchall()
    wanted = _folded(asked)
    exact = [theme_id for theme_id, label in themes if wanted in (_folded(theme_id), _folded(label))]
    found = exact or [theme_id for theme_id, label in themes if wanted in _folded(label)]
    if not found:
        names = "; ".join(label for _, label in themes[:8]) + ("; …" if len(themes) > 8 else "")
        raise RepositoryError(
            f"no theme is called “{asked}”.", mend=f"There is: {names}." if themes else "No theme was found yet."
        )
    return found


def _one_of(asked: str, known: tuple[str, ...], what: str) -> str:
    wanted = _folded(asked)
    found = [name for name in known if name == wanted] or [name for name in known if name.startswith(wanted)]
    if len(found) != 1:
        raise RepositoryError(f"“{asked}” is no {what}.", mend=f"There is: {', '.join(known)}.")
    return found[0]


def _day(text: str, what: str) -> str:
    from datetime import date

    if not text.strip():
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise RepositoryError(f"“{text}” after {what} is no day.", mend="Write it as 2026-05-14.") from None


def _folded(text: str) -> str:
    return " ".join(str(text).split()).casefold()
