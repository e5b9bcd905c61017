"""All takeaways of all interviews, as they are found in the points: before a person decides anything about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.outreach.contacts import name_key
from infoview_analysis.takeaways.actions import action_in
from infoview_analysis.takeaways.advice import advice_evidence
from infoview_analysis.takeaways.due_dates import due_date
from infoview_analysis.takeaways.finding import Finding
from infoview_analysis.takeaways.insights import insights
from infoview_analysis.takeaways.leads import lead_evidence
from infoview_analysis.takeaways.referrals import referrals_in
from infoview_analysis.takeaways.resources import Resource, resources_in
from infoview_analysis.takeaways.verdicts import head_logits, score
from infoview_analysis.themes.heads import Heads
from infoview_analysis.wording import given, listed

MOST_ADVICE = 5  # an interview; the rest stands in its themes
HEADS = ("resource", "referral", "action", "advice")


def find_takeaways(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    heads: Heads | None = None,
    interviewers: Collection[str] = (),
    contacts: Iterable[str] = (),
) -> list[Finding]:
    """Return what every interview holds to keep, to do, to read and whom to meet.

    Parameters
    ----------
    points, interviews, themes : DataFrame
        As described in ``frames.FRAMES``.
    vectors : mapping of str to ndarray
        By the words of each point.
    heads : Heads or None
        The encoder's heads; for a kind it has no head for, cues alone decide.
    interviewers : collection of str
        Names of those who asked: they are no referrals.
    contacts : iterable of str
        Names of people written to or talked to, beside the interviewees.
    """
    logits = {kind: head_logits(kind, points, vectors, heads) for kind in HEADS}
    known = {name_key(name) for name in (*interviews["interviewee"].astype(str), *contacts)} - {""}
    told = {name_key(name) for name in interviewers}
    people = {row.interview_id: _Interview(row, told) for row in interviews.itertuples(index=False)}
    last = points.groupby("interview_id")["position"].max().to_dict()
    found: list[Finding] = []
    only_to_do: set[str] = set()
    rows = zip(
        points["point_id"].astype(str),
        points["interview_id"].astype(str),
        points["plain"].astype(str),
        points["heading"],
        points["position"].astype(int),
        strict=True,
    )
    for number, (point_id, interview_id, text, heading, position) in enumerate(rows):
        head = {kind: None if values is None else float(values[number]) for kind, values in logits.items()}
        place = (position - 1) / max(1, int(last[interview_id]) - 1)
        one = _Point(point_id, interview_id, text, given(heading), place, people[interview_id])
        here = list(_of_point(one, head, known))
        found += here
        if any(finding.kind in ("referral", "resource", "action") for finding in here):
            only_to_do.add(point_id)
    found = _best_advice(found)
    return found + insights(points, interviews, themes, vectors, left_out=frozenset(only_to_do))


class _Interview:
    """Who is spoken to, on which day, and whose names are no news in that interview."""

    def __init__(self, row: Any, told: set[str]) -> None:
        self.day = None if pd.isna(row.date) else pd.Timestamp(row.date).date()
        own = {name_key(str(row.interviewee)), *str(row.interviewee).casefold().split()}
        self.known = own | {name_key(given(getattr(row, "introduced_by", "")))} | told


class _Point:
    def __init__(
        self, point_id: str, interview_id: str, text: str, heading: str, place: float, interview: _Interview
    ) -> None:
        self.point_id, self.interview_id, self.text, self.heading = point_id, interview_id, text, heading
        self.place, self.interview = place, interview

    def finding(self, kind: str, above: float, reasons: Iterable[str], **more: Any) -> Finding:
        reason = listed([says for says in reasons if says][:3])
        return Finding(kind, self.point_id, self.interview_id, self.text, above, reason, **more)


def _of_point(point: _Point, head: Mapping[str, float | None], contacts: Collection[str]) -> Iterator[Finding]:
    day = point.interview.day
    named = referrals_in(point.text, point.heading, point.interview.known, contacts)
    titles = [one for one in resources_in(point.text, point.heading) if not _is_person(one, named, contacts)]
    people_here = []
    for one in named:
        above = score("referral", one.evidence.weight, head["referral"])
        if above >= 0 and not _is_title(one.name, titles):
            people_here.append(one.name)
            yield point.finding("referral", above, one.evidence.reasons, name=one.name, role=one.role,
                                company=one.company, how=one.how)  # fmt: skip
    titles_here = []
    for title in titles:
        above = score("resource", title.evidence.weight, head["resource"])
        if above >= 0:
            titles_here.append(title.title)
            yield point.finding("resource", above, title.evidence.reasons, title=title.title, resource_kind=title.kind)
    action = action_in(point.text, point.heading, day=day, place=point.place,
                       names_somebody=bool(people_here), names_resource=bool(titles_here))  # fmt: skip
    above = score("action", action.evidence.weight, head["action"])
    if above >= 0:
        due = action.due.due_on if action.due else None
        yield point.finding("action", above, action.evidence.reasons, whose=action.whose, due_on=due)
    lead = lead_evidence(point.text, point.heading)
    above = score("lead", lead.weight, None)
    if above >= 0:
        named_day = due_date(point.text, day)
        yield point.finding("lead", above, lead.reasons, due_on=named_day.due_on if named_day else None)
    advice = advice_evidence(point.text, point.heading)
    above = score("advice", advice.weight, head["advice"])
    if above >= 0 and not people_here:
        yield point.finding("advice", above, advice.reasons)


def _is_person(resource: Resource, named: list[Any], contacts: Collection[str]) -> bool:
    """Tell whether a title is somebody's name: of a contact, or of one with more cues as a referral."""
    if name_key(resource.title) in contacts:
        return True
    return any(one.name in resource.title and one.own >= resource.own for one in named)


def _is_title(name: str, titles: list[Resource]) -> bool:
    return any(name in one.title for one in titles)


def _best_advice(found: list[Finding]) -> list[Finding]:
    advice: dict[str, list[Finding]] = {}
    for one in found:
        if one.kind == "advice":
            advice.setdefault(one.interview_id, []).append(one)
    kept = {
        one.takeaway_id
        for group in advice.values()
        for one in sorted(group, key=lambda one: (-np.round(one.score, 9), one.point_id))[:MOST_ADVICE]
    }
    return [one for one in found if one.kind != "advice" or one.takeaway_id in kept]
