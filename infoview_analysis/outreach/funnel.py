"""How far requests came, from sent to thanked, and where they stopped.

The ledger of events decides: whoever was met had agreed, whatever the outcome column says in the end.
"""

from __future__ import annotations

import pandas as pd

from infoview_analysis.intervals import wilson_interval
from infoview_analysis.outreach.states import ANSWERS, request_states

STAGES = ("sent", "replied", "accepted", "scheduled", "met", "thanked")
FUNNEL_COLUMNS = ("stage", "n_requests", "of_sent", "of_previous", "of_previous_low", "of_previous_high", "n_open")
LOSS_COLUMNS = ("stage", "reason", "n_requests", "open")
# What an event shows at least. Declined and referred are replies; a thank-you alone shows no talk.
_SHOWS = {
    "sent": 0, "followed up": 0, "bounced": 0, "thanked": 0, "replied": 1, "declined": 1, "referred": 1, "accepted": 2,
    "scheduled": 3, "met": 4,
}  # fmt: skip
_UNSPOKEN = "replied, neither yes nor no"


def furthest_stages(
    outreach: pd.DataFrame, events: pd.DataFrame, *, as_of: pd.Timestamp, horizon_days: int = 10
) -> pd.DataFrame:
    """Return the furthest stage of each request, and why it is not further.

    Parameters
    ----------
    outreach, events : DataFrame
        The frames ``outreach`` and ``outreach_events``.
    as_of : Timestamp
        The day to look from. What happened later is not known; a talk may be scheduled for later.
    horizon_days : int
        Younger silent requests are waiting, older ones got no reply.

    Returns
    -------
    DataFrame
        ``outreach_id``, ``contact``, ``channel``, ``stage`` (of ``STAGES``), ``reason`` (why no further; missing for
        "thanked"), ``open`` (bool: it may still go on by itself or is the person's own next step).
    """
    states = request_states(outreach, as_of=as_of)
    rank = pd.Series(0, index=states.index)
    for column, place in (("is_replied", 1), ("is_accepted", 2), ("is_scheduled", 3), ("is_met", 4)):
        rank = rank.mask(states[column], place)
    known = _known_events(events, states, pd.Timestamp(as_of).normalize())
    furthest = known["stage"].map(_SHOWS).groupby(known["outreach_id"]).max()
    shown = furthest.reindex(states["outreach_id"]).fillna(0).astype("int64").to_numpy()
    rank = rank.clip(lower=pd.Series(shown, index=rank.index))
    thanked = states["is_thanked"] | states["outreach_id"].isin(known.loc[known["stage"] == "thanked", "outreach_id"])
    rank = rank.mask((rank == 4) & thanked, 5)
    reason, still_open = _reasons(states, rank, known, pd.Timestamp(as_of).normalize(), horizon_days)
    return pd.DataFrame(
        {
            "outreach_id": states["outreach_id"],
            "contact": states["contact"],
            "channel": states["channel"],
            "stage": rank.map(dict(enumerate(STAGES))).astype("str"),
            "reason": reason.astype("str"),
            "open": still_open,
        }
    )


def funnel(furthest: pd.DataFrame) -> pd.DataFrame:
    """Count the requests that came at least so far.

    Parameters
    ----------
    furthest : DataFrame
        Of :func:`furthest_stages`.

    Returns
    -------
    DataFrame
        One row a stage, in order: ``stage``, ``n_requests`` (came to it or further), ``of_sent`` (share of all),
        ``of_previous`` (share of those at the stage before, so far) with ``of_previous_low`` and ``of_previous_high``
        (Wilson, 95 %), ``n_open`` (stand at just this stage and may go on). Shares are missing where there is nobody.
        Requests still under way count as not there yet: shares can only rise.
    """
    place = furthest["stage"].map({stage: rank for rank, stage in enumerate(STAGES)}).astype("int64")
    counts = [int((place >= rank).sum()) for rank in range(len(STAGES))]
    standing = [int(((place == rank) & furthest["open"].astype(bool)).sum()) for rank in range(len(STAGES))]
    table = pd.DataFrame({"stage": pd.Series(STAGES, dtype="str"), "n_requests": counts, "n_open": standing})
    number = table["n_requests"].astype("Float64")
    previous = number.shift(1)
    table["of_sent"] = number / number.iloc[0] if counts[0] else number.mask(number >= 0)
    table["of_previous"] = number / previous.mask(previous == 0)
    trials = previous.fillna(0).astype("int64").to_numpy()
    low, high = wilson_interval([0, *counts[1:]], trials)
    first = previous.isna()
    table["of_previous_low"] = pd.Series(low).astype("Float64").mask(first)
    table["of_previous_high"] = pd.Series(high).astype("Float64").mask(first)
    return table[list(FUNNEL_COLUMNS)]


