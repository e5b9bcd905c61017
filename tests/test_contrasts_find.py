"""Who stands where: marks are facts, suggestions are told apart, and nobody is lost."""

import numpy as np
import pandas as pd
import pytest

from infoview_analysis import frames
from infoview_analysis.contrasts import Proposition, contrast_id, find_contrasts, marks_frame, no_contrasts
from infoview_analysis.contrasts.gather import reading_list
from infoview_analysis.contrasts.judges import Judgement, Verdict
from infoview_analysis.contrasts.summary import FRAME_NAMES
from infoview_analysis.errors import FrameError
from infoview_analysis.readers.document import Problem
from infoview_analysis.settings import ContrastSettings
from infoview_analysis.themes.context import texts_to_encode

SAID = {
    "Ana": ["Skip the degree, nobody ever asked for mine.", "Coffee is free."],
    "Ben": ["The degree got me hired, worth every penny."],
    "Cem": [
        "Degree? It depends on the firm.",
        "The degree was a waste of money because firms train people themselves.",
    ],
    "Dee": ["A degree is mandatory here, no exceptions."],
    "Eli": ["Don't bother with a degree at all.", "The office is in Leeds and quiet."],
    "Fay": ["We never talked about schooling, only the weather."],
}
DEGREE = Proposition("c-degree", "A degree is worth it")
WORDS = ("degree", "coffee", "office", "schooling", "firm", "money")


def encode(texts):
    rows = np.array([[text.lower().count(word) for word in WORDS] + [0.1] for text in texts], dtype=float)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def notes():
    rows = []
    for person, texts in SAID.items():
        for position, text in enumerate(texts, 1):
            rows.append(
                {"point_id": f"{person.lower()}{position}", "interview_id": person.lower(), "position": position,
                 "source": f"{person}.md", "line": position, "start": 100 * position, "end": 100 * position + len(text),
                 "text": text, "plain": text, "theme_id": "t1" if "egree" in text else None, "kind": "item"}
            )  # fmt: skip
    points = frames.conform(pd.DataFrame(rows), "points")
    people = [
        {"interview_id": name.lower(), "interviewee": name, "source": f"{name}.md", "n_points": len(texts),
         "seniority": "junior" if name < "D" else "lead", "company_size": "large"}
        for name, texts in SAID.items()
    ]  # fmt: skip
    vectors = dict(zip(texts_to_encode(points), encode(texts_to_encode(points)), strict=True))
    return points, frames.conform(pd.DataFrame(people), "interviews"), frames.empty("themes"), vectors


def found(notes, **options):
    options.setdefault("settings", ContrastSettings(proposed=3, shuffles=99))
    return find_contrasts(*notes, encode=encode, **options)


def test_suggestions_are_no_facts(notes):
    summary = found(notes, propositions=[DEGREE])
    row = summary.contrasts.set_index("contrast_id").loc["c-degree"]
    assert (row["n_for"], row["n_against"], row["n_depends"], row["status"]) == (0, 0, 0, "open")
    assert row["n_suggested_for"] == 2  # Ben and Dee
    assert row["n_suggested_against"] == 2  # Ana and Eli
    assert set(summary.contrast_points["status"]) == {"suggested"}
    assert "marked" not in set(summary.contrast_points["confidence"])
    assert "marked" not in set(summary.contrast_people["status"])


def test_marks_are_counted_by_person_and_outrank_suggestions(notes):
    marks = marks_frame(
        [("c-degree", "ana1", "for", "marked"), ("c-degree", "ben1", "for", "inline"),
         ("c-degree", "cem1", "depends", "marked"), ("c-degree", "cem2", "against", "marked"),
         ("c-degree", "eli1", "none", "marked")]
    )  # fmt: skip
    summary = found(notes, propositions=[DEGREE], marks=marks)
    row = summary.contrasts.set_index("contrast_id").loc["c-degree"]
    assert (row["n_for"], row["n_against"], row["n_depends"]) == (2, 0, 1)
    assert row["n_suggested_for"] == 1  # Dee; Ana and Ben are facts now
    quotes = summary.contrast_points.query("contrast_id == 'c-degree'").set_index("point_id")
    assert quotes.loc["ana1", "side"] == "for"
    assert (quotes.loc["ben1", "status"], quotes.loc["ben1", "confidence"]) == ("inline", "marked")
    assert "eli1" not in quotes.index
    people = summary.contrast_people.query("contrast_id == 'c-degree'").set_index("interviewee")
    assert people.loc["Cem", "side"] == "depends"


def test_everybody_is_somewhere(notes):
    summary = found(notes, propositions=[DEGREE])
    for _, people in summary.contrast_people.groupby("contrast_id"):
        assert sorted(people["interviewee"]) == sorted(SAID)
    row = summary.contrasts.iloc[0]
    counted = row[["n_for", "n_against", "n_depends", "n_open", "n_silent"]].sum() + row.filter(like="suggested").sum()
    assert counted == len(SAID)


