"""What was known of each request on a given day: delivered, answered, agreed, met."""

from __future__ import annotations

import pandas as pd

ANSWERS = ("accepted", "declined", "referred")
_DAYS = ("followed_up_on", "replied_on", "interviewed_on", "thanked_on")


def request_states(outreach: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the requests sent by ``as_of`` with what had become of each by then.

    A day later than ``as_of`` has not come yet: a reply of that day is no reply, and neither is what follows from it.
    A day on which a talk is to take place may lie ahead.

    Parameters
    ----------
    outreach : DataFrame
        The frame of this name.
    as_of : Timestamp
        The day to look from; its hours do not count.

    Returns
    -------
    DataFrame
        The columns of ``outreach``, dates after ``as_of`` taken out (except ``scheduled_for``), and ``age_days``
        (Int64: days since the request; missing: its day is not known), ``reply_days`` (Int64: days from request to
        reply; missing: no reply, or its day is not known), and, all bool, ``is_bounced``, ``is_replied``,
        ``is_declined``, ``is_referred``, ``is_accepted``, ``is_scheduled``, ``is_met``, ``is_thanked``,
        ``is_followed_up``. Having met means having agreed, and that means having replied, whatever the outcome says in
        the end. A request that was answered is not bounced.
    """
    today = pd.Timestamp(as_of).normalize()
    frame = outreach[~(outreach["sent_on"] > today)].reset_index(drop=True)
    later = {column: frame[column] > today for column in _DAYS}
    unknown = later["replied_on"]  # the answer, and all that follows from it, came after the day
    for column in _DAYS:
        frame[column] = frame[column].where(~later[column])
    frame["scheduled_for"] = frame["scheduled_for"].where(~unknown)
    outcome = frame["outcome"].where(~unknown)
    frame["outcome"] = outcome

    def said(column: str, day: str) -> pd.Series:
        """Return where the log says "yes", unless the day of it was still to come."""
        if column not in frame:
            return pd.Series(False, index=frame.index)
        return frame[column].eq("yes").fillna(False).astype(bool) & ~unknown & ~later[day]

    met = frame["interviewed_on"].notna() | said("met", "interviewed_on")
    scheduled = met | frame["scheduled_for"].notna() | said("scheduled", "replied_on")
    accepted = scheduled | _is(outcome, "accepted") | said("accepted", "replied_on")
    answered = frame["replied_on"].notna() | said("replied", "replied_on")
    replied = accepted | answered | _is(outcome, *ANSWERS)
    days = (frame["replied_on"].dt.normalize() - frame["sent_on"].dt.normalize()).dt.days.astype("Int64")
    return frame.assign(
        age_days=(today - frame["sent_on"].dt.normalize()).dt.days.astype("Int64"),
        reply_days=days.where(days >= 0),
        is_bounced=_is(outcome, "bounced") & ~replied,
        is_replied=replied,
        is_declined=_is(outcome, "declined"),
        is_referred=_is(outcome, "referred"),
        is_accepted=accepted,
        is_scheduled=scheduled,
        is_met=met,
        is_thanked=frame["thanked_on"].notna() | said("thanked", "thanked_on"),
        is_followed_up=frame["followed_up_on"].notna() | said("followed_up", "followed_up_on"),
    )


def _is(outcome: pd.Series, *values: str) -> pd.Series:
    return outcome.isin(values).astype(bool)
