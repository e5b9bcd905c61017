"""What the next interview should ask: the person's own propositions, a few proposed ones, and whom."""

from contrast_fixtures import with_contrasts

from infoview_analysis.coverage import coverage_of
from infoview_analysis.coverage.next_questions import MOST_PROPOSED


def asked(bundle):
    questions = coverage_of(bundle).next_questions
    return questions[questions["kind"] == "proposition"].set_index("about")


def test_own_propositions_come_all_and_proposed_ones_a_few():
    bundle = with_contrasts(12, marked=False)
    origin = bundle.contrasts.contrasts.set_index("proposition")["origin"]
    found = origin[asked(bundle).index]
    assert (found == "own").sum() == (origin == "own").sum() == 6
    assert (found == "proposed").sum() == MOST_PROPOSED
    assert found.tolist() == sorted(found)  # the person's own first


def test_what_nobody_was_heard_on_is_asked_of_anybody():
    found = asked(with_contrasts(4, marked=False))
    assert (found["n_heard"] == 0).all()
    assert set(found["ask_whom"]) == {"anybody"}


def test_a_kind_of_people_that_took_no_side_is_named():
    bundle = with_contrasts(4)
    sides = bundle.contrasts.contrast_points
    juniors = bundle.interviews.loc[bundle.interviews["seniority"] == "junior", "interview_id"]
    bundle.contrasts.contrast_points.loc[sides["interview_id"].isin(juniors), "status"] = "suggested"
    row = asked(bundle).loc["A certificate opens the first door."]
    assert row["n_heard"] > 0
    assert "at junior level" in row["ask_whom"]
    assert "nobody at junior level" in row["reason"]
