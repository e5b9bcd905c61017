"""Gather the quotes that bear on a written sentence, ranked, and spread over people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

AGAIN = 0.02  # what each earlier quote of the same person takes off a quote's likeness


def relevance(statements: NDArray, words: NDArray, places: NDArray) -> NDArray:
    """Return how much each point bears on each statement, shape (n_statements, n_points).

    The mean of the likeness to the words of the point and to the point read in its place: the words say what is held,
    the place says of what.

    Parameters
    ----------
    statements : ndarray of shape (s, d)
        Unit vectors of the sentences.
    words, places : ndarray of shape (n, d)
        Unit vectors of the points' words, and of the points in their context.
    """
    return (statements @ words.T + statements @ places.T) / 2


def reading_list(scores: NDArray, people: NDArray, point_ids: NDArray, n: int) -> NDArray:
    """Return the places of the ``n`` quotes to read first.

    Every further quote of one person is moved down a little, so that one talkative person does not fill the list.
    Ties go by point_id, so the order of the rows does not matter.

    Parameters
    ----------
    scores : ndarray of shape (n_points,)
    people, point_ids : ndarray of shape (n_points,)
        Who said each, as a number; and its name.
    """
    if not len(scores):
        return np.zeros(0, dtype=int)
    size = min(len(scores), max(10 * n, 200))
    near = np.argpartition(-scores, size - 1)[:size] if size < len(scores) else np.arange(len(scores))
    near = near[np.lexsort((point_ids[near], -scores[near].round(6)))]
    earlier: dict[int, int] = {}
    lowered = np.empty(len(near))
    for place, point in enumerate(near):
        person = int(people[point])
        lowered[place] = scores[point] - AGAIN * earlier.get(person, 0)
        earlier[person] = earlier.get(person, 0) + 1
    return near[np.lexsort((np.arange(len(near)), -lowered.round(6)))][:n]
