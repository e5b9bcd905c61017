"""What to ask next, and whom: kinds of people who have not been heard on a proposition."""

from __future__ import annotations

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.wording import listed, plural

_PAIR = ("seniority", "company_size")
MOST_KINDS = 3


def ask_next(contrasts: pd.DataFrame, held: pd.DataFrame, attributes: dict[str, pd.Series]) -> pd.DataFrame:
    """Return one row a proposition that somebody has a marked side on, or that is open.

    Parameters
    ----------
    contrasts : DataFrame
        Columns ``contrast_id``, ``proposition``.
    held : DataFrame
        Columns ``contrast_id``, ``person``, ``side``, by marks alone.
    attributes : dict of str to Series
        Group of each person.
    """
    heard = {str(contrast): set(people) for contrast, people in held.groupby("contrast_id")["person"]}
    rows = []
    for contrast, statement in zip(contrasts["contrast_id"], contrasts["proposition"], strict=True):
        people = heard.get(contrast, set())
        kinds = _not_heard(people, attributes) if people else []
        asked = "No side is marked yet" if not people else f"{plural(len(people), 'person', 'people')} heard"
        whom = f" Not heard yet: {listed(kinds)}." if kinds else ""
        rows.append((contrast, f"Ask: “{statement}” — do you see it so? {asked}.{whom}", "; ".join(kinds) or None))
    return frames.conform(pd.DataFrame(rows, columns=["contrast_id", "sentence", "whom"]), "ask_next")


def _not_heard(people: set[str], attributes: dict[str, pd.Series]) -> list[str]:
    """Return combinations of seniority and company size, or single groups, of which nobody has a side."""
    if all(name in attributes for name in _PAIR):
        first, second = (attributes[name] for name in _PAIR)
        met = {(first[p], second[p]) for p in people if p in first.index and p in second.index}
        missing = [
            f"{one}, {_size(other)}"
            for one in sorted(first.unique())
            for other in sorted(second.unique())
            if (one, other) not in met
        ]
        if missing:
            return missing[:MOST_KINDS]
    missing = []
    for groups in attributes.values():
        met_groups = {groups[person] for person in people if person in groups.index}
        missing.extend(group for group in sorted(groups.unique()) if group not in met_groups)
    return missing[:MOST_KINDS]


def _size(value: str) -> str:
    return {"startup": "at a startup", "mid": "at a mid-size employer", "large": "at a large employer",
            "public": "at a public employer"}.get(value, value)  # fmt: skip
