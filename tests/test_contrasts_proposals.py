"""What is proposed: whole sentences, tidied and never reworded; sides abstained from where they would be a guess."""

import numpy as np
import pandas as pd
import pytest

from infoview_analysis.contrasts.judges import CueJudge, Quote
from infoview_analysis.contrasts.propose import propose
from infoview_analysis.contrasts.proposition import Proposition, no_marks
from infoview_analysis.contrasts.sentences import sentences, shortened, tidied, unfitness
from infoview_analysis.contrasts.sides import quotes_with_sides


@pytest.mark.parametrize(
    ("said", "tidy"),
    [
        ("I think a degree is needed to get in", "A degree is needed to get in"),
        ("Honestly, the certificate is a waste of money", "The certificate is a waste of money"),
        ("Ray: Now you start on the floor like all of us", "Now you start on the floor like all of us"),
        ("A: Every new hire learns it on the job", "Every new hire learns it on the job"),
        ("– Excel is enough on the ops desk", "Excel is enough on the ops desk"),
        ("He thinks that school is where good nurses hide", "School is where good nurses hide"),
        ("“A year of pride costs more than a year of salary.”", "A year of pride costs more than a year of salary."),
        ("If you need the desk, take the desk.\"", "If you need the desk, take the desk."),
        ("Never \"work for free\" to be seen by them", "Never \"work for free\" to be seen by them"),
        ("Well, skip it.", "Well, skip it."),
        ("I think so", "I think so"),
        ("", ""),
        ("”", ""),
    ],
)  # fmt: skip
def test_a_sentence_is_tidied_and_its_words_stay(said, tidy):
    assert tidied(said) == tidy
    assert tidy.casefold() in said.casefold()


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("A certificate is worth the money for beginners.", "Is a certificate worth the money for beginners?"),
        ("A certificate is worth the money for beginners.", "This is worth the money for beginners."),
        ("A certificate is worth the money for beginners.", "She did it and it was worth it for her."),
        ("A certificate is worth the money for beginners.", "Certificate, two evenings, London."),
        ("You must know SQL to get hired here.", "The office is next to the river in Leeds."),
        ("You must know SQL to get hired here.", "SQL a must."),
        ("You must know SQL to get hired here.", "You must know SQL and " + "this or that and " * 8 + "more."),
        ("Juniors need time on the floor first.", "They need time on the floor first."),
    ],
)
def test_whole_clear_sentences_come_first(better, worse):
    assert unfitness(better) < unfitness(worse)


def test_sentences_are_verbatim():
    text = "- Skip it. It is a waste! Why bother?"
    assert sentences(text) == ["Skip it.", "It is a waste!", "Why bother?"]
    assert len(shortened("word " * 60)) <= 162


def notes(texts):
    return pd.DataFrame(
        {
            "point_id": [f"p{n:02d}" for n in range(len(texts))],
            "interview_id": [f"i{n:02d}" for n in range(len(texts))],
            "plain": texts,
            "heading": None,
            "theme_id": "t",
        }
    )


def test_groups_that_take_sides_are_proposed_before_those_that_do_not():
    about = ["The office has blue chairs for the team.", "A degree helps people to get hired."]
    texts = [f"{about[n // 6]} {n}" for n in range(12)]
    rows = np.repeat(np.eye(2), 6, axis=0)
    sided = np.repeat([0.1, 0.9], 6)
    first = propose(notes(texts), np.arange(12), rows, rows, n=2, sided=sided)[0]
    other = propose(notes(texts), np.arange(12), rows, rows, n=2, sided=sided[::-1])[0]
    assert "degree" in first.proposition.statement
    assert "office" in other.proposition.statement


def test_likely_is_said_only_of_sentences_that_speak_for_their_subject():
    quote = [Quote("p", "Skip the course, a waste of money.")]
    levels = [CueJudge().judge(sentence, quote).verdicts[0].level for sentence in
              ("A course is worth the money.", "Courses open the door.", "Courses are a waste of money.")]  # fmt: skip
    assert levels == ["likely", "possible", "possible"]


def test_a_cue_in_a_quote_about_something_else_gives_no_side():
    points = notes(["Skip the degree, a waste of money.", *["Nobody ever asked for the parking badge."] * 59])
    scores = np.linspace(0.1, 0.2, 60)
    scores[0] = 0.9
    table, _ = quotes_with_sides(
        points, Proposition("c", "A degree is worth the money."), no_marks(), np.arange(5), scores,
        candidate=None, judge=None,
    )  # fmt: skip
    assert table["side"].iloc[0] == "against" and table["confidence"].iloc[0] == "likely"
    assert table["side"].iloc[1:].isna().all()
