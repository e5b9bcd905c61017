"""The five or so points of each interview that are worth keeping, and what each of them adds.

Two things make a point worth keeping. It is *central*: it says best what several people say, so the interview stands
for them in that theme. Or it is *rare*: no theme holds it, or one of few voices, and its words are nowhere near what
others said, while it is about the work and not small talk. Both are ranks within the batch, so they mean the same for
every encoder. Points are then taken one by one, each as different as possible from those taken (maximal marginal
relevance), so that five points are not one point said five times.

References
----------
Carbonell, Goldstein (1998), The use of MMR, diversity-based reranking for reordering documents and producing summaries,
SIGIR.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.takeaways.finding import Finding
from infoview_analysis.themes.context import vectors_of
from infoview_analysis.themes.vectors import unit_rows
from infoview_analysis.wording import people

EACH = 5
DIVERSITY = 0.35
SHORT = 6  # words: a shorter point rarely makes sense alone
LONG = 90
_WORTH = {"other": 0.45, "advice": 0.9, "career path": 0.9}
_SAMPLE = 4000  # rarity is measured against at most so many points of others


def insights(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    each: int = EACH,
    left_out: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Return the points of each interview worth keeping, the best first.

    Parameters
    ----------
    points, interviews, themes : DataFrame
        As described in ``frames.FRAMES``.
    vectors : mapping of str to ndarray
        By the words of each point (``plain``).
    each : int
        At most so many an interview, and never more than a third of its points.
    left_out : frozenset of str
        point_ids that are no insight, such as those that only name something to do.
    """
    if points.empty:
        return []
    ordered = points.sort_values(["interview_id", "position", "point_id"], kind="stable").reset_index(drop=True)
    rows = unit_rows(vectors_of(ordered["plain"].astype(str), vectors)) if vectors else np.zeros((len(ordered), 1))
    rare = _ranks(_rarity(rows, ordered))
    support, labels = _support(ordered, themes)
    total = int(interviews["interviewee"].nunique())
    fits = ordered["theme_confidence"].astype(float).fillna(0.0).to_numpy()
    central = (support / max(1, total)) ** 0.5 * (0.5 + 0.5 * _ranks_within(fits, ordered["theme_id"]))
    few = np.where(support <= 2, 1.0, np.where(support <= 0.15 * total, 0.6, 0.0))
    worth = _worth(ordered)
    scores = worth * np.maximum(central, 0.85 * few * rare)
    keep = ~ordered["point_id"].isin(left_out).to_numpy()
    found: list[Finding] = []
    for _, places in ordered.groupby("interview_id", sort=True).indices.items():
        allowed = np.array([p for p in places if keep[p]], dtype=int)
        n = min(each, max(1, len(places) // 3))
        for place in _chosen(allowed, scores, rows, n):
            is_central = central[place] >= 0.85 * few[place] * rare[place] and support[place] > 1
            reason = (
                f"central: {people(int(support[place]), total)} speak of “{labels[place]}”"
                if is_central
                else _why_rare(int(support[place]), total, labels[place])
            )
            row = ordered.iloc[place]
            found.append(
                Finding("insight", row["point_id"], row["interview_id"], row["plain"], float(scores[place]), reason)
            )
    return found


def _why_rare(support: int, total: int, label: str) -> str:
    if support > 1:
        return f"rare: only {people(support, total)} speak of “{label}”"
    return "rare: nobody else said anything like it" if total > 1 else "stands for what this interview adds"


def _support(points: pd.DataFrame, themes: pd.DataFrame) -> tuple[NDArray, list[str]]:
    """Return how many people speak of each point's theme (1 for an unplaced point), and the theme's label."""
    count = dict(zip(themes["theme_id"], themes["n_interviews"].astype(int), strict=True))
    label = dict(zip(themes["theme_id"], themes["label"].astype(str), strict=True))
    ids = ["" if pd.isna(theme) else str(theme) for theme in points["theme_id"]]
    return np.array([count.get(theme, 1) for theme in ids], dtype=float), [label.get(theme, "") for theme in ids]


def _worth(points: pd.DataFrame) -> NDArray:
    """Return from 0 to 1 how much a point is about the work and makes sense alone."""
    category = np.array([_WORTH.get("" if pd.isna(name) else str(name), 1.0) for name in points["category"]])
    words = np.array([len(str(text).split()) for text in points["plain"]], dtype=float)
    length = np.minimum(1.0, 0.4 + 0.6 * words / (2 * SHORT)) * np.where(words > LONG, LONG / np.maximum(words, 1), 1.0)
    return category * length


def _rarity(rows: NDArray, points: pd.DataFrame) -> NDArray:
    """Return how far each point is from the nearest point of another interview; blockwise, against a fixed sample."""
    interviews = pd.factorize(points["interview_id"])[0]
    if len(set(interviews)) < 2:
        return np.zeros(len(rows))
    step = -(-len(rows) // _SAMPLE)
    others, whose = rows[::step].T, interviews[::step]
    nearest = np.empty(len(rows))
    for start in range(0, len(rows), 1000):
        block = rows[start : start + 1000] @ others
        block[interviews[start : start + 1000, None] == whose[None, :]] = -1.0
        nearest[start : start + 1000] = block.max(axis=1)
    return 1.0 - nearest


def _ranks(values: NDArray) -> NDArray:
    """Return values as shares of the batch that lie below, so that they mean the same for every encoder."""
    return pd.Series(np.round(values, 9)).rank(method="average", pct=True).to_numpy()


def _ranks_within(values: NDArray, groups: pd.Series) -> NDArray:
    ranks = pd.Series(np.round(values, 9)).groupby(groups.to_numpy(object), dropna=True).rank(pct=True)
    return ranks.fillna(0.0).to_numpy()


def _chosen(places: NDArray, scores: NDArray, rows: NDArray, n: int) -> list[int]:
    taken: list[int] = []
    left = list(places)
    while left and len(taken) < n:
        alike = (rows[left] @ rows[taken].T).max(axis=1) if taken else np.zeros(len(left))
        value = np.round(scores[left] - DIVERSITY * np.maximum(alike, 0.0) * scores[left].max(), 9)
        best = left[int(np.argmax(value))]
        taken.append(best)
        left.remove(best)
    return taken
