"""What is known about an interview: keys as people word them, mapped to the names that the tables use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from infoview_analysis.readers.attribute_keys import CANONICAL_KEYS, WORDINGS, is_known_key, plain_key
from infoview_analysis.readers.dates import ParsedDate, parse_date
from infoview_analysis.readers.document import Document
from infoview_analysis.readers.front_matter import front_matter
from infoview_analysis.readers.interviewee_names import (
    TitleFacts,
    interviewee_from_stem,
    interviewee_from_title,
    is_job_title,
)
from infoview_analysis.readers.key_value_head import Head, key_value_head

__all__ = [
    "CANONICAL_KEYS", "Head", "ParsedDate", "TitleFacts", "front_matter", "interview_attributes",
    "interviewee_from_stem", "interviewee_from_title", "is_known_key", "key_value_head", "line_of", "normalise",
    "parse_date", "plain_key",
]  # fmt: skip

_CHANNELS = re.compile(r"(?:e-?mail|linked ?in|phone|call|cold|event|meetup|conference|slack|twitter)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)")
_YEARS = re.compile(r"(\d+(?:[.,]\d+)?)\s*\+?\s*(?:years?|yrs?)?\.?", re.IGNORECASE)
_HOURS = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:hours?|hrs?|h)\b\s*(?:and\s+)?)?(?:(\d+)\s*(?:minutes?|mins?|m)?\b)?", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


_WIKI_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")


def _shown(link: re.Match[str]) -> str:
    """Return what Obsidian shows of a link to another note."""
    return link[2] or link[1].rsplit("/", 1)[-1]


def normalise(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return attributes under the names that the tables use.

    Parameters
    ----------
    attributes : mapping of str to str
        As a reader found them.

    Returns
    -------
    dict of str to str
        The keys of ``CANONICAL_KEYS`` that have a value, in that order, then all other keys in lower snake case. A
        second wording of a key that is taken keeps its own name. ``title`` is a role where it reads like a job, the
        interviewee where it names a person, and stays ``title`` else. Durations are minutes, years a number, where
        they can be read so.
    """
    written = {key: _WIKI_LINK.sub(_shown, " ".join(str(value).split())) for key, value in attributes.items()}
    by_wording: dict[str, list[str]] = {}
    for key, value in written.items():
        if value:
            by_wording.setdefault(plain_key(key), []).append(key)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for canonical, wordings in WORDINGS.items():
        for wording in wordings:
            for key in by_wording.get(wording, ()):
                if canonical not in found and _fits(canonical, wording, written[key]):
                    found[canonical] = _tidy(canonical, written[key])
                    taken.add(key)
    _place_title(by_wording, written, found, taken)
    for key in by_wording.get("via", ()):
        if key not in taken and "channel" not in found:
            found["channel"] = written[key]
            taken.add(key)
    ordered = {key: found[key] for key in CANONICAL_KEYS if key in found}
    for key, value in written.items():
        name = plain_key(key).replace(" ", "_")
        if key not in taken and value and name:
            while name in ordered:
                name += "_2"
            ordered[name] = value
    return ordered


def interview_attributes(attributes: Mapping[str, str], source: str) -> dict[str, str]:
    """Return normalised attributes, with the interviewee and the date taken from title or file name where missing.

    Parameters
    ----------
    attributes : mapping of str to str
        As a reader found them, with the title under ``title``.
    source : str
        The document's source: ``interviews/2026-01-14-walter-brandvold.md``, ``notes.zip#Sam Ito.md``.
    """
    known = normalise(attributes)
    last = source.rsplit("#", 1)[-1]
    facts = [interviewee_from_title(attributes.get("title", "")), interviewee_from_stem(_stem(last))]
    if "#" in source:
        facts.append(interviewee_from_stem(_stem(source.rsplit("#", 1)[0])))
        if re.fullmatch(r"(?:row|note|line|page)?\s*\d*", last):
            facts = facts[:1]  # a row of a table says nothing, and the table's name is not a person's
    for fact in facts:
        if fact.name and "interviewee" not in known:
            known["interviewee"] = fact.name
        if fact.date and "date" not in known:
            known["date"] = fact.date
    return {key: known[key] for key in (*CANONICAL_KEYS, *known) if key in known}


def line_of(document: Document, key: str) -> int | None:
    """Return the line of the file on which an attribute's key stands, for messages; None where it is not known."""
    if document.rendered:
        return None
    for number, line in enumerate(document.text[:20_000].split("\n"), 1):
        head, colon, _ = line.partition(":")
        if colon and plain_key(head) == plain_key(key):
            return number
    return None


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if re.fullmatch(r"\.[A-Za-z]{1,8}", path.suffix) else path.name


def _fits(canonical: str, wording: str, value: str) -> bool:
    """Tell whether a wording with two meanings has the one asked for, by its value."""
    if wording == "experience":
        return bool(_NUMBER.search(value)) and len(value) <= 30
    if wording in {"via", "approach"}:
        return (canonical == "channel") == bool(_CHANNELS.match(value))
    return True


def _place_title(
    by_wording: Mapping[str, list[str]], written: Mapping[str, str], found: dict[str, str], taken: set[str]
) -> None:
    for key in by_wording.get("title", ()):
        value = written[key]
        if "role" not in found and is_job_title(value):
            found["role"] = value
            taken.add(key)
        elif "interviewee" not in found and (name := interviewee_from_title(value).name):
            found["interviewee"] = name


def _tidy(canonical: str, value: str) -> str:
    if canonical == "duration_minutes":
        return _minutes(value)
    if canonical == "years_experience" and (match := _YEARS.fullmatch(value)):
        return match[1].replace(",", ".")
    return value


def _minutes(value: str) -> str:
    """Return a duration in minutes: ``45 min``, ``1 h 15``, ``1.5 hours`` and ``00:45:10``; else as written."""
    words = value.strip().lstrip("~ca. ")
    if match := _CLOCK.fullmatch(words):
        hours, minutes, seconds = match.groups()
        return str(int(hours) * 60 + int(minutes) if seconds else int(hours))
    match = _HOURS.fullmatch(words)
    if not match or not any(match.groups()):
        return value
    total = float((match[1] or "0").replace(",", ".")) * 60 + int(match[2] or 0)
    return f"{total:g}"
