"""Time to reply: the curve against published values, requests still waiting, and whether follow-ups help."""

import numpy as np
import pandas as pd
import pytest
from request_fixtures import day, many, requests

from infoview_analysis.outreach.follow_up import follow_up_comparison
from infoview_analysis.outreach.rates import response_rates
from infoview_analysis.outreach.timing import (
    at_risk_counts,
    axis_days,
    reply_curves,
    reply_waits,
    waiting_times,
    waits_sentence,
)

# Remission times in weeks under 6-mercaptopurine and placebo (Freireich et al. 1963, Blood 21, 699-716); no plus: the
# event was seen. Here: days until a reply, or waited in vain so far.
TREATED = [(6, 1), (6, 1), (6, 1), (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1), (6, 0), (9, 0), (10, 0),
           (11, 0), (17, 0), (19, 0), (20, 0), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
TODAY = 100


def waited(days, replied, **row):
    return {"sent_on": TODAY - days, **row} if not replied else {"sent_on": 0, "replied_on": days, **row}


def test_the_curve_equals_published_values_and_lifelines():
    """Survival as printed in Kleinbaum and Klein, Survival Analysis, table 2.3; bounds by lifelines 0.30.3."""
    waiting = waiting_times(requests(*(waited(*pair) for pair in TREATED)), as_of=day(TODAY))
    curve = reply_curves(waiting, by=None).set_index("day")
    days = [6, 7, 10, 13, 16, 22, 23]
    assert (1 - curve.loc[days, "replied_by"]).tolist() == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    assert (1 - curve.loc[days, "high"]).tolist() == pytest.approx(
        [0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881], abs=5e-5
    )
    assert (1 - curve.loc[days, "low"]).tolist() == pytest.approx(
        [0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801], abs=5e-5
    )
    assert curve.loc[days, "n_at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.index[-1] == 35  # the last day anybody was at risk


def test_requests_still_waiting_do_not_drag_the_rate_down():
    """Half old, half under three days old; of all, 0.368 are answered within 14 days in the long run."""
    chance = np.random.default_rng(3)
    daily = 1 - (1 - 0.368) ** (1 / 14)
    rows = []
    for age in [40] * 3000 + [*chance.integers(1, 3, 3000)]:
        delay = int(chance.geometric(daily))
        rows.append({"sent_on": TODAY - age, "replied_on": TODAY - age + delay if delay <= age else None})
    outreach = requests(*rows)
    naive = np.mean([row["replied_on"] is not None and row["replied_on"] - row["sent_on"] <= 14 for row in rows])
    mature = response_rates(outreach, by="all", as_of=day(TODAY), horizon_days=14)["reply_rate"].iloc[0]
    curve = reply_curves(waiting_times(outreach, as_of=day(TODAY)), by=None)
    estimate = curve.loc[curve["day"] <= 14, "replied_by"].iloc[-1]
    assert naive < 0.25
    assert mature == pytest.approx(0.368, abs=0.02)
    assert estimate == pytest.approx(0.368, abs=0.02)


def test_the_interval_of_the_curve_covers_what_it_says():
    chance = np.random.default_rng(4)
    truth = 1 - 0.93**8
    inside = 0
    for _ in range(300):
        ages, delays = chance.integers(1, 30, 120), chance.geometric(0.07, 120)
        waiting = pd.DataFrame({"days": np.minimum(ages, delays), "replied": delays <= ages, "channel": "email"})
        curve = reply_curves(waiting, by=None)
        row = curve[curve["day"] <= 8].iloc[-1]
        inside += row["low"] <= truth <= row["high"]
    assert 0.92 <= inside / 300 <= 0.98  # 0.95 ± a good two standard errors of 300 runs


def test_what_is_left_out_and_what_is_not():
    outreach = requests(
        {"outcome": "bounced"},
        {"replied_on": None, "outcome": "accepted"},  # answered, nobody knows when
        {"sent_on": None},
        {"replied_on": 0, "outcome": "declined"},  # on the very day
        {"replied_on": 60},  # after the day looked from
    )
    waiting = waiting_times(outreach, as_of=day(50))
    assert list(zip(waiting["outreach_id"], waiting["days"], waiting["replied"], strict=True)) == [
        ("o0003", 0, True),
        ("o0004", 50, False),
    ]


def test_curves_at_their_edges():
    everybody = reply_curves(waiting_times(requests(*many(5, replied_on=3)), as_of=day(50)), by=None)
    assert everybody["replied_by"].tolist() == [0, 1]
    nobody = reply_curves(waiting_times(requests(*many(5)), as_of=day(50)), by=None)
    assert nobody["replied_by"].tolist() == [0, 0]
    for curve in (everybody, nobody):
        assert curve[["low", "high"]].isna().all(axis=None)  # not defined there, so not shown
    assert reply_curves(waiting_times(requests(), as_of=day(50))).empty


def test_at_risk_counts_belong_to_the_curves():
    rows = [*many(6, channel="email", replied_on=2), *many(6, channel="event"), *many(1, channel="fax"),
            *many(1, channel="pigeon", replied_on=9)]  # fmt: skip
    waiting = waiting_times(requests(*rows), as_of=day(20))
    table = at_risk_counts(waiting, [0, 2, 3, 10]).pivot(index="group", columns="day", values="n_at_risk")
    assert table.loc["email"].tolist() == [6, 6, 0, 0]
    assert table.loc["event"].tolist() == [6, 6, 6, 6]
    assert table.loc["others (2 groups)"].tolist() == [2, 2, 2, 1]
    curves = reply_curves(waiting)
    assert set(curves["group"]) == set(table.index)
    assert axis_days(waiting) == [0, 2, 4, 6, 8, 10]


def test_ones_own_waiting_time():
    rows = [{"replied_on": wait} for wait in (0, 1, 2, 3, 4, 5, 6, 6, 9, 30)]
    young = many(4, sent_on=95, replied_on=96)  # could only be quick so far
    waits = reply_waits(waiting_times(requests(*rows, *young), as_of=day(TODAY)), as_of=day(TODAY))
    assert waits_sentence(waits) == "8 of 10 replies came within 6 days."
    only_young = reply_waits(waiting_times(requests(*young), as_of=day(TODAY)), as_of=day(TODAY))
    assert waits_sentence(only_young).endswith("slower replies may still come.")
    assert waits_sentence(waits.iloc[:0]) == "No reply with a known day yet."


def test_follow_ups_against_the_published_log_rank_test():
    """A follow-up on the day of the request makes two plain groups: 9 seen, 19.25 expected, chi-squared 16.79."""
    treated = [waited(*pair) for pair in TREATED]
    treated = [{**row, "followed_up_on": row["sent_on"]} for row in treated]
    found = follow_up_comparison(requests(*treated, *({"replied_on": wait} for wait in PLACEBO)), as_of=day(TODAY))
    assert (found.n_followed_up, found.n_compared) == (21, 9)
    assert found.n_expected == pytest.approx(19.25, abs=0.005)
    assert (found.n_compared - found.n_expected) ** 2 / found.variance == pytest.approx(16.79, abs=0.005)
    assert found.p_value == pytest.approx(4.17e-5, rel=0.01)
    assert "answered less often" in found.sentence


def trap(n, chance, share):
    """Return requests whose answers have nothing to do with the follow-up that ``share`` of the silent get on day 7."""
    rows = []
    for delay, asked in zip(chance.geometric(0.08, n), chance.random(n) < share, strict=True):
        row = {"replied_on": int(delay)} if delay <= 60 else {}
        if delay > 7 and asked:
            row["followed_up_on"] = 7
        rows.append(row)
    return requests(*rows)


def test_the_follow_up_trap():
    """A follow-up without any effect looks harmful when compared with everybody, and not among the silent."""
    outreach = trap(600, np.random.default_rng(5), 0.5)
    quick = outreach["replied_on"].le(day(14))
    followed = outreach["followed_up_on"].notna()
    assert quick[~followed].mean() - quick[followed].mean() > 0.2  # what a naive table would show
    found = follow_up_comparison(outreach, as_of=day(TODAY))
    assert found.p_value > 0.05
    assert found.n_compared == pytest.approx(found.n_expected, rel=0.15)
    assert "cannot be told yet" in found.sentence


def test_when_everybody_silent_was_followed_up_nothing_can_be_compared():
    outreach = trap(200, np.random.default_rng(6), 1.0)
    found = follow_up_comparison(outreach, as_of=day(TODAY))
    assert found.n_replied_after > 0
    assert found.n_compared == 0
    assert np.isnan(found.p_value)
    assert "cannot be told: there were too few" in found.sentence


def test_a_follow_up_without_effect_is_rarely_called_one():
    chance = np.random.default_rng(9)
    p_values = [follow_up_comparison(trap(120, chance, 0.5), as_of=day(TODAY)).p_value for _ in range(30)]
    assert sum(p <= 0.05 for p in p_values) <= 5


def test_a_follow_up_that_works_is_seen():
    chance = np.random.default_rng(10)
    rows = []
    for place in range(120):
        delay = int(chance.geometric(0.02))
        asked = place % 2 == 0 and delay > 7
        if asked:
            delay = min(delay, 7 + int(chance.geometric(0.2)))
        rows.append({"replied_on": delay if delay <= 60 else None, "followed_up_on": 7 if asked else None})
    found = follow_up_comparison(requests(*rows), as_of=day(TODAY))
    assert found.p_value < 0.05
    assert "answered more often" in found.sentence


def test_follow_ups_after_the_answer_are_none():
    found = follow_up_comparison(requests(*many(3, replied_on=2, followed_up_on=5)), as_of=day(TODAY))
    assert found.n_followed_up == 0
    assert found.sentence == "No follow-up to somebody silent was noted yet."
