"""Skills in a LinkedIn export: Skills.csv and Certifications.csv name them, Positions.csv describes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.outreach.linkedin_files import export_files
from infoview_analysis.readers.attribute_keys import plain_key
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rejects import problem_of, unreadable
from infoview_analysis.readers.rendering import clean
from infoview_analysis.readers.tables import csv_records
from infoview_analysis.skills.profile_entries import STATED, Entry, entry_of
from infoview_analysis.skills.profile_files import CERTIFIED

KINDS = ("skills", "positions", "certifications")
# The columns, in the languages an export may be in; words as ``plain_key`` gives them.
_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "skills": {"name": ("name", "skill", "kenntnis", "nom", "nombre", "naam")},
    "positions": {
        "company": ("company name", "company", "firmenname", "unternehmen", "nom de l entreprise", "empresa"),
        "title": ("title", "position", "titel", "poste", "cargo", "intitulé du poste"),
        "description": ("description", "beschreibung", "descripción", "beskrivning"),
        "finished": ("finished on", "beendet am", "terminé le", "finalizado el"),
    },
    "certifications": {
        "name": ("name", "nom", "nombre", "naam"),
        "finished": ("finished on", "beendet am", "terminé le", "finalizado el"),
    },
}
_REQUIRED = {"skills": {"name"}, "positions": {"title"}, "certifications": {"name"}}


@dataclass(frozen=True)
class Position:
    """What the person says of a job of theirs.

    Attributes
    ----------
    text : str
        Title and description.
    place : str
        "Title, Company", for the note beside a skill met in it.
    source : str
    line : int
    """

    text: str
    place: str
    source: str
    line: int


def read_linkedin(folder: Path) -> tuple[list[Entry], list[Position], list[Problem]]:
    """Return skills and certificates, positions, and what could not be read, of the exports in a workspace.

    Files are looked for in the folder linkedin and in .zip files of an export. In the workspace itself only
    Positions.csv and Certifications.csv are: skills.csv there is the person's own table.
    """
    entries: list[Entry] = []
    positions: list[Position] = []
    problems: list[Problem] = []
    for kind, source, read in export_files(folder, problems, KINDS):
        if kind == "skills" and len(PurePosixPath(source).parts) == 1 and "#" not in source:
            continue
        try:
            for line, row in _rows(read(), kind, source, problems):
                if kind == "positions":
                    place = ", ".join(part for part in (row["title"], row.get("company", "")) if part)
                    text = ". ".join(part for part in (row["title"], row.get("description", "")) if part)
                    positions.append(Position(text, place, source, line))
                elif kind == "certifications":
                    until = row.get("finished", "")
                    note = f"certificate, until {until}" if until else "certificate"
                    entries.append(Entry(row["name"], CERTIFIED, source, line, note, STATED))
                else:
                    entries.append(entry_of(row["name"], "", source, line, problems))
        except UnreadableFileError as error:
            problems.append(problem_of(error))
        except OSError as error:
            message = f"The file cannot be read: {error.strerror or error}. Check that you may read it."
            problems.append(Problem(source, None, "error", "unreadable-file", message))
    return entries, positions, problems


def _rows(data: bytes, kind: str, source: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    decoded = decode(data, source)
    lines, rows, found = csv_records(decoded.text, source)
    problems += [*decoded.problems, *found]
    header: dict[str, int] = {}
    needed = sorted(_REQUIRED[kind])
    for line, row in zip(lines, rows, strict=True):
        cells = [clean(cell) for cell in row]
        if not any(cells):
            continue
        if not header:
            header = _header(cells, kind)
            if not header:
                raise unreadable(
                    "unknown-header", f"No row names the columns of LinkedIn's {kind} file ({', '.join(needed)}).",
                    source=source, line=line,
                    mend="Take the file from the export as it is; exports in English are understood for certain.",
                )  # fmt: skip
            continue
        values = {name: cells[place] if place < len(cells) else "" for name, place in header.items()}
        if all(values[name] for name in needed):
            yield line, values
        else:
            words = f"The row lacks the {' and the '.join(needed)}, so it was left out."
            problems.append(Problem(source, line, "warning", "no-skill-name", words))


def _header(cells: list[str], kind: str) -> dict[str, int]:
    keys = [plain_key(cell) for cell in cells]
    found = {}
    for name, wordings in _COLUMNS[kind].items():
        place = next((keys.index(word) for word in wordings if word in keys), None)
        if place is not None:
            found[name] = place
    return found if _REQUIRED[kind] <= set(found) else {}
