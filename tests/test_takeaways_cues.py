"""Referrals and resources in single sentences, and when the words decide alone."""

import numpy as np
import pandas as pd
import pytest

from infoview_analysis.errors import EncoderError
from infoview_analysis.takeaways.referrals import referrals_in
from infoview_analysis.takeaways.resource_list import merged_titles
from infoview_analysis.takeaways.resources import resources_in
from infoview_analysis.takeaways.verdicts import THRESHOLDS, by_cues_alone, head_logits
from infoview_analysis.themes import Heads
from infoview_analysis.themes.heads import LinearHead

LISTED = THRESHOLDS["resource"].both


def test_a_referral_has_a_name_and_a_company():
    first, place = referrals_in("talk to Karin Ostlund at Vasa, use her name")
    assert place.name == "Vasa"
    assert place.evidence.weight < 0 < THRESHOLDS["referral"].cues < first.evidence.weight
    assert (first.name, first.company, first.how) == ("Karin Ostlund", "Vasa", "use her name")


def test_a_resource_has_its_title_and_kind():
    found = {one.title: one.kind for one in resources_in("join the book club; read The Quiet Ledger, a short book")}
    assert found == {"book club": "community", "The Quiet Ledger": "book"}


@pytest.mark.parametrize(
    ("words", "title", "kind"),
    [
        ("have a look at https://jobs.example.org/harbour for openings", "https://jobs.example.org/harbour", "site"),
        ("r/harbours is where she asks", "r/harbours", "site"),
        ("coursera has one on tides", "coursera", "course"),
        ("join the student section of the tide society now", "student section of the tide society", "association"),
        ("local chapter of IHMA, go once before paying", "IHMA", "association"),
        ("and the port's own blog, read five posts", "the port's own blog", "site"),
        ("Mira Sandoval on youtube for knots", "Mira Sandoval", "site"),
        ("he gave me a one-page checklist for night shifts", "one-page checklist", "tool"),
        ("Tides and Timetables by Okafor, twice", "Tides and Timetables by Okafor", "book"),
    ],
)  # fmt: skip
def test_kinds_of_resources(words, title, kind):
    first = resources_in(words)[0]
    assert (first.title, first.kind) == (title, kind)
    assert first.evidence.weight >= LISTED


@pytest.mark.parametrize(
    "words",
    ["he ran the SQL class on Fridays", "I took a YouTube course once", "I've got the report under the table leg",
     "'My clients' websites are old houses", "write to ana@example.org about notes.md"],
)  # fmt: skip
def test_skills_platforms_and_ordinary_words_are_no_titles(words):
    assert all(one.evidence.weight < THRESHOLDS["resource"].cues for one in resources_in(words))


def test_wordings_of_one_title_are_one():
    assert len(set(merged_titles(["The Mom Test", "Mom Test", "the mom test book"]))) == 1


POINTS = pd.DataFrame({"point_id": ["p"], "interview_id": ["i"], "position": [1], "heading": [None], "plain": ["read"]})
HEAD = LinearHead("text", np.array([[2.0], [0.0]]), np.zeros(1), 1.0)
HEADS = Heads(LinearHead("text", np.zeros((2, 7)), np.zeros(7), 1.0), {"resource": HEAD})


def test_without_a_head_the_words_decide_and_it_is_told():
    assert by_cues_alone("resource", None)
    assert by_cues_alone("action", HEADS)
    assert head_logits("action", POINTS, {"read": np.array([1.0, 0.0])}, HEADS) is None


def test_a_head_that_is_there_is_asked_and_what_it_misses_is_an_error():
    logits = head_logits("resource", POINTS, {"read": np.array([1.0, 0.0])}, HEADS)
    assert logits is not None
    assert logits == pytest.approx([2.0])
    with pytest.raises(EncoderError):
        head_logits("resource", POINTS, {"other words": np.array([1.0, 0.0])}, HEADS)
