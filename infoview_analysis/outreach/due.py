"""What is due on a day: whom to follow up, thank, prepare for, answer, or write to again.

A request that was declined, or never arrived, makes nothing due. What one did or heard on another request to the same
person counts: nobody is followed up who answered elsewhere, or was written to again since.
"""

from __future__ import annotations

import math

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.outreach.states import request_states
from infoview_analysis.settings import OutreachSettings
from infoview_analysis.wording import day, plural

FOLLOW_UP, THANK, PREPARE, REPLY = "follow up", "thank", "prepare", "reply"
KEEP_IN_TOUCH = "keep in touch"
COLUMNS = ("due_on", "kind", "contact", "channel", "reason", "outreach_id", "latest_on", "overdue", "lapsed", "purpose")


def due_items(
    outreach: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    settings: OutreachSettings = OutreachSettings(),  # noqa: B008 - frozen
    lapsed: bool = False,
) -> pd.DataFrame:
    """Return what is due as of a day, or will be within ``settings.look_ahead_days``.

    Parameters
    ----------
    outreach : DataFrame
        The frame of this name.
    as_of : Timestamp
        The day to look from; what came later is not known.
    settings : OutreachSettings
        When something is due and when it is overdue.
    lapsed : bool
        Also return what has been due for more than ``settings.lapse_after_days``.

    Returns
    -------
    DataFrame
        The columns of the frame ``outreach_due``, and ``outreach_id``, ``latest_on`` (last day that is in time),
        ``overdue`` ("yes" or "no"), ``lapsed`` ("yes" or "no"), ``purpose`` (what it is for, in a word or two; with
        ``outreach_id`` it names the item for good). Overdue ones first, people to keep in touch with last, then by day.
    """
    today = pd.Timestamp(as_of).normalize()
    people = _with_person(request_states(outreach, as_of=today))
    parts = [
        _follow_ups(people, settings),
        _unconfirmed_talks(people, today),
        _thanks(people, settings),
        _preparations(people, today, settings),
        _answers(people, settings),
        _referrals(people, settings),
        _contacts_to_keep(people, settings),
    ]
    table = pd.concat(parts, ignore_index=True)
    table = table[table["due_on"] <= today + pd.Timedelta(days=settings.look_ahead_days)]
    table["overdue"] = (table["latest_on"] < today).map({True: "yes", False: "no"}).astype("str")
    long_due = table["due_on"] < today - pd.Timedelta(days=settings.lapse_after_days)
    table["lapsed"] = long_due.map({True: "yes", False: "no"}).astype("str")
    if not lapsed:
        table = table[~long_due.astype(bool)]
    told = zip(table["reason"], table["told_day"], table["latest_on"], strict=True)
    reasons = [reason.format(day=day(on), last=day(last)) for reason, on, last in told]
    table = table.assign(reason=pd.Series(reasons, index=table.index, dtype="str"))
    table["can_wait"] = table["purpose"].eq(KEEP_IN_TOUCH)
    table = table.sort_values(
        ["overdue", "can_wait", "due_on", "kind", "contact", "outreach_id"],
        ascending=[False, True, True, True, True, True],
    )
    return frames.conform(table[list(COLUMNS)].reset_index(drop=True), "outreach_due")


def lapsed_sentence(outreach: pd.DataFrame, *, as_of: pd.Timestamp, settings: OutreachSettings) -> str:
    """Return how many items are no longer listed because they have been due for long; empty when there are none."""
    items = due_items(outreach, as_of=as_of, settings=settings, lapsed=True)
    old = items[items["lapsed"] == "yes"]
    if old.empty:
        return ""
    kinds = ", ".join(f"{count} {kind}" for kind, count in old["kind"].value_counts().sort_index().items())
    been = "has" if len(old) == 1 else "have"
    return (
        f"{plural(len(old), 'older item')} ({kinds}) {been} been due for more than {settings.lapse_after_days} days and"
        f" {'is' if len(old) == 1 else 'are'} not listed."
    )


def _with_person(states: pd.DataFrame) -> pd.DataFrame:
    """Return the requests with what is known of the person over all requests to them."""
    person = states["contact"].str.split().str.join(" ").str.casefold()
    by_person = states.groupby(person)
    met_on = states["interviewed_on"]
    return states.assign(
        person=person,
        person_replied=by_person["is_replied"].transform("max").astype(bool),
        person_declined=by_person["is_declined"].transform("max").astype(bool),
        last_sent=by_person["sent_on"].transform("max"),
        last_met=met_on.groupby(person).transform("max"),
        last_thanked=states["thanked_on"].groupby(person).transform("max"),
        last_plan=states["scheduled_for"].groupby(person).transform("max"),
        person_thanked=by_person["is_thanked"].transform("max").astype(bool),
    )


def _follow_ups(people: pd.DataFrame, settings: OutreachSettings) -> pd.DataFrame:
    newest = people["sent_on"].eq(people["last_sent"]).fillna(False)
    silent = ~people["is_bounced"] & ~people["person_replied"] & ~people["is_followed_up"] & newest
    chosen = people[silent & people["sent_on"].notna()].drop_duplicates("person", keep="last")
    due_on = chosen["sent_on"] + pd.Timedelta(days=settings.follow_up_after_days)
    latest = chosen["sent_on"] + pd.Timedelta(days=settings.follow_up_until_days)
    reason = "Written on {day}, no answer: follow up once, by {last}."
    return _items(chosen, FOLLOW_UP, "follow up", due_on, latest, reason, chosen["sent_on"])


