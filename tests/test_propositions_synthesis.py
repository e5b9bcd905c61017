"""From codebook and notes to the views: what the person decided is in the frames, and what they dropped is not."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from infoview_analysis import frames
from infoview_analysis.codebook.sections import Section
from infoview_analysis.contrasts import last_contrasts
from infoview_analysis.contrasts.book import PropositionBook, read_book
from infoview_analysis.contrasts.summarize import summarize_contrasts
from infoview_analysis.presentation.contrast_cards import contrast_cards
from infoview_analysis.presentation.contrasts import on_this_computer, summary_of_contrasts
from infoview_analysis.settings import ContrastSettings, Settings
from infoview_analysis.themes import texts_to_encode

SAID = (
    ("Ana", "a degree is needed, every posting asks for one", None),
    ("Ana", "the coffee is good there", None),
    ("Ben", "you must skip the degree, nobody needs a degree", None),
    ("Ben", "nobody opened the portfolio", "against/portfolio"),
    ("Cho", "a degree is needed only if you want to manage", None),
    ("Cho", "they looked at the portfolio first", "for/portfolio"),
    ("Dee", "degree or not, a degree is never asked about", None),
)
WORDS = sorted({word for _, words, _ in SAID for word in re.findall(r"\w+", words)})


def encode(texts):
    counts = np.array([[float(re.findall(r"\w+", text.lower()).count(word)) for word in WORDS] for text in texts])
    return (counts + 1e-3).astype("float32")


@pytest.fixture
def notes():
    names = dict.fromkeys(name for name, _, _ in SAID)
    interviews = pd.DataFrame(
        {"interview_id": [n.lower() for n in names], "interviewee": list(names), "source": [f"{n}.md" for n in names],
         "n_points": [2] * len(names)})  # fmt: skip
    rows = [
        {"point_id": f"p{k:012d}", "interview_id": name.lower(), "position": k + 1, "source": f"{name}.md",
         "line": k + 1, "start": 0, "end": len(words), "text": words, "plain": words, "kind": "item", "tags": tag}
        for k, (name, words, tag) in enumerate(SAID)
    ]  # fmt: skip
    return frames.conform(pd.DataFrame(rows), "points"), frames.conform(interviews, "interviews")


def summary(notes, book: PropositionBook, **settings):
    points, interviews = notes
    texts = texts_to_encode(points)
    return summarize_contrasts(
        points, interviews, frames.empty("themes"), dict(zip(texts, encode(texts), strict=True)), book=book,
        encode=encode, settings=ContrastSettings(shuffles=99, **settings),
    )  # fmt: skip


def book(points, **entry) -> PropositionBook:
    section = [{"id": "degree", "statement": "A degree is needed.", **entry}]
    return read_book(Section(section), dict(zip(points["point_id"], points["plain"], strict=True)))


def test_marks_and_tags_are_facts_of_people(notes):
    found = summary(notes, book(notes[0], **{"for": ["a degree is needed, every"], "against": ["you must skip"]}))
    contrasts = found.contrasts.set_index("contrast_id")
    assert contrasts.loc["degree", ["n_for", "n_against", "n_depends"]].tolist() == [1, 1, 0]
    assert contrasts.loc["portfolio", ["n_for", "n_against", "origin"]].tolist() == [1, 1, "inline"]
    assert contrasts.loc["portfolio", "proposition"] == "portfolio"
    quotes = found.contrast_points
    facts = quotes[quotes["status"] != "suggested"]
    assert set(facts["status"]) == {"marked", "inline"}
    assert len(facts) == 4
    people = found.contrast_people
    assert (people["status"] == "marked").sum() == 4


def test_what_is_dropped_is_neither_shown_nor_proposed_again(notes):
    assert "degree" in set(summary(notes, book(notes[0])).contrasts["contrast_id"])
    dropped = summary(notes, book(notes[0], dropped="yes"))
    for name in ("contrasts", "contrast_points", "contrast_people"):
        assert "degree" not in set(getattr(dropped, name)["contrast_id"])
    assert not dropped.contrasts["proposition"].str.casefold().str.startswith("a degree is needed.").any()


def test_no_more_are_proposed_than_asked_for(notes):
    for most in (0, 1):
        found = summary(notes, book(notes[0], dropped="yes"), proposed=most)
        assert (found.contrasts["origin"] == "proposed").sum() <= most


def test_problems_of_the_section_come_along(notes):
    found = summary(notes, book(notes[0], **{"for": ["never said by anybody at all"]}))
    assert [problem.code for problem in found.problems] == ["quote-lost"]


def test_the_last_run_is_kept_for_the_review(notes, tmp_path):
    found = summary(notes, book(notes[0], **{"for": ["a degree is needed, every"]}))
    kept = last_contrasts.gathered(found.contrasts, found.contrast_points, notes[0])
    last_contrasts.save(kept, tmp_path)
    assert last_contrasts.load(tmp_path) == kept
    assert [p.contrast_id for p in kept] == found.contrasts["contrast_id"].tolist()
    portfolio = next(p for p in kept if p.contrast_id == "portfolio")
    assert {q.inline for q in portfolio.quotes if q.inline} == {"for", "against"}
    degree = next(p for p in kept if p.contrast_id == "degree")
    marked = next(q for q in degree.quotes if q.point_id == "p000000000000")
    assert (marked.side, marked.cue) == ("", "")
    (tmp_path / last_contrasts.FILE_NAME).write_text("{", encoding="utf-8")
    assert last_contrasts.load(tmp_path) is None


def test_the_page_says_what_was_sent_where():
    from contrast_fixtures import with_contrasts

    bundle = with_contrasts(2)
    assert "sent to" not in summary_of_contrasts(bundle).html
    asked = ContrastSettings(judge="endpoint", endpoint="http://localhost:11434/v1", model="small")
    bundle.settings = Settings(contrasts=asked)
    shown = summary_of_contrasts(bundle).html
    assert "were sent to http://localhost:11434/v1 (small)" in shown
    assert "That address is on this computer." in shown
    bundle.contrasts = replace(bundle.contrasts, judge="endpoint: small")
    assert "a reading by the judge “endpoint: small”" in summary_of_contrasts(bundle).html
    assert "a reading by the judge “endpoint: small”" in contrast_cards(bundle).html
    elsewhere = ContrastSettings(judge="endpoint", endpoint="https://models.example/v1", model="large")
    bundle.settings = Settings(contrasts=elsewhere)
    assert "the quotes left yours, with the names that stand in them" in summary_of_contrasts(bundle).html


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:11434/v1", True),
        ("http://192.168.1.7:11434/v1", False),
        ("https://localhost.example/v1", False),
    ],
)
def test_which_addresses_are_of_this_computer(address, here):
    assert on_this_computer(address) == here
