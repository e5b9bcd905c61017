"""People one was told to meet: once each, with who named them and whether one has written to them or met them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.outreach.contacts import name_key, organization_key
from infoview_analysis.wording import given

NEXT, CONTACTED, MET = "next", "contacted", "met"


@dataclass(frozen=True)
class KnownPeople:
    """Who was written to and who was met.

    Attributes
    ----------
    met : dict of str to str
        ``name_key`` → name, of interviewees and people met by the log.
    contacted : dict of str to Timestamp
        ``name_key`` → newest day of a request.
    organizations : dict of str to set of str
        First name → (``name_key``, ``organization_key``) of everybody known, to find "Felix at Kestrel Pay".
    """

    met: dict[str, str]
    contacted: dict[str, pd.Timestamp]
    organizations: dict[str, set[tuple[str, str]]]

    def state(self, key: str) -> str:
        """Return "met", "contacted" or "next"."""
        return MET if key in self.met else CONTACTED if key in self.contacted else NEXT

    def full_key(self, name: str, company: str) -> str:
        """Return the ``name_key`` of a name; that of a first name with a company is completed where it is clear."""
        key = name_key(name)
        if " " in key or not company:
            return key
        at = organization_key(company)
        fits = {full for full, organization in self.organizations.get(key, ()) if organization == at}
        return next(iter(fits)) if len(fits) == 1 else key


def known_people(interviews: pd.DataFrame, outreach: pd.DataFrame) -> KnownPeople:
    """Return whom the notes and the outreach log know."""
    met = {name_key(name): name for name in interviews["interviewee"].astype(str)}
    contacted: dict[str, pd.Timestamp] = {}
    organizations: dict[str, set[tuple[str, str]]] = defaultdict(set)
    people = [(str(r.interviewee), given(r.company)) for r in interviews.itertuples(index=False)]
    requests: Iterable[Any] = outreach.itertuples(index=False)
    for row in requests:
        key = name_key(str(row.contact))
        held = contacted.get(key, pd.NaT)
        contacted[key] = row.sent_on if pd.isna(held) else max(held, row.sent_on) if pd.notna(row.sent_on) else held
        if pd.notna(row.interviewed_on) or given(getattr(row, "met", "")) == "yes":
            met.setdefault(key, str(row.contact))
        people.append((str(row.contact), given(row.organization)))
    for name, company in people:
        key = name_key(name)
        if " " in key and company:
            organizations[key.split()[0]].add((key, organization_key(company)))
    return KnownPeople(met, contacted, dict(organizations))


def contact_list(takeaways: pd.DataFrame, interviews: pd.DataFrame, known: KnownPeople) -> pd.DataFrame:
    """Return the frame ``contacts``: those nobody has written to yet first, then by how many people named them."""
    found = takeaways[(takeaways["kind"] == "referral") & takeaways["name"].notna()]
    if found.empty:
        return frames.empty("contacts")
    who = dict(zip(interviews["interview_id"], interviews["interviewee"].astype(str), strict=True))
    keys = [known.full_key(str(n), given(c)) for n, c in zip(found["name"], found["company"], strict=True)]
    found = found.assign(key=_joined_first_names(keys), who=found["interview_id"].map(who))
    rows = []
    for key, group in found.groupby("key", sort=True):
        named_by = sorted(group["who"].unique())
        names = Counter(group["name"].astype(str))
        rows.append(
            {
                "name": min(names, key=lambda name: (-len(name.split()), -names[name], name)),
                "role": _longest(group["role"]),
                "company": _longest(group["company"]),
                "how": "; ".join(dict.fromkeys(group["how"].dropna().astype(str))) or None,
                "n_people": len(named_by),
                "named_by": "; ".join(named_by),
                "state": known.state(str(key)),
                "contacted_on": known.contacted.get(str(key), pd.NaT),
                "point_ids": "; ".join(dict.fromkeys(point for point in group["point_id"] if point)),
                "_done": bool((group["status"] == "done").all()),
            }
        )
    frame = pd.DataFrame(rows)
    # A ticked referral is one that was written to, whatever the log says.
    frame.loc[frame["_done"] & (frame["state"] == NEXT), "state"] = CONTACTED
    order = frame["state"].map({NEXT: 0, CONTACTED: 1, MET: 2})
    frame = frame.assign(_order=order).sort_values(
        ["_order", "n_people", "name"], ascending=[True, False, True], ignore_index=True
    )
    return frames.conform(frame.drop(columns=["_order", "_done"]), "contacts")


def _joined_first_names(keys: list[str]) -> list[str]:
    """Count a first name alone with the one full name that begins with it."""
    full: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if " " in key:
            full[key.split()[0]].add(key)
    return [next(iter(full[key])) if " " not in key and len(full.get(key, ())) == 1 else key for key in keys]


def _longest(values: pd.Series) -> str | None:
    found = sorted(values.dropna().astype(str).unique(), key=lambda value: (-len(value), value))
    return found[0] if found else None
