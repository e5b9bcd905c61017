"""One ranking out of two: by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Chosen on the tuning half of the questions in benchmarks/data; see benchmarks/search_quality.py.
RANK_OFFSET = 10
WORDS_WEIGHT = 1.0
MEANING_WEIGHT = 2.0
NEAR_WORDS_WEIGHT = 0.75


def reciprocal_ranks(rankings: Sequence[tuple[Sequence[int], float]], offset: int = RANK_OFFSET) -> dict[int, float]:
    """Return number → score over several rankings: the sum of weight / (offset + rank).

    Parameters
    ----------
    rankings : sequence of (numbers, weight)
        Each with the best first.
    offset : int
        The larger, the less the first places count above the others.

    References
    ----------
    G. V. Cormack, C. L. A. Clarke, S. Büttcher (2009), Reciprocal rank fusion outperforms Condorcet and individual
    rank learning methods, SIGIR, 758-759.
    """
    scores: dict[int, float] = {}
    for numbers, weight in rankings:
        for rank, number in enumerate(numbers, start=1):
            scores[number] = scores.get(number, 0.0) + weight / (offset + rank)
    return scores


def fused(words: Sequence[int], meaning: Sequence[int], limit: int) -> list[tuple[int, float]]:
    """Return numbers and scores of the best ``limit`` of two rankings, best first; ties by number."""
    scores = reciprocal_ranks([(words, WORDS_WEIGHT), (meaning, MEANING_WEIGHT)])
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return ranked[:limit]


def blended(whole: NDArray, near_words: NDArray, allowed: NDArray | None = None) -> NDArray:
    """Return one score of meaning for each entry (n + 1,): both measures on the scale of their own spread.

    Parameters
    ----------
    whole : ndarray of shape (n + 1,)
        Cosines of whole entries.
    near_words : ndarray of shape (n + 1,)
        Of :func:`infoview_analysis.repository.near_words.near_word_scores`.
    allowed : ndarray of bool, shape (n + 1,), optional
        Entries that may be returned; the spread is theirs.
    """
    kept = slice(1, None) if allowed is None else allowed
    return np.round(_standard(whole, kept) + NEAR_WORDS_WEIGHT * _standard(near_words, kept), 6)


def _standard(scores: NDArray, kept: slice | NDArray) -> NDArray:
    part = scores[kept]
    spread = part.std() if len(part) else 0.0
    return (scores - part.mean()) / spread if spread > 0 else np.zeros(len(scores))
