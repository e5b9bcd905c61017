"""Where skills are mentioned, and how much each is said to be needed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from infoview_analysis.skills.counting import Note, counted_names
from infoview_analysis.skills.decisions import SkillDecisions
from infoview_analysis.skills.matcher import Found, Matcher
from infoview_analysis.skills.mention_head import Weights
from infoview_analysis.skills.need_head import NeedWeights
from infoview_analysis.skills.suggestions import suggest
from infoview_analysis.skills.tagger import Tagger
from infoview_analysis.skills.vocabulary import Vocabulary, key, with_decisions

if TYPE_CHECKING:
    import pandas as pd

OWN_SOURCES = ("skills_vocabulary.csv", "codebook.yaml")


def find_mentions(
    points: pd.DataFrame,
    vocabulary: Vocabulary,
    decisions: SkillDecisions | None = None,
    *,
    suggestions: bool = True,
    tagger: Tagger | None = None,
    weights: Weights | None = None,
    need_weights: NeedWeights | None = None,
) -> pd.DataFrame:
    """Return every mention of a skill.

    Parameters
    ----------
    points : DataFrame
        The points frame. Which names count, and how much they are needed, depends on whether ``asks_skills`` is
        filled in: see :mod:`infoview_analysis.skills.counting`.
    vocabulary : Vocabulary
    decisions : SkillDecisions, optional
        What the person settled: confirmed suggestions count, ignored skills are left out, needs set by hand win.
    suggestions : bool
        Whether to suggest names that the vocabulary does not hold (status ``suggested``).
    tagger : Tagger, optional
        Reads the notes in which a name stands; by default the one that comes along, without a cache.
    weights, need_weights : optional
        By which names count and needs are weighed; by default those that come along.

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
    counted = counted_names(notes, people, own=own, tagger=tagger, weights=weights, need_weights=need_weights)
    rows = []
    for note, names_here in zip(notes, counted, strict=True):
        text = note.text
        for one, status, need in names_here:
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


def _with_suggestions(text: str, found: list[tuple[Found, str]], ignored: frozenset[str]) -> list[tuple[Found, str]]:
    taken = [(one.start, one.end) for one, _ in found]
    more = [one for one in suggest(text, taken) if key(one.skill) not in ignored]
    if not more:
        return found
    return sorted([*found, *((one, "suggested") for one in more)], key=lambda pair: pair[0].start)
