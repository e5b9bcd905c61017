"""What the person has: skills and levels from all their files, under the names of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rejects import problem_of
from infoview_analysis.skills.levels import level_name
from infoview_analysis.skills.profile_entries import DECIDED, FOUND, LISTED, STATED, Entry, entry_of
from infoview_analysis.skills.profile_files import read_json_resume, read_profile, read_skill_table
from infoview_analysis.skills.profile_linkedin import read_linkedin
from infoview_analysis.skills.profile_names import skill_of_entry
from infoview_analysis.skills.profile_texts import position_passages, resume_passages, skills_in

if TYPE_CHECKING:
    from infoview_analysis.skills.decisions import SkillDecisions
    from infoview_analysis.skills.vocabulary import Vocabulary
    from infoview_analysis.workspace import Workspace

COLUMNS = {
    "skill": "str",
    "level": "Float64",
    "level_name": "str",
    "source": "str",
    "line": "Int64",
    "note": "str",
    "written": "str",
    "kind": "str",
    "in_vocabulary": "bool",
}


@dataclass(frozen=True)
class Profile:
    """What the person has, and what they aim at.

    Attributes
    ----------
    skills : DataFrame
        One row a skill, by name: ``skill``, ``level`` (0 to 4), ``level_name``, ``source``, ``line``, ``note`` (where
        the level comes from, when the person did not give it), ``written`` (as in the file), ``kind`` (stated,
        listed, found), ``in_vocabulary``.
    target_role : str
    problems : tuple of Problem
    sources : tuple of str
        The files it was read from.
    """

    skills: pd.DataFrame
    target_role: str = ""
    problems: tuple[Problem, ...] = ()
    sources: tuple[str, ...] = ()


def no_profile() -> Profile:
    """Return the profile of somebody who has written none."""
    return Profile(_frame([]))


def load_profile(
    workspace: Workspace | Path | str, vocabulary: Vocabulary, decisions: SkillDecisions | None = None
) -> Profile:
    """Return the person's profile from every file of the workspace that holds one.

    Read are profile.yaml, resume.json, skills.csv, Skills.csv, Positions.csv and Certifications.csv of a LinkedIn
    export, and a resume or cv as .docx, .md or .txt. Of a skill named several times the highest level counts, and the
    person is told; a level the person gives goes before a mere listing, and that before what a text speaks of.

    Parameters
    ----------
    workspace : Workspace or path
    vocabulary : Vocabulary
        Other names of a skill are resolved to its own.
    decisions : SkillDecisions, optional
        Levels set in the codebook go before all others.
    """
    folder = Path(getattr(workspace, "folder", workspace))  # type: ignore[arg-type]
    entries: list[Entry] = []
    problems: list[Problem] = []
    roles: list[str] = []

    def take(found: tuple[list[Entry], str, list[Problem]]) -> None:
        entries.extend(found[0])
        roles.append(found[1])
        problems.extend(found[2])

    files = {path.name.lower(): path for path in sorted(folder.iterdir(), reverse=True) if path.is_file()}
    for name, read in (
        ("profile.yaml", read_profile),
        ("profile.yml", read_profile),
        ("resume.json", read_json_resume),
        ("skills.csv", _skill_table),
    ):
        if name in files:
            take(_read(read, files[name], problems))
    listed, positions, more = read_linkedin(folder)
    passages, unread = resume_passages(folder)
    entries += [*listed, *skills_in([*passages, *position_passages(positions)], vocabulary)]
    problems += [*more, *unread]
    for name, level in (decisions.levels if decisions else {}).items():
        entry = entry_of(name, level, decisions.source if decisions else "", None, problems, "set in the codebook")
        entries.append(replace(entry, kind=DECIDED) if entry.kind == STATED else entry)
    skills, doubles = joined(entries, vocabulary)
    sources = {*(entry.source for entry in entries), *(passage.source for passage in passages)}
    role = next((role for role in roles if role), "")
    return Profile(skills, role, (*problems, *doubles), tuple(sorted(sources)))


def joined(entries: Sequence[Entry], vocabulary: Vocabulary) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one row a skill, and a problem for each that was named twice in a way the person should know of."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    known: dict[str, str] = {}
    for entry in entries:
        name = skill_of_entry(entry.name, vocabulary.resolve)
        key = (name or entry.name).casefold()
        known.setdefault(key, name or "")
        groups[key].append(entry)
    rows, problems = [], []
    for key in sorted(groups):
        group = groups[key]
        best = max(group, key=lambda entry: (_ORDER[entry.kind], entry.level))  # the first of equal ones
        skill = known[key] or best.name
        rows.append((skill, best, bool(known[key])))
        problems += _doubles(skill, group, best)
    return _frame(rows), problems


_ORDER = {FOUND: 0, LISTED: 1, STATED: 2, DECIDED: 3}


def _doubles(skill: str, group: list[Entry], best: Entry) -> list[Problem]:
    problems = []
    for entry in group:
        same_file = entry.source == best.source and entry.kind != FOUND
        differs = entry.kind == best.kind == STATED and entry.level != best.level
        if entry is best or not (same_file or differs):
            continue
        named, as_best = (
            f" (as “{one.name}”)" if one.name.casefold() != skill.casefold() else "" for one in (entry, best)
        )
        other = (f"{best.source}, line {best.line}" if best.line else best.source) + as_best
        if entry.level != best.level or entry.kind != best.kind:
            words = f"{skill} stands here{named} as {level_name(entry.level)} and in {other} as"
            words += f" {level_name(best.level)}; {level_name(best.level)} counts. Keep one of the two."
        else:
            words = f"{skill} stands here{named} and in {other}; it counts once. Delete one of the two."
        problems.append(Problem(entry.source, entry.line, "warning", "duplicate-skill", words))
    return problems


def _skill_table(path: Path) -> tuple[list[Entry], str, list[Problem]]:
    entries, problems = read_skill_table(path.read_bytes(), path.name)
    return entries, "", problems


def _read(
    read: Callable[[Path], tuple[list[Entry], str, list[Problem]]], path: Path, problems: list[Problem]
) -> tuple[list[Entry], str, list[Problem]]:
    """Read one file; one that cannot be read costs that file, not the run."""
    try:
        return read(path)
    except UnreadableFileError as error:
        error.source = error.source or path.name
        problems.append(problem_of(error))
    except OSError as error:
        words = f"The file cannot be read: {error.strerror or error}. Check that you may read it."
        problems.append(Problem(path.name, None, "error", "unreadable-file", words))
    return [], "", []


def _frame(rows: list[tuple[str, Entry, bool]]) -> pd.DataFrame:
    table = [
        {"skill": skill, "level": entry.level, "level_name": level_name(entry.level), "source": entry.source,
         "line": entry.line, "note": entry.note, "written": entry.name, "kind": entry.kind, "in_vocabulary": known}
        for skill, entry, known in rows
    ]  # fmt: skip
    return pd.DataFrame(table, columns=list(COLUMNS)).astype(COLUMNS)
