"""Where skills are mentioned, and how much each is said to be needed."""

# ruff: noqa: E501 (a wording stands on one line)
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from infoview_analysis.skills.decisions import SkillDecisions
from infoview_analysis.skills.matcher import Found, Matcher
from infoview_analysis.skills.need import Need, needs_in
from infoview_analysis.skills.suggestions import suggest
from infoview_analysis.skills.vocabulary import Vocabulary, key, with_decisions

if TYPE_CHECKING:
    import pandas as pd

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
    points: pd.DataFrame, vocabulary: Vocabulary, decisions: SkillDecisions | None = None, *, suggestions: bool = True
) -> pd.DataFrame:
    """Return every mention of a skill.

    Parameters
    ----------
    points : DataFrame
        The points frame.
    vocabulary : Vocabulary
    decisions : SkillDecisions, optional
        What the person settled: confirmed suggestions count, ignored skills are left out, needs set by hand win.
    suggestions : bool
        Whether to suggest names that the vocabulary does not hold (status ``suggested``).

    Returns
    -------
    DataFrame
        The frame ``skill_mentions``, in the order of the points and of their words.
    """
    import pandas as pd

    from infoview_analysis.frames import conform, empty

    decisions = decisions or SkillDecisions()
    vocabulary = with_decisions(vocabulary, decisions)
    matcher = Matcher(vocabulary)
    ignored = frozenset(key(name) for name in decisions.ignored) | vocabulary.silenced
    own_needs, _ = decisions.needs_of(points)
    columns = [points[name].tolist() for name in ("point_id", "interview_id", "start", "text")]
    headings = points["heading"].fillna("").tolist() if "heading" in points.columns else [""] * len(points)
    categories = points["category"].fillna("").tolist() if "category" in points.columns else [""] * len(points)
    rows = []
    for point, interview, start, text, heading, about in zip(*columns, headings, categories, strict=True):
        for one, status, need in mention_rows(matcher, text, heading, about, ignored=ignored, suggestions=suggestions):
            set_by_hand = own_needs.get((point, one.skill.casefold()))
            rows.append((
                one.skill, text[one.start : one.end], point, interview, set_by_hand or need.need,
                int(start) + one.start, int(start) + one.end, status, vocabulary.category(one.skill) or None,
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


def mention_rows(
    matcher: Matcher,
    text: str,
    heading: str = "",
    category: str = "",
    *,
    ignored: frozenset[str] = frozenset(),
    suggestions: bool = True,
) -> list[tuple[Found, str, Need]]:
    """Return the mentions in one point: what was found, its status, and how much it is needed."""
    asked = category == "required skills" or (not category and bool(_SKILL_HEADING.search(heading)))
    found = [(one, "vocabulary") for one in matcher.find(text)]
    if suggestions:
        found = _with_suggestions(text, found, ignored)
    if not found:
        return []
    spans = [(one.start, one.end) for one, _ in found]
    rows = []
    for (one, status), need in zip(found, needs_in(text, spans, asked=asked), strict=True):
        talk = bool(need.said or _SKILL_TALK.search(text, need.start, need.end))
        # A tool that is merely used, in a point about something else, is nothing that anybody asks for.
        if one.certain:
            counts = asked or talk or not category
        else:
            counts = (asked or (not category and need.said)) and (talk or not one.common)
        if counts:
            rows.append((one, status, need))
    return rows


def _with_suggestions(text: str, found: list[tuple[Found, str]], ignored: frozenset[str]) -> list[tuple[Found, str]]:
    taken = [(one.start, one.end) for one, _ in found]
    more = [one for one in suggest(text, taken) if key(one.skill) not in ignored]
    if not more:
        return found
    return sorted([*found, *((one, "suggested") for one in more)], key=lambda pair: pair[0].start)
