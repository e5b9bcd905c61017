"""One ranking out of two: by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence

# Chosen on the tuning half of the questions in benchmarks/data; see benchmarks/search_quality.py.
RANK_OFFSET = 10
WORDS_WEIGHT = 1.0
MEANING_WEIGHT = 1.0


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
