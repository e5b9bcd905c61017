"""What the person settled about skills: the section ``skills:`` of codebook.yaml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_analysis.codebook import TEMPLATE, first_words
from infoview_analysis.codebook.quotes import QuoteIndex
from infoview_analysis.codebook.sections import Section, edit_section, read_section
from infoview_analysis.errors import CodebookError
from infoview_analysis.frames import NEEDS
from infoview_analysis.readers.document import Problem

if TYPE_CHECKING:
    import pandas as pd

SECTION = "skills"
_KEYS = ("confirmed", "ignored", "needs", "levels")


@dataclass(frozen=True)
class NeedChoice:
    """How much a skill is needed in one quote, as the person reads it.

    Attributes
    ----------
    skill : str
    point_id : str
    words : str
        How the quote begins, to find it again when the notes were edited.
    need : str
        One of ``frames.NEEDS``.
    line : int or None
        Line of codebook.yaml.
    """

    skill: str
    point_id: str
    words: str
    need: str
    line: int | None = None


@dataclass(frozen=True)
class SkillDecisions:
    """The person's word on skills.

    Attributes
    ----------
    confirmed : tuple of (str, str, tuple of str)
        Name, category and aliases of suggestions that are skills.
    ignored : tuple of str
        Names that are no skills to this person.
    needs : tuple of NeedChoice
    levels : dict
        Skill → level as written (none, basic, working, strong, expert, or 0 to 4).
    problems : tuple of Problem
        What could not be understood.
    source : str
        The file's name.
    """

    confirmed: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    ignored: tuple[str, ...] = ()
    needs: tuple[NeedChoice, ...] = ()
    levels: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    source: str = "codebook.yaml"

    @classmethod
    def load(cls, path: Path | str) -> SkillDecisions:
        """Read codebook.yaml; a missing file or section decides nothing.

        Raises
        ------
        CodebookError
            The file cannot be read or is no YAML.
        """
        return _decisions(read_section(path, SECTION))

    def needs_of(self, points: pd.DataFrame) -> tuple[dict[tuple[str, str], str], list[Problem]]:
        """Return the choices by point and skill (without case), quotes found again by their words.

        Parameters
        ----------
        points : DataFrame
            ``point_id`` and ``plain``.

        Returns
        -------
        needs : dict
            (point_id, skill without case) → need.
        problems : list of Problem
            Choices whose quote the notes no longer hold.
        """
        if not self.needs:
            return {}, []
        plain = dict(zip(points["point_id"], points["plain"], strict=True))
        index: QuoteIndex | None = None
        found: dict[tuple[str, str], str] = {}
        problems: list[Problem] = []
        for choice in self.needs:
            ids: tuple[str, ...] = (choice.point_id,) if choice.point_id in plain else ()
            if not ids and choice.words:
                index = index or QuoteIndex(plain.items())
                match = index.find(choice.words)
                ids = match.point_ids if match.kind in ("exact", "near") else ()
            for point in ids:
                found[point, choice.skill.casefold()] = choice.need
            if not ids:
                message = (
                    f"The quote in which you set {choice.skill} to {choice.need} is not in the notes any more:"
                    f" “{choice.words or choice.point_id}”. Set it again, or delete the entry."
                )
                problems.append(Problem(self.source, choice.line, "warning", "lost-quote", message))
        return found, problems


def confirm_skill(path: Path | str, name: str, *, category: str = "", aliases: tuple[str, ...] = ()) -> bool:
    """Make a suggestion a skill that counts; it is no longer ignored.

    Returns
    -------
    bool
        Whether that was news.
    """
    _named(name, path)

    def change(section: dict) -> None:
        _without(section, "ignored", name)
        entries = section.setdefault("confirmed", [])
        if all(_name_of(entry) != name.casefold() for entry in entries):
            entry = {"name": name}
            if category:
                entry["category"] = category
            if aliases:
                entry["aliases"] = list(aliases)  # type: ignore[assignment]
            entries.append(entry if len(entry) > 1 else name)

    return _edit(path, change)


def ignore_skill(path: Path | str, name: str) -> bool:
    """Leave a skill or suggestion out from now on."""
    _named(name, path)

    def change(section: dict) -> None:
        _without(section, "confirmed", name)
        entries = section.setdefault("ignored", [])
        if all(_name_of(entry) != name.casefold() for entry in entries):
            entries.append(name)

    return _edit(path, change)


def set_need(path: Path | str, skill: str, point_id: str, need: str, *, words: str = "") -> bool:
    """Say how much ``skill`` is needed in one quote; it outlives every re-run.

    Parameters
    ----------
    path : path
        codebook.yaml.
    skill : str
    point_id : str
    need : str
        One of ``frames.NEEDS``.
    words : str
        The quote, to find it again when the notes are edited.

    Raises
    ------
    CodebookError
        ``need`` is none of the four.
    """
    if need not in NEEDS:
        raise CodebookError(f"{need!r} is no need.", source=Path(path).name, mend=f"It is one of: {', '.join(NEEDS)}.")

    def change(section: dict) -> None:
        entries = section.setdefault("needs", [])
        for entry in entries:
            if _same(entry, skill, point_id):
                entry["need"] = need
                return
        entry = {"skill": skill, "need": need, "point": point_id}
        if words:
            entry["words"] = first_words(words)
        entries.append(entry)

    return _edit(path, change)


def unset_need(path: Path | str, skill: str, point_id: str) -> bool:
    """Take the person's word on one quote back."""

    def change(section: dict) -> None:
        for number in reversed(range(len(section.get("needs") or []))):
            if _same(section["needs"][number], skill, point_id):
                del section["needs"][number]

    return _edit(path, change)