def test_a_proposed_sentence_stands_in_the_notes_and_its_sides_are_of_different_people(notes):
    summary = found(notes)
    assert len(summary.contrasts) >= 1
    texts = notes[0].set_index("point_id")["text"]
    for row in summary.contrasts.itertuples():
        assert row.origin == "proposed"
        assert row.proposition.removesuffix(" …") in texts[row.source_point_id]
        sided = summary.contrast_points.query("contrast_id == @row.contrast_id").dropna(subset=["side"])
        assert sided["interview_id"].is_unique
        assert {"for", "against"} <= set(sided["side"]) | {"depends"} | {"against"}


def test_reasons_are_verbatim_with_their_place(notes):
    summary = found(notes, propositions=[DEGREE])
    reason = summary.reasons_given.query("contrast_id == 'c-degree'").iloc[0]
    assert reason["text"] == "because firms train people themselves"
    text, start = notes[0].set_index("point_id").loc[reason["point_id"], ["text", "start"]]
    assert text[reason["start"] - start : reason["end"] - start] == reason["text"]


def test_all_frames_keep_their_form(notes):
    for summary in (found(notes, propositions=[DEGREE]), no_contrasts()):
        for name in FRAME_NAMES:
            frames.validate(getattr(summary, name), name)


def test_the_order_of_rows_changes_nothing(notes):
    points, interviews, themes, vectors = notes
    one = found(notes, propositions=[DEGREE])
    other = found(
        (points.iloc[::-1].reset_index(drop=True), interviews.iloc[::-1].reset_index(drop=True), themes, vectors),
        propositions=[DEGREE],
    )
    for name in FRAME_NAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_what_is_proposed_once_is_not_proposed_beside_itself(notes):
    first = found(notes).propositions[0]
    taken = Proposition(first.contrast_id, first.statement, None, "own")
    again = found(notes, propositions=[taken])
    assert again.contrasts["contrast_id"].is_unique
    assert first.statement not in {p.statement for p in again.propositions if p.origin == "proposed"}


def test_marks_that_belong_to_nothing_are_told(notes):
    marks = marks_frame([("c-gone", "ana1", "for", "marked"), ("c-degree", "gone", "for", "marked")])
    assert [p.code for p in found(notes, propositions=[DEGREE], marks=marks).problems] == ["lost-mark", "lost-mark"]


def test_a_judge_decides_before_the_cues_and_its_troubles_are_told(notes):
    class Contrary:
        name = "contrary"

        def judge(self, proposition, quotes):
            verdicts = tuple(
                Verdict(q.point_id, "for", "likely", "so", ("degree",)) for q in quotes if q.point_id == "ana1"
            )
            return Judgement(verdicts, (Problem("infoview.toml", None, "warning", "judge", "slow"),))

    summary = found(notes, propositions=[DEGREE], judge=Contrary(), settings=ContrastSettings(proposed=0))
    quotes = summary.contrast_points.set_index("point_id")
    assert (quotes.loc["ana1", "side"], quotes.loc["eli1", "side"]) == ("for", "against")
    assert (quotes.loc["ana1", "status"], summary.judge, len(summary.problems)) == ("suggested", "contrary", 1)


def test_no_notes_and_one_person(notes):
    points, interviews, themes, vectors = notes
    assert found((points.iloc[:0], interviews.iloc[:0], themes, vectors)).contrasts.empty
    assert found((points.iloc[:2], interviews.iloc[:1], themes, vectors)).contrasts.empty


def test_consensus_needs_marks_of_four_people(notes):
    marks = marks_frame([("c-degree", f"{name}1", "for", "marked") for name in ("ana", "ben", "dee", "eli")])
    summary = found(notes, propositions=[DEGREE], marks=marks)
    assert summary.consensus[["side", "n_people", "n_asked"]].iloc[0].tolist() == ["for", 4, 4]
    assert found(notes, propositions=[DEGREE], marks=marks.iloc[:3]).consensus.empty


def test_a_talkative_person_does_not_fill_the_reading_list():
    scores = np.array([0.50, 0.495, 0.49, 0.485, 0.48])
    people = np.array([0, 0, 0, 1, 2])
    ids = np.array(list("abcde"), dtype=object)
    assert reading_list(scores, people, ids, 3).tolist() == [0, 3, 4]


def test_ids_are_of_the_words():
    assert contrast_id("A degree is worth it.") == contrast_id("a degree  is worth it")
    assert contrast_id("A degree is worth it") != contrast_id("A degree is not worth it")


def test_a_wrong_side_is_told():
    with pytest.raises(FrameError, match="side"):
        marks_frame([("c", "p", "pro", "marked")])


def test_the_codebook_decides_before_the_notes():
    marks = marks_frame([("c", "p", "for", "marked"), ("c", "p", "against", "inline")])
    assert marks[["side", "origin"]].to_numpy().tolist() == [["for", "marked"]]
