"""Gaps: people are counted, the strongest statement counts, and each status means what it says."""

import pandas as pd
import pytest
from skill_fixtures import interviews_of, profile_of, said, small_summary

from infoview_analysis.frames import validate
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.skills.evidence import points_with_resources, resources_near, skill_quotes, skill_wording
from infoview_analysis.skills.gaps import GapWeights, needs_by_person, skill_gaps
from infoview_analysis.skills.matrix import need_matrix


def gaps_of(interviews, rows, profile=None, weights=None):
    mentions, _ = said(*rows)
    profile = profile or profile_of()
    frame = skill_gaps(mentions, interviews, profile.skills, categories={}, weights=weights)
    validate(frame, "skill_gaps")
    return frame.set_index("skill")


def by_hand(statements, n_people, have=0.0):
    """Demand, target and gap as research on the formula states it, written again from its words."""
    weight = {"must": 1.0, "nice": 0.5, "mentioned": 0.25}
    best, refusals = {}, set()
    for person, need in statements:
        if need == "not_needed":
            refusals.add(person)
        else:
            best[person] = max(best.get(person, 0), weight[need])
    demand = max(0.0, (sum(best.values()) - len(refusals)) / n_people)
    target = 3 if 1.0 in best.values() else 2 if 0.5 in best.values() else 1
    return demand, target, demand * max(0, target - have) / target


@pytest.mark.parametrize(
    "statements",
    [
        [("Ana", "must"), ("Ana", "mentioned"), ("Ben", "nice")],
        [("Ana", "nice"), ("Ben", "not_needed")],
        [("Ana", "mentioned"), ("Ben", "mentioned"), ("Cy", "mentioned")],
        [("Ana", "must"), ("Ana", "not_needed"), ("Cy", "must")],
    ],
)
@pytest.mark.parametrize("have", [0, 1, 2.4, 4])
def test_demand_target_and_gap_follow_the_formula(statements, have):
    people = ["Ana", "Ben", "Cy"]
    rows = [(people.index(person), "SQL", need) for person, need in statements]
    row = gaps_of(interviews_of(*people), rows, profile_of(SQL=have)).loc["SQL"]
    demand, target, gap = by_hand(statements, 3, have)
    assert row["demand"] == pytest.approx(demand, abs=1e-6)
    assert row["target"] == target
    assert row["gap"] == pytest.approx(gap, abs=1e-6)


def test_two_interviews_of_one_person_are_one_person():
    interviews = interviews_of("Ana", "Ben", "ana")
    row = gaps_of(interviews, [(0, "SQL", "nice"), (2, "SQL", "must"), (0, "SQL", "mentioned")]).loc["SQL"]
    assert (row["n_interviews"], row["n_must"], row["n_nice"], row["n_mentioned"]) == (1, 1, 0, 0)
    assert row["voices"] == "single"


def test_shares_have_wilson_intervals():
    row = gaps_of(interviews_of("A", "B", "C", "D", "E"), [(0, "SQL", "must"), (1, "SQL", "must")]).loc["SQL"]
    low, high = wilson_interval(2, 5)
    assert (row["share"], row["share_low"], row["share_high"]) == pytest.approx(
        (0.4, float(low), float(high)), abs=1e-6
    )
    assert row["n_people"] == 5


@pytest.mark.parametrize(
    ("rows", "have", "status"),
    [
        ([(0, "SQL", "must")], None, "gap"),
        ([(0, "SQL", "must")], 0, "gap"),
        ([(0, "SQL", "must")], 2, "partial"),
        ([(0, "SQL", "must")], 3, "strength"),
        ([(0, "SQL", "mentioned")], 1, "strength"),
        ([(0, "SQL", "must"), (1, "SQL", "not_needed")], 4, "contested"),
        ([(0, "SQL", "nice"), (1, "SQL", "not_needed")], None, "contested"),
        ([(0, "SQL", "mentioned"), (1, "SQL", "not_needed")], None, "not needed"),
        ([(0, "SQL", "must"), (0, "SQL", "not_needed")], None, "contested"),
        ([(0, "SQL", "not_needed")], 2, "not needed"),
        ([(0, "Excel", "must")], 2, "unmentioned"),
    ],
)
def test_statuses(rows, have, status):
    profile = profile_of() if have is None else profile_of(SQL=have)
    assert gaps_of(interviews_of("Ana", "Ben"), rows, profile).loc["SQL", "status"] == status


def test_suggested_mentions_do_not_count():
    assert gaps_of(interviews_of("Ana"), [(0, "SQL", "must suggested")]).empty