def set_level(path: Path | str, skill: str, level: str) -> bool:
    """Say how well you know a skill; an empty level takes that back."""
    _named(skill, path)

    def change(section: dict) -> None:
        levels = section.setdefault("levels", {})
        for name in list(levels):
            if str(name).casefold() == skill.casefold():
                del levels[name]
        if level:
            levels[skill] = level

    return _edit(path, change)


def _edit(path: Path | str, change: Callable[[dict], None]) -> bool:
    def changed(section: Any) -> Any:
        section = section if section is not None else {}
        if not isinstance(section, dict):
            raise CodebookError(
                f"{SECTION} must be keys with lists below them.",
                source=Path(path).name,
                mend=f"There are: {', '.join(_KEYS)}.",
            )
        for key in _KEYS:
            if key in section and not isinstance(section[key], dict if key == "levels" else list):
                if section[key] is not None:
                    raise CodebookError(
                        f"{SECTION}: {key} is not a {'mapping' if key == 'levels' else 'list'}.",
                        source=Path(path).name,
                        mend="Lay it out as docs/skills.md shows.",
                    )
                del section[key]
        change(section)
        for key in _KEYS:
            if key in section and not section[key]:
                del section[key]
        return section

    return edit_section(path, SECTION, changed, template=TEMPLATE)


def _named(name: str, path: Path | str) -> None:
    if not any(character.isalnum() for character in name):
        raise CodebookError("A skill needs a name.", source=Path(path).name, mend="Give its name.")


def _name_of(entry: Any) -> str:
    return str(entry.get("name", "") if isinstance(entry, dict) else entry).casefold()


def _same(entry: Any, skill: str, point_id: str) -> bool:
    return (
        isinstance(entry, dict)
        and str(entry.get("skill", "")).casefold() == skill.casefold()
        and str(entry.get("point", "")) == point_id
    )


def _without(section: dict, key: str, name: str) -> None:
    entries = section.get(key) or []
    for number in reversed(range(len(entries))):
        if _name_of(entries[number]) == name.casefold():
            del entries[number]


