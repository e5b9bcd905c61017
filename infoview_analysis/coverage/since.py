"""What is new, stronger, weaker or newly contested since a day or an earlier report, and what chance explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from infoview_analysis.coverage.incidence import theme_incidence
from infoview_analysis.frames import conform, empty
from infoview_analysis.intervals import newcombe_interval
from infoview_analysis.themes.support import people_of
from infoview_analysis.wording import plural

CLEAR, CHANCE, FEW = "more than chance", "chance explains it", "too few to say"
_FEWEST = 4  # earlier and later people from which a difference is judged
CHANGES = ("newly recurring", "newly contested", "stronger", "weaker", "new voice", "gone", "unchanged")


@dataclass(frozen=True)
class Then:
    """What was known before.

    Attributes
    ----------
    people : set of str
        Who had been asked, as :func:`infoview_analysis.themes.support.people_of` writes them.
    themes : DataFrame
        ``person`` and ``theme_id``, each pair once.
    labels : dict of str to str
        theme_id → name.
    sides : DataFrame
        ``contrast_id``, ``side``, ``person``, each once.
    """

    people: set[str]
    themes: pd.DataFrame
    labels: dict[str, str]
    sides: pd.DataFrame


def changes_since(
    then: Then, interviews: pd.DataFrame, points: pd.DataFrame, themes: pd.DataFrame, contrasts: pd.DataFrame,
    sides: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Compare what is known now with what was known then.

    Whether a theme became stronger is judged by how often the people asked since raise it, against how often the
    earlier people do: the two groups have nobody in common, so that Newcombe's interval holds. Many themes are compared
    at once; a difference is called more than chance only where its interval, widened for their number (Bonferroni),
    does not hold 0.

    Parameters
    ----------
    then : Then
    interviews, points, themes, contrasts : DataFrame
        As they are now; see ``frames.FRAMES``.
    sides : DataFrame
        Rows of ``contrast_points`` that the person marked.

    Returns
    -------
    DataFrame
        See ``frames.FRAMES["changes"]``; in the order of ``CHANGES``, clear ones first, most people first.
    """
    now = theme_incidence(points, interviews)
    people_now = set(people_of(interviews[["interview_id"]], interviews))
    labels = dict(zip(themes["theme_id"].astype(str), themes["label"].astype(str), strict=True))
    groups = _Groups(then.people & people_now, people_now - then.people)
    z = _family_quantile(len(labels))
    rows = [
        _theme_change(theme_id, labels.get(theme_id, then.labels.get(theme_id, theme_id)), then, now, groups,
                      theme_id in labels, z)
        for theme_id in sorted({*labels, *then.labels})
    ]  # fmt: skip
    rows += _contested(then, contrasts, side_people(sides, interviews))
    rows = [row for row in rows if row]
    if not rows:
        return empty("changes")
    frame = pd.DataFrame(rows)
    place = frame["change"].map({name: number for number, name in enumerate(CHANGES)})
    clear = frame["judgement"].ne(CLEAR)
    order = np.lexsort((frame["label"].to_numpy(object), -frame["n_now"].to_numpy(int), clear, place))
    return conform(frame.iloc[order].reset_index(drop=True), "changes")


def then_of_day(
    day: pd.Timestamp, interviews: pd.DataFrame, points: pd.DataFrame, themes: pd.DataFrame, sides: pd.DataFrame
) -> Then:
    """Return what was known before ``day``, in the themes of today; interviews without a date count as earlier."""
    early = interviews[interviews["date"].isna() | (interviews["date"] < day)]
    said = points[points["interview_id"].isin(early["interview_id"])]
    marked = side_people(sides, interviews)
    people = set(people_of(early[["interview_id"]], early))
    early_sides = sides[sides["interview_id"].isin(early["interview_id"])]
    labels = dict(zip(themes["theme_id"].astype(str), themes["label"].astype(str), strict=True))
    kept = side_people(early_sides, interviews) if len(early_sides) else marked.iloc[:0]
    return Then(people, theme_incidence(said, early), labels, kept)


