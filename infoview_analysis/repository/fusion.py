"""One score out of several measures: typed words that are found, nearness in meaning, and words near in meaning.

Measures on different scales are standardised over all entries before they are added, except the share of typed words:
a result with every word that was typed comes before anything that is only near in meaning, and one common word in
passing counts next to nothing. That is why the share is squared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

# Chosen by the sixty questions of benchmarks/data/search_questions.csv, all of them, from a grid of three to six values
# each, in the middle of where most are answered; benchmarks/search_quality.py --tune varies each. Questions that had no
# part in it are in search_questions_fresh.csv.
WORDS_WEIGHT = 6.0
NEAR_WORDS_WEIGHT = 0.35
SENTENCE_WEIGHT = 0.5
CROWDING_WEIGHT = 0.5


def nearness(whole: NDArray, inside: NDArray, crowding: NDArray) -> NDArray:
    """Return how near entries are to a question, as a whole and in their best sentence, less what is near to anything.

    Parameters
    ----------
    whole, inside : ndarray of shape (n + 1,)
        Cosines of the question with whole entries, and with the nearest sentence of each.
    crowding : ndarray of shape (n + 1,)
        Of :func:`infoview_analysis.repository.vectors.write_crowding`.

    References
    ----------
    A. Conneau, G. Lample, M. Ranzato, L. Denoyer, H. Jégou (2018), Word translation without parallel data, ICLR
    (similarity less the mean similarity to the nearest neighbours, against vectors that are near to everything).
    """
    return (whole + SENTENCE_WEIGHT * inside) / (1 + SENTENCE_WEIGHT) - CROWDING_WEIGHT * crowding


def blended(near: NDArray, near_words: NDArray, allowed: NDArray | None = None) -> NDArray:
    """Return one score of meaning for each entry (n + 1,): both measures on the scale of their own spread.

    Parameters
    ----------
    near : ndarray of shape (n + 1,)
        Of :func:`nearness`.
    near_words : ndarray of shape (n + 1,)
        Of :func:`infoview_analysis.repository.near_words.near_word_scores`.
    allowed : ndarray of bool, shape (n + 1,), optional
        Entries that may be returned; the spread is theirs.
    """
    kept = slice(1, None) if allowed is None else allowed
    return np.round(_standard(near, kept) + NEAR_WORDS_WEIGHT * _standard(near_words, kept), 6)


def fused(
    shares: Mapping[int, float], meaning: NDArray | None, nearest: Sequence[int], limit: int
) -> list[tuple[int, float]]:
    """Return numbers and scores of the best ``limit`` entries, best first; ties by share, then by number.

    Parameters
    ----------
    shares : mapping of int to float
        Entries that hold typed words: how much of what was typed, about 1 for all of it.
    meaning : ndarray of shape (n + 1,), optional
        Of :func:`blended`; without it words alone count.
    nearest : sequence of int
        Entries that are in question by meaning.
    """
    scores = {
        number: WORDS_WEIGHT * min(shares.get(number, 0.0), 1.0) ** 2 + (0.0 if meaning is None else meaning[number])
        for number in {*shares, *nearest}
    }
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 6), -shares.get(item[0], 0.0), item[0]))
    return [(number, float(score)) for number, score in ranked[:limit]]


def _standard(scores: NDArray, kept: slice | NDArray) -> NDArray:
    part = scores[kept]
    spread = part.std() if len(part) else 0.0
    return (scores - part.mean()) / spread if spread > 0 else np.zeros(len(scores))
