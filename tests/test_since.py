"""What changed since a day: new, stronger, weaker, and what chance explains."""

import pandas as pd
from report_fixtures import synthesis

from infoview_analysis.coverage import coverage_of, since_day
from infoview_analysis.coverage.since import CHANGES


def test_a_day_before_all_and_after_all():
    bundle = synthesis(12, 6)
    everything_new = since_day(bundle, pd.Timestamp("2020-01-01"))
    assert (everything_new["people_then"] == 0).all()
    assert set(everything_new["change"]) <= {"newly recurring", "new voice"}
    nothing_new = since_day(bundle, pd.Timestamp("2030-01-01"))
    assert set(nothing_new["change"]) == {"unchanged"}


def test_counts_are_people():
    changes = since_day(synthesis(12, 6), pd.Timestamp("2026-07-01"))
    assert (changes["n_now"] <= changes["people_now"]).all()
    assert set(changes["change"]) <= set(CHANGES)


def test_there_is_always_something_to_ask():
    assert len(coverage_of(synthesis(6, 4)).next_questions)