def test_weights_can_be_changed():
    rows = [(0, "SQL", "mentioned"), (1, "SQL", "not_needed")]
    row = gaps_of(interviews_of("Ana", "Ben"), rows, weights=GapWeights(mentioned=1, refusal=0.5, target_mentioned=2))
    assert row.loc["SQL", "demand"] == pytest.approx(0.25)
    assert row.loc["SQL", "target"] == 2


def test_order_does_not_depend_on_the_order_of_mentions():
    mentions, _ = said(*[(i % 4, skill, need) for i, (skill, need) in enumerate(
        [("SQL", "must"), ("Excel", "must"), ("CDL", "nice"), ("Figma", "nice"), ("SQL", "nice")] * 3)])  # fmt: skip
    interviews, profile = interviews_of("A", "B", "C", "D"), profile_of(Excel=1).skills
    one = skill_gaps(mentions, interviews, profile, categories={})
    other = skill_gaps(mentions.iloc[::-1], interviews.iloc[::-1], profile, categories={})
    pd.testing.assert_frame_equal(one, other)


def test_nobody_and_nothing():
    assert gaps_of(interviews_of("Ana"), []).empty
    assert needs_by_person(said()[0], interviews_of("Ana")).empty


def test_sections_of_the_summary():
    found = small_summary()
    assert found.ranked["skill"].tolist() == ["SQL", "Excel", "Figma"]
    assert found.contested["skill"].tolist() == ["CDL"]
    assert found.strengths["skill"].tolist() == ["Excel"]
    assert found.single_voices["skill"].tolist() == ["Python"]
    assert found.gaps.set_index("skill").loc["Negotiation", "status"] == "unmentioned"


def test_each_persons_strongest_quote_stands_first():
    interviews = interviews_of("Ana", "Ben")
    mentions, points = said((0, "SQL", "mentioned"), (0, "SQL", "must"), (1, "SQL", "nice"), (0, "SQL", "nice"))
    quotes = skill_quotes(mentions, points, interviews)
    assert quotes["point_id"].tolist() == ["p1", "p2", "p3", "p0"]
    assert quotes["turn"].tolist() == [0, 0, 1, 2]
    assert quotes.loc[0, ["interviewee", "role", "company", "source", "line"]].tolist() == [
        "Ana", "Analyst", "Firm 0", "interviews/0.md", 5,
    ]  # fmt: skip


def test_wording_counts_people_and_keeps_the_usual_spelling():
    interviews = interviews_of("Ana", "Ben", "Cy")
    mentions, _ = said((0, "Excel", "must", "spreadsheets"), (1, "Excel", "nice", "Spreadsheets"),
                       (1, "Excel", "nice", "spreadsheets"), (2, "Excel", "must", "Excel"),
                       (2, "Excel", "not_needed", "pivots"))  # fmt: skip
    wording = skill_wording(mentions, interviews)
    assert wording.values.tolist() == [["Excel", "spreadsheets", 2, 3], ["Excel", "Excel", 1, 1]]


def test_a_resource_beside_a_skill_is_found_and_one_further_off_is_not():
    interviews = interviews_of("Ana", "Ben")
    mentions, points = said(
        (0, "SQL", "must"), (0, "", "", "", "Take the evening class at the college."), (0, "", "", "", "Filler."),
        (0, "", "", "", "Listen to the podcast."), (1, "", "", "", "Read the book."), (1, "", "", "", "Filler."),
        (1, "SQL", "not_needed"),
    )  # fmt: skip
    near = resources_near(mentions, points, interviews, points_with_resources(points))
    assert near[["skill", "point_id", "interviewee"]].values.tolist() == [["SQL", "p1", "Ana"]]
    given = pd.DataFrame({"point_id": ["p0"], "text": ["sqlbolt"]})
    assert resources_near(mentions, points, interviews, given)["text"].tolist() == ["sqlbolt"]


def test_matrix_says_what_each_person_says():
    found = small_summary()
    assert found.matrix.loc["SQL"].to_dict() == {
        "Ana": "must", "Ben": "nice", "Chloé": "mentioned", "Dmitri": "", "<b>Esi & Co</b>": "",
    }  # fmt: skip
    assert found.matrix.loc["CDL", "Dmitri"] == "not needed"
    mentions, _ = said((0, "SQL", "must"), (0, "SQL", "not_needed"))
    interviews = interviews_of("Ana")
    gaps = skill_gaps(mentions, interviews, profile_of().skills, categories={})
    assert need_matrix(mentions, interviews, gaps).loc["SQL", "Ana"] == "both"