def funnel_losses(furthest: pd.DataFrame) -> pd.DataFrame:
    """Count where requests stopped, and why.

    Returns
    -------
    DataFrame
        ``stage`` (the last one reached), ``reason``, ``n_requests``, ``open`` (bool: may still go on); stages in order,
        most requests first. With the thanked ones, they add up to all that were sent.
    """
    stopped = furthest[furthest["stage"] != STAGES[-1]]
    counts = stopped.groupby(["stage", "reason", "open"], as_index=False).size().rename(columns={"size": "n_requests"})
    counts["place"] = counts["stage"].map({stage: rank for rank, stage in enumerate(STAGES)})
    counts = counts.sort_values(["place", "n_requests", "reason"], ascending=[True, False, True], ignore_index=True)
    return counts[list(LOSS_COLUMNS)].astype({"stage": "str", "reason": "str", "open": "bool"})


def _known_events(events: pd.DataFrame, states: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Return the events that had happened, and the talks set by then; those of requests answered later are not."""
    later_answer = events.loc[events["stage"].isin(["replied", *ANSWERS]) & (events["on"] > today), "outreach_id"]
    earlier_answer = events.loc[events["stage"].isin(["replied", *ANSWERS]) & (events["on"] <= today), "outreach_id"]
    unanswered = set(later_answer) - set(earlier_answer)
    past = ~(events["on"] > today)
    planned = (events["stage"] == "scheduled") & ~events["outreach_id"].isin(unanswered)
    return events[(past | planned) & events["outreach_id"].isin(states["outreach_id"])]


def _reasons(
    states: pd.DataFrame, rank: pd.Series, known: pd.DataFrame, today: pd.Timestamp, horizon_days: int
) -> tuple[pd.Series, pd.Series]:
    stages = {stage: set(known.loc[known["stage"] == stage, "outreach_id"]) for stage in ("declined", "referred")}
    declined = states["is_declined"] | states["outreach_id"].isin(stages["declined"])
    referred = states["is_referred"] | states["outreach_id"].isin(stages["referred"])
    young = states["age_days"].lt(horizon_days).fillna(False).astype(bool)
    planned = known[known["stage"] == "scheduled"].groupby("outreach_id")["on"].max()
    last_plan = pd.Series(planned.reindex(states["outreach_id"]).to_numpy(), index=states.index, dtype="datetime64[s]")
    last_plan = last_plan.fillna(states["scheduled_for"])
    ahead = (last_plan >= today).fillna(False)
    rules: list[tuple[int, pd.Series | bool, str, bool]] = [  # stage reached, condition, reason, open
        (0, states["is_bounced"], "bounced", False),
        (0, young, "waiting", True),
        (0, True, "no reply", False),
        (1, declined, "declined", False),
        (1, referred, "referred", False),
        (1, True, _UNSPOKEN, True),
        (2, declined, "declined", False),
        (2, True, "no day set yet", True),
        (3, declined, "declined", False),
        (3, ahead, "talk still ahead", True),
        (3, True, "no talk noted", True),
        (4, True, "not thanked yet", True),
    ]
    reason = pd.Series(pd.NA, index=states.index, dtype="object")
    still_open = pd.Series(False, index=states.index)
    for stage, condition, words, may_go_on in rules:
        chosen = (rank == stage) & reason.isna() & condition
        reason = reason.mask(chosen, words)
        still_open = still_open.mask(chosen, may_go_on)
    return reason.where(reason.notna()), still_open.astype(bool)
