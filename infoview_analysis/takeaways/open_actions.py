"""What is open, by day: actions that nobody has ticked."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.wording import given


def open_actions(takeaways: pd.DataFrame, interviews: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the actions that are not done, those with a day first, the earliest first.

    Parameters
    ----------
    takeaways, interviews : DataFrame
        As described in ``frames.FRAMES``.
    as_of : Timestamp
        The day to look from; NaT: nothing is overdue.

    Returns
    -------
    DataFrame
        ``takeaway_id``, ``due_on``, ``overdue`` (yes or no), ``whose``, ``interviewee``, ``text``, ``title``, ``name``,
        ``point_id``, ``interview_id``, ``said_on``.
    """
    actions = takeaways[(takeaways["kind"] == "action") & (takeaways["status"] != "done")]
    who = interviews.set_index("interview_id")
    frame = actions.assign(
        interviewee=actions["interview_id"].map(who["interviewee"]), said_on=actions["interview_id"].map(who["date"])
    )
    late = frame["due_on"].lt(as_of).fillna(False) if pd.notna(as_of) else pd.Series(False, index=frame.index)
    frame = frame.assign(overdue=late.astype(bool).map({True: "yes", False: "no"}).astype("str"))
    frame = frame.sort_values(["due_on", "said_on", "takeaway_id"], na_position="last", kind="stable")
    kept = ["takeaway_id", "due_on", "overdue", "whose", "interviewee", "text", "title", "name", "point_id",
            "interview_id", "said_on"]  # fmt: skip
    return frame[kept].reset_index(drop=True)


def action_title(text: str, limit: int = 90) -> str:
    """Return the words of an action as a title: one line, cut at a word's end."""
    line = given(text)
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
