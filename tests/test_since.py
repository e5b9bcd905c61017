"""What changed since a day or an earlier report: new, stronger, weaker, newly contested, and what chance explains."""

import pandas as pd
import pytest
from contrast_fixtures import with_contrasts
from report_fixtures import synthesis

from infoview_analysis import frames
from infoview_analysis.coverage import coverage_of, read_earlier, since_day, since_report
from infoview_analysis.coverage.since import CHANCE, CHANGES, CLEAR, FEW, Then, changes_since
from infoview_analysis.errors import ReportError
from infoview_analysis.export.tables import write_tables


def test_a_day_before_all_and_after_all():
    bundle = synthesis(12, 6)
    everything_new = since_day(bundle, pd.Timestamp("2020-01-01"))
    assert (everything_new["people_then"] == 0).all()
    assert set(everything_new["change"]) <= {"newly recurring", "new voice"}
    nothing_new = since_day(bundle, pd.Timestamp("2030-01-01"))
    assert set(nothing_new["change"]) == {"unchanged"}


def test_counts_are_people():
    changes = since_day(synthesis(12, 6), pd.Timestamp("2026-07-01"))
    assert (changes["n_now"] <= changes["people_now"]).all()
    assert set(changes["change"]) <= set(CHANGES)


def test_there_is_always_something_to_ask():
    assert len(coverage_of(synthesis(6, 4)).next_questions)


# -- by hand: twenty people, the first ten asked before 1 June, themes and sides as written ------------------------

RAISED_BY = {
    "rising": [0, 1, 10, 11, 12, 13, 14, 15, 16, 17, 18],  # 2 of 10, then 9 of 10
    "falling": [0, 1, 2, 3, 4, 5, 6, 7, 8, 10],  # 9 of 10, then 1 of 10
    "luck": [0, 1, 2, 10, 11, 12, 13],  # 3 of 10, then 4 of 10
    "steady": [0, 1, 10, 11],
    "confirmed": [0, 10],  # one voice before, a second since
    "fresh": [10],
}
SIDES = {
    "degree": {"for": [0, 1], "against": [10]},
    "settled": {"for": [0], "against": [1]},
    "agreed": {"for": [0, 10]},
}


def twenty(n_people: int = 20):
    """Return interviews, points, themes, contrasts and marked sides of the people above."""
    names = [f"person {i:02d}" for i in range(n_people)]
    dates = [pd.Timestamp("2026-05-01") if i < 10 else pd.Timestamp("2026-06-15") for i in range(n_people)]
    interviews = pd.DataFrame({"interview_id": names, "interviewee": names, "date": dates, "source": names})
    said = [(theme, i) for theme, people in RAISED_BY.items() for i in people if i < n_people]
    points = pd.DataFrame(
        {"point_id": [f"{theme}-{i}" for theme, i in said], "interview_id": [names[i] for _, i in said],
         "theme_id": [theme for theme, _ in said]})  # fmt: skip
    themes = pd.DataFrame({"theme_id": list(RAISED_BY), "label": list(RAISED_BY)})
    stand = [(view, side, i) for view, sides in SIDES.items() for side, people in sides.items() for i in people]
    sides = pd.DataFrame(
        {
            "contrast_id": [view for view, _, _ in stand],
            "side": [side for _, side, _ in stand],
            "interview_id": [names[i] for _, _, i in stand],
            "point_id": [f"{view}-{i}" for view, _, i in stand],
        }
    )
    contrasts = pd.DataFrame({"contrast_id": list(SIDES), "proposition": list(SIDES)})
    return interviews, points, themes, contrasts, sides


@pytest.fixture(scope="module")
def changed():
    from infoview_analysis.coverage.since import then_of_day

    interviews, points, themes, contrasts, sides = twenty()
    then = then_of_day(pd.Timestamp("2026-06-01"), interviews, points, themes, sides)
    return changes_since(then, interviews, points, themes, contrasts, sides).set_index("id")


@pytest.mark.parametrize(
    ("theme", "change", "judgement", "sentence"),
    [
        ("rising", "stronger", CLEAR, f"2 of 10 then, 9 of 10 new people: {CLEAR}."),
        ("falling", "weaker", CLEAR, f"9 of 10 then, 1 of 10 new people: {CLEAR}."),
        ("luck", "stronger", CHANCE, f"3 of 10 then, 4 of 10 new people: {CHANCE}."),
        ("steady", "unchanged", None, "2 of 10 then, 2 of 10 new people."),
        ("confirmed", "newly recurring", None, "1 of 10 then, 1 of 10 new people."),
        ("fresh", "new voice", None, "0 of 10 then, 1 of 10 new people."),
    ],
)
def test_themes_by_hand(changed, theme, change, judgement, sentence):
    row = changed.loc[theme]
    assert row["change"] == change
    assert (None if pd.isna(row["judgement"]) or not row["judgement"] else row["judgement"]) == judgement
    assert row["sentence"] == sentence


def test_newly_contested_is_what_had_one_side_only(changed):
    contested = changed[changed["change"] == "newly contested"]
    assert contested.index.tolist() == ["degree"]  # one was contested before, on one all still agree
    assert contested.loc["degree", "sentence"] == "2 for and 0 against then; 2 for and 1 against now."


def test_the_clear_ones_come_first_within_a_kind_of_change(changed):
    assert changed.index[changed["change"] == "stronger"].tolist() == ["rising", "luck"]


def test_three_new_people_are_too_few_to_say():
    from infoview_analysis.coverage.since import then_of_day

    interviews, points, themes, contrasts, sides = twenty(13)
    then = then_of_day(pd.Timestamp("2026-06-01"), interviews, points, themes, sides)
    found = changes_since(then, interviews, points, themes, contrasts, sides).set_index("id")
    assert found.loc["rising", "judgement"] == FEW


def test_a_theme_that_is_no_more_is_gone():
    interviews, points, themes, contrasts, sides = twenty()
    incidence = pd.DataFrame({"person": ["person 00", "person 01"], "theme_id": ["old"] * 2})
    then = Then({"person 00", "person 01"}, incidence, {"old": "an old theme"}, sides.iloc[:0].assign(person=[]))
    found = changes_since(then, interviews, points, themes, contrasts, sides).set_index("id")
    assert found.loc["old", ["change", "sentence"]].tolist() == [
        "gone", "2 of 2 then; it is no theme of its own any more."
    ]  # fmt: skip


# -- an earlier report ------------------------------------------------------------------------------------------------


def test_a_report_of_the_same_notes_says_that_nothing_changed(tmp_path):
    bundle = with_contrasts()
    write_tables(bundle, tmp_path / "tables")
    assert set(since_report(bundle, tmp_path)["change"]) <= {"unchanged"}
    assert read_earlier(tmp_path / "tables").labels == read_earlier(tmp_path).labels


def test_suggested_sides_of_an_earlier_report_do_not_count(tmp_path):
    write_tables(with_contrasts(marked=False), tmp_path / "tables")
    assert read_earlier(tmp_path).sides.empty
    found = since_report(with_contrasts(), tmp_path)
    contested = found[found["change"] == "newly contested"]
    assert len(contested)
    assert contested["sentence"].str.startswith("0 for and 0 against then;").all()


def test_a_folder_that_is_no_report_is_named(tmp_path):
    with pytest.raises(ReportError, match="no such table"):
        read_earlier(tmp_path)
    frames.empty("interviews").drop(columns="interviewee").to_csv(tmp_path / "interviews.csv", index=False)
    with pytest.raises(ReportError, match="lacks the columns interviewee"):
        read_earlier(tmp_path)
