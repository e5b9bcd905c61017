"""Differences of groups: the interval, the verdict, the sentence, and how often luck is called a finding."""

import numpy as np
import pandas as pd
import pytest
from request_fixtures import day, many, requests

from infoview_analysis.intervals import newcombe_interval
from infoview_analysis.outreach.differences import comparison_note, group_differences, holm, with_verdicts
from infoview_analysis.outreach.rates import all_response_rates, response_rates


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_against_the_examples_of_newcombe_1998(counts, low, high):
    """Statistics in Medicine 17, 873-890, table II, method 10."""
    assert [float(end) for end in newcombe_interval(*counts)] == pytest.approx([low, high], abs=5e-5)


def test_an_empty_side_leaves_everything_open():
    assert [float(end) for end in newcombe_interval(0, 0, 3, 5)] == [-1, 1]


def rates_of(**channels):
    rows = []
    for channel, (replied, total) in channels.items():
        name = channel.replace("_", " ")
        rows += [*many(replied, channel=name, replied_on=2), *many(total - replied, channel=name)]
    return response_rates(requests(*rows), by="channel", as_of=day(30), floor=1)


def test_warm_introductions_are_answered_more_often():
    found = group_differences(rates_of(warm_introduction=(12, 14), email=(6, 30)))
    assert len(found) == 1  # the second comparison would be the first one turned round
    row = found.iloc[0]
    assert row["verdict"] == "different"
    assert row["group"] == "email"
    assert row["sentence"] == "Emails are answered less often: 6 of 30 against 12 of 14 of the others."
    three = group_differences(rates_of(warm_introduction=(12, 14), email=(4, 20), linkedin=(2, 10)))
    sentences = dict(zip(three["group"], three["sentence"], strict=True))
    assert sentences["warm introduction"] == (
        "Warm introductions are answered more often: 12 of 14 against 6 of 30 of the others."
    )


def test_what_spans_nothing_cannot_be_told_apart():
    found = group_differences(rates_of(email=(4, 10), event=(5, 9)))
    assert found["verdict"].tolist() == ["cannot tell"]
    assert found["sentence"].iloc[0] == (
        "Cannot tell these apart yet: emails, 4 of 10 answered, and the others, 5 of 9."
    )


def test_three_messages_show_nothing():
    found = group_differences(rates_of(event=(3, 3), email=(0, 30), linkedin=(1, 30)))
    row = found[found["group"] == "event"].iloc[0]
    assert row["verdict"] == "too few"
    assert np.isnan(row["p_value"])


def test_one_of_many_groups_that_would_count_alone_may_be_chance():
    groups = {f"way_{name}": (4, 12) for name in "abcdefghij"}
    alone = with_verdicts(one_row(9, 12, 40, 120), floor=5).iloc[0]
    among = group_differences(rates_of(odd=(9, 12), **groups))
    assert alone["verdict"] == "different"
    assert among.set_index("group").loc["odd", "verdict"] == "perhaps"


def one_row(*counts):
    return pd.DataFrame([("channel", "odd", *counts)],
                        columns=["by", "group", "n_replied", "n_mature", "rest_replied", "rest_mature"])  # fmt: skip


def test_p_values_are_fishers_and_adjusted_by_holm():
    # Fisher's tea tasting: 3 of 4 against 1 of 4 gives 0.4857.
    row = with_verdicts(one_row(3, 4, 1, 4), floor=1).iloc[0]
    assert row["p_value"] == pytest.approx(34 / 70)
    # statsmodels 0.15 multipletests(method="holm") gives these.
    assert holm(np.array([0.01, 0.04, 0.03, 0.005, 0.2])) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.2])
    assert np.isnan(holm(np.array([0.3, np.nan]))[1])


def test_groups_that_are_alike_are_rarely_called_different():
    """Six groups with the same true rate: in at most one run of twenty may any of them be called different."""
    chance = np.random.default_rng(7)
    false = 0
    for _ in range(100):
        replied = chance.binomial(20, 0.35, 6)
        rates = pd.DataFrame({"by": "channel", "group": list("abcdef"), "n_replied": replied, "n_mature": 20})
        false += (group_differences(rates)["verdict"] == "different").any()
    assert false <= 5


def test_a_true_difference_is_found():
    chance = np.random.default_rng(8)
    found = 0
    for _ in range(50):
        replied = [*chance.binomial(20, 0.25, 4), chance.binomial(20, 0.85)]
        rates = pd.DataFrame({"by": "channel", "group": list("abcde"), "n_replied": replied, "n_mature": 20})
        table = group_differences(rates).set_index("group")
        found += table.loc["e", "verdict"] == "different"
    assert found >= 45


def test_groups_that_stand_for_nothing_are_not_compared():
    rows = [*many(8, channel="email", replied_on=1), *many(8, channel="event"), *many(9, channel=None, replied_on=1)]
    found = group_differences(response_rates(requests(*rows), by="channel", as_of=day(30)))
    assert len(found) == 1
    assert (found["rest_replied"].iloc[0], found["rest_mature"].iloc[0]) == (0, 8)


def test_nothing_to_compare_gives_no_rows_and_says_so():
    for outreach in (requests(), requests({}), requests(*many(30))):
        found = group_differences(all_response_rates(outreach, as_of=day(30)))
        assert found.empty
        assert comparison_note(found) == "There are too few requests to compare groups yet."


def test_the_note_says_how_many_comparisons_were_made():
    found = group_differences(rates_of(email=(4, 10), event=(5, 9), linkedin=(1, 9)))
    assert comparison_note(found).startswith("3 comparisons in 1 grouping, each group against all others")
