"""Companies and roles that were heard of: where one could look, and which roles lie outside the one aimed at."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.identity import word_key
from infoview_analysis.outreach.contacts import organization_key
from infoview_analysis.wording import given

_RANKS = frozenset(
    "junior senior mid lead principal staff head chief associate assistant manager director of the and for"
    " a an in at i ii"
    " iii vp trainee intern deputy officer specialist team group global regional freelance former ex".split()
)
_WORD = re.compile(r"\w+")


def role_words(role: str) -> frozenset[str]:
    """Return the words of a role that tell the work, without rank: "Senior UX Researcher" → ux, research."""
    words = (word.removesuffix("s") for word in _WORD.findall(word_key(role)) if word not in _RANKS)
    return frozenset(re.sub(r"(?:ers?|ors?|ing|ist)$", "", word) if len(word) > 5 else word for word in words)


def targets(
    takeaways: pd.DataFrame, interviews: pd.DataFrame, outreach: pd.DataFrame, *, target_role: str = ""
) -> pd.DataFrame:
    """Return the frame ``targets``: companies, then roles, each by how many people stand for it."""
    companies: dict[str, _Heard] = defaultdict(_Heard)
    roles: dict[str, _Heard] = defaultdict(_Heard)
    for row in interviews.itertuples(index=False):
        _hear(companies, organization_key(given(row.company)), given(row.company), str(row.interviewee), met=True)
        _hear(roles, word_key(given(row.role)), given(row.role), str(row.interviewee), met=True)
    who = dict(zip(interviews["interview_id"], interviews["interviewee"].astype(str), strict=True))
    for row in takeaways[takeaways["kind"] == "referral"].itertuples(index=False):
        _hear(companies, organization_key(given(row.company)), given(row.company), who[row.interview_id])
    written = {organization_key(given(name)) for name in outreach["organization"]}
    aim = role_words(target_role)
    rows = [
        {
            "what": what,
            "name": min(sorted(heard.names), key=lambda name: -heard.names[name]),
            "n_people": len(heard.people),
            "people": "; ".join(sorted(heard.people)),
            "contacted": "yes" if heard.met or (what == "company" and key in written) else "no",
            "new_avenue": None if what == "company" or not aim else _new(heard, aim),
        }
        for what, table in (("company", companies), ("role", roles))
        for key, heard in table.items()
    ]
    if not rows:
        return frames.empty("targets")
    frame = pd.DataFrame(rows).sort_values(
        ["what", "n_people", "name"], ascending=[True, False, True], ignore_index=True
    )
    return frames.conform(frame, "targets")


class _Heard:
    def __init__(self) -> None:
        self.names: dict[str, int] = defaultdict(int)
        self.people: set[str] = set()
        self.met = False


def _hear(table: dict[str, _Heard], key: str, name: str, person: str, *, met: bool = False) -> None:
    if not key:
        return
    table[key].names[name] += 1
    table[key].people.add(person)
    table[key].met = table[key].met or met


def _new(heard: _Heard, aim: frozenset[str]) -> str:
    return "no" if any(role_words(name) & aim for name in heard.names) else "yes"
