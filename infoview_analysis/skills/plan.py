"""The development plan: what to do about each gap, with what the person has ticked, changed and added kept.

Suggestions are made anew on every run. What stands in the person's own file goes before them, cell by cell: what they
wrote is theirs, an empty cell is filled with the suggestion, and an earlier suggestion that they left as it was is
renewed; rows of their own stay. Days stay as they are, so that a plan does not slip with every new interview.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Set
from typing import Any

import pandas as pd

from infoview_analysis.skills.levels import level_name
from infoview_analysis.skills.plan_memory import SUGGESTED, fingerprint
from infoview_analysis.wording import given, plural

COLUMNS = ("skill", "action", "resource", "ask", "due", "done", "notes")
_MOST_GAPS, _MOST_CONTESTED, _LONGEST_RESOURCE = 12, 3, 200
_WEEKS_APART = 2

_CERTIFICATES = {"certificates and licences"}
_HANDS_ON = {
    "office", "software", "data", "design", "IT and security", "accounting", "finance", "media and creative",
    "marketing",
}  # fmt: skip
_PLACES = {
    "trades", "construction", "safety", "laboratory", "health", "food and hospitality", "manufacturing and engineering",
    "agriculture and environment", "energy", "logistics",
}  # fmt: skip


def suggested_plan(
    gaps: pd.DataFrame,
    quotes: pd.DataFrame,
    resources: pd.DataFrame,
    *,
    start: pd.Timestamp | None = None,
    planned: Collection[str] = (),
) -> pd.DataFrame:
    """Return what could be done next, the largest gap first, then what people disagree about.

    Parameters
    ----------
    gaps, quotes, resources : DataFrame
        Of :mod:`infoview_analysis.skills.gaps` and :mod:`infoview_analysis.skills.evidence`.
    start : Timestamp, optional
        Day of the newest interview: the first two things are due two weeks later, the next two after four, and so on.
    planned : collection of str
        Skills that stand in the person's plan already: of these, gaps that come late in the order follow at the end.

    Returns
    -------
    DataFrame
        Columns of ``COLUMNS``, all text. ``resource`` is what somebody named near the skill, in their words; ``ask`` is
        the interviewee who spoke most firmly of it.
    """
    open_gaps = gaps[gaps["status"].isin(["gap", "partial"]) & (gaps["gap"] > 0)]
    several = open_gaps[open_gaps["voices"] == "several"]
    chosen = (several if len(several) else open_gaps).head(_MOST_GAPS)
    contested = gaps[gaps["status"] == "contested"].head(_MOST_CONTESTED)
    first_quotes = {skill: rows for skill, rows in quotes[quotes["turn"] == 0].groupby("skill", sort=False)}
    named = {skill: rows for skill, rows in resources.groupby("skill", sort=False)}
    rows = []
    late = gaps[
        gaps["skill"].isin(planned) & (gaps["gap"] > 0) & ~gaps["skill"].isin([*chosen["skill"], *contested["skill"]])
    ]
    rows_of: list[Any] = [*chosen.itertuples(), *contested.itertuples(), *late.itertuples()]
    for place, row in enumerate(rows_of):
        due = "" if start is None or pd.isna(start) else (
            start + pd.Timedelta(weeks=_WEEKS_APART * (place // 2 + 1))
        ).strftime("%Y-%m-%d")  # fmt: skip
        rows.append(
            {"skill": row.skill, "action": _action(row), "resource": _resource(named.get(row.skill)),
             "ask": _whom(first_quotes.get(row.skill)), "due": due, "done": "", "notes": ""}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def merged_plan(
    suggested: pd.DataFrame,
    written: pd.DataFrame,
    resolve: Callable[[str], str | None] | None = None,
    *,
    known: Set[str] = frozenset(),
    spoken: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the plan with everything the person wrote, and suggestions where they wrote nothing.

    Parameters
    ----------
    suggested : DataFrame
        Of :func:`suggested_plan`.
    written : DataFrame
        The person's file; further columns of theirs are kept.
    resolve : callable, optional
        Other name of a skill → its name in the vocabulary, so that a row under another name is found again.
    known : set of str
        Fingerprints of earlier suggestions: such a cell is nothing the person wrote.
    spoken : collection of str, optional
        Skills that somebody speaks of. A row about any other, in which the person touched nothing, is left out; by
        default every row stays.

    Returns
    -------
    DataFrame
        The columns of ``suggested``, those the person added, and ``origin``: "yours" where the person's file has the
        row and something of theirs in it, else "suggested". Rows of skills that are suggested come first, in that
        order; all others follow.
    """
    more = [*suggested.columns, *written.columns]
    names = [*COLUMNS, *(name for name in dict.fromkeys(more) if name not in COLUMNS and name != "origin")]
    by_skill: dict[str, list[dict[str, str]]] = {}
    for record in (
        written.reindex(columns=names, fill_value="").astype("object").fillna("").astype("str").to_dict("records")
    ):
        row = {str(name): str(value) for name, value in record.items()}
        by_skill.setdefault(_key(row["skill"], resolve), []).append(row)
    rows: list[dict[str, str]] = []
    for record in suggested.to_dict("records"):
        proposal = {**dict.fromkeys(names, ""), **{str(name): str(value) for name, value in record.items()}}
        proposal.setdefault("origin", "suggested")
        own = by_skill.pop(_key(proposal["skill"], resolve), [])
        if own:
            renewed = {} if is_done(own[0]["done"]) else {name for name in _RENEWED if _is_known(own[0], name, known)}
            first = {
                name: proposal[name] if name in renewed or not own[0][name].strip() else own[0][name] for name in names
            }
            origin = "yours" if _is_touched(own[0], known) else proposal["origin"]
            rows += [{**first, "origin": origin}, *({**row, "origin": "yours"} for row in own[1:])]
        else:
            rows.append(proposal)
    kept = {_key(skill, None) for skill in spoken} if spoken is not None else None
    for key, own in by_skill.items():
        rows += [{**row, "origin": "yours"} for row in own if kept is None or key in kept or _is_touched(row, known)]
    return pd.DataFrame(rows, columns=[*names, "origin"]).astype("str")


