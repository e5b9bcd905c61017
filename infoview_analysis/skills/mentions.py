"""Where skills are mentioned, and how much each is said to be needed."""

# ruff: noqa: E501 (a wording stands on one line)
from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from infoview_analysis.skills.decisions import SkillDecisions
from infoview_analysis.skills.matcher import Found, Matcher
from infoview_analysis.skills.mention_head import THRESHOLD, Weights, features, probability
from infoview_analysis.skills.need import Need, needs_in
from infoview_analysis.skills.suggestions import suggest
from infoview_analysis.skills.vocabulary import Vocabulary, key, with_decisions

if TYPE_CHECKING:
    import pandas as pd

ASKED = 0.3  # from this probability of "required skills" a point is one that says which skills one needs
OWN_SOURCES = ("skills_vocabulary.csv", "codebook.yaml")

# A sentence with one of these speaks of skills, so that a common word in it ("writing", "leadership") is one.
_SKILL_TALK = re.compile(
    r"\b(?:skills?|abilit(?:y|ies)|able to|good at|great at|bad at|better at|strong(?:er)? (?:at|in)|strengths?|weak(?:er)? (?:at|in)"
    r"|know(?:ing)? how|know-how|learn(?:ing|ed|t|s)?|taught|teach(?:es)?|train(?:ed|ing)?|courses?|class(?:es)?|degree|certif\w+"
    r"|background|experience|experienced|comfortable|fluent|fluency|expert(?:ise)?|knowledge|competen\w+|proficien\w+|talent"
    r"|practi[cs]e|master|hire[ds]?|hiring|résumé|resume|cv|candidates?|applicants?|underrated|overrated|matters?|value[ds]?)\b",
    re.IGNORECASE,
)
_SKILL_HEADING = re.compile(
    r"\b(?:skills?|abilit(?:y|ies)|strengths?|qualif\w+|require\w*|need\w*|matters?|learn\w*|hire|hiring|look for|toolkit"
    r"|tools|competenc\w+|knowledge|background|prepare|study|train\w*)\b",
    re.IGNORECASE,
)


def find_mentions(
    points: pd.DataFrame,
    vocabulary: Vocabulary,
    decisions: SkillDecisions | None = None,
    *,
    suggestions: bool = True,
    weights: Weights | None = None,
) -> pd.DataFrame:
    """Return every mention of a skill.

    Parameters
    ----------
    points : DataFrame
        The points frame. Where ``asks_skills`` is filled in, a name counts by its probability (see
        :mod:`infoview_analysis.skills.mention_head`), else by the words around it.
    vocabulary : Vocabulary
    decisions : SkillDecisions, optional
        What the person settled: confirmed suggestions count, ignored skills are left out, needs set by hand win.
    suggestions : bool
        Whether to suggest names that the vocabulary does not hold (status ``suggested``).
    weights : Weights, optional
        By which names count; by default those that come along.

    Returns
    -------
    DataFrame
        The frame ``skill_mentions``, in the order of the points and of their words.
    """
    import pandas as pd

    from infoview_analysis.frames import conform, empty

    decisions = decisions or SkillDecisions()
    vocabulary = with_decisions(vocabulary, decisions)
    ignored = frozenset(key(name) for name in decisions.ignored) | vocabulary.silenced
    own_needs, _ = decisions.needs_of(points)
    notes = notes_of(points, Matcher(vocabulary), ignored, suggestions=suggestions)
    people = people_of_skills(notes)
    own = frozenset(skill.name for skill in vocabulary.skills if skill.source in OWN_SOURCES)
    rows = []
    for note in notes:
        text = note.text
        for one, status, need in _counted(note, people, own, weights):
            set_by_hand = own_needs.get((note.point, one.skill.casefold()))
            rows.append((
                one.skill, text[one.start : one.end], note.point, note.interview, set_by_hand or need.need,
                note.start + one.start, note.start + one.end, status, vocabulary.category(one.skill) or None,
                None if set_by_hand else need.cue or None, text[need.start : need.end].strip(),
            ))  # fmt: skip
    if not rows:
        return empty("skill_mentions")
    names = [
        "skill",
        "mention",
        "point_id",
        "interview_id",
        "need",
        "start",
        "end",
        "status",
        "category",
        "cue",
        "clause",
    ]
    return conform(pd.DataFrame(rows, columns=names), "skill_mentions")


