"""The funnel: how far requests came, whatever their outcome says in the end, and where the others stopped."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from request_fixtures import day, ledger, many, mixed_log, requests

from infoview_analysis.export.sankey import sankey_text
from infoview_analysis.outreach.activity import weekly_activity
from infoview_analysis.outreach.funnel import STAGES, funnel, funnel_losses, furthest_stages


def furthest(outreach, today=100, events=None):
    return furthest_stages(outreach, ledger(outreach) if events is None else events, as_of=day(today))


def test_counts_and_losses_of_a_small_log():
    outreach = requests(
        *many(3),
        {"sent_on": 95},
        {"outcome": "bounced"},
        {"replied_on": 4, "outcome": "declined"},
        {"replied_on": 4, "outcome": "referred", "thanked_on": 5},  # thanked for the name, not for a talk
        {"replied_on": 4, "outcome": "accepted"},
        {"replied_on": 4, "outcome": "accepted", "scheduled_for": 110},
        {"replied_on": 4, "outcome": "accepted", "scheduled_for": 10},
        {"replied_on": 4, "outcome": "accepted", "scheduled_for": 9, "interviewed_on": 9},
        {"replied_on": 4, "outcome": "accepted", "interviewed_on": 9, "thanked_on": 10},
    )
    stages = furthest(outreach)
    table = funnel(stages)
    assert table["n_requests"].tolist() == [12, 7, 5, 4, 2, 1]
    assert table["of_previous"].iloc[1] == pytest.approx(7 / 12)
    assert list(funnel_losses(stages).itertuples(index=False, name=None)) == [
        ("sent", "no reply", 3, False),
        ("sent", "bounced", 1, False),
        ("sent", "waiting", 1, True),
        ("replied", "declined", 1, False),
        ("replied", "referred", 1, False),
        ("accepted", "no day set yet", 1, True),
        ("scheduled", "no talk noted", 1, True),
        ("scheduled", "talk still ahead", 1, True),
        ("met", "not thanked yet", 1, True),
    ]


def test_a_last_status_does_not_erase_how_far_a_request_came():
    """Somebody agreed, a day was set, and then they called it off: the outcome says declined."""
    outreach = requests({"replied_on": 3, "outcome": "declined"})
    events = ledger(requests({"replied_on": 3, "outcome": "accepted", "scheduled_for": 9}))
    more = pd.DataFrame({"outreach_id": ["o0000"], "contact": ["Person 0"], "on": [day(8)], "stage": ["declined"],
                         "source": ["outreach.csv"], "line": pd.array([2], dtype="Int64")})  # fmt: skip
    stages = furthest(outreach, events=pd.concat([events, more.astype({"on": "datetime64[s]"})], ignore_index=True))
    assert stages[["stage", "reason", "open"]].values.tolist() == [["scheduled", "declined", False]]


def test_what_came_after_the_day_is_not_in_the_funnel():
    outreach = requests({"replied_on": 5, "outcome": "accepted", "scheduled_for": 20, "interviewed_on": 20})
    assert [furthest(outreach, today)["stage"].iloc[0] for today in (4, 5, 19, 20)] == [
        "sent", "scheduled", "scheduled", "met",
    ]  # fmt: skip
    assert furthest(outreach, -1).empty


REQUEST = st.fixed_dictionaries(
    {
        "sent_on": st.none() | st.integers(0, 40),
        "outcome": st.sampled_from([None, "accepted", "declined", "referred", "no reply", "bounced"]),
        **{name: st.none() | st.integers(0, 60)
           for name in ("replied_on", "scheduled_for", "interviewed_on", "thanked_on")},
    }
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(REQUEST, min_size=1, max_size=10), st.integers(0, 60))
def test_stages_never_grow_and_every_request_ends_somewhere(rows, today):
    stages = furthest(requests(*rows), today)
    table, losses = funnel(stages), funnel_losses(stages)
    counts = table["n_requests"].tolist()
    assert counts == sorted(counts, reverse=True)
    assert losses["n_requests"].sum() + counts[-1] == counts[0]
    assert stages["reason"].notna().equals(stages["stage"] != "thanked")


def test_sankey_text_is_balanced():
    stages = furthest(mixed_log(60))
    lines = sankey_text(funnel(stages), funnel_losses(stages)).splitlines()
    flows = [(line.split(" [")[0], int(line.split("[")[1].split("]")[0]), line.split("] ")[1]) for line in lines]
    for stage in STAGES[1:-1]:
        name = stage.capitalize()
        assert sum(n for _, n, to in flows if to == name) == sum(n for start, n, _ in flows if start == name)
    assert sum(n for start, n, _ in flows if start == "Sent") == 60
    assert lines[0] == f"Sent [{funnel(stages)['n_requests'].iloc[1]}] Replied"
    assert sankey_text(funnel(furthest(requests())), funnel_losses(furthest(requests()))) == ""


def test_weeks_begin_on_monday_and_none_is_left_out():
    outreach = requests({"sent_on": 6}, {"sent_on": 7}, {"sent_on": 22, "replied_on": 23, "interviewed_on": 50})
    table = weekly_activity(outreach, as_of=day(30))
    assert table["week"].tolist() == [day(0), day(7), day(14), day(21), day(28)]
    assert table["n_sent"].tolist() == [1, 1, 0, 1, 0]
    assert table["n_replied"].tolist() == [0, 0, 0, 1, 0]
    assert table["n_met"].sum() == 0  # day 50 has not come yet
    assert weekly_activity(requests(), as_of=day(3)).empty