def side_people(sides: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return who stands on which side: ``contrast_id``, ``side``, ``person``, each once."""
    placed = sides[sides["side"].notna()]
    frame = pd.DataFrame(
        {"contrast_id": placed["contrast_id"].astype(object), "side": placed["side"].astype(object),
         "person": people_of(placed, interviews).astype(object)}
    )  # fmt: skip
    return frame.drop_duplicates().sort_values(["contrast_id", "side", "person"], ignore_index=True)


@dataclass(frozen=True)
class _Groups:
    earlier: set[str]
    later: set[str]


def _theme_change(
    theme_id: str, label: str, then: Then, now: pd.DataFrame, groups: _Groups, exists: bool, z: float
) -> dict[str, Any]:
    before = set(then.themes.loc[then.themes["theme_id"] == theme_id, "person"])
    raised = set(now.loc[now["theme_id"] == theme_id, "person"])
    n_early, n_late = len(groups.earlier), len(groups.later)
    # Earlier people are counted by what they raise today: the same themes on both sides of the comparison.
    early, late = len(raised & groups.earlier), len(raised & groups.later)
    low, high = (float(bound) for bound in newcombe_interval(late, n_late, early, n_early))
    strict_low, strict_high = (float(bound) for bound in newcombe_interval(late, n_late, early, n_early, z=z))
    judgement = _judgement(strict_low, strict_high, n_early, n_late)
    change = _change_name(len(before), len(raised), early, late, n_early, n_late, exists)
    if not change:
        return {}
    return {
        "kind": "theme", "id": theme_id, "label": label, "change": change, "n_then": len(before),
        "people_then": len(then.people), "n_now": len(raised), "people_now": n_early + n_late, "n_later": late,
        "people_later": n_late, "difference_low": round(low, 6), "difference_high": round(high, 6),
        "judgement": judgement if change in ("stronger", "weaker") else "",
        "sentence": _sentence(change, len(before), len(then.people), late, n_late, judgement),
    }  # fmt: skip


def _family_quantile(n_themes: int) -> float:
    """Return the quantile at which all themes together err in 5 % of the cases (Bonferroni)."""
    from scipy.stats import norm

    return float(norm.ppf(1 - 0.025 / max(n_themes, 1)))


def _change_name(before: int, raised: int, early: int, late: int, n_early: int, n_late: int, exists: bool) -> str:
    if not exists:
        return "gone" if before else ""
    if raised >= 2 and before < 2:
        return "newly recurring"
    if raised == 1 and before == 0:
        return "new voice"
    if not n_late or not n_early or late * n_early == early * n_late:
        return "unchanged"
    return "stronger" if late * n_early > early * n_late else "weaker"


def _judgement(low: float, high: float, n_early: int, n_late: int) -> str:
    if min(n_early, n_late) < _FEWEST:
        return FEW
    return CLEAR if low > 0 or high < 0 else CHANCE


def _sentence(change: str, before: int, people_then: int, late: int, n_late: int, judgement: str) -> str:
    was = f"{before} of {people_then} then"
    since = f"{late} of {plural(n_late, 'new person', 'new people')}"
    if change == "gone":
        return f"{was}; it is no theme of its own any more."
    if change in ("stronger", "weaker"):
        return f"{was}, {since}: {judgement}."
    return f"{was}, {since}."


def _contested(then: Then, contrasts: pd.DataFrame, now: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a row for each proposition that had people on one side only and has people on both now."""
    rows = []
    for row in contrasts.itertuples(index=False):
        before, after = _by_side(then.sides, str(row.contrast_id)), _by_side(now, str(row.contrast_id))
        if min(after["for"], after["against"]) > 0 and min(before["for"], before["against"]) == 0:
            rows.append(
                {"kind": "proposition", "id": str(row.contrast_id), "label": str(row.proposition),
                 "change": "newly contested", "n_then": before["for"] + before["against"],
                 "people_then": len(then.people), "n_now": after["for"] + after["against"],
                 "people_now": None, "n_later": None, "people_later": None, "difference_low": None,
                 "difference_high": None, "judgement": "",
                 "sentence": f"{before['for']} for and {before['against']} against then; {after['for']} for and"
                             f" {after['against']} against now."}
            )  # fmt: skip
    return rows


def _by_side(sides: pd.DataFrame, contrast_id: str) -> dict[str, int]:
    inside = sides[sides["contrast_id"] == contrast_id]
    return {side: int((inside["side"] == side).sum()) for side in ("for", "against")}