class Note(NamedTuple):
    """A point with the names found in it; ``asks``: probability that it says which skills one needs, if known."""

    point: str
    interview: str
    start: int
    text: str
    heading: str
    category: str
    asks: float | None
    found: list[tuple[Found, str]]


def notes_of(points: pd.DataFrame, matcher: Matcher, ignored: frozenset[str], *, suggestions: bool) -> list[Note]:
    """Return the points in which a name stands."""
    columns = [points[name].tolist() for name in ("point_id", "interview_id", "start", "text")]
    for name in ("heading", "category"):
        columns.append(points[name].fillna("").tolist() if name in points.columns else [""] * len(points))
    known = "asks_skills" in points.columns
    asks = [None if x != x else x for x in points["asks_skills"].astype("float64")] if known else [None] * len(points)
    notes = []
    for point, interview, start, text, heading, category, likely in zip(*columns, asks, strict=True):
        found = named(matcher, text, ignored=ignored, suggestions=suggestions)
        if found:
            notes.append(Note(point, interview, int(start), text, heading, category, likely, found))
    return notes


def named(
    matcher: Matcher, text: str, *, ignored: frozenset[str] = frozenset(), suggestions: bool = True
) -> list[tuple[Found, str]]:
    """Return the names in ``text`` with their status, in their order, whether they count or not."""
    found = [(one, "vocabulary") for one in matcher.find(text)]
    return _with_suggestions(text, found, ignored) if suggestions else found


def people_of_skills(notes: list[Note]) -> dict[str, int]:
    """Return in how many interviews each skill is named."""
    who: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        for one, _ in note.found:
            who[one.skill].add(note.interview)
    return {skill: len(interviews) for skill, interviews in who.items()}


def _counted(
    note: Note, people: dict[str, int], own: frozenset[str], weights: Weights | None
) -> list[tuple[Found, str, Need]]:
    """Return the names in a point that count, each with its status and how much it is needed."""
    if note.asks is None:
        return _by_words(note.text, note.found, note.heading, note.category)
    found = [
        (one, status)
        for one, status in note.found
        if probability(signs_of(note, one, people), weights) >= THRESHOLD or _own(note, one, own)
    ]
    # Who names a skill and says no more asks for it: of the names that count, most are asked for.
    return _with_needs(note.text, found, asked=True, heading=note.heading)


def signs_of(note: Note, one: Found, people: dict[str, int]) -> tuple[float, ...]:
    """Return what tells whether a name is a skill somebody speaks of."""
    return features(
        note.text, one.start, one.end, certain=one.certain, common=one.common, asks=note.asks or 0.0,
        n_names=len(note.found), n_people=people[one.skill],
    )  # fmt: skip


def _own(note: Note, one: Found, own: frozenset[str]) -> bool:
    """Tell whether a name is one the person listed, in a point that asks for skills or speaks of one."""
    return one.skill in own and one.certain and ((note.asks or 0.0) >= ASKED or bool(_SKILL_TALK.search(note.text)))


def _by_words(text: str, found: list[tuple[Found, str]], heading: str, category: str) -> list[tuple[Found, str, Need]]:
    """Return the names that count by the words around them, where nothing else is known of the point."""
    asked = category == "required skills" or (not category and bool(_SKILL_HEADING.search(heading)))
    rows = []
    for one, status, need in _with_needs(text, found, asked=asked, heading=heading):
        talk = bool(need.said or _SKILL_TALK.search(text, need.start, need.end))
        # A tool that is merely used, in a point about something else, is nothing that anybody asks for.
        if one.certain:
            counts = asked or talk or not category
        else:
            counts = (asked or (not category and need.said)) and (talk or not one.common)
        if counts:
            rows.append((one, status, need))
    return rows


def _with_needs(
    text: str, found: list[tuple[Found, str]], *, asked: bool, heading: str
) -> list[tuple[Found, str, Need]]:
    needs = needs_in(text, [(one.start, one.end) for one, _ in found], asked=asked, heading=heading)
    return [(one, status, need) for (one, status), need in zip(found, needs, strict=True)]


def _with_suggestions(text: str, found: list[tuple[Found, str]], ignored: frozenset[str]) -> list[tuple[Found, str]]:
    taken = [(one.start, one.end) for one, _ in found]
    more = [one for one in suggest(text, taken) if key(one.skill) not in ignored]
    if not more:
        return found
    return sorted([*found, *((one, "suggested") for one in more)], key=lambda pair: pair[0].start)
