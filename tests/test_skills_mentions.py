"""Mentions: the longest name, where it stands, boundaries, ambiguous names, suggestions, the person's word."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.frames import MENTION_STATUSES, NEEDS
from infoview_analysis.skills import SkillDecisions, find_mentions, shipped_vocabulary
from infoview_analysis.skills.decisions import NeedChoice
from infoview_analysis.skills.matcher import Matcher
from infoview_analysis.skills.tokens import form, tokens

VOCABULARY = shipped_vocabulary()
MATCHER = Matcher(VOCABULARY)


def points(*texts: str, heading: str | None = None, category: str | None = None, start: int = 100) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "point_id": [f"p{n}" for n in range(len(texts))],
            "interview_id": [f"i{n}" for n in range(len(texts))],
            "start": [start] * len(texts),
            "text": texts,
            "plain": texts,
            "heading": [heading] * len(texts),
            "category": [category] * len(texts),
        }
    )


def skills_in(text: str) -> list[str]:
    return [one.skill for one in MATCHER.find(text) if one.certain]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and C# and .NET", ["C++", "C#", ".NET"]),
        ("CI/CD pipelines", ["CI/CD"]),
        ("We live by A/B testing.", ["A/B testing"]),
        ("JavaScript, not the island", ["JavaScript"]),
        ("Java it is", ["Java"]),
        ("the R&D budget", []),
        ("we excel at this", []),
        ("use excel daily", ["Excel"]),
        ("Go to work", []),
        ("Services are in Go and Rust.", ["Go", "Rust"]),
        ("it works, IT or not", []),
        ("he does it", []),
        ("**Power BI** and _Tableau_", ["Power BI", "Tableau"]),
        ("project-management skills", ["Project management"]),
        ("a risk assessment each month", ["Risk management"]),
        ("financial modeling", ["Financial modelling"]),
        ("see https://example.org/sql/python", []),
        ("[Figma](https://sql.example.org)", ["Figma"]),
        ("Node.js. And SQL.", ["Node.js", "SQL"]),
        ("Excel for the margins", ["Excel"]),
        ("Excel at what you do", []),
        ("nobody has opened R since", ["R"]),
        ("she develops the recipes", ["Recipe development"]),
        ("the project manager called", []),
    ],
)
def test_names_in_text(text: str, expected: list[str]) -> None:
    assert skills_in(text) == expected


def test_the_longest_name_wins() -> None:
    assert skills_in("Google Analytics certification") == ["Google certificate"]


def test_places_are_places_in_the_source() -> None:
    source = "x" * 100 + "You must know **Excel** and SQL."
    frame = find_mentions(points(source[100:]), VOCABULARY)
    assert list(frame["skill"]) == ["Excel", "SQL"]
    assert [source[a:b] for a, b in zip(frame["start"], frame["end"], strict=True)] == ["Excel", "SQL"]
    assert list(frame["need"]) == ["must", "must"]
    assert frame["cue"].notna().all()


def test_a_common_word_counts_only_where_a_skill_is_asked_for() -> None:
    said = "Writing is the skill I hire for."
    assert find_mentions(points("The writing on the wall."), VOCABULARY).empty
    assert list(find_mentions(points(said, category="required skills"), VOCABULARY)["skill"]) == ["Writing"]


def test_an_answer_to_a_question_about_skills_is_a_demand() -> None:
    frame = find_mentions(points("SQL, Tableau", heading="Which skills matter?"), VOCABULARY)
    assert set(frame["need"]) == {"must"}
    assert frame["cue"].isna().all()


def test_names_of_no_vocabulary_are_suggested_and_confirmed() -> None:
    text = points("You need to be fluent in Zorbix.")
    first = find_mentions(text, VOCABULARY)
    assert list(first[["mention", "status"]].iloc[0]) == ["Zorbix", "suggested"]
    confirmed = find_mentions(text, VOCABULARY, SkillDecisions(confirmed=(("Zorbix", "software", ()),)))
    assert list(confirmed[["skill", "status", "category"]].iloc[0]) == ["Zorbix", "vocabulary", "software"]
    assert find_mentions(text, VOCABULARY, SkillDecisions(ignored=("zorbix",))).empty
    assert find_mentions(text, VOCABULARY, suggestions=False).empty


def test_an_ignored_skill_is_gone() -> None:
    frame = find_mentions(points("You must know Excel and SQL."), VOCABULARY, SkillDecisions(ignored=("excel",)))
    assert list(frame["skill"]) == ["SQL"]


def test_the_persons_need_wins() -> None:
    choice = NeedChoice("sql", "p0", "", "nice")
    frame = find_mentions(points("You must know SQL."), VOCABULARY, SkillDecisions(needs=(choice,)))
    assert list(frame["need"]) == ["nice"]
    assert frame["cue"].isna().all()


def test_no_points_no_mentions() -> None:
    assert find_mentions(points(), VOCABULARY).empty


def test_forms_join_plurals_and_spellings() -> None:
    assert form("Licenses") == form("licence")
    assert form("analyses") and form("organizing") == form("organising")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("SQL excel C++#./&-*_()[]<>\n,;’é😀")), max_size=80))
def test_any_text_gives_places_inside_it_in_order(text: str) -> None:
    places = [(one.start, one.end) for one in MATCHER.find(text)]
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert all(text[token.start : token.end] for token in tokens(text))
    frame = find_mentions(points(text, category="required skills"), VOCABULARY)
    for start, end, status, need in frame[["start", "end", "status", "need"]].itertuples(index=False):
        assert text[start - 100 : end - 100] and status in MENTION_STATUSES and need in NEEDS
