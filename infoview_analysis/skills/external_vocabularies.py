"""Lists of skills that the person downloaded: ESCO and O*NET."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from infoview_analysis.errors import UnreadableFileError, VocabularyError
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.skills.vocabulary import Skill, one_word

_ESCO_NAMES = ("preferredlabel", "name")
_ESCO_ALIASES = ("altlabels", "aliases")
_ESCO_TYPES = ("skilltype", "type")
_ONET_TITLE, _ONET_EXAMPLE = "commodity title", "example"
_LINE_BREAK_OR_BAR = re.compile(r"[\n|]")
_MIN_LETTERS = 3
_MAX_WORDS = 6


def downloaded_skills(folder: Path, *, esco: str = "", onet: str = "") -> tuple[list[list[Skill]], list[Problem]]:
    """Return the skills of each file that the settings name, and what could not be read of them.

    Parameters
    ----------
    folder : Path
        The workspace's.
    esco, onet : str
        The files' names; empty: none.
    """
    lists: list[list[Skill]] = []
    problems: list[Problem] = []
    try:
        lists += [read_esco(folder / esco, problems)] if esco else []
    except VocabularyError as error:
        problems.append(_unused(error, esco))
    try:
        lists += [read_onet(folder / onet)] if onet else []
    except VocabularyError as error:
        problems.append(_unused(error, onet))
    return lists, problems


def _unused(error: VocabularyError, name: str) -> Problem:
    words = f"{error.message} None of its names is looked for. {error.mend or ''}".strip()
    return Problem(error.source or name, error.line, "error", error.code, words)


def read_esco(path: Path, problems: list[Problem] | None = None) -> list[Skill]:
    """Read a skills file of ESCO (``skills_en.csv``, columns preferredLabel, altLabels, skillType).

    Names of one plain word ("try", "English") are left out as a name or an alias, since they stand in every sentence;
    names with capitals or signs inside stay ("MATLAB", "C++").

    Parameters
    ----------
    path : Path
    problems : list of Problem, optional
        Gets a warning where the file has no column of other names.

    Raises
    ------
    VocabularyError
        The file is missing, or its columns are not those of a skills file.
    """
    header, rows = _table(path, ",", "esco", "skills_en.csv")
    columns = [name.casefold() for name in header]
    name_at = next((columns.index(name) for name in _ESCO_NAMES if name in columns), None)
    if name_at is None:
        raise VocabularyError(
            f"This is not laid out as ESCO's list of skills: it has the columns {', '.join(header[:8])}.",
            source=path.name,
            line=1,
            mend="The file skills_en.csv of the classification has preferredLabel and altLabels; name that one.",
        )
    aliases_at = next((columns.index(name) for name in _ESCO_ALIASES if name in columns), None)
    if aliases_at is None and problems is not None:
        words = (
            f"No column holds other names (altLabels) of the skills, so only {header[name_at]} is looked for. The"
            f" columns are {', '.join(header[:8])}; rename the one with other names to altLabels."
        )
        problems.append(Problem(path.name, 1, "warning", "vocabulary", words))
    type_at = next((columns.index(name) for name in _ESCO_TYPES if name in columns), None)
    skills = []
    for row in rows:
        name = row[name_at].strip() if name_at < len(row) else ""
        written = row[aliases_at] if aliases_at is not None and aliases_at < len(row) else ""
        aliases = [alias.strip() for alias in _LINE_BREAK_OR_BAR.split(written)]
        kept = [words for words in dict.fromkeys([name, *aliases]) if _usable(words)]
        kind = row[type_at].strip() if type_at is not None and type_at < len(row) else ""
        if name and kept:
            # The label stays the name, even where only its aliases are safe to look for.
            main = name if _usable(name) else kept[0]
            skills.append(Skill(main, _category(kind), tuple(k for k in kept if k != main), source="ESCO"))
    return skills


def read_onet(path: Path) -> list[Skill]:
    """Read ``Technology Skills.txt`` of O*NET (tab separated, columns Example and Commodity Title).

    Raises
    ------
    VocabularyError
        The file is missing, or its columns are not those of that file.
    """
    header, rows = _table(path, "\t", "onet", "Technology Skills.txt")
    columns = [name.casefold() for name in header]
    if _ONET_EXAMPLE not in columns:
        raise VocabularyError(
            f"This is not laid out as O*NET's Technology Skills: it has the columns {', '.join(header[:8])}.",
            source=path.name,
            line=1,
            mend="The text file Technology Skills.txt has the columns Example and Commodity Title, parted by tabs.",
        )
    example = columns.index(_ONET_EXAMPLE)
    title = columns.index(_ONET_TITLE) if _ONET_TITLE in columns else None
    skills: dict[str, Skill] = {}
    for row in rows:
        name = row[example].strip() if example < len(row) else ""
        kind = row[title].strip() if title is not None and title < len(row) else ""
        if _usable(name):
            maker = name.split(" ", 1)
            plain = maker[1] if len(maker) == 2 and maker[0] in _MAKERS and _usable(maker[1]) else ""
            aliases = (plain,) if plain else ()
            skills.setdefault(name.casefold(), Skill(name, kind or "software", aliases, source="O*NET"))
    return list(skills.values())


_MAKERS = frozenset(("Microsoft", "Adobe", "Apache", "Google", "IBM", "Oracle", "Autodesk", "Amazon", "Atlassian"))


def _category(kind: str) -> str:
    return "knowledge" if "knowledge" in kind.casefold() else "skill"


def _usable(words: str) -> bool:
    """Tell whether a name can be looked for in plain talk."""
    letters = sum(character.isalpha() for character in words)
    if letters < _MIN_LETTERS and not any(character in "+#" for character in words):
        return False
    if len(words.split()) > _MAX_WORDS:
        return False
    if not one_word(words):
        return True
    return any(c.isupper() for c in words[1:]) or any(c.isdigit() or c in "+#./" for c in words)


def _table(path: Path, delimiter: str, setting: str, expected: str) -> tuple[list[str], list[list[str]]]:
    try:
        text = decode(path.read_bytes(), path.name).text
    except OSError as error:
        raise VocabularyError(
            f"The file cannot be opened: {error.strerror or error}.",
            source=path.name,
            mend=f"Correct {setting} under [skills] in infoview.toml, the path of {expected}, or remove that line.",
        ) from None
    except UnreadableFileError as error:
        raise VocabularyError(error.message, source=path.name, mend=error.mend) from None
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows:
        raise VocabularyError("The file is empty.", source=path.name, mend=f"Name the file {expected}.")
    return [cell.strip() for cell in rows[0]], rows[1:]
