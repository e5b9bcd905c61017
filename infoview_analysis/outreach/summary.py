"""Everything the outreach log tells, as of one day: every frame that pictures, pages and tables are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.outreach.activity import weekly_activity
from infoview_analysis.outreach.approach import answered_traits
from infoview_analysis.outreach.differences import group_differences
from infoview_analysis.outreach.due import due_items, lapsed_sentence
from infoview_analysis.outreach.follow_up import FollowUpComparison, follow_up_comparison
from infoview_analysis.outreach.funnel import funnel, funnel_losses, furthest_stages
from infoview_analysis.outreach.log import OutreachLog
from infoview_analysis.outreach.rates import all_response_rates
from infoview_analysis.outreach.timing import (
    at_risk_counts,
    axis_days,
    reply_curves,
    reply_waits,
    waiting_times,
    waits_sentence,
)
from infoview_analysis.settings import OutreachSettings


@dataclass(frozen=True)
class OutreachSummary:
    """What the log tells as of a day.

    Attributes
    ----------
    as_of : Timestamp
        The day; NaT when there is no request with a day.
    settings : OutreachSettings
    log : OutreachLog
        The log as it was read.
    rates : DataFrame
        Of :func:`infoview_analysis.outreach.rates.all_response_rates`.
    differences : DataFrame
        Of :func:`infoview_analysis.outreach.differences.group_differences`.
    waiting, curves, at_risk, waits : DataFrame
        Of :mod:`infoview_analysis.outreach.timing`; curves by channel.
    follow_up : FollowUpComparison
    furthest, funnel, losses : DataFrame
        Of :mod:`infoview_analysis.outreach.funnel`.
    activity : DataFrame
        Of :func:`infoview_analysis.outreach.activity.weekly_activity`.
    due : DataFrame
        Of :func:`infoview_analysis.outreach.due.due_items`.
    lapsed : str
        What is no longer listed as due, in a sentence.
    traits : DataFrame
        Of :func:`infoview_analysis.outreach.approach.answered_traits`.
    """

    as_of: pd.Timestamp
    settings: OutreachSettings
    log: OutreachLog
    rates: pd.DataFrame
    differences: pd.DataFrame
    waiting: pd.DataFrame
    curves: pd.DataFrame
    at_risk: pd.DataFrame
    waits: pd.DataFrame
    follow_up: FollowUpComparison
    furthest: pd.DataFrame
    funnel: pd.DataFrame
    losses: pd.DataFrame
    activity: pd.DataFrame
    due: pd.DataFrame
    lapsed: str
    traits: pd.DataFrame

    @property
    def n_sent(self) -> int:
        """Requests sent by the day."""
        return len(self.furthest)

    @property
    def waits_sentence(self) -> str:
        """Within how many days most answers came, in plain words."""
        return waits_sentence(self.waits)


def day_of(log: OutreachLog, settings: OutreachSettings) -> pd.Timestamp:
    """Return the day to look from: the one in the settings, else that of the newest request.

    Where no request has a day, the newest day of an answer, a talk or a thank-you; NaT where nothing has one.
    """
    if settings.as_of:
        return pd.Timestamp(settings.as_of)
    newest = log.outreach["sent_on"].max()
    if pd.isna(newest):
        newest = log.outreach[["replied_on", "interviewed_on", "thanked_on"]].max().max()
    return pd.Timestamp(newest)


def no_outreach() -> OutreachSummary:
    """Return the summary of a workspace without a log."""
    mapping = pd.DataFrame({name: pd.Series(dtype="str") for name in ("source", "column", "read_as")})
    nothing = pd.DataFrame()
    log = OutreachLog(frames.empty("outreach"), frames.empty("outreach_events"), mapping, (), 0, 0, 0, nothing, nothing)
    return summarize_outreach(log, as_of=cast("pd.Timestamp", pd.NaT), settings=OutreachSettings())


def summarize_outreach(log: OutreachLog, *, as_of: pd.Timestamp, settings: OutreachSettings) -> OutreachSummary:
    """Return everything the log tells as of a day.

    Parameters
    ----------
    log : OutreachLog
        Of :func:`infoview_analysis.outreach.load_outreach`; may be empty.
    as_of : Timestamp
        The day to look from, such as :func:`day_of`. NaT: there is no day, so nothing is old enough to judge.
    settings : OutreachSettings
    """
    outreach, events = log.outreach, log.events
    # Without a day nothing has an age; any day will do, since no request has one either.
    today = pd.Timestamp("1970-01-01") if pd.isna(as_of) else pd.Timestamp(as_of).normalize()
    limits: dict[str, Any] = {"as_of": today, "horizon_days": settings.horizon_days, "floor": settings.floor}
    rates = all_response_rates(outreach, **limits)
    waiting = waiting_times(outreach, as_of=today)
    furthest = furthest_stages(outreach, events, as_of=today, horizon_days=settings.horizon_days)
    return OutreachSummary(
        as_of=as_of if pd.isna(as_of) else today,
        settings=settings,
        log=log,
        rates=rates,
        differences=group_differences(rates, floor=settings.floor),
        waiting=waiting,
        curves=reply_curves(waiting, floor=settings.floor),
        at_risk=at_risk_counts(waiting, axis_days(waiting), floor=settings.floor),
        waits=reply_waits(waiting, as_of=today),
        follow_up=follow_up_comparison(outreach, as_of=today),
        furthest=furthest,
        funnel=funnel(furthest),
        losses=funnel_losses(furthest),
        activity=weekly_activity(outreach, as_of=today),
        due=due_items(outreach, as_of=today, settings=settings),
        lapsed=lapsed_sentence(outreach, as_of=today, settings=settings),
        traits=answered_traits(outreach, **limits),
    )
