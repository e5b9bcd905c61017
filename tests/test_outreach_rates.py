"""Response rates: what counts, what waits, and that the numbers equal tables made by other means."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from request_fixtures import DAY_ZERO, day, many, requests

from infoview_analysis import frames
from infoview_analysis.intervals import newcombe_interval, wilson_interval
from infoview_analysis.outreach import load_outreach
from infoview_analysis.outreach.rates import all_response_rates, response_rates
from infoview_analysis.outreach.subjects import KnownNames, asks_a_question, says_how_long
from infoview_analysis.workspace import Workspace

ROOT = Path(__file__).parent
EXPECTED = pd.read_csv(ROOT / "expected" / "outreach_rates_by_channel.csv")
DATA = ROOT.parent / "data"


def only(table, **where):
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize("corpus", sorted(EXPECTED["corpus"].unique()))
def test_rates_by_channel_equal_a_table_tallied_by_hand(corpus):
    """The table was counted row by row with plain loops over the CSV files, without this package."""
    folder = DATA / "sample" if corpus == "sample" else DATA / "corpora" / corpus
    outreach = load_outreach(Workspace(folder)).outreach
    rates = response_rates(outreach, by="channel", as_of=outreach["sent_on"].max(), horizon_days=10, floor=1)
    expected = EXPECTED[EXPECTED["corpus"] == corpus].drop(columns="corpus").set_index("group").sort_index()
    found = rates.set_index("group")[expected.columns].sort_index()
    pd.testing.assert_frame_equal(found.astype("int64"), expected, check_names=False, check_index_type=False)


def test_an_answer_counts_when_it_came_within_the_horizon_to_a_request_old_enough():
    outreach = requests(
        {"replied_on": 10, "outcome": "accepted"},  # on the last day that counts
        {"replied_on": 11, "outcome": "accepted"},  # late
        {"replied_on": 3, "outcome": "declined"},  # a no is an answer
        {"outcome": "no reply"},
        {"outcome": "bounced"},
        {"sent_on": 10},  # ten days old: judged
        {"sent_on": 11, "outcome": "no reply"},  # nine days old: waiting, whatever the log says
        {"sent_on": 11, "replied_on": 12, "outcome": "accepted"},  # nine days old, answered: not counted yet
        {"sent_on": 21},  # not sent yet on the day
        {"sent_on": None, "replied_on": 4, "outcome": "accepted"},  # of no known day
    )
    row = only(response_rates(outreach, by="all", as_of=day(20), horizon_days=10))
    counts = {name: int(row[name]) for name in row.index if name.startswith("n_")}
    assert counts == {
        "n_sent": 9, "n_bounced": 1, "n_mature": 5, "n_replied": 2, "n_accepted": 1, "n_waiting": 1,
        "n_answered_young": 1, "n_undated": 1, "n_replied_late": 1, "n_met": 0,
    }  # fmt: skip
    assert row["reply_rate"] == pytest.approx(2 / 5)
    assert (row["reply_low"], row["reply_high"]) == pytest.approx((0.1176, 0.7693), abs=1e-4)  # 2/5: 0.12 to 0.77


def test_the_flattering_rate_that_counts_young_answers_is_not_the_one_returned():
    """Half of all requests are answered on day 1, the others never; of young ones the answers come first."""
    old = [*many(10, replied_on=1), *many(10)]
    young = [*many(5, sent_on=18, replied_on=19), *many(1, sent_on=20)]
    row = only(response_rates(requests(*old, *young), by="all", as_of=day(20)))
    assert (row["n_replied"], row["n_mature"], row["n_answered_young"]) == (10, 20, 5)


def test_what_came_after_the_day_is_not_known():
    outreach = requests(
        {"replied_on": 5, "outcome": "accepted", "scheduled_for": 30, "interviewed_on": 30, "thanked_on": 31}
    )
    then = only(response_rates(outreach, by="all", as_of=day(4), horizon_days=2))
    assert (then["n_mature"], then["n_replied"], then["n_accepted"], then["n_met"]) == (1, 0, 0, 0)
    later = only(response_rates(outreach, by="all", as_of=day(20)))
    assert (later["n_replied"], later["n_accepted"], later["n_met"]) == (1, 1, 0)
    assert only(response_rates(outreach, by="all", as_of=day(30)))["n_met"] == 1


def test_having_met_is_having_answered_whatever_the_outcome_says():
    outreach = requests({"interviewed_on": 6, "outcome": "no reply"}, {"replied_on": 2, "outcome": "bounced"})
    row = only(response_rates(outreach, by="all", as_of=day(40)))
    assert (row["n_bounced"], row["n_replied"], row["n_accepted"], row["n_met"]) == (0, 2, 1, 1)


@pytest.mark.parametrize(
    ("rows", "rate", "low", "high"),
    [
        ([], None, 0, 1),
        (many(3, outcome="bounced"), None, 0, 1),
        (many(20, replied_on=1), 1.0, 0.8389, 1),
        (many(20), 0.0, 0, 0.1611),
    ],
    ids=["no request", "all bounced", "everyone", "no one"],
)
def test_nobody_everybody_and_nothing_are_defined(rows, rate, low, high):
    row = only(response_rates(requests(*rows), by="all", as_of=day(60)) if rows else
               all_response_rates(requests(), as_of=day(60)))  # fmt: skip
    assert pd.isna(row["reply_rate"]) if rate is None else row["reply_rate"] == rate
    assert (row["reply_low"], row["reply_high"]) == pytest.approx((low, high), abs=1e-4)


def test_small_groups_are_folded_visibly_and_nothing_is_lost():
    rows = [*many(6, channel="email"), *many(2, channel="fax"), *many(1, channel="Event"), *many(1, channel=" event "),
            *many(2, channel=None)]  # fmt: skip
    rates = response_rates(requests(*rows), by="channel", as_of=day(30), floor=5)
    assert rates["group"].tolist() == ["email", "others (2 groups)", "not given"]
    assert rates["n_sent"].tolist() == [6, 4, 2]
    alone = response_rates(requests(*rows[:8]), by="channel", as_of=day(30), floor=5)
    assert alone["group"].tolist() == ["email", "fax"]  # one small group is no clearer under another name


def test_groups_of_days_words_and_people():
    outreach = requests(
        {"subject": "Could you spare 20 minutes?", "message_length": 50.0, "seniority": "senior"},
        {"subject": "Person 0 said to write", "message_length": 51.0, "sent_on": 6, "seniority": "junior"},
        {"subject": "From a kitchen to a lab", "message_length": 900.0, "sent_on": 31, "seniority": "junior"},
        {"subject": None, "sent_on": 31},
    )
    rates = all_response_rates(outreach, as_of=day(60), floor=1)
    groups = {by: dict(zip(g["group"], g["n_sent"], strict=True)) for by, g in rates.groupby("by")}
    assert groups["month"] == {"2026-03": 2, "2026-04": 2}
    assert groups["weekday"] == {"Monday": 1, "Sunday": 1, "Thursday": 2}
    assert groups["subject_question"] == {"yes": 1, "no": 2, "no subject": 1}
    assert groups["subject_names_person"] == {"yes": 1, "no": 2, "no subject": 1}
    assert groups["subject_says_how_long"] == {"yes": 1, "no": 2, "no subject": 1}
    assert groups["message_length"] == {"up to 50 words": 1, "51 to 100 words": 1, "over 200 words": 1, "not given": 1}
    assert list(groups["seniority"]) == ["junior", "senior", "not given"]
    assert "introduced_by" not in groups  # nobody noted it
    frames.validate(rates, "outreach_rates")


def test_a_grouping_that_is_none_is_refused_by_name():
    with pytest.raises(KeyError, match="colour"):
        response_rates(requests({}), by="colour", as_of=day(1))


@pytest.mark.parametrize(
    ("subject", "contact", "named"),
    [
        ("Carol Whitmore suggested I write", "Ana Ruiz", True),
        ("Tom A. says you came out of kitchens too", "Ana Ruiz", True),
        ("Rhonda in member services pointed me your way", "Ana Ruiz", True),
        ("From Walter, re binders", "Ana Ruiz", True),
        ("Met Perry, would love your view", "Ana Ruiz", True),  # Perry is in the log
        ("Loved your talk, Ana", "Ana Ruiz", False),  # the one it is written to
        ("From Retail to Riverside", "Ana Ruiz", False),
        ("May I ask about your work?", "Ana Ruiz", False),  # May Lin is in the log
        ("I told my boss I would write", "Ana Ruiz", False),
        ("", "Ana Ruiz", False),
    ],
)
def test_subjects_that_name_somebody(subject, contact, named):
    names = KnownNames(pd.Series(["Ana Ruiz", "Perry Lindholm", "May Lin", None]))
    assert names.names_somebody(subject, contact) is named


def test_subjects_that_ask_and_that_say_how_long():
    asking = ["Who writes the rules", "Ten minutes?", "Could we talk", "Entry routes"]
    assert [asks_a_question(subject) for subject in asking] == [True, True, True, False]
    lengths = [
        "20 min about QA",
        "half an hour on grants",
        "a quick 15-minute call",
        "May the 4th",
        "minutes of the board",
    ]
    assert [says_how_long(subject) for subject in lengths] == [True, True, True, False, False]


REQUEST = st.fixed_dictionaries(
    {
        "sent_on": st.none() | st.integers(0, 40),
        "replied_on": st.none() | st.integers(0, 60),
        "interviewed_on": st.none() | st.integers(0, 60),
        "outcome": st.sampled_from([None, "accepted", "declined", "referred", "no reply", "bounced"]),
        "channel": st.sampled_from([None, "email", "linkedin", "event", "fax"]),
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(REQUEST, min_size=1, max_size=12), st.integers(0, 60), st.integers(1, 30), st.integers(1, 6))
def test_every_request_is_in_one_place_and_counts_are_nested(rows, today, horizon, floor):
    outreach = requests(*rows)
    known = outreach["sent_on"].isna() | (outreach["sent_on"] <= day(today))
    rates = response_rates(outreach, by="channel", as_of=day(today), horizon_days=horizon, floor=floor)
    places = rates[["n_bounced", "n_mature", "n_waiting", "n_answered_young", "n_undated"]].sum(axis=1)
    assert (places == rates["n_sent"]).all()
    assert (rates["n_accepted"] <= rates["n_replied"]).all()
    assert (rates["n_replied"] + rates["n_replied_late"] <= rates["n_mature"]).all()
    if outreach.loc[known, "channel"].notna().any():
        assert rates["n_sent"].sum() == known.sum()
    turned = response_rates(outreach.iloc[::-1], by="channel", as_of=day(today), horizon_days=horizon, floor=floor)
    pd.testing.assert_frame_equal(rates, turned)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_against_newcombe_1998_table_1_method_3(count, total, low, high):
    assert [float(end) for end in wilson_interval(count, total)] == pytest.approx([low, high], abs=5e-5)


def test_wilson_covers_what_it_says():
    chance = np.random.default_rng(0)
    for total, share in ((30, 0.3), (50, 0.5), (80, 0.2)):
        low, high = wilson_interval(chance.binomial(total, share, 40_000), np.full(40_000, total))
        assert 0.93 <= np.mean((low <= share) & (share <= high)) <= 0.97


def test_newcombe_covers_what_it_says():
    chance = np.random.default_rng(1)
    for n, p, m, q in ((40, 0.5, 60, 0.3), (20, 0.6, 70, 0.3), (50, 0.3, 50, 0.3)):
        one, other = chance.binomial(n, p, 40_000), chance.binomial(m, q, 40_000)
        low, high = newcombe_interval(one, np.full(40_000, n), other, np.full(40_000, m))
        assert 0.93 <= np.mean((low <= p - q) & (p - q <= high)) <= 0.97


def test_hours_of_the_day_looked_from_do_not_count():
    outreach = requests({"replied_on": 5}, {"sent_on": 3})
    pd.testing.assert_frame_equal(
        response_rates(outreach, by="all", as_of=DAY_ZERO + pd.Timedelta(days=12, hours=17)),
        response_rates(outreach, by="all", as_of=day(12)),
    )
