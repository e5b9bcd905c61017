"""From the attributes of documents to the interviews frame: who, when, and which documents are one interview."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from infoview_analysis import attribute_values
from infoview_analysis.frames import columns
from infoview_analysis.identity import interview_id, slug, word_key
from infoview_analysis.points import Point, document_points
from infoview_analysis.readers.attributes import interview_attributes, line_of, parse_date
from infoview_analysis.readers.document import Document, Problem

if TYPE_CHECKING:
    import pandas as pd

SAME_TEXT_WORDS = 20  # from so many words on, two documents with the same words are copies
_TEXT_COLUMNS = ("role", "company", "company_size", "industry", "seniority", "format", "channel")
_NUMBERS = {"years_experience": attribute_values.years, "duration_minutes": attribute_values.minutes}
_EXAMPLES = {"years_experience": "7", "duration_minutes": "45"}
_PART = re.compile(r"(.+?\.[A-Za-z0-9]{1,8})#(.+)", re.DOTALL)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class Record:
    """One document with what its attributes say.

    Attributes
    ----------
    document : Document
    interviewee : str
        As written; empty where nobody is named.
    day : date or None
    values : dict of str to object
        The further columns of the interviews frame, and any other attribute under its own name.
    points : list of Point
    named : bool
        Whether the name stands in the notes; else it was taken from the name of the file, if there is one.
    """

    document: Document
    interviewee: str
    day: date | None
    values: dict[str, Any]
    points: list[Point]
    named: bool

    @property
    def source(self) -> str:
        """Where it was read from."""
        return self.document.source

    @property
    def file(self) -> str:
        """The file, without the part of it."""
        return split_source(self.source)[0]

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the words of all points; empty where there are too few to tell a copy by."""
        words = " ".join(point.key for point in self.points)
        enough = len(words.split()) >= SAME_TEXT_WORDS
        return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() if enough else ""


@dataclass
class Interview:
    """One interview, from one document or several.

    Attributes
    ----------
    interview_id, interviewee : str
    day : date or None
    records : list of Record
        In the order of their sources.
    points : list of Point
        Of all documents; what a later one only repeats is left out.
    """

    interview_id: str
    interviewee: str
    day: date | None
    records: list[Record]
    points: list[Point] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The sources, joined."""
        return "; ".join(record.source for record in self.records)


def split_source(source: str) -> tuple[str, str]:
    """Return the file of a document's source, and the part of that file ("" for the whole); file names may hold a #."""
    match = _PART.match(source)
    return (match[1], match[2]) if match else (source, "")


def read_record(document: Document, date_format: str | None) -> tuple[Record, list[Problem]]:
    """Return what the attributes and the text of ``document`` say, with a warning for each value that cannot be read.

    Parameters
    ----------
    document : Document
    date_format : str or None
        How the person writes dates, as in the settings.
    """
    attributes = interview_attributes(document.attributes, document.source)
    interviewee = " ".join(attributes.pop("interviewee", "").split())
    named = bool(interview_attributes(document.attributes, "").get("interviewee"))
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    day = None

    def warn(key: str, code: str, message: str) -> None:
        problems.append(Problem(document.source, line_of(document, key), "warning", code, message))

    if written := attributes.pop("date", ""):
        parsed = parse_date(written, date_format)
        day = parsed.value
        if day is None:
            warn("date", parsed.code or "unknown-date", parsed.message)
        elif not _EARLIEST <= day <= _LATEST:
            warn("date", "impossible-date", f"{written!r} cannot be the day of an interview. Correct the year.")
            day = None
        if day is None:
            values["date_as_written"] = written
    for key, read in _NUMBERS.items():
        if written := attributes.pop(key, ""):
            values[key] = read(written)
            if values[key] is None:
                values[f"{key}_as_written"] = written
                warn(
                    key,
                    "unreadable-number",
                    f"{key} is {written!r}, which is no number that can be meant."
                    f" Write it as a plain number, such as {_EXAMPLES[key]}.",
                )
    for key in _TEXT_COLUMNS:
        if written := " ".join(attributes.pop(key, "").split()):
            values[key] = getattr(attribute_values, key, str)(written)
    taken = {column.name for column in columns("interviews")} | set(values)
    for key, value in attributes.items():
        name = _column_name(key)
        while name in taken:
            name += "_noted"
        taken.add(name)
        values[name] = value
    points = document_points(document, (interviewee, attributes.get("title", "")) if interviewee else ())
    return Record(document, interviewee, day, values, points, named), problems


