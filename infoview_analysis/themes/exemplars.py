"""The quotes that say best what a theme is about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.themes.vectors import unit_rows

GOOD_LENGTH = (6, 35)  # words: long enough to stand alone, short enough to read at a glance
OPENINGS_THAT_LEAN = frozenset(
    "it its it's this that these those they them their he she his her him and but so or because also then which same "
    "ditto there".split()
)


def quotability(plain: str) -> float:
    """Return how well a quote stands by itself, between 0 and 1, by its length and its first word."""
    words = plain.split()
    low, high = GOOD_LENGTH
    length = len(words)
    score = min(1.0, length / low) if length < low else min(1.0, (high / length) ** 0.5)
    if words and words[0].strip("\"'“”‘’(–-").lower() in OPENINGS_THAT_LEAN:
        score *= 0.85
    return score if not plain.rstrip().endswith("?") else score * 0.8


def rank_exemplars(vectors: NDArray, plain: list[str], people: list[str], *, k: int | None = None) -> list[int]:
    """Return the rows of a theme's members that show it best, the best first.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows of the members.
    plain : list of str
        Their words.
    people : list of str
        Who said them. A person's second quote comes only when everybody has had one.
    k : int, optional
        How many to return; by default all.

    Returns
    -------
    list of int
    """
    if not len(vectors):
        return []
    middle = unit_rows(vectors.mean(axis=0, keepdims=True))[0]
    closeness = np.maximum(vectors @ middle, 0.0)
    score = closeness * np.array([0.5 + 0.5 * quotability(text) for text in plain])
    order = np.argsort(-score.round(9), kind="stable")
    turn: dict[str, int] = {}
    rounds = []
    for row in order:
        turn[people[row]] = turn.get(people[row], 0) + 1
        rounds.append(turn[people[row]])
    chosen = [int(row) for _, row in sorted(zip(rounds, order, strict=True), key=lambda pair: pair[0])]
    return chosen[:k]