_RENEWED = ("action", "resource", "ask")


def _is_known(row: dict[str, str], column: str, known: Set[str]) -> bool:
    return column in SUGGESTED and fingerprint(column, row[column]) in known


def _is_touched(row: dict[str, str], known: Set[str]) -> bool:
    """Tell whether a row holds anything that was not suggested."""
    return any(
        words.strip() and name != "skill" and not _is_known(row, name, known) for name, words in row.items()
    ) or (not any(row[name].strip() for name in SUGGESTED))


def is_done(cell: str) -> bool | None:
    """Return what a "done" cell says; None: neither yes nor no can be read in it."""
    words = " ".join(cell.casefold().split())
    if words in ("", "no", "n", "false", "0", "open", "not yet", "todo", "to do", "-", "started", "in progress", "[ ]"):
        return False
    if words in ("yes", "y", "x", "true", "1", "done", "ok", "✓", "✔", "✅", "☑", "[x]", "ticked", "finished"):
        return True
    return False if words in ("dropped", "skip", "skipped", "no longer", "cancelled", "canceled") else None


def _key(skill: str, resolve: Callable[[str], str | None] | None) -> str:
    name = skill.strip()
    return ((resolve(name) if resolve and name else None) or name).casefold()


def _action(row: object) -> str:
    skill, status = given(getattr(row, "skill", "")), given(getattr(row, "status", ""))
    have, target = float(getattr(row, "have", 0)), float(getattr(row, "target", 0))
    if status == "contested":
        asked = int(getattr(row, "n_must", 0)) + int(getattr(row, "n_nice", 0))
        against = int(getattr(row, "n_not_needed", 0))
        return (
            f"Ask two more people in the role you want whether {skill} is needed: so far"
            f" {plural(asked, 'person asks', 'people ask')} for it and {against} {'says' if against == 1 else 'say'} it"
            " is not needed."
        )
    step = f"{level_name(have)} to {level_name(target)}"
    category = given(getattr(row, "category", ""))
    if category in _CERTIFICATES:
        return f"{skill}: find out what it takes (entry rules, weeks, cost), then decide on a date or drop it."
    if category in _HANDS_ON:
        return (
            f"{skill}, {step}: finish one small piece of work with it that you can show, and write down what you did."
        )
    if category in _PLACES:
        return f"{skill}, {step}: arrange a day of shadowing or a course with practice, and note what you did yourself."
    return f"{skill}, {step}: find one occasion to use it this month, and write down the situation and what came of it."


def _resource(rows: pd.DataFrame | None) -> str:
    if rows is None or rows.empty:
        return ""
    first = rows.iloc[0]
    words = " ".join(str(first["text"]).split())
    if len(words) > _LONGEST_RESOURCE:
        words = words[:_LONGEST_RESOURCE].rsplit(" ", 1)[0] + " …"
    return f"“{words}” ({given(first['interviewee'])})"


def _whom(rows: pd.DataFrame | None) -> str:
    if rows is None or rows.empty:
        return ""
    first = rows.iloc[0]
    described = ", ".join(part for part in (given(first["role"]), given(first["company"])) if part)
    name = given(first["interviewee"]) or given(first["interview_id"])
    return f"{name} ({described})" if described else name


def plan_sentence(plan: pd.DataFrame) -> str:
    """Return how far the plan is: "2 of 9 things are done"."""
    done = sum(bool(is_done(cell)) for cell in plan["done"])
    return f"{done} of {plural(len(plan), 'thing')} done" if len(plan) else "nothing is planned"
