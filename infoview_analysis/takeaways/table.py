"""The takeaways frame: every takeaway as a row, in the order of interviews, kinds and scores."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.takeaways.decisions import Decided


def takeaways_frame(decided: Iterable[Decided], interviews: pd.DataFrame) -> pd.DataFrame:
    """Return the frame ``takeaways``.

    Parameters
    ----------
    decided : iterable of Decided
    interviews : DataFrame
        Their order is the order of the rows.
    """
    rows = [
        {
            "interview_id": one.finding.interview_id,
            "kind": one.finding.kind,
            "point_id": one.finding.point_id,
            "text": one.finding.text,
            "takeaway_id": one.takeaway_id,
            "title": one.finding.title or None,
            "resource_kind": one.finding.resource_kind or None,
            "name": one.finding.name or None,
            "role": one.finding.role or None,
            "company": one.finding.company or None,
            "how": one.finding.how or None,
            "due_on": pd.NaT if one.finding.due_on is None else pd.Timestamp(one.finding.due_on),
            "whose": one.finding.whose or None,
            "reason": one.finding.reason or "found",
            "status": one.status,
            "score": round(one.finding.score, 6),
        }
        for one in decided
    ]
    if not rows:
        return frames.empty("takeaways")
    frame = pd.DataFrame(rows)
    place = {name: number for number, name in enumerate(interviews["interview_id"])}
    kinds = {kind: number for number, kind in enumerate(frames.KINDS)}
    frame = frame.assign(
        _interview=frame["interview_id"].map(place), _kind=frame["kind"].map(kinds), _score=-frame["score"].round(6)
    )
    frame = frame.sort_values(["_interview", "_kind", "_score", "takeaway_id"], kind="stable", ignore_index=True)
    frame["rank"] = frame.groupby("interview_id").cumcount() + 1
    return frames.conform(frame.drop(columns=["_interview", "_kind", "_score"]), "takeaways")
