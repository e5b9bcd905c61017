"""Saturation against a hand-computed example, and against a simulation whose truth is known."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from benchmarks.coverage_simulation import WORLDS, simulate
from infoview_analysis.coverage import outlook, saturation_curve
from infoview_analysis.coverage.saturation import expected_themes, poisson_interval, sample_coverage


def incidence(*pairs):
    return pd.DataFrame(pairs, columns=["person", "theme_id"])


def test_three_people_by_hand():
    # a: all three; b: two of three; c: one. Of two people drawn: a twice always, b twice in one of three draws.
    assert expected_themes([3, 2, 1], 3, [1, 2, 3]) == pytest.approx([2, 3 - 1 / 3, 3])
    assert expected_themes([3, 2, 1], 3, [1, 2, 3], at_least=2) == pytest.approx([0, 1 + 1 / 3, 2])


def test_outlook_by_hand():
    pairs = [("x", "a"), ("y", "a"), ("z", "a"), ("x", "b"), ("y", "b"), ("z", "c")]
    found = outlook(incidence(*pairs), 3, n_unplaced=2)
    assert (found.n_once, found.n_twice) == (1, 1)
    assert found.new_recurring == pytest.approx(2 / 3)
    assert (found.unheard_low, found.unheard_high) == pytest.approx((1 / 3, 1))
    assert saturation_curve(incidence(*pairs), 3)["new_recurring"].iloc[-1] == pytest.approx(2 / 3)


def test_garwood_interval_of_three():
    assert poisson_interval(3) == pytest.approx((0.6187, 8.7673), abs=1e-4)


def test_interval_of_the_outlook_by_hand():
    # One theme of two people: Garwood 0.0253 to 5.5716; one of three widens by the root of 1 + 1.5 = 1.5811.
    pairs = [("x", "a"), ("y", "a"), ("z", "a"), ("x", "b"), ("y", "b"), ("z", "c")]
    found = outlook(incidence(*pairs), 3)
    assert found.recurring_low == 0
    assert found.recurring_high == pytest.approx(2 / 3 * (1 + (5.5716 - 1) * 1.5811), abs=1e-3)


def test_coverage_by_hand():
    # Six mentions, one theme of one person, one of two: 1 - 1/6 * (2 * 1) / (2 * 1 + 2 * 1).
    assert sample_coverage([3, 2, 1], 3, once=1) == pytest.approx(11 / 12)
    # Two subjects in no theme beside them: 1 - 3/8 * (2 * 3) / (2 * 3 + 2 * 1).
    assert sample_coverage([3, 2, 1], 3, once=3) == pytest.approx(1 - 3 / 8 * 6 / 8)


def test_good_turing_is_leaving_one_person_out():
    heard = np.random.default_rng(3).random((15, 40)) < 0.15
    person, theme = np.nonzero(heard)
    confirmed = [int((heard[one] & (np.delete(heard, one, axis=0).sum(axis=0) == 1)).sum()) for one in range(15)]
    found = outlook(pd.DataFrame({"person": person, "theme_id": theme}), 15)
    assert found.new_recurring == pytest.approx(np.mean(confirmed))


def test_known_after_by_hand():
    # Two themes, raised by both of two people: nothing recurs after one person, all after two.
    assert outlook(incidence(("x", "a"), ("y", "a"), ("x", "b"), ("y", "b")), 2).known_after == 2
    assert outlook(incidence(), 0).known_after == 0


@pytest.mark.parametrize("name", WORLDS)
def test_simulation_with_known_truth(name):
    found = simulate(WORLDS[name], 250, seed=1)
    assert found["holds the average"] >= 0.92  # 0.95 less what 250 runs may miss by
    assert found["said"] == pytest.approx(found["true"], rel=0.2)  # with six people it is said a sixth too high
    assert found["none said"] == pytest.approx(found["none true"], abs=0.1)


def test_nothing_heard():
    assert outlook(incidence(), 0).new_recurring == 0
    assert len(saturation_curve(incidence(), 0)) == 1


def test_the_outlook_in_words_says_what_it_rests_on():
    from infoview_analysis.plots.coverage import saturation_title
    from infoview_analysis.presentation.coverage import outlook_sentences

    pairs = [(person, theme) for theme in "abc" for person in "xyz"]
    nothing = SimpleNamespace(outlook=outlook(incidence(*pairs), 4))
    # Whoever of the four is left out, two of the three who raise a theme are there.
    assert saturation_title(nothing.outlook) == "Any 3 of the 4 people raise 95 % of the themes"
    assert "groups that small were not found" in outlook_sentences(nothing)[0]
    assert "none with a chance" not in " ".join(outlook_sentences(nothing))
    some = SimpleNamespace(outlook=outlook(incidence(*pairs, ("x", "d"), ("y", "d")), 4))
    assert saturation_title(some.outlook).startswith("The next interview: 0.5 new themes likely (0.0 to ")
    assert outlook_sentences(some)[0].startswith("The next interview is likely to bring 0.5 new recurring themes")
    assert len(saturation_title(some.outlook)) < 65  # one line above the picture