def _unconfirmed_talks(people: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    past = people["scheduled_for"] < today
    met_since = people["last_met"].ge(people["scheduled_for"]).fillna(False)
    moved = people["last_plan"].gt(people["scheduled_for"]).fillna(False)
    open_talk = past & ~met_since & ~moved & ~people["is_met"] & ~people["person_declined"]
    chosen = people[open_talk.astype(bool)].drop_duplicates("person", keep="last")
    due_on = chosen["scheduled_for"] + pd.Timedelta(days=1)
    latest = due_on + pd.Timedelta(days=7)
    reason = "The talk set for {day} is not noted as held: note it, or ask for a new day."
    return _items(chosen, FOLLOW_UP, "talk not noted", due_on, latest, reason, chosen["scheduled_for"])


def _thanks(people: pd.DataFrame, settings: OutreachSettings) -> pd.DataFrame:
    thanked = people["is_thanked"] | people["last_thanked"].ge(people["interviewed_on"]).fillna(False)
    chosen = people[people["interviewed_on"].notna() & ~thanked.astype(bool)]
    chosen = chosen.drop_duplicates(["person", "interviewed_on"])
    due_on = chosen["interviewed_on"] + _days(settings.thank_within_hours)
    latest = chosen["interviewed_on"] + _days(settings.thank_until_hours)
    hours = f"{settings.thank_within_hours} to {settings.thank_until_hours} hours"
    reason = f"You met on {{day}}: say thank you within {hours}."
    return _items(chosen, THANK, "thank", due_on, latest, reason, chosen["interviewed_on"])


def _preparations(people: pd.DataFrame, today: pd.Timestamp, settings: OutreachSettings) -> pd.DataFrame:
    ahead = people["scheduled_for"].ge(today).fillna(False) & ~people["is_declined"]
    held = people["interviewed_on"].notna()
    chosen = people[(ahead & ~held).astype(bool)].drop_duplicates(["person", "scheduled_for"])
    due_on = chosen["scheduled_for"] - pd.Timedelta(days=settings.prepare_days_before)
    planned = chosen["scheduled_for"]
    return _items(chosen, PREPARE, "prepare", due_on, planned, "You talk on {day}: prepare your questions.", planned)


def _answers(people: pd.DataFrame, settings: OutreachSettings) -> pd.DataFrame:
    """Return the answers that wait for one: a yes without a day, or a reply that said neither yes nor no."""
    met_since = people["last_met"].ge(people["replied_on"]).fillna(False)
    planned_since = people["last_plan"].ge(people["replied_on"]).fillna(False)
    waiting = people["is_replied"] & ~people["is_scheduled"] & ~people["person_declined"] & ~people["is_referred"]
    waiting &= people["replied_on"].notna() & ~met_since & ~planned_since
    chosen = people[waiting.astype(bool)].drop_duplicates("person", keep="last")
    due_on = chosen["replied_on"]
    latest = due_on + pd.Timedelta(days=settings.reply_within_days)
    said = chosen["is_accepted"].map({True: "said yes", False: "answered"}).astype("str")
    reason = "They " + said + " on {day} and no day is set: answer, and offer two or three times."
    return _items(chosen, REPLY, "agree on a day", due_on, latest, reason, chosen["replied_on"])


def _referrals(people: pd.DataFrame, settings: OutreachSettings) -> pd.DataFrame:
    thanked = people["is_thanked"] | people["last_thanked"].ge(people["replied_on"]).fillna(False)
    referred = people["is_referred"] & people["replied_on"].notna() & ~people["is_met"] & ~thanked
    chosen = people[referred.astype(bool)].drop_duplicates("person", keep="last")
    due_on = chosen["replied_on"]
    latest = due_on + pd.Timedelta(days=settings.reply_within_days)
    reason = "They passed you on to somebody else on {day}: thank them, and write to that person."
    return _items(chosen, REPLY, "answer a referral", due_on, latest, reason, chosen["replied_on"])


def _contacts_to_keep(people: pd.DataFrame, settings: OutreachSettings) -> pd.DataFrame:
    kept = people["interviewed_on"].notna() & people["interviewed_on"].eq(people["last_met"])
    planned_since = people["last_plan"].gt(people["last_met"]).fillna(False)
    sent_since = people["last_sent"].gt(people["last_met"]).fillna(False)
    wanted = kept & ~planned_since & ~sent_since & bool(settings.keep_in_touch_days)
    chosen = people[wanted.astype(bool)].drop_duplicates("person", keep="last")
    due_on = chosen["interviewed_on"] + pd.Timedelta(days=settings.keep_in_touch_days)
    latest = due_on + pd.Timedelta(days=settings.lapse_after_days)
    reason = "You met on {day}: write again, and say what came of their advice."
    return _items(chosen, FOLLOW_UP, KEEP_IN_TOUCH, due_on, latest, reason, chosen["interviewed_on"])


def _days(hours: int) -> pd.Timedelta:
    """Return whole days: the log knows days, no hours."""
    return pd.Timedelta(days=math.ceil(hours / 24))


def _items(
    chosen: pd.DataFrame,
    kind: str,
    purpose: str,
    due_on: pd.Series,
    latest_on: pd.Series,
    reason: str | pd.Series,
    told_day: pd.Series,
) -> pd.DataFrame:
    """Return items whose ``reason`` still has places for ``told_day`` and the last day; only listed ones are filled."""
    table = pd.DataFrame(
        {
            "due_on": due_on.astype("datetime64[s]"),
            "contact": chosen["contact"],
            "channel": chosen["channel"],
            "outreach_id": chosen["outreach_id"],
            "latest_on": latest_on.astype("datetime64[s]"),
            "told_day": told_day.astype("datetime64[s]"),
        }
    )
    table = table.assign(kind=kind, purpose=purpose, reason=reason)
    return table.astype({"kind": "str", "purpose": "str", "reason": "str"})
