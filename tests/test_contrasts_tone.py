"""Themes of mixed tone: glad and sorry about the same, without contradicting each other."""

from __future__ import annotations

import pandas as pd
import pytest

from infoview_analysis.contrasts.consensus import mixed_tone
from infoview_analysis.contrasts.tone import glad_words, sorry_words

THEMES = pd.DataFrame({"theme_id": ["hours", "tools", "pay"], "label": ["Odd hours", "Tools", "Pay"]})
SAID = (
    ("hours", "Ana", "I love the quiet at night"),
    ("hours", "Bo", "proud of every shift"),
    ("hours", "Cem", "I dreaded Sundays for a year and a half"),
    ("hours", "Dee", "cried in the van"),
    ("hours", "Dee", "best team, worst hours"),
    ("tools", "Ana", "brilliant software"),
    ("tools", "Ana", "great screens"),
    ("tools", "Bo", "a nightmare to learn"),
    ("tools", "Cem", "an awful thing"),
    ("pay", "Ana", "happy with it"),
    ("pay", "Bo", "a delight"),
    ("pay", "Cem", "unfair"),
    ("pay", "Dee", "ashamed of it"),
    (None, "Eve", "a lovely day, then a sad one"),
)
POINTS = pd.DataFrame(
    [(f"p{n:02}", theme, words) for n, (theme, _, words) in enumerate(SAID)], columns=["point_id", "theme_id", "plain"]
)
PEOPLE = pd.Series([person for _, person, _ in SAID])


def contrasts(theme: str, n_for: int, n_against: int) -> pd.DataFrame:
    return pd.DataFrame({"theme_id": [theme], "n_for": [n_for], "n_against": [n_against]})


def test_two_people_must_sound_glad_and_two_sorry():
    found = mixed_tone(POINTS, PEOPLE, THEMES, contrasts("tools", 0, 0))
    assert found["theme_id"].tolist() == ["hours", "pay"]  # of the tools only Ana speaks gladly
    hours = found.iloc[0]
    assert (hours["label"], hours["n_glad"], hours["n_sorry"]) == ("Odd hours", 3, 2)
    # The shortest quote, but one of a single tone first.
    assert (hours["glad_point_id"], hours["sorry_point_id"]) == ("p01", "p03")


def test_a_proposed_sentence_does_not_make_a_contrast_of_a_theme():
    found = mixed_tone(POINTS, PEOPLE, THEMES, contrasts("pay", 0, 0)).set_index("theme_id")
    assert found["note"].to_dict() == {
        "hours": "glad and sorry words, but no sentence was found that people take sides on",
        "pay": "glad and sorry words; by the marks so far nobody contradicts anybody",
    }


@pytest.mark.parametrize(("n_for", "n_against", "listed"), [(1, 1, False), (3, 0, True), (0, 2, True)])
def test_a_theme_whose_people_are_marked_on_both_sides_is_left_out(n_for, n_against, listed):
    found = mixed_tone(POINTS, PEOPLE, THEMES, contrasts("hours", n_for, n_against))
    assert ("hours" in set(found["theme_id"])) == listed


def test_nothing_said_no_tone():
    assert mixed_tone(POINTS.iloc[:0], PEOPLE.iloc[:0], THEMES, contrasts("pay", 0, 0)).empty


@pytest.mark.parametrize(
    ("words", "glad", "sorry"),
    [
        ("Best day of his career", "Best", None),
        ("her low point", None, "low point"),
        ("was burnt out by May", None, "burnt out"),
        ("it is not fun, never easy", None, None),
        ("wasn't happy", None, None),
        ("no regrets", None, None),
        ("a kind of database", None, None),
        ("the hardware failed", None, None),
        ("warmth, and dread", "warmth", "dread"),
    ],
)
def test_words_that_sound_glad_or_sorry(words, glad, sorry):
    texts = pd.Series([words], dtype="str")
    assert glad_words(texts).fillna("").item() == (glad or "")
    assert sorry_words(texts).fillna("").item() == (sorry or "")
