"""Whom an interview was with, read from a title or a file name."""

from __future__ import annotations

import re
from typing import NamedTuple

from infoview_analysis.readers.dates import parse_date

_LISTED_PARTICLES = """
van von de der den del della di da do dos das du la le el al bin ibn bint ben ter ten y e zu af av
"""
_PARTICLES = frozenset(_LISTED_PARTICLES.split())
# Words of jobs and of titles; a phrase that holds one names no person.
_LISTED_JOB_WORDS = """
accountant administrator advisor adviser analyst architect artist assistant associate attorney auditor banker
buyer captain carpenter cfo ceo cto coo chef chief clerk coach consultant coordinator counsel curator deputy
designer developer director doctor economist editor electrician engineer executive farmer founder head inspector
instructor intern investor journalist lawyer lead lecturer librarian machinist manager marketer mechanic nurse
officer operator owner paralegal partner pharmacist photographer physician pilot planner president principal
producer professor programmer recruiter representative researcher scientist secretary senior junior specialist
strategist student supervisor surveyor teacher technician technologist therapist trader trainer translator
underwriter vp writer
"""
_JOB_WORDS = frozenset(_LISTED_JOB_WORDS.split())
_LISTED_TITLE_WORDS = """
informational interview interviews interviewee interviewer note notes call chat coffee conversation meeting
meetings talk transcript transcription recording summary otter zoom teams audio video session export untitled
document doc draft copy final project research report overview questions question answers agenda plan list
template example sample test file page new old week day month january february march april may june july august
september october november december monday tuesday wednesday thursday friday saturday sunday data industry
career company team row line part about with from the and or on in at for to my your our their what why how when
where who is are was getting day-to-day follow-up todo readme index contents
"""
_TITLE_WORDS = frozenset(_LISTED_TITLE_WORDS.split())
_INTERVIEW_WITH = re.compile(
    r"(?:.{0,60}?\b)?(?:interview(?:ed|ing)?|call|chat(?:ted)?|coffee|conversation|meeting|met|talk(?:ed)?|spoke"
    r"|speaking|notes?|zoom|lunch|q\s?&\s?a|transcript)\b"
    r"[ \t]*(?:notes?|call|chat)?[ \t]*(?:with|w/|from|of|:|[-–—])[ \t]*(?P<name>.+)",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s+[-–—|•·]+\s+|[—|,;:(\[/@]|\s+(?:at|from|of|on|re|about|who|[-–—]+)\s+|\s+\d")
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{8}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\.? [A-Z][a-z]{2,8}\.?,? \d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?!\d)"
)
_NOTION_ID = re.compile(r"[ _-][0-9a-f]{32}$")


class TitleFacts(NamedTuple):
    """What a title or file name says.

    Attributes
    ----------
    name : str
        The interviewee; empty where none is named.
    date : str
        ISO date; empty where there is none.
    """

    name: str
    date: str


def interviewee_from_title(title: str) -> TitleFacts:
    """Return whom and when a title names: ``Interview with Sam Ito — 3 March 2026``, ``Sam Ito (Acme)``.

    A title that is neither a person's name nor says that it is an interview with somebody gives an empty name.
    """
    words = " ".join(title.replace("*", " ").strip(" #").split())[:300]
    words, date = _without_date(words)
    match = _INTERVIEW_WITH.fullmatch(words)
    if match:
        name = _first_part(match["name"])
        if is_person_name(name, shortest=1):
            return TitleFacts(name, date)
    name = _first_part(words)
    return TitleFacts(name if is_person_name(name) else "", date)


def interviewee_from_stem(stem: str) -> TitleFacts:
    """Return whom and when a file name without its ending names: ``2026-01-14-walter-brandvold``."""
    words, date = _without_date(_NOTION_ID.sub("", stem.strip()))
    tokens = [token for token in re.split(r"[-_.\s,]+", words) if token]
    tokens = [token for token in tokens if token.lower() not in _TITLE_WORDS]
    if not 1 <= len(tokens) <= 4 or any(re.search(r"\d", token) for token in tokens):
        return TitleFacts("", date)
    if all(token == token.lower() for token in tokens):
        tokens = [token if token in _PARTICLES else token[:1].upper() + token[1:] for token in tokens]
    name = " ".join(tokens)
    return TitleFacts(name if is_person_name(name, shortest=1) else "", date)


def is_person_name(words: str, *, shortest: int = 2) -> bool:
    """Tell whether words have the shape of a name: ``shortest`` to five capitalised words, none of a job."""
    tokens = words.split()
    names = 0
    if not words or len(words) > 60 or len(tokens) > 6 or any(mark in words for mark in '?!=%$<>#"'):
        return False
    for token in tokens:
        plain = token.strip(".'’\"“”()").lower()
        letters = [character for character in token if character.isalpha()]
        if any(character.isdigit() for character in token) or plain in _JOB_WORDS or plain in _TITLE_WORDS:
            return False
        if not letters or plain in _PARTICLES:
            continue  # an emoji, a dash, "van"
        if letters[0].islower() and token[:2].lower() not in {"d'", "d’"}:
            return False
        names += 1
    return shortest <= names <= 5


def is_job_title(words: str) -> bool:
    """Tell whether ``words`` name a job ("Head of Operations") rather than a person or a page."""
    tokens = [token.strip(".,()'’").lower() for token in re.split(r"[\s/&-]+", words)]
    return len(tokens) <= 12 and any(token in _JOB_WORDS for token in tokens) and "interview" not in tokens


def _first_part(words: str) -> str:
    return _CUT.split(words.strip(), maxsplit=1)[0].strip(" .,:;-–—\"'“”")


def _without_date(words: str) -> tuple[str, str]:
    for match in _DATE.finditer(words):
        if day := parse_date(match.group()).value:
            rest = f"{words[: match.start()]} {words[match.end() :]}"
            return " ".join(rest.split()).strip(" -–—_.,|:()"), day.isoformat()
    return words, ""