def join_records(records: Iterable[Record]) -> tuple[list[Interview], list[Problem]]:
    """Return the interviews behind the records, each interview once.

    Records of the same interviewee and day, or with the same text, are one interview (unless the same text stands under
    two names). The order of ``records`` does not matter.

    Returns
    -------
    interviews : list of Interview
        Sorted by ``interview_id``.
    problems : list of Problem
        A warning for each interview that several files were joined into, and for each text under two names.
    """
    ordered = sorted(records, key=lambda record: record.source)
    names = _anonymous_names(ordered)
    keys = [
        interview_id(record.interviewee, record.day) if record.interviewee else f"\x00{record.source}"
        for record in ordered
    ]
    root = {key: key for key in keys}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    problems = []
    by_text: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(ordered):
        if record.fingerprint:
            by_text[record.fingerprint].append(number)
    for same in by_text.values():
        same.sort(key=lambda number: _trust(ordered[number]))
        first = same[0]
        for number in same[1:]:
            one, other = ordered[first], ordered[number]
            if one.named and other.named and slug(one.interviewee) != slug(other.interviewee):
                problems.append(_two_names(one, other))
            else:
                root[find(keys[number])] = find(keys[first])
    groups: dict[str, list[Record]] = defaultdict(list)
    for key, record in zip(keys, ordered, strict=True):
        groups[find(key)].append(record)
    interviews = [_joined(group, names) for group in groups.values()]
    _one_spelling(interviews)
    _tell_apart(interviews)
    for interview in interviews:
        problems.extend(_join_problems(interview))
    return sorted(interviews, key=lambda interview: interview.interview_id), problems


def interviews_frame(interviews: Sequence[Interview]) -> pd.DataFrame:
    """Return the interviews frame, one row an interview, in the order given.

    Returns
    -------
    DataFrame
        The columns of ``frames.FRAMES["interviews"]``, conformed, then ``introduced_by`` and every other attribute that
        some note has, in alphabetical order.
    """
    import pandas as pd

    from infoview_analysis.frames import conform

    known = [column.name for column in columns("interviews")]
    rows = [
        _values(interview)
        | {
            "interview_id": interview.interview_id,
            "interviewee": interview.interviewee,
            "date": interview.day,
            "source": interview.source,
            "n_points": len(interview.points),
        }
        for interview in interviews
    ]
    others = sorted({name for row in rows for name in row} - set(known) - {"introduced_by"})
    data = {name: [row.get(name) for row in rows] for name in known}
    frame = pd.DataFrame(data)
    frame["date"] = pd.Series(data["date"], dtype="object").astype("datetime64[s]")
    extra = {name: pd.Series([row.get(name) for row in rows], dtype="str") for name in ("introduced_by", *others)}
    return conform(pd.concat([frame, pd.DataFrame(extra)], axis=1), "interviews")


def _values(interview: Interview) -> dict[str, Any]:
    """Return the attributes of all records; where two differ, the first in the order of sources holds."""
    values: dict[str, Any] = {}
    for record in interview.records:
        for name, value in record.values.items():
            if values.get(name) is None:
                values[name] = value
    return values


def _column_name(key: str) -> str:
    return re.sub(r"[^\w]+", "_", key.casefold()).strip("_") or "attribute"


