"""Which names count as skills: by what stands around them, and by how many people say them."""

import pandas as pd
import pytest

from infoview_analysis.skills import find_mentions, shipped_vocabulary
from infoview_analysis.skills.mention_head import FEATURES, Weights, features, probability, shipped_weights
from infoview_analysis.skills.profile_names import skill_of_entry
from infoview_analysis.skills.vocabulary import Skill, with_skills

VOCABULARY = shipped_vocabulary()


def points(*texts: str, asks: float, heading: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "point_id": [f"p{n}" for n in range(len(texts))],
            "interview_id": [f"i{n}" for n in range(len(texts))],
            "start": [0] * len(texts),
            "text": texts,
            "plain": texts,
            "heading": [heading] * len(texts),
            "category": ["daily work"] * len(texts),
            "asks_skills": [asks] * len(texts),
        }
    )


def test_a_weight_for_every_sign() -> None:
    assert len(shipped_weights().weights) == len(FEATURES)
    signs = features("Know SQL.", 5, 8, certain=True, common=False, asks=0.5, n_names=1, n_people=1, spoken=0.5)
    assert len(signs) == len(FEATURES)
    assert signs[2] == signs[FEATURES.index("spoken")] == 0.0 and signs[FEATURES.index("capitals")] == 1.0


def test_the_probability_is_that_of_a_logistic_regression() -> None:
    weights = Weights((1.0, *(0.0 for _ in FEATURES[1:])), -1.0)
    assert probability((1.0, *(0.0 for _ in FEATURES[1:])), weights) == 0.5
    assert probability((-1e9, *(0.0 for _ in FEATURES[1:])), weights) == 0.0


def test_a_name_counts_where_skills_are_asked_for_and_many_say_it() -> None:
    said = "we had planning with the team on a Monday and it rained all afternoon"
    assert find_mentions(points(said, asks=0.02), VOCABULARY).empty
    assert len(find_mentions(points("SQL and planning", asks=0.95), VOCABULARY)) >= 1
    signs = dict(certain=True, common=False, asks=0.2, n_names=1, spoken=0.3)
    alone, many = (probability(features("the SQL", 4, 7, **signs, n_people=n)) for n in (1, 6))
    assert many > alone


def test_a_name_of_the_persons_own_list_counts_where_the_note_speaks_of_skills() -> None:
    own = with_skills(
        VOCABULARY, [Skill("zorbing", "own", clear=frozenset(["zorbing"]), source="skills_vocabulary.csv")]
    )
    text = points("at the end of a long and rainy day somebody had experience with zorbing", asks=0.05)
    assert list(find_mentions(text, own)["skill"]) == ["zorbing"]


def test_a_heading_says_how_much_is_needed() -> None:
    frame = find_mentions(points("SQL, Tableau", asks=0.9, heading="Nice to have"), VOCABULARY)
    assert set(frame["need"]) == {"nice"} and set(frame["cue"]) == {"Nice to have"}
    assert set(find_mentions(points("SQL, Tableau", asks=0.9, heading="Overrated"), VOCABULARY)["need"]) == {
        "not_needed"
    }
    assert set(find_mentions(points("SQL, Tableau", asks=0.9, heading="Tools"), VOCABULARY)["need"]) == {"must"}


@pytest.mark.parametrize(
    ("written", "skill"),
    [
        ("Accessibility (WCAG)", "Accessibility testing"),
        ("Case management software", "Case management"),
        ("HTML and CSS", "HTML"),
        ("Excel and welding", None),
        ("Zorbing (advanced)", None),
    ],
)
def test_profile_entries_in_other_words(written: str, skill: str | None) -> None:
    assert skill_of_entry(written, VOCABULARY.resolve) == skill
