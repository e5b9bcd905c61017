"""What answered messages have in common: counts with and without a trait, and whether the channel explains it."""

import numpy as np
import pytest
from request_fixtures import day, many, requests

from infoview_analysis.outreach.approach import answered_traits, common_difference


def traits(*rows, **options):
    return answered_traits(requests(*rows), as_of=day(60), **options).set_index("trait")


def test_counts_stand_beside_every_finding():
    rows = [
        *many(12, subject="Could we talk?", replied_on=2),
        *many(2, subject="Could we talk?"),
        *many(6, subject="Grain markets and the people behind them", replied_on=2),
        *many(24, subject="Grain markets and the people behind them"),
        *many(5),  # without a subject: not known, so not counted
    ]
    row = traits(*rows).loc["subject asks a question"]
    assert row[["replied_with", "n_with", "replied_without", "n_without"]].tolist() == [12, 14, 6, 30]
    assert row["verdict"] == "different"
    assert row["sentence"].startswith(
        "Goes with more answers: 12 of 14 messages with it were answered, 6 of 30 without."
    )


def test_three_messages_are_no_finding():
    rows = [*many(3, subject="Could we talk?", replied_on=2), *many(40, subject="Grain markets in the north of Spain")]
    row = traits(*rows).loc["subject asks a question"]
    assert row["verdict"] == "too few"
    assert row["sentence"].startswith("Too few to say: 3 of 3")


def test_a_trait_that_only_stands_for_the_channel_is_called_so():
    """Introductions name somebody and are answered; within each channel the name makes no difference."""
    rows = [
        *many(16, channel="warm introduction", subject="Ana said to call", replied_on=1),
        *many(4, channel="warm introduction", subject="Ana said to call"),
        *many(4, channel="warm introduction", subject="A short talk on grain", replied_on=1),
        *many(1, channel="warm introduction", subject="A short talk on grain"),
        *many(1, channel="email", subject="Ana said to call", replied_on=1),
        *many(4, channel="email", subject="Ana said to call"),
        *many(6, channel="email", subject="A short talk on grain", replied_on=1),
        *many(24, channel="email", subject="A short talk on grain"),
    ]
    row = traits(*rows).loc["subject names somebody"]
    assert row["verdict"] == "different"
    assert row["within_channel"] == pytest.approx(0, abs=1e-9)
    assert row["sentence"].endswith("it may be the channel that makes the difference.")


def test_a_common_difference_by_hand():
    """Two strata: 8 of 10 against 4 of 10, weight 5; 6 of 20 against 2 of 20, weight 10: (5 · 0.4 + 10 · 0.2) / 15."""
    has = np.repeat([True, False, True, False], [10, 10, 20, 20])
    replied = np.concatenate([np.arange(n) < k for k, n in ((8, 10), (4, 10), (6, 20), (2, 20))])
    strata = np.repeat(["a", "b"], [20, 40])
    difference, low, high = common_difference(replied, has, strata)
    assert difference == pytest.approx(4 / 15)
    assert low < 4 / 15 < high
    assert np.isnan(common_difference(replied, has, np.where(has, "x", "y"))[0])  # no stratum has both


def test_the_common_interval_covers_what_it_says():
    chance = np.random.default_rng(2)
    has = np.repeat([True, False, True, False], [25, 25, 10, 40])
    strata = np.repeat(["a", "b"], [50, 50])
    rates = np.repeat([0.7, 0.5, 0.4, 0.2], [25, 25, 10, 40])  # 0.2 apart in both
    inside = 0
    for _ in range(600):
        _, low, high = common_difference(chance.random(100) < rates, has, strata)
        inside += low <= 0.2 <= high
    assert 0.92 <= inside / 600 <= 0.975


def test_a_log_without_words_has_no_traits():
    assert traits(*many(20)).empty
    assert traits().empty
