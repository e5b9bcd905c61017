"""Counts of people by theme, person and attribute, against counts made by hand."""

import pandas as pd
import pytest

from infoview_analysis import crosstabs
from infoview_analysis.frames import conform, empty


@pytest.fixture
def small():
    """Four people in five interviews (Ana twice); theme a: Ana, Ben, Cy; theme b: Ana, Dee."""
    interviews = conform(
        pd.DataFrame(
            {
                "interview_id": ["i1", "i2", "i3", "i4", "i5"],
                "interviewee": ["Ana", "Ana", "Ben", "Cy", "Dee"],
                "seniority": ["junior", "senior", "Senior ", "junior", None],
                "years_experience": [2.0, 5.0, 10.0, 19.5, 40.0],
                "date": pd.to_datetime(["2026-01-01", "2026-03-01", "2026-01-02", "2026-01-03", None]),
                "source": ["s1", "s2", "s3", "s4", "s5"],
                "n_points": [2, 1, 2, 1, 2],
            }
        ),
        "interviews",
    )
    said = [("i1", "a"), ("i1", "b"), ("i2", "a"), ("i3", "a"), ("i3", None), ("i4", "a"), ("i5", "b"), ("i5", None)]
    points = conform(
        pd.DataFrame(
            [
                {"point_id": f"p{n}", "interview_id": who, "position": 1, "source": "s", "line": 1, "start": 0,
                 "end": 1, "text": "x", "plain": "x", "kind": "item", "theme_id": theme}
                for n, (who, theme) in enumerate(said)
            ]
        ),
        "points",
    )  # fmt: skip
    themes = conform(
        pd.DataFrame(
            {"theme_id": ["b", "a"], "label": ["Beta", "Alpha"], "n_interviews": [2, 3], "n_points": [2, 4],
             "status": "discovered", "verdict": "stable"}
        ),
        "themes",
    )  # fmt: skip
    return points, interviews, themes


def test_two_interviews_of_one_person_count_once(small):
    assert crosstabs.people_count(small[1]) == 4


def test_people_who_speak_of_the_first_theme_stand_first(small):
    counts = crosstabs.points_by_person(*small)
    assert counts.index.tolist() == ["a", "b"]
    assert counts.columns.tolist() == ["Ana", "Ben", "Cy", "Dee"]
    assert counts.to_numpy().tolist() == [[2, 1, 1, 0], [1, 0, 0, 1]]


def test_a_person_counts_under_the_attribute_of_the_latest_interview(small):
    groups = crosstabs.person_groups(small[1], "seniority", min_group=1).set_index("interviewee")["group"]
    assert groups.to_dict() == {"Ana": "senior", "Ben": "senior", "Cy": "junior", "Dee": "not given"}


def test_counts_by_attribute(small):
    table = crosstabs.people_by_attribute(*small, "seniority", min_group=1)
    rows = list(table[["label", "group", "n_people", "n_group"]].itertuples(index=False, name=None))
    assert rows == [
        ("Alpha", "junior", 1, 1), ("Alpha", "senior", 2, 2), ("Alpha", "not given", 0, 1),
        ("Beta", "junior", 0, 1), ("Beta", "senior", 1, 2), ("Beta", "not given", 1, 1),
    ]  # fmt: skip


def test_years_become_bands_in_order(small):
    table = crosstabs.people_by_attribute(*small, "years_experience", min_group=1)
    assert table["group"].drop_duplicates().tolist() == ["5 to 9 years", "10 to 19 years", "20 years or more"]


def test_small_groups_are_folded_and_counted():
    interviews = conform(
        pd.DataFrame(
            {"interview_id": list("abcdef"), "interviewee": list("ABCDEF"), "source": "s", "n_points": 1,
             "role": ["nurse", "Nurse", "baker", "smith", "cooper", "nurse"]}
        ),
        "interviews",
    )  # fmt: skip
    groups = crosstabs.person_groups(interviews, "role")["group"].tolist()
    assert groups == ["nurse", "nurse", "3 other roles", "3 other roles", "3 other roles", "nurse"]


def test_an_unknown_attribute_is_named(small):
    with pytest.raises(KeyError, match="no column 'shoe_size'"):
        crosstabs.people_by_attribute(*small, "shoe_size")


def test_placement_counts_every_interview(small):
    table = crosstabs.placement_by_interview(*small[:2])
    assert table["interview_id"].tolist() == ["i3", "i5", "i1", "i2", "i4"]
    assert table["n_unplaced"].tolist() == [1, 1, 0, 0, 0]
    assert table["n_placed"].tolist() == [1, 1, 2, 1, 1]


def test_empty_frames_give_empty_tables():
    points, interviews, themes = empty("points"), empty("interviews"), empty("themes")
    assert crosstabs.points_by_person(points, interviews, themes).empty
    assert crosstabs.people_by_attribute(points, interviews, themes).empty
    assert crosstabs.placement_by_interview(points, interviews).empty


@pytest.mark.parametrize(
    ("attribute", "plural"),
    [("role", "roles"), ("industry", "industries"), ("company_size", "company sizes"), ("years_experience", "bands")],
)
def test_plurals_of_attributes(attribute, plural):
    assert crosstabs.plural_of(attribute) == plural
