from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.segmentation import (
    ITEM_WORDS,
    LONGEST_CHARACTERS,
    LONGEST_PART_WORDS,
    PROSE_WORDS,
    point_spans,
    sentences,
    word_count,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dr. Ito left. He said e.g. Excel is 3.5 times faster.",
            ["Dr. Ito left.", "He said e.g. Excel is 3.5 times faster."],
        ),
        ('"Really?" she asked. "Yes." Then off.', ['"Really?" she asked.', '"Yes."', "Then off."]),
        ("In U.S. law it counts. In the U.S. They know.", ["In U.S. law it counts.", "In the U.S.", "They know."]),
        ("J. Smith at Acme Inc. and B. Lee, etc. They pay.", ["J. Smith at Acme Inc. and B. Lee, etc.", "They pay."]),
        ("so... maybe. Well... No!", ["so... maybe.", "Well...", "No!"]),
        ("1. Get a degree. In 2019. Then go.", ["1. Get a degree.", "In 2019.", "Then go."]),
        ("excel is most. rest is email", ["excel is most.", "rest is email"]),
        ("Excel is most. rest is email", ["Excel is most. rest is email"]),
        ("**Bold.** Next (one.) End", ["**Bold.**", "Next (one.)", "End"]),
        ("好的。我们走吧！再见", ["好的。", "我们走吧！", "再见"]),
        ("no full stop", ["no full stop"]),
        ("  ", []),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_one_thought_a_line_is_parted_and_wrapped_text_is_not():
    notes = "started in sales\nexcel every day\nhates travel"
    assert [notes[a:b] for a, b in point_spans(notes, 0, len(notes), own_lines=True)] == notes.split("\n")
    assert point_spans(notes, 0, len(notes), own_lines=False) == [(0, len(notes))]
    wrapped = (
        "This was written in an editor that wraps its lines so that they are of\n"
        "about one length and break where the next word would not have fitted\n"
        "any more. It is one thought."
    )
    assert point_spans(wrapped, 0, len(wrapped), own_lines=True) == [(0, len(wrapped))]


def test_the_longest_of_many_thoughts_is_not_taken_for_a_wrapped_line():
    notes = (
        "used to be a chef, now a planner\n"
        "says kitchens teach you to plan backwards from a deadline better than any course\n"
        "excel every day\n"
        "no degree needed at his place"
    )
    assert [notes[a:b] for a, b in point_spans(notes, 0, len(notes), own_lines=True)] == notes.split("\n")
    medium = "hates: necks and shoulders hurt after ten years\nschool: two years, 24k, paid back in three\nshadow first"
    assert [medium[a:b] for a, b in point_spans(medium, 0, len(medium), own_lines=True)] == medium.split("\n")


def test_an_answer_stays_whole_up_to_its_length_and_a_longer_one_is_cut_between_sentences():
    sentence = "They asked for ten years of it and then took me anyway. "  # 12 words
    answer = (sentence * 3).strip()
    assert word_count(answer) == 36 <= PROSE_WORDS
    assert point_spans(answer, 0, len(answer), own_lines=True) == [(0, len(answer))]
    story = (sentence * 9).strip()
    parts = [story[a:b] for a, b in point_spans(story, 0, len(story), own_lines=True)]
    assert [word_count(part) for part in parts] == [36, 36, 36]
    assert point_spans(story, 0, len(story), own_lines=False, whole_words=ITEM_WORDS) == [(0, len(story))]
    assert all(part.endswith("anyway.") for part in parts)


def test_a_cut_avoids_sentences_that_lean_on_the_one_before():
    alone = "Salaries in this town are lower than on the coast. "
    leaning = "But that hardly matters when rent is half of it. "
    text = ((alone + leaning) * 10).strip()
    parts = [text[a:b] for a, b in point_spans(text, 0, len(text), own_lines=True)]
    assert len(parts) > 2
    assert all(part.startswith("Salaries") for part in parts)


@given(
    st.lists(
        st.sampled_from(
            ["word", "Dr.", "e.g.", "end.", "So", "but", "\n", "x" * 700, "好" * 90, "?!", '"Yes."', ";", "–", "\t"]
        ),
        max_size=250,
    ).map(" ".join),
    st.booleans(),
)
@settings(deadline=None)
def test_parts_hold_all_words_in_order_and_none_is_too_long(text, own_lines):
    spans = point_spans(text, 0, len(text), own_lines=own_lines)
    assert re.sub(r"\s", "", "".join(text[a:b] for a, b in spans)) == re.sub(r"\s", "", text)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end <= start
    for start, end in spans:
        part = text[start:end]
        assert part == part.strip() != ""
        assert len(part) <= LONGEST_CHARACTERS
        assert word_count(part) <= max(PROSE_WORDS, LONGEST_PART_WORDS)
