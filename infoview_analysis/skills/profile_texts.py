"""Skills of the vocabulary that a resume, or the description of a job, speaks of.

A text says that somebody has a skill, not how well: it counts as a working level and is marked, and gives way to any
list in which the person names a level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.frames import conform
from infoview_analysis.readers import read_file, source_name
from infoview_analysis.readers.document import Document, Problem
from infoview_analysis.skills.levels import UNGRADED
from infoview_analysis.skills.profile_entries import FOUND, FROM_A_RESUME, Entry
from infoview_analysis.skills.profile_linkedin import Position

if TYPE_CHECKING:
    from infoview_analysis.skills.vocabulary import Vocabulary

_STEMS = ("resume", "résumé", "cv", "curriculum vitae")
_ENDINGS = (".docx", ".md", ".markdown", ".txt")


@dataclass(frozen=True)
class Passage:
    """A piece of text about the person, its place and heading, and the note to show beside a skill met in it."""

    text: str
    source: str
    line: int | None
    note: str
    heading: str = ""


def resume_passages(folder: Path) -> tuple[list[Passage], list[Problem]]:
    """Return the blocks of every file called resume or cv in the workspace, and what could not be read."""
    passages: list[Passage] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.suffix.lower() not in _ENDINGS or path.stem.casefold() not in _STEMS or not path.is_file():
            continue
        reading = read_file(path, root=folder)
        # What readers say of a note (no date, no name) means nothing for a resume.
        problems += [problem for problem in reading.problems if problem.severity == "error"]
        for document in reading.documents:
            passages += _passages(document, source_name(path, folder))
    return passages, problems


def _passages(document: Document, source: str) -> list[Passage]:
    found, heading = [], ""
    texts = [(value, None) for value in document.attributes.values() if value.strip()]
    found += [Passage(text, source, line, FROM_A_RESUME) for text, line in texts]
    for block in document.blocks:
        text = document.text[block.start : block.end].strip()
        if block.kind in ("heading", "question"):
            heading = " ".join(text.split())
        note = f"{FROM_A_RESUME}, under “{heading}”" if heading and block.kind != "heading" else FROM_A_RESUME
        if text:
            found.append(Passage(text, source, document.line_at(block.start), note, heading))
    return found


def position_passages(positions: Sequence[Position]) -> list[Passage]:
    """Return the text of each position."""
    return [Passage(one.text, one.source, one.line, f"from the position {one.place}") for one in positions]


def skills_in(passages: Sequence[Passage], vocabulary: Vocabulary) -> list[Entry]:
    """Return the skills of the vocabulary that the passages speak of, each once a source, where it is met first."""
    if not passages:
        return []
    from infoview_analysis.skills.mentions import find_mentions

    mentions = find_mentions(_as_points(passages), vocabulary, suggestions=False)
    mentions = mentions[(mentions["status"] == "vocabulary") & (mentions["need"] != "not_needed")]
    entries: dict[tuple[str, str], Entry] = {}
    for skill, point_id in zip(mentions["skill"], mentions["point_id"], strict=True):
        passage = passages[int(str(point_id)[1:])]
        key = (str(skill), passage.source)
        entries.setdefault(key, Entry(key[0], UNGRADED, passage.source, passage.line, passage.note, FOUND))
    return list(entries.values())


def _as_points(passages: Sequence[Passage]) -> pd.DataFrame:
    """Return the passages as a points frame, for the matcher; point p7 is the passage number 7."""
    rows = [
        {"point_id": f"p{number}", "interview_id": "resume", "position": number + 1, "source": passage.source,
         "line": passage.line or 1, "heading": passage.heading, "start": 0, "end": len(passage.text),
         "text": passage.text, "plain": " ".join(passage.text.split()), "kind": "item"}
        for number, passage in enumerate(passages)
    ]  # fmt: skip
    return conform(pd.DataFrame(rows), "points")
