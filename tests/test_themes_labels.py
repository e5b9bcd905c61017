"""Labels: what at least two people say, in their words."""

import numpy as np
import pytest

from infoview_analysis.themes.exemplars import rank_exemplars
from infoview_analysis.themes.labels import label_of, theme_labels
from infoview_analysis.themes.phrases import collect_phrases

NOTES = {
    "card": [
        ("Ann", "without a union card nobody lets you near the crane"),
        ("Bo", "He waited two years for the union card."),
        ("Cy", "Union cards are handed out in March, not before"),
        ("Di", "an apprenticeship is the way to the card"),
    ],
    "pay": [
        ("Ann", "overtime is where the money is"),
        ("Bo", "her overtime doubled the salary"),
        ("Di", "no overtime since the merger"),
    ],
    "tools": [
        ("Ann", "the C++ tests run on SQL dumps"),
        ("Cy", "wrote SQL every single day"),
        ("Di", "SQL and patience"),
    ],
}


def label(notes, **options):
    rows = [(theme, person, text) for theme, pairs in notes.items() for person, text in pairs]
    members = {theme: [i for i, row in enumerate(rows) if row[0] == theme] for theme in notes}
    headings = options.pop("headings", [""] * len(rows))
    return theme_labels(members, [r[2] for r in rows], [r[1] for r in rows], headings, **options)


def test_shared_phrases_become_labels_in_the_words_people_use():
    labels = label(NOTES)
    assert labels["card"][0] == "union card"
    assert labels["pay"][0] == "overtime"
    assert labels["tools"][0] == "SQL"


def test_stems_and_nested_phrases_are_one():
    words = " ".join(label(NOTES)["card"]).lower().split()
    assert words.count("card") + words.count("cards") == 1
    assert "union" not in label(NOTES)["card"]


def test_a_phrase_of_one_person_is_no_label():
    notes = {
        "a": [("Ann", "solar tracker"), ("Ann", "the solar tracker again"), ("Bo", "nothing alike")],
        "b": NOTES["pay"],
    }
    assert label(notes)["a"] == ()


@pytest.mark.parametrize("name", ["Overtime Ltd", "Mrs Overtime"])
def test_names_of_people_and_companies_are_no_labels(name):
    assert "overtime" not in " ".join(label(NOTES, names=[name])["pay"])


def test_words_of_nearly_all_themes_are_no_labels():
    notes = {t: [(p, f"{text} with the client") for p, text in pairs] for t, pairs in NOTES.items()}
    notes["more"] = [("Ann", "the client again"), ("Bo", "a client or two")]
    assert all("client" not in phrase for phrases in label(notes).values() for phrase in phrases)


def test_no_stop_words_numbers_or_fragments():
    notes = {"a": [("Ann", "day one at 7 am on it"), ("Bo", "day one at 9 and 40 people")], "b": NOTES["pay"]}
    assert label(notes)["a"] == ()


def test_links_stand_inside_a_phrase_only():
    living = [("Ann", "cost of living in town"), ("Bo", "the cost of living"), ("Cy", "cost of everything")]
    notes = {"a": living, "b": NOTES["pay"], "c": NOTES["tools"]}
    assert label(notes)["a"][0] == "cost of living"


def test_a_heading_over_several_people_is_a_candidate():
    notes = {"a": [(p, f"{p} said little {i}") for i, p in enumerate("PQRS")], "b": NOTES["pay"], "c": NOTES["tools"]}
    headings = ["Getting hired?", "Getting hired", "getting hired", "Other"] + ["Money"] * 3 + ["Tools"] * 3
    assert label(notes, headings=headings)["a"][0].lower() == "getting hired"


def test_meaning_breaks_the_tie_between_phrases():
    notes = {
        "a": [("Ann", "the crane and the ladder"), ("Bo", "a ladder, a crane")],
        "b": NOTES["pay"],
        "c": NOTES["tools"],
    }

    def near(phrases, theme):
        return np.array([0.4 if phrase == "ladder" else -0.1 for phrase in phrases])

    assert label(notes, closeness=near)["a"][0] == "ladder"
    assert label(notes)["a"][0] == "crane"


def test_a_label_is_phrases_or_a_quote():
    exemplar = "It took them eight months to find out that nobody in the county office had opened the letter"
    assert label_of(("union card", "apprenticeship", "gate", "crew"), exemplar) == "union card, apprenticeship, gate"
    assert label_of((), "“Short one”") == "“Short one”"
    assert label_of((), exemplar) == "“It took them eight months to find out that nobody in the …”"
    assert label_of(("permit",), exemplar) == "permit: “It took them eight months to find out that nobody in …”"


def test_phrases_do_not_cross_punctuation():
    keys = {p.surface for p in collect_phrases(["solar panels, permits: wind (turbines)"], ["Ann"])}
    assert keys == {"solar", "panels", "solar panels", "permits", "wind", "turbines"}


def test_exemplars_prefer_the_middle_and_take_turns():
    middle = np.array([[1, 0.02], [1, 0.0], [1, -0.02], [0.2, 1.0]])
    rows = middle / np.linalg.norm(middle, axis=1, keepdims=True)
    plain = ["a quote that is long enough to stand"] * 4
    assert rank_exemplars(rows, plain, ["Ann", "Ann", "Ann", "Bo"])[1] == 3
    assert rank_exemplars(rows, plain, ["Ann", "Bo", "Cy", "Di"])[-1] == 3
    assert rank_exemplars(rows[:0], [], []) == []


def test_exemplars_avoid_fragments_and_leaning_openings():
    rows = np.ones((3, 2)) / np.sqrt(2)
    plain = ["pay!", "and it never stopped after that first winter season", "overtime pays for the house in the end"]
    assert rank_exemplars(rows, plain, ["Ann", "Bo", "Cy"])[0] == 2
