"""The due list: what is due when, what is overdue, and for whom nothing is."""

import pandas as pd
import pytest
from request_fixtures import day, log_of, many, mixed_log, requests

from infoview_analysis import frames
from infoview_analysis.outreach.due import due_items, lapsed_sentence
from infoview_analysis.outreach.summary import day_of, summarize_outreach
from infoview_analysis.settings import OutreachSettings


def items(*rows, today, **settings):
    table = due_items(requests(*rows), as_of=day(today), settings=OutreachSettings(**settings))
    return [(row.kind, row.purpose, row.due_on, row.overdue) for row in table.itertuples(index=False)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (-8, []),  # seven days on lies more than two weeks ahead, and nothing was sent
        (0, [("follow up", "follow up", day(7), "no")]),
        (14, [("follow up", "follow up", day(7), "no")]),
        (15, [("follow up", "follow up", day(7), "yes")]),
        (37, [("follow up", "follow up", day(7), "yes")]),
        (38, []),  # due for more than thirty days
    ],
)
def test_follow_up_between_one_and_two_weeks(today, expected):
    assert items({}, today=today) == expected


def test_nothing_is_due_for_bounced_declined_answered_or_followed_up():
    rows = [
        {"outcome": "bounced"},
        {"outcome": "declined"},
        {"outcome": "declined", "replied_on": 3},
        {"followed_up_on": 8},
        {"followed_up": "yes"},
    ]
    assert items(*rows, today=12) == []


def test_what_happened_on_another_request_to_the_person_counts():
    ana = {"contact": "Ana Ruiz"}
    assert items(ana, {"contact": "ana  ruiz", "replied_on": 4, "outcome": "declined", "sent_on": 2}, today=12) == []
    again = items(ana, {**ana, "sent_on": 9}, today=12)
    assert again == [("follow up", "follow up", day(16), "no")]  # counted from the newer request
    other_way = items({**ana, "outcome": "bounced"}, {**ana, "channel": "linkedin"}, today=12)
    assert [row[0] for row in other_way] == ["follow up"]
    thanked = [{**ana, "interviewed_on": 10}, {**ana, "interviewed_on": 9, "thanked_on": 11}]
    assert items(*thanked, today=12) == []


def test_thanks_within_a_day_and_overdue_after_two():
    met = {"replied_on": 3, "outcome": "accepted", "interviewed_on": 10}
    assert items(met, today=10) == [("thank", "thank", day(11), "no")]
    assert items(met, today=12) == [("thank", "thank", day(11), "no")]
    assert items(met, today=13) == [("thank", "thank", day(11), "yes")]
    assert items({**met, "thanked_on": 11}, today=13) == []
    assert items(met, today=13, thank_within_hours=72, thank_until_hours=120) == [("thank", "thank", day(13), "no")]


def test_prepare_for_a_talk_and_ask_after_one_that_is_not_noted():
    agreed = {"replied_on": 3, "outcome": "accepted", "scheduled_for": 20}
    assert items(agreed, today=8) == [("prepare", "prepare", day(19), "no")]
    assert items(agreed, today=20) == [("prepare", "prepare", day(19), "no")]
    assert items(agreed, today=21) == [("follow up", "talk not noted", day(21), "no")]
    assert items({**agreed, "interviewed_on": 20, "thanked_on": 20}, today=21) == []
    assert items({**agreed, "outcome": "declined"}, today=21) == []


def test_answer_a_yes_and_a_referral():
    assert items({"replied_on": 3, "outcome": "accepted"}, today=5) == [("reply", "agree on a day", day(3), "no")]
    assert items({"replied_on": 3, "outcome": "accepted"}, today=6) == [("reply", "agree on a day", day(3), "yes")]
    assert items({"replied_on": 3}, today=5) == [("reply", "agree on a day", day(3), "no")]
    referred = {"replied_on": 3, "outcome": "referred"}
    assert items(referred, today=5) == [("reply", "answer a referral", day(3), "no")]
    assert items({**referred, "thanked_on": 4}, today=5) == []


def test_people_one_met_are_written_to_again_after_three_months():
    met = {"replied_on": 3, "outcome": "accepted", "interviewed_on": 10, "thanked_on": 11}
    assert items(met, today=85) == []
    assert items(met, today=90) == [("follow up", "keep in touch", day(100), "no")]
    assert items(met, today=131) == []  # lapsed
    assert items(met, today=100, keep_in_touch_days=0) == []
    assert items(met, {"contact": "Person 0", "sent_on": 50, "followed_up_on": 58}, today=100) == []


def test_overdue_first_then_by_day_and_the_order_of_rows_does_not_matter():
    outreach = mixed_log(100)
    table = due_items(outreach, as_of=day(60))
    assert (table["overdue"] == "yes").any()
    assert (table["overdue"] == "no").any()
    overdue = (table["overdue"] == "yes").tolist()
    assert overdue == sorted(overdue, reverse=True)
    late = table[table["overdue"] == "yes"]
    urgent = late[late["purpose"] != "keep in touch"]
    assert urgent["due_on"].is_monotonic_increasing
    assert not table.duplicated(["outreach_id", "purpose"]).any()  # the name of an item in a calendar
    pd.testing.assert_frame_equal(table, due_items(outreach.iloc[::-1], as_of=day(60)))
    frames.validate(table, "outreach_due")


def test_what_is_no_longer_listed_is_counted():
    settings = OutreachSettings()
    assert lapsed_sentence(requests(*many(3)), as_of=day(50), settings=settings) == (
        "3 older items (3 follow up) have been due for more than 30 days and are not listed."
    )
    assert lapsed_sentence(requests({}), as_of=day(9), settings=settings) == ""


@pytest.mark.parametrize("rows", [[], many(3), many(3, sent_on=None), many(3, sent_on=None, interviewed_on=4)])
def test_a_summary_is_made_of_any_log(rows):
    log = log_of(requests(*rows))
    settings = OutreachSettings()
    summary = summarize_outreach(log, as_of=day_of(log, settings), settings=settings)
    assert summary.n_sent == len(rows)
    assert summary.rates["by"].iloc[0] == "all"
    assert int(summary.rates["n_sent"].iloc[0]) == len(rows)


def test_the_day_looked_from():
    log = log_of(requests({"sent_on": 3, "replied_on": 9}, {"sent_on": 5}))
    assert day_of(log, OutreachSettings()) == day(5)
    assert day_of(log, OutreachSettings(as_of="2026-01-31")) == pd.Timestamp("2026-01-31")
    assert pd.isna(day_of(log_of(requests()), OutreachSettings()))
