"""Vectors in the search file: blocks of half-precision rows, and the rows nearest to a question.

Half precision keeps three digits of a cosine, which ranks the same first results, at half the room. Blocks are read
one after another, so that a hundred thousand rows need the memory of a few thousand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BLOCK = 4096
_DECIMALS = 5  # what half precision holds; beyond it, order would depend on the machine


def write_block(connection: sqlite3.Connection, first: int, rows: NDArray) -> None:
    """Write unit ``rows`` (n, d) as the vectors of the entries from number ``first`` on."""
    data = np.ascontiguousarray(rows, dtype="<f2").tobytes()
    connection.execute("INSERT INTO vectors VALUES (?, ?)", (first, data))


def read_blocks(connection: sqlite3.Connection, dimensions: int) -> Iterator[tuple[int, NDArray]]:
    """Yield the first number and the rows of each block, single precision."""
    for first, data in connection.execute("SELECT first, data FROM vectors ORDER BY first"):
        yield first, np.frombuffer(data, dtype="<f2").reshape(-1, dimensions).astype(np.float32)


def nearest(
    connection: sqlite3.Connection, question: NDArray, limit: int, allowed: NDArray | None = None
) -> tuple[list[int], list[float]]:
    """Return the numbers of the entries nearest to ``question`` and their cosines, nearest first.

    Parameters
    ----------
    question : ndarray of shape (d,)
        Of unit length.
    limit : int
        How many to return.
    allowed : ndarray of bool, shape (n + 1,), optional
        Whether the entry of each number may be returned; by default all may.
    """
    numbers: list[NDArray] = []
    scores: list[NDArray] = []
    wanted = np.asarray(question, dtype=np.float32)
    for first, rows in read_blocks(connection, len(wanted)):
        cosines = rows @ wanted
        if allowed is not None:
            cosines = np.where(allowed[first : first + len(rows)], cosines, -np.inf)
        best = np.argpartition(-cosines, limit - 1)[:limit] if len(cosines) > limit else np.arange(len(cosines))
        numbers.append(first + best)
        scores.append(cosines[best])
    if not numbers:
        return [], []
    number, score = np.concatenate(numbers), np.round(np.concatenate(scores).astype(float), _DECIMALS)
    number, score = number[np.isfinite(score)], score[np.isfinite(score)]
    order = np.lexsort((number, -score))[:limit]
    return number[order].tolist(), score[order].tolist()
