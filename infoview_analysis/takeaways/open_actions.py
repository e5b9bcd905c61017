"""What is open, by day: actions that nobody has ticked."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.wording import given

# How far above the threshold a found action must lie to be called likely. On fields held out, seven in ten of these and
# of those with a day were actions, and one in three of the others.
LIKELY = 1.5


def open_actions(takeaways: pd.DataFrame, interviews: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the actions that are not done: those with a day, the earliest first, then likely ones, then the rest.

    Parameters
    ----------
    takeaways, interviews : DataFrame
        As described in ``frames.FRAMES``.
    as_of : Timestamp
        The day to look from; NaT: nothing is overdue.

    Returns
    -------
    DataFrame
        ``takeaway_id``, ``due_on``, ``overdue`` (yes or no), ``sure`` (likely or perhaps; likely are those that have a
        day, that the person touched, or whose words say it plainly), ``whose``, ``interviewee``, ``text``, ``title``,
        ``name``, ``point_id``, ``interview_id``, ``said_on``.
    """
    actions = takeaways[(takeaways["kind"] == "action") & (takeaways["status"] != "done")]
    who = interviews.set_index("interview_id")
    frame = actions.assign(
        interviewee=actions["interview_id"].map(who["interviewee"]), said_on=actions["interview_id"].map(who["date"])
    )
    late = frame["due_on"].lt(as_of).fillna(False) if pd.notna(as_of) else pd.Series(False, index=frame.index)
    likely = frame["due_on"].notna() | frame["status"].ne("found") | frame["score"].ge(LIKELY).fillna(False)
    frame = frame.assign(
        overdue=late.astype(bool).map({True: "yes", False: "no"}).astype("str"),
        sure=likely.astype(bool).map({True: "likely", False: "perhaps"}).astype("str"),
    )
    frame = frame.sort_values(["due_on", "sure", "said_on", "takeaway_id"], na_position="last", kind="stable")
    kept = ["takeaway_id", "due_on", "overdue", "sure", "whose", "interviewee", "text", "title", "name", "point_id",
            "interview_id", "said_on"]  # fmt: skip
    return frame[kept].reset_index(drop=True)


def action_title(text: str, limit: int = 90) -> str:
    """Return the words of an action as a title: one line, cut at a word's end."""
    line = given(text)
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
