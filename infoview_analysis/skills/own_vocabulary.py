"""The person's ``skills_vocabulary.csv``: skills to add, to rename, and to pass over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.tables import csv_records

_HEADERS = {
    "skill": "skill", "skills": "skill", "name": "skill", "skill name": "skill",
    "aliases": "aliases", "alias": "aliases", "also called": "aliases", "other names": "aliases",
    "synonyms": "aliases",
    "category": "category", "kind": "category", "type": "category",
    "ambiguous": "ambiguous", "ambiguity": "ambiguous",
    "use": "action", "action": "action", "status": "action", "ignore": "ignore", "silence": "ignore",
    "rename of": "renames", "renames": "renames", "was": "renames", "instead of": "renames",
}  # fmt: skip
_SILENT = frozenset(("silence", "silenced", "ignore", "ignored", "no", "skip", "off", "hide", "remove", "not a skill"))
_ADDED = frozenset(("", "add", "added", "yes", "on", "keep", "use", "rename"))
_YES = frozenset(("yes", "y", "true", "1", "x", "cue"))
_NO = frozenset(("", "no", "n", "false", "0"))


@dataclass(frozen=True)
class Change:
    """What one line asks for.

    Attributes
    ----------
    action : {"add", "silence"}
        add also renames and extends.
    name : str
    aliases : tuple of str
    category : str
        Empty: as it is.
    ambiguous : str or None
        None: as it is.
    known : str or None
        The skill of the vocabulary that the line changes.
    line : int
    """

    action: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    ambiguous: str | None = None
    known: str | None = None
    line: int = 0


def read_own_vocabulary(path: Path, resolve: Callable[[str], str | None]) -> tuple[list[Change], list[Problem]]:
    """Read the person's list of skills.

    Columns: ``skill``, and of free choice ``aliases`` (joined by ``|``), ``category``, ``ambiguous`` (yes: counts only
    where the sentence speaks of a skill; case: only with these capitals), ``use`` (``silence``: never a skill) and
    ``renames`` (the name in the vocabulary that ``skill`` replaces). A list without header is read as skill, aliases,
    category.

    Parameters
    ----------
    path : Path
    resolve : callable
        Returns the vocabulary's name of a name or alias.

    Returns
    -------
    changes : list of Change
    problems : list of Problem
        A row for each line that could not be used, or not in full.
    """
    source = path.name
    try:
        decoded = decode(path.read_bytes(), source)
    except UnreadableFileError as error:
        return [], [Problem(source, error.line, "error", error.code, f"{error.message} {error.mend or ''}".strip())]
    except OSError as error:
        message = f"The file cannot be opened: {error.strerror or error}. Check its permissions."
        return [], [Problem(source, None, "error", "unreadable", message)]
    lines, rows, problems = csv_records(decoded.text, source)
    problems = [*decoded.problems, *problems]
    header, first = _header(rows, lines, source, problems)
    changes: list[Change] = []
    taken: dict[str, int] = {}
    for line, cells in list(zip(lines, rows, strict=True))[first:]:
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
            change = _change(line, cells, header, resolve, source, problems)
            if change is not None:
                _report_twice(change, taken, source, problems)
                changes.append(change)
    return changes, problems


def _header(
    rows: list[list[str]], lines: list[int], source: str, problems: list[Problem]
) -> tuple[dict[str, int], int]:
    first = next((n for n, cells in enumerate(rows) if any(c.strip() for c in cells)), 0)
    while first < len(rows) and rows[first] and rows[first][0].lstrip().startswith("#"):
        first += 1
    cells = rows[first] if first < len(rows) else []
    names = [cell.strip().casefold().replace("_", " ") for cell in cells]
    header: dict[str, int] = {}
    for position, name in enumerate(names):
        if name in _HEADERS:
            header.setdefault(_HEADERS[name], position)
        elif name and "skill" in (_HEADERS.get(other) for other in names):
            message = (
                f"The column {cells[position].strip()!r} is not known and was passed over. There are: skill, aliases,"
                " category, ambiguous, use, renames."
            )
            problems.append(Problem(source, lines[first], "warning", "unknown-column", message))
    if "skill" in header:
        return header, first + 1
    return {"skill": 0, "aliases": 1, "category": 2}, first


def _change(
    line: int,
    cells: list[str],
    header: dict[str, int],
    resolve: Callable[[str], str | None],
    source: str,
    problems: list[Problem],
) -> Change | None:
    def cell(name: str) -> str:
        position = header.get(name)
        return " ".join(cells[position].split()) if position is not None and position < len(cells) else ""

    def report(severity: str, code: str, message: str) -> None:
        problems.append(Problem(source, line, severity, code, message))  # type: ignore[arg-type]

    name, aliases = cell("skill"), _split(cell("aliases"))
    if not any(character.isalnum() for character in name):
        shown = ", ".join(part.strip() for part in cells if part.strip())[:80]
        message = f"This line names no skill, so it was left out: {shown}. Write the name into the column skill."
        report("error", "no-skill", message)
        return None
    if len(cells) > max(header.values()) + 1 and any(c.strip() for c in cells[max(header.values()) + 1 :]):
        extra = ", ".join(c.strip() for c in cells[max(header.values()) + 1 :] if c.strip())
        report(
            "warning",
            "too-many-cells",
            f"There are more cells than columns; {extra!r} was passed over. Join the aliases of a skill with | .",
        )
    action = cell("action").casefold()
    silent = action in _SILENT or cell("ignore").casefold() in _YES
    if action not in _SILENT | _ADDED:
        report(
            "warning",
            "unknown-use",
            f"{cell('action')!r} is not known; the skill was added. Write silence, or nothing.",
        )
    wanted = cell("renames")
    known = resolve(wanted or name)
    if wanted and known is None:
        message = f"The vocabulary holds no {wanted!r}, so {name!r} was added as a new skill. Check its spelling."
        report("warning", "unknown-skill", message)
        aliases = (*aliases, wanted)
    if silent:
        return Change("silence", name, aliases, known=known, line=line)
    word = cell("ambiguous").casefold()
    ambiguous = None if not word else "cue" if word in _YES else "" if word in _NO else word
    if ambiguous not in (None, "", "case", "cue"):
        report("warning", "unknown-ambiguity", f"{word!r} is not known in ambiguous; write yes, case or nothing.")
        ambiguous = None
    if known is not None and not wanted and _letters(known) != _letters(name) and not aliases and not cell("category"):
        # An alias alone on a line: the person wants it to be a name of its own.
        return Change("add", name, aliases, cell("category"), ambiguous, None, line)
    return Change("add", name, aliases, cell("category"), ambiguous, known, line)


def _report_twice(change: Change, taken: dict[str, int], source: str, problems: list[Problem]) -> None:
    name = change.name.casefold()
    if name in taken:
        message = f"{change.name!r} stands on line {taken[name]} too; both were taken together. Keep one of them."
        problems.append(Problem(source, change.line, "warning", "skill-twice", message))
    taken.setdefault(name, change.line)


def _split(cell: str) -> tuple[str, ...]:
    parts = cell.split("|") if "|" in cell else cell.split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if any(c.isalnum() for c in part)))


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
