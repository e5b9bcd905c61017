"""Saturation against a hand-computed example, and against a simulation whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from infoview_analysis.coverage import outlook, saturation_curve
from infoview_analysis.coverage.saturation import expected_themes, poisson_interval


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


def test_simulation_with_known_truth():
    random = np.random.default_rng(1)
    chances = random.beta(0.6, 4, size=60)
    said, truth, inside = [], [], []
    for _ in range(300):
        heard = random.random((20, 60)) < chances
        person, theme = np.nonzero(heard)
        counts = heard.sum(axis=0)
        kept = counts[theme] > 1  # themes of one person are not seen
        found = outlook(pd.DataFrame({"person": person[kept], "theme_id": theme[kept]}), 20)
        expected = chances[counts == 1].sum()
        said.append(found.new_recurring)
        truth.append(expected)
        inside.append(found.recurring_low <= expected <= found.recurring_high)
    assert np.mean(said) == pytest.approx(np.mean(truth), rel=0.1)
    assert np.mean(inside) >= 0.9


def test_nothing_heard():
    assert outlook(incidence(), 0).new_recurring == 0
    assert len(saturation_curve(incidence(), 0)) == 1
