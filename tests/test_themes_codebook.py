"""What the person decided holds on every run."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from theme_batches import make_batch, text_vector, unit

from infoview_analysis.codebook import Codebook
from infoview_analysis.settings import ThemeSettings
from infoview_analysis.themes import find_themes

SETTINGS = ThemeSettings(resamples=2)


@pytest.fixture(scope="module")
def batch():
    return make_batch()


@pytest.fixture(scope="module")
def found(batch):
    points, interviews, vectors, _ = batch
    return find_themes(points, interviews, vectors, settings=SETTINGS)


def run(batch, codebook, *, near: dict[str, int] | None = None, **options):
    """Run with the codebook; ``near`` gives the theme axis that a wording is about."""
    points, interviews, vectors, _ = batch
    vectors = dict(vectors)
    for theme in codebook.themes:
        for text in (theme.name, theme.definition, ", ".join(theme.keywords)):
            axis = (near or {}).get(text)
            signal = np.zeros(40) if axis is None else np.eye(40)[axis] * 12
            vectors[text] = unit(signal + text_vector(text))
    return find_themes(points, interviews, vectors, codebook=codebook, settings=SETTINGS, **options)


def theme_about(themes, truth, kind):
    return max(themes.members, key=lambda t: sum(truth[p] == kind for p in themes.members[t]))


def empty_codebook():
    return Codebook(Path("codebook.yaml"))


def test_a_renamed_theme_keeps_id_name_and_members_without_any_cache(batch, found):
    old = theme_about(found, batch[3], 2)
    book = empty_codebook().rename(old, "Waiting for permits", members=found.members[old])
    again = run(batch, book)
    row = again.themes.set_index("theme_id").loc[old]
    assert (row["label"], row["status"]) == ("Waiting for permits", "confirmed")
    assert len(set(again.members[old]) & set(found.members[old])) >= 0.9 * len(found.members[old])
    assert len(again.members) == len(found.members)


def test_other_themes_keep_their_ids_when_one_is_renamed(batch, found):
    old = theme_about(found, batch[3], 1)
    book = empty_codebook().rename(old, "Nights", members=found.members[old])
    again = run(batch, book, earlier=found.members)
    assert set(again.members) == set(found.members)


def test_merged_themes_stay_merged(batch, found):
    truth = batch[3]
    one, two = theme_about(found, truth, 0), theme_about(found, truth, 3)
    book = empty_codebook().merge([one, two], name="Paper", members=found.members)
    again = run(batch, book, earlier=found.members)
    assert two not in again.members
    both = [truth[p] for p in again.members[one]]
    assert both.count(0) >= 12
    assert both.count(3) >= 12


def test_confirmed_points_stay_and_rejected_ones_never_come_back(batch, found):
    truth = batch[3]
    old = theme_about(found, truth, 4)
    foreign = [p for p, kind in truth.items() if kind == 0][:2]
    thrown_out = found.members[old][:3]
    book = empty_codebook().confirm(old, foreign, name="Mentors", members=found.members[old])
    book = book.reject(old, thrown_out)
    again = run(batch, book)
    assert set(foreign) <= set(again.members[old])
    assert not set(thrown_out) & set(again.members[old])
    confidence = again.points.set_index("point_id")["theme_confidence"]
    assert confidence[foreign].eq(1.0).all()


def test_three_confirmed_quotes_bring_the_rest(batch):
    truth = batch[3]
    quotes = [p for p, kind in truth.items() if kind == 3]
    book = empty_codebook().add("Something", theme_id="own").confirm("own", quotes[:3])
    again = run(batch, book)
    members = again.members["own"]
    assert len(set(members) & set(quotes[3:])) >= 10
    assert {truth[p] for p in members} <= {3, None}


def test_a_second_run_on_the_same_notes_finds_the_same(batch, found):
    truth = batch[3]
    old = theme_about(found, truth, 2)
    quotes = [p for p, kind in truth.items() if kind == 3][:3]
    book = empty_codebook().rename(old, "Permits", members=found.members[old])
    book = book.add("Something", theme_id="own").confirm("own", quotes).add("Noise", theme_id="more")
    first = run(batch, book, earlier=found.members)
    second = run(batch, book, earlier=first.members)
    pd.testing.assert_frame_equal(second.themes, first.themes, check_exact=True)
    pd.testing.assert_frame_equal(second.points, first.points, check_exact=True)


def test_a_name_alone_finds_its_points_and_the_rest_is_still_discovered(batch):
    truth = batch[3]
    book = empty_codebook().add("Crunching numbers", theme_id="own")
    again = run(batch, book, near={"Crunching numbers": 3})
    assert sum(truth[p] == 3 for p in again.members["own"]) >= 12
    discovered = again.themes[again.themes["status"] == "discovered"]
    kinds = {max(set(k := [truth[p] for p in again.members[t]]), key=k.count) for t in discovered["theme_id"]}
    assert kinds >= {0, 1, 2, 4}
    assert 3 not in kinds


def test_a_theme_nobody_speaks_of_is_listed_with_no_one(batch):
    book = empty_codebook().add("Space travel", theme_id="own", definition="rockets")
    points, interviews, vectors, truth = batch
    themed = points[[truth[p] is not None for p in points["point_id"]]]
    again = run((themed, interviews, vectors, truth), book, near={"Space travel": 30, "rockets": 30})
    row = again.themes.set_index("theme_id").loc["own"]
    assert row["n_interviews"] == 0
    assert row["share_high"] > 0
    assert row["definition"] == "rockets"


def test_two_themes_may_reject_the_same_point(batch, found):
    truth = batch[3]
    point = next(p for p, kind in truth.items() if kind == 1)
    book = empty_codebook().add("A", theme_id="a").add("B", theme_id="b")
    book = book.reject("a", [point]).reject("b", [point])
    again = run(batch, book, near={"A": 1, "B": 1})
    assert point not in {*again.members["a"], *again.members["b"]}


def test_categories_the_person_gave_stand(batch, found):
    old = theme_about(found, batch[3], 2)
    point = found.members[old][0]
    book = empty_codebook().set_category(point, "advice").add("Pay", theme_id="own", category="company culture")
    again = run(batch, book)
    row = again.points.set_index("point_id").loc[point]
    assert (row["category"], row["category_confidence"]) == ("advice", 1.0)
    assert again.themes.set_index("theme_id").loc["own", "category"] == "company culture"


def test_one_point_and_one_own_theme():
    points, interviews, vectors, truth = make_batch(n_people=1, n_themes=1, loose=0)
    book = empty_codebook().add("Union", theme_id="own").confirm("own", list(truth))
    again = run((points, interviews, vectors, truth), book)
    assert again.members["own"] == tuple(truth)
    assert again.themes["verdict"].tolist() == ["one voice"]


def test_no_points_and_one_own_theme():
    points, interviews, vectors, truth = make_batch()
    book = empty_codebook().add("Union", theme_id="own")
    again = run((points.head(0), interviews, vectors, truth), book)
    assert again.themes["n_interviews"].tolist() == [0]
