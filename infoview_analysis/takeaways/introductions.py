"""Who introduced whom: from referrals in the notes, the heads of the notes, and the outreach log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.outreach.contacts import name_key
from infoview_analysis.takeaways.contact_list import KnownPeople
from infoview_analysis.wording import given


def introductions(
    takeaways: pd.DataFrame, interviews: pd.DataFrame, outreach: pd.DataFrame, known: KnownPeople
) -> pd.DataFrame:
    """Return the frame ``introductions``: one row a pair of people, in the order of names."""
    spelled = dict(known.met)
    rows: dict[tuple[str, str], dict] = {}
    for introducer, introduced, interview_id, point_id in _pairs(takeaways, interviews, outreach, known):
        pair = (known.full_key(introducer, ""), known.full_key(introduced, ""))
        if not all(pair) or pair[0] == pair[1]:
            continue
        row = rows.setdefault(
            pair,
            {
                "introducer": spelled.setdefault(pair[0], introducer),
                "introduced": spelled.setdefault(pair[1], introduced),
                "state": known.state(pair[1]),
                "interview_id": interview_id,
                "point_id": point_id,
            },
        )
        if point_id and not row["point_id"]:
            row.update(interview_id=interview_id, point_id=point_id)
    if not rows:
        return frames.empty("introductions")
    frame = pd.DataFrame([rows[pair] for pair in sorted(rows)])
    return frames.conform(frame, "introductions")


def _pairs(
    takeaways: pd.DataFrame, interviews: pd.DataFrame, outreach: pd.DataFrame, known: KnownPeople
) -> Iterator[tuple[str, str, str | None, str | None]]:
    who = dict(zip(interviews["interview_id"], interviews["interviewee"].astype(str), strict=True))
    named = takeaways[(takeaways["kind"] == "referral") & takeaways["name"].notna()]
    referrals: Iterable[Any] = named.itertuples(index=False)
    for row in referrals:
        key = known.full_key(str(row.name), given(row.company))
        yield who[row.interview_id], known.met.get(key, str(row.name)), row.interview_id, row.point_id or None
    if "introduced_by" in interviews:
        people: Iterable[Any] = interviews.itertuples(index=False)
        for row in people:
            if given(row.introduced_by):
                yield given(row.introduced_by), str(row.interviewee), row.interview_id, None
    for contact, by in zip(outreach["contact"].astype(str), outreach["introduced_by"], strict=True):
        if given(by) and name_key(given(by)):
            yield given(by), contact, None, None