def _anonymous_names(records: Sequence[Record]) -> dict[str, str]:
    """Return a name for each record without one: its file's, with as much of the path as tells it from the others."""
    anonymous = [record for record in records if not record.interviewee]
    short = {record.source: _stem(record.source) for record in anonymous}
    counts = Counter(slug(name) for name in short.values())
    return {source: name if counts[slug(name)] == 1 else re.sub(r"[/#]", " ", source) for source, name in short.items()}


def _stem(source: str) -> str:
    file, part = split_source(source)
    name = PurePosixPath(file).stem
    if not part:
        return f"Interview {name}" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name) else name
    last = part.rsplit("#", 1)[-1]
    inner = PurePosixPath(last)
    return inner.stem if re.fullmatch(r"\.[A-Za-z]{2,8}", inner.suffix) else f"{name} {last}"


def _trust(record: Record) -> tuple[bool, bool, bool, int, str]:
    """Sort key of the records of one interview: whose name and day hold. A copy tends to have the longer file name."""
    return (not record.named, not record.interviewee, record.day is None, len(record.source), record.source)


def _joined(records: list[Record], names: dict[str, str]) -> Interview:
    """Return one interview of records that are sorted by source."""
    best = min(records, key=_trust)
    day = best.day or next((record.day for record in records if record.day), None)
    points: list[Point] = []
    said: set[str] = set()
    for record in records:
        # Within one document what is said twice stands twice; a further document adds only what is new.
        points.extend(point for point in record.points if point.key not in said)
        said.update(point.key for point in record.points)
    name = best.interviewee or names[best.source]
    return Interview(interview_id(name, day), name, day, records, points)


def _one_spelling(interviews: Sequence[Interview]) -> None:
    """Give one person one name: of spellings that differ in case or punctuation the most frequent."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for interview in interviews:
        spellings[slug(interview.interviewee)][interview.interviewee] += 1
    for interview in interviews:
        counts = spellings[slug(interview.interviewee)]
        interview.interviewee = min(counts, key=lambda name: (-counts[name], name))


def _tell_apart(interviews: Sequence[Interview]) -> None:
    """Make ids unique where a file without a name happens to be called like another interview."""
    taken: set[str] = set()
    for interview in sorted(interviews, key=lambda interview: (not interview.records[0].interviewee, interview.source)):
        made, number = interview.interview_id, 1
        while made in taken:
            number += 1
            made = f"{interview.interview_id}-{number}"
        taken.add(made)
        interview.interview_id = made


def _two_names(one: Record, other: Record) -> Problem:
    return Problem(
        other.source,
        None,
        "warning",
        "same-text",
        f"The notes are word for word those of {one.interviewee} in {one.source}, but the name is {other.interviewee}."
        " Both are counted. If it is one interview, delete one of the files.",
    )


def _join_problems(interview: Interview) -> list[Problem]:
    records = interview.records
    files = list(dict.fromkeys(record.file for record in records))
    problems = []
    if len(files) > 1:
        others = ", ".join(files[1:4]) + (f" and {len(files) - 4} more" if len(files) > 4 else "")
        problems.append(
            Problem(
                records[0].source,
                None,
                "warning",
                "same-interview",
                f"Read as one interview ({interview.interviewee}) with {others}: same person and day, or the same text."
                " What both say counts once. If these are two interviews, give them different dates or names.",
            )
        )
    for name in (*_TEXT_COLUMNS, *_NUMBERS):
        found = list(dict.fromkeys(record.values[name] for record in records if record.values.get(name) is not None))
        if len({word_key(str(value)) for value in found}) > 1:
            problems.append(
                Problem(
                    records[0].source,
                    None,
                    "warning",
                    "conflicting-attributes",
                    f"The files of this interview differ in {name}: {found[0]!r} is used, not {found[1]!r}."
                    " Correct one of them.",
                )
            )
    return problems
