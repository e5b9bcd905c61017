"""find_themes: hand-made batches whose themes are known."""

import numpy as np
import pandas as pd
import pytest
from theme_batches import make_batch
from threadpoolctl import threadpool_limits

from infoview_analysis import frames
from infoview_analysis.errors import EncoderError
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.settings import ThemeSettings
from infoview_analysis.themes import find_themes, texts_to_encode

SETTINGS = ThemeSettings(resamples=10)


@pytest.fixture(scope="module")
def batch():
    return make_batch()


@pytest.fixture(scope="module")
def found(batch):
    points, interviews, vectors, _ = batch
    return find_themes(points, interviews, vectors, settings=SETTINGS)


def test_the_known_themes_are_found(batch, found):
    truth = batch[3]
    pure = [
        max(np.unique([str(truth[p]) for p in members], return_counts=True)[1]) / len(members)
        for members in found.members.values()
    ]
    assert min(pure) > 0.7
    majority = {max(set(kinds := [truth[p] for p in members]), key=kinds.count) for members in found.members.values()}
    assert majority >= {0, 1, 2, 3, 4}


def test_frames_are_valid_and_agree_with_each_other(batch, found):
    frames.validate(found.points, "points")
    frames.validate(found.themes, "themes")
    placed = found.points.dropna(subset="theme_id").groupby("theme_id")["point_id"].agg(set)
    assert placed.to_dict() == {theme: set(members) for theme, members in found.members.items()}
    assert found.points["point_id"].tolist() == batch[0]["point_id"].tolist()
    assert found.points["theme_id"].isna().any()
    assert found.points["theme_confidence"].notna().eq(found.points["theme_id"].notna()).all()


def test_support_counts_people_with_wilson_intervals(found):
    people = found.points.assign(person=found.points["interview_id"])
    for row in found.themes.itertuples():
        n = people.loc[people["theme_id"] == row.theme_id, "person"].nunique()
        low, high = wilson_interval([n], [16])
        assert (row.n_interviews, row.n_points) == (n, len(found.members[row.theme_id]))
        assert row.share_low == pytest.approx(low[0], abs=1e-6)
        assert row.share_high == pytest.approx(high[0], abs=1e-6)


def test_two_interviews_of_one_person_count_once(batch):
    points, interviews, vectors, _ = batch
    same = interviews.assign(interviewee=["Ana Roy", " ana  roy ", *interviews["interviewee"][2:]])
    table = find_themes(points, same, vectors, settings=SETTINGS).themes
    assert table["n_interviews"].max() <= 15
    assert table["share"].max() == pytest.approx(table["n_interviews"].max() / 15, abs=1e-6)


def test_themes_are_ranked_by_people_then_points_then_id(found):
    keys = list(zip(-found.themes["n_interviews"], -found.themes["n_points"], found.themes["theme_id"], strict=True))
    assert keys == sorted(keys)


def test_planted_themes_are_called_stable(batch, found):
    truth = batch[3]
    planted = [theme for theme, members in found.members.items() if sum(truth[p] is not None for p in members) > 6]
    verdicts = found.themes.set_index("theme_id")["verdict"]
    assert len(planted) == 5
    assert verdicts[planted].eq("stable").all()


def test_order_of_rows_and_threads_change_nothing(batch, found):
    points, interviews, vectors, _ = batch
    for seed, threads in ((1, 1), (2, 2)):
        with threadpool_limits(limits=threads):
            again = find_themes(
                points.sample(frac=1, random_state=seed),
                interviews.sample(frac=1, random_state=seed),
                dict(sorted(vectors.items(), reverse=True)),
                settings=SETTINGS,
            )
        pd.testing.assert_frame_equal(again.themes, found.themes, check_exact=True)
        ordered = again.points.set_index("point_id").loc[found.points["point_id"]].reset_index()
        pd.testing.assert_frame_equal(ordered[found.points.columns], found.points, check_exact=True)


def test_ids_are_kept_when_interviews_come_in():
    points, interviews, vectors, truth = make_batch(n_people=18)
    few = points[points["interview_id"] < "i14"]
    before = find_themes(few, interviews[interviews["interview_id"] < "i14"], vectors, settings=SETTINGS)
    after = find_themes(points, interviews, vectors, settings=SETTINGS, earlier=before.members)

    def by_truth(themes):
        return {
            max(set(kinds := [truth[p] for p in m]), key=kinds.count): t
            for t, m in themes.members.items()
            if len(m) >= 8
        }

    old, new = by_truth(before), by_truth(after)
    assert len(old) >= 5
    assert {kind: new[kind] for kind in old} == old


def test_ids_come_from_content_not_from_order(batch, found):
    assert len(set(found.members)) == len(found.members)
    for theme, members in found.members.items():
        exemplar = found.themes.set_index("theme_id").loc[theme, "exemplar_point_id"]
        assert members[0] == exemplar


def test_first_quotes_are_of_different_people(found):
    for theme, row in found.themes.set_index("theme_id").iterrows():
        quotes = found.exemplars(theme, 3)
        assert len({quote.split("-")[0] for quote in quotes}) == min(3, row["n_interviews"])


@pytest.mark.parametrize("n_points", [0, 1, 2, 3, 5])
def test_tiny_batches_never_fail(n_points):
    points, interviews, vectors, _ = make_batch(n_people=2, n_themes=3, loose=0)
    few = find_themes(points.head(n_points), interviews, vectors)
    assert len(few.points) == n_points
    assert set(few.themes["verdict"]) <= {"tentative"}
    frames.validate(few.themes, "themes")


def test_one_interview_has_no_recurring_theme():
    points, interviews, vectors, _ = make_batch(n_people=1, n_themes=5, per_theme=8)
    alone = find_themes(points, interviews, vectors, settings=SETTINGS)
    assert alone.themes.empty
    assert alone.points["theme_id"].isna().all()
    one_voice = find_themes(points, interviews, vectors, settings=ThemeSettings(min_people=1))
    assert set(one_voice.themes["verdict"]) == {"one voice"}


def test_identical_points_are_one_theme():
    points, interviews, vectors, _ = make_batch(n_people=8, n_themes=5, loose=0)
    same = points.assign(plain="the union card", text="the union card")
    vectors["the union card"] = vectors[points["plain"].iloc[0]]
    table = find_themes(same, interviews, vectors, settings=SETTINGS).themes
    assert table["n_interviews"].tolist()[:1] == [8]


def test_fewer_than_five_people_are_never_stable():
    points, interviews, vectors, _ = make_batch(n_people=4, n_themes=5, per_theme=3)
    table = find_themes(points, interviews, vectors, settings=SETTINGS).themes
    assert len(table) >= 3
    assert set(table["verdict"]) == {"tentative"}


def test_without_resampling_themes_are_untested(batch):
    points, interviews, vectors, _ = batch
    table = find_themes(points, interviews, vectors, settings=ThemeSettings(resamples=0)).themes
    assert set(table["verdict"]) == {"untested"}
    assert table["stability"].isna().all()


def test_a_missing_vector_is_named(batch):
    points, interviews, vectors, _ = batch
    lacking = {text: v for text, v in vectors.items() if text != points["plain"].iloc[3]}
    with pytest.raises(EncoderError, match="no vector"):
        find_themes(points, interviews, lacking)


def test_texts_to_encode_lists_words_headings_and_both_once():
    points = pd.DataFrame({"plain": ["long days", "long days", "pay"], "heading": ["The job", "The job", None]})
    texts = texts_to_encode(points)
    assert texts == sorted(set(texts))
    assert {"long days", "The job", "The job: long days", "pay"} <= set(texts)
    assert "" not in texts