def _decisions(section: Section) -> SkillDecisions:
    problems: list[Problem] = []

    def report(message: str, *place: str | int) -> None:
        problems.append(Problem(section.source, section.line(*place),
                                "warning", "skills-entry", message))  # fmt: skip

    value = section.value
    if value is None:
        return SkillDecisions(source=section.source)
    if not isinstance(value, dict):
        report(f"{SECTION} holds no keys, so nothing of it was used. There are: {', '.join(_KEYS)}.")
        return SkillDecisions(problems=tuple(problems), source=section.source)
    for name in value:
        if name not in _KEYS:
            report(f"There is no key {name!r} under {SECTION}; it is ignored. There are: {', '.join(_KEYS)}.", name)
    return SkillDecisions(
        confirmed=tuple(_confirmed(_list(value, "confirmed", report), report)),
        ignored=tuple(_ignored(_list(value, "ignored", report), report)),
        needs=tuple(_needs(_list(value, "needs", report), report, section)),
        levels=_levels(value.get("levels"), report),
        problems=tuple(problems),
        source=section.source,
    )


def _list(value: dict, name: str, report: Callable[..., None]) -> list:
    entries = value.get(name)
    if entries is None:
        return []
    if not isinstance(entries, list):
        report(f"{SECTION}: {name} is not a list, so it was not used. Write one entry a line after a hyphen.", name)
        return []
    return entries


def _confirmed(entries: list, report: Callable[..., None]) -> list[tuple[str, str, tuple[str, ...]]]:
    found = []
    for number, entry in enumerate(entries):
        item = entry if isinstance(entry, dict) else {"name": entry}
        name = item.get("name")
        if not isinstance(name, str) or not any(c.isalnum() for c in name):
            report("This entry names no skill, so it was not used. Write its name.", "confirmed", number)
            continue
        aliases = item.get("aliases") or []
        aliases = aliases.split("|") if isinstance(aliases, str) else aliases
        if not isinstance(aliases, list):
            report(f"The aliases of {name} are no list, so they were not used.", "confirmed", number)
            aliases = []
        category = item.get("category")
        found.append((
            name.strip(),
            category.strip() if isinstance(category, str) else "",
            tuple(alias.strip() for alias in aliases if isinstance(alias, str) and alias.strip()),
        ))  # fmt: skip
    return found


def _ignored(entries: list, report: Callable[..., None]) -> list[str]:
    found = []
    for number, entry in enumerate(entries):
        name = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(name, str) and any(c.isalnum() for c in name):
            found.append(name.strip())
        else:
            report("This entry names no skill, so it was not used. Write its name.", "ignored", number)
    return found


def _needs(entries: list, report: Callable[..., None], section: Section) -> list[NeedChoice]:
    found = []
    for number, entry in enumerate(entries):
        item = entry if isinstance(entry, dict) else {}
        skill, need = item.get("skill"), item.get("need")
        point, words = item.get("point") or "", item.get("words") or ""
        need = need.strip().casefold().replace(" ", "_") if isinstance(need, str) else need
        if not isinstance(skill, str) or not isinstance(point, str) or not isinstance(words, str):
            report("This entry needs skill, need, and point or words, so it was not used.", "needs", number)
        elif need not in NEEDS:
            message = f"The need of {skill} is {need!r}, so it was not used. It is one of: {', '.join(NEEDS)}."
            report(message, "needs", number)
        elif not (point or words):
            report(f"The entry for {skill} names no quote, so it was not used. Give point or words.", "needs", number)
        else:
            found.append(NeedChoice(skill.strip(), point.strip(), words.strip(), need, section.line("needs", number)))
    return found


def _levels(value: Any, report: Callable[..., None]) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        report("levels holds no keys, so it was not used. Write a skill and its level on each line.", "levels")
        return {}
    found = {}
    for name, level in value.items():
        if isinstance(level, str):
            found[name] = level.strip()
        else:
            report(f"The level of {name} is no word or number, so it was not used.", "levels", name)
    return found
