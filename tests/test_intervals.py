"""The Wilson interval against published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_analysis.intervals import wilson_interval


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (2, 5, 0.1176, 0.7693),
        (8, 20, 0.2188, 0.6134),
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_equals_published_values(count, total, low, high):
    found = wilson_interval(count, total)
    assert found[0] == pytest.approx(low, abs=6e-5)
    assert found[1] == pytest.approx(high, abs=6e-5)


def test_nobody_asked_means_nothing_known():
    low, high = wilson_interval([0], [0])
    assert (low[0], high[0]) == (0.0, 1.0)


def test_more_successes_than_trials_is_refused():
    with pytest.raises(ValueError, match="between 0 and total"):
        wilson_interval(3, 2)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_holds_the_share_and_mirrors(case):
    count, total = case
    low, high = wilson_interval(count, total)
    assert 0 <= low <= count / total <= high <= 1
    mirrored_low, mirrored_high = wilson_interval(total - count, total)
    np.testing.assert_allclose([low, high], [1 - mirrored_high, 1 - mirrored_low], atol=1e-12)
