"""The skills that are known by name: the list that comes along, the person's own, and lists they downloaded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from infoview_analysis.readers.document import Problem
from infoview_analysis.skills.own_vocabulary import Change, read_own_vocabulary
from infoview_analysis.skills.tokens import form, is_word, tokens

if TYPE_CHECKING:
    import pandas as pd

    from infoview_analysis.skills.decisions import SkillDecisions
    from infoview_analysis.workspace import Workspace

OWN_FILE = "skills_vocabulary.csv"
AMBIGUOUS = ("", "case", "verb", "cue")
_CLEAR = "!"


@dataclass(frozen=True)
class Skill:
    """An entry of the vocabulary.

    Attributes
    ----------
    name : str
    category : str
    aliases : tuple of str
        Other words for it, as people say them.
    ambiguous : {"", "case", "verb", "cue"}
        What the name and its one-word aliases need to count: nothing; their own capitals or a cue ("Go", "Access");
        not to be a verb ("excel at"); a sentence that speaks of a skill ("writing", "leadership").
    cues : tuple of str
        Words beside which an ambiguous name is meant.
    clear : frozenset of str
        Aliases of one word that are not ambiguous all the same ("Golang").
    source : str
        ``vocabulary``, ``skills_vocabulary.csv``, ``codebook.yaml``, ``ESCO`` or ``O*NET``.
    """

    name: str
    category: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous: str = ""
    cues: tuple[str, ...] = ()
    clear: frozenset[str] = frozenset()
    source: str = "vocabulary"

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Vocabulary:
    """Skills by name and alias.

    Attributes
    ----------
    skills : tuple of Skill
        Each name once, in the order in which they win over each other where two share an alias.
    silenced : frozenset of str
        Words, in the form they are compared in, that are no skill for this person.
    problems : tuple of Problem
        Lines of the person's file that could not be used, each with its mend.
    """

    skills: tuple[Skill, ...] = ()
    silenced: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @cached_property
    def entries(self) -> pd.DataFrame:
        """One row a skill: skill, category, aliases (joined by ``|``), ambiguous, source."""
        import pandas as pd

        rows = [(s.name, s.category, "|".join(s.aliases), s.ambiguous, s.source) for s in self.skills]
        return pd.DataFrame(rows, columns=["skill", "category", "aliases", "ambiguous", "source"], dtype="str")

    @cached_property
    def by_name(self) -> dict[str, Skill]:
        """The skills by their name."""
        return {skill.name: skill for skill in self.skills}

    def resolve(self, name: str) -> str | None:
        """Return the skill that ``name`` is the name or an alias of, whatever its case, hyphens and plural."""
        return self._by_key.get(key(name))

    def category(self, name: str) -> str:
        """Return the category of a skill; an empty string for a name that the vocabulary does not hold."""
        skill = self.by_name.get(name)
        return skill.category if skill else ""

    @cached_property
    def _by_key(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for skill in self.skills:
            found.setdefault(key(skill.name), skill.name)
        for skill in self.skills:
            for alias in skill.aliases:
                found.setdefault(key(alias), skill.name)
        found.pop("", None)
        return found


def key(words: str) -> str:
    """Return the form in which names are compared."""
    return " ".join(token.form for token in tokens(words) if is_word(token) or token.form in "/&")


def load_vocabulary(workspace: Workspace) -> Vocabulary:
    """Return the skills known in a workspace.

    The list that comes along; then what ``skills_vocabulary.csv`` adds, renames and silences; then, where
    ``infoview.toml`` names them, the files of ESCO and O*NET, for names that are not known yet. A file that is missing
    or not laid out as expected is a problem; the rest is used without it.
    """
    from infoview_analysis.skills.external_vocabularies import downloaded_skills

    vocabulary = shipped_vocabulary()
    path = workspace.folder / OWN_FILE
    if path.exists():
        changes, problems = read_own_vocabulary(path, vocabulary.resolve)
        vocabulary = _changed(vocabulary, changes, problems)
    settings = workspace.settings.skills
    lists, problems = downloaded_skills(workspace.folder, esco=settings.esco, onet=settings.onet)
    for more in lists:
        vocabulary = with_skills(vocabulary, more)
    return replace(vocabulary, problems=(*vocabulary.problems, *problems))


def shipped_vocabulary() -> Vocabulary:
    """Return the list that comes along."""
    text = (files("infoview_analysis.skills") / "vocabulary.csv").read_text(encoding="utf-8")
    return Vocabulary(tuple(_shipped(row) for row in csv.DictReader(io.StringIO(text))))


def with_skills(vocabulary: Vocabulary, more: Iterable[Skill]) -> Vocabulary:
    """Return the vocabulary with further skills behind its own; those whose name is known are left out."""
    known = set(vocabulary._by_key) | vocabulary.silenced
    added: dict[str, Skill] = {}
    for skill in more:
        aliases = tuple(alias for alias in skill.aliases if key(alias) not in known)
        if key(skill.name) not in known:
            added.setdefault(key(skill.name), replace(skill, aliases=aliases))
    return replace(vocabulary, skills=(*vocabulary.skills, *added.values()))


def with_decisions(vocabulary: Vocabulary, decisions: SkillDecisions) -> Vocabulary:
    """Return the vocabulary with the suggestions the person confirmed, and without the skills they ignore."""
    ignored = frozenset(key(name) for name in decisions.ignored)
    names = {vocabulary.resolve(name) for name in decisions.ignored}
    confirmed = [
        Skill(name, category or "own", aliases, source="codebook.yaml")
        for name, category, aliases in decisions.confirmed
    ]
    kept = tuple(skill for skill in vocabulary.skills if skill.name not in names)
    return with_skills(replace(vocabulary, skills=kept, silenced=vocabulary.silenced | ignored), confirmed)


def _shipped(row: dict[str, str]) -> Skill:
    aliases = [alias for alias in row["aliases"].split("|") if alias]
    return Skill(
        row["skill"],
        row["category"],
        tuple(alias.removesuffix(_CLEAR) for alias in aliases),
        row["ambiguous"],
        tuple(form(word) for word in row["cues"].split("|") if word),
        frozenset(alias.removesuffix(_CLEAR) for alias in aliases if alias.endswith(_CLEAR)),
    )


def _changed(vocabulary: Vocabulary, changes: Iterable[Change], problems: Iterable[Problem]) -> Vocabulary:
    """Apply the person's lines in their order."""
    skills = {skill.name: skill for skill in vocabulary.skills}
    silenced: set[str] = set()
    front: list[str] = []
    for change in changes:
        if change.action == "silence":
            silenced.update(key(word) for word in (change.name, *change.aliases))
            if change.known in skills and key(change.name) == key(change.known or ""):
                del skills[change.known]
            continue
        old = skills.pop(change.known, None) if change.known else None
        skill = old or Skill(change.name, source=OWN_FILE)
        aliases = dict.fromkeys(
            (*((skill.name,) if skill.name != change.name else ()), *skill.aliases, *change.aliases)
        )
        skills[change.name] = replace(
            skill,
            name=change.name,
            category=change.category or skill.category or "own",
            aliases=tuple(alias for alias in aliases if alias != change.name),
            ambiguous=skill.ambiguous if change.ambiguous is None else change.ambiguous,
            clear=skill.clear | frozenset(change.aliases),
            source=OWN_FILE,
        )
        front.append(change.name)
    own = [skills.pop(name) for name in dict.fromkeys(front) if name in skills]
    return Vocabulary((*own, *skills.values()), frozenset(silenced), tuple(problems))


def one_word(surface: str) -> bool:
    """Tell whether a name is a single word."""
    return len([token for token in tokens(surface) if is_word(token)]) == 1 and not re.search(r"\s", surface)
