"""One vector for each distinct text, spread over worker threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from infoview_analysis.encoder.protocol import Vectors


def available_threads() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def distinct(texts: Iterable[str]) -> dict[str, list[int]]:
    """Return the distinct texts, in the order of their first appearance, and the positions of each.

    Raises
    ------
    TypeError
        Something in ``texts`` is not a string.
    """
    if isinstance(texts, str):
        raise TypeError("texts must be a sequence of strings, not one string")
    places: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"texts[{position}] is {type(text).__name__}, not str")
        places.setdefault(text, []).append(position)
    return places


def one_by_one(texts: Sequence[str], vector_of: Callable[[str], Vectors], *, dimensions: int, threads: int) -> Vectors:
    """Return the vectors of ``texts``, each computed on its own, identical texts once.

    A text that is computed alone meets the same arithmetic whatever stands beside it: batches would tie its last
    bits to its neighbours' lengths and to the number of rows in a matrix.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    vector_of : callable
        Text to vector; called from several threads at once when ``threads`` is above 1.
    dimensions : int
        Length of a vector.
    threads : int
        Texts computed at the same time.

    Returns
    -------
    ndarray of float32, shape (len(texts), dimensions)
        Vectors in the order of ``texts``.
    """
    places = distinct(texts)
    vectors = np.empty((len(texts), dimensions), dtype=np.float32)

    def fill(text: str) -> None:
        vectors[places[text]] = vector_of(text)

    # Long texts first: a long one started last would leave the other threads idle at the end.
    todo = sorted(places, key=len, reverse=True)
    if threads <= 1 or len(todo) <= 1:
        for text in todo:
            fill(text)
        return vectors
    with ThreadPoolExecutor(min(threads, len(todo)), thread_name_prefix="encoder") as pool:
        for _ in pool.map(fill, todo):
            pass
    return vectors
