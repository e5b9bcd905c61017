"""Which of the names found in the points count as skills somebody speaks of, and how much each is needed.

Where it is known how likely a point says which skills one needs, fitted heads weigh what stands around a name with
what the tagger says; elsewhere (a resume, notes before the themes are made) the words around a name decide alone.
"""

# ruff: noqa: E501 (a wording stands on one line)
from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from infoview_analysis.skills.matcher import Found
from infoview_analysis.skills.mention_head import THRESHOLD, Weights, features, probability
from infoview_analysis.skills.need import Need, needs_in
from infoview_analysis.skills.need_head import NeedWeights, is_open, likeliest, need_features
from infoview_analysis.skills.tagger import Question, Tagger, readings, shipped_tagger

ASKED = 0.3  # from this probability of "required skills" a point is one that says which skills one needs

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


Row = tuple[Found, str, Need]  # a name, its status, how much it is needed
Place = tuple[int, int]  # number of a note, and where a name starts in it


def counted_names(
    notes: Sequence[Note],
    people: Mapping[str, int],
    *,
    own: Collection[str] = frozenset(),
    tagger: Tagger | None = None,
    weights: Weights | None = None,
    need_weights: NeedWeights | None = None,
) -> list[list[Row]]:
    """Return for each note the names that count, in their order.

    Parameters
    ----------
    notes : sequence of Note
    people : mapping
        Skill → people in whose notes it is named.
    own : collection of str
        Skills that the person listed: they count in any sentence that speaks of a skill.
    tagger : Tagger, optional
        By default the one that comes along, without a cache.
    weights, need_weights : optional
        Of the heads; by default those that come along.
    """
    asked = [(number, note, one) for number, note in enumerate(notes) if note.asks is not None for one, _ in note.found]
    # What the tagger cannot tip needs no reading: the head is linear, so its ends tell.
    unsure = [place for place in asked if _could_count(place[1], place[2], people, weights)]
    spoken = spoken_of(unsure, tagger)
    rows = []
    for number, note in enumerate(notes):
        if note.asks is None:
            rows.append(_by_words(note.text, note.found, note.heading, note.category))
            continue
        found = []
        for one, status in note.found:
            said = spoken.get((number, one.start))
            likely = said is not None and probability(name_signs(note, one, people, said), weights) >= THRESHOLD
            if likely or _own(note, one, own):
                found.append((one, status))
        rows.append(ruled_names(note, found))
    for (number, row), signs in open_needs(notes, rows, tagger).items():
        one, status, ruled = rows[number][row]
        need = likeliest(signs, need_weights)
        # Words by which the rules read otherwise are not what decided.
        said_so = ruled if need == ruled.need else replace(ruled, need=need, cue="", source="")
        rows[number][row] = (one, status, said_so)
    return rows


def spoken_of(names: Sequence[tuple[int, Note, Found]], tagger: Tagger | None) -> dict[Place, float]:
    """Return the tagger's probability that each name speaks of a skill."""
    if not names:
        return {}
    questions = [Question(note.heading, note.text, one.start, one.end) for _, note, one in names]
    answers = readings(tagger or shipped_tagger(), questions)
    return {(number, one.start): answer.spoken for (number, _, one), answer in zip(names, answers, strict=True)}


def name_signs(note: Note, one: Found, people: Mapping[str, int], spoken: float) -> tuple[float, ...]:
    """Return what tells whether a name is a skill somebody speaks of."""
    return features(
        note.text, one.start, one.end, certain=one.certain, common=one.common, asks=note.asks or 0.0,
        n_names=len(note.found), n_people=people[one.skill], spoken=spoken,
    )  # fmt: skip


def ruled_names(note: Note, found: list[tuple[Found, str]]) -> list[Row]:
    """Return names of a point that answers which skills one needs, with what the rules say."""
    # Who names a skill and says no more asks for it: of the names that count, most are asked for.
    return _with_needs(note.text, found, asked=True, heading=note.heading)


def open_needs(
    notes: Sequence[Note], rows: Sequence[Sequence[Row]], tagger: Tagger | None
) -> dict[tuple[int, int], tuple[float, ...]]:
    """Return what tells how much a name is needed, by note and number, where its clause and heading do not say.

    A point that holds names alone is no question: whoever lists them asks for them.
    """
    names = [
        (number, row)
        for number, note in enumerate(notes)
        if note.asks is not None and not _bare(note.text, rows[number])
        for row, (_, _, ruled) in enumerate(rows[number])
        if is_open(ruled)
    ]
    if not names:
        return {}
    places = [(notes[number], rows[number][row][0]) for number, row in names]
    questions = [Question(note.heading, note.text, one.start, one.end) for note, one in places]
    answers = readings(tagger or shipped_tagger(), questions)
    return {
        (number, row): need_features(
            notes[number].text, rows[number][row][2], answer.needs, n_names=len(rows[number]), number=row
        )
        for (number, row), answer in zip(names, answers, strict=True)
    }


def _could_count(note: Note, one: Found, people: Mapping[str, int], weights: Weights | None) -> bool:
    return any(probability(name_signs(note, one, people, end), weights) >= THRESHOLD for end in (0.0, 1.0))


def _bare(text: str, rows: Sequence[Row]) -> bool:
    """Tell whether a point holds no words but the names."""
    for one, _, _ in reversed(rows):
        text = text[: one.start] + " " + text[one.end :]
    return not re.sub(r"\band\b", " ", text).strip(" \t\n,;:.*&/+•–—-")


def _own(note: Note, one: Found, own: Collection[str]) -> bool:
    """Tell whether a name is one the person listed, in a point that asks for skills or speaks of one."""
    return one.skill in own and one.certain and ((note.asks or 0.0) >= ASKED or bool(_SKILL_TALK.search(note.text)))


def _by_words(text: str, found: list[tuple[Found, str]], heading: str, category: str) -> list[tuple[Found, str, Need]]:
    """Return the names that count by the words around them, where nothing else is known of the point."""
    asked = category == "required skills" or (not category and bool(_SKILL_HEADING.search(heading)))
    rows = []
    for one, status, need in _with_needs(text, found, asked=asked, heading=heading):
        talk = bool(need.cue or _SKILL_TALK.search(text, need.start, need.end))
        # A tool that is merely used, in a point about something else, is nothing that anybody asks for.
        if one.certain:
            counts = asked or talk or not category
        else:
            counts = (asked or bool(not category and need.cue)) and (talk or not one.common)
        if counts:
            rows.append((one, status, need))
    return rows


def _with_needs(
    text: str, found: list[tuple[Found, str]], *, asked: bool, heading: str
) -> list[tuple[Found, str, Need]]:
    """Return names with what the rules say of how much they are needed."""
    needs = needs_in(text, [(one.start, one.end) for one, _ in found], asked=asked, heading=heading)
    return [(one, status, need) for (one, status), need in zip(found, needs, strict=True)]
