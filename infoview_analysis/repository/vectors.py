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


def cosines(connection: sqlite3.Connection, question: NDArray, n: int) -> NDArray:
    """Return the cosine of each entry with ``question``.

    Parameters
    ----------
    question : ndarray of shape (d,)
        Of unit length.
    n : int
        Number of entries.

    Returns
    -------
    ndarray of shape (n + 1,)
        By number of the entry; the first is no entry, and stays 0.
    """
    wanted = np.asarray(question, dtype=np.float32)
    result = np.zeros(n + 1)
    for first, rows in read_blocks(connection, len(wanted)):
        result[first : first + len(rows)] = rows @ wanted
    return np.round(result, _DECIMALS)


def best_numbers(scores: NDArray, limit: int, allowed: NDArray | None = None) -> list[int]:
    """Return the numbers of the ``limit`` largest of ``scores`` (n + 1,), largest first; ties by number."""
    numbers = np.arange(1, len(scores)) if allowed is None else np.flatnonzero(allowed)
    if len(numbers) > limit:
        least = np.partition(scores[numbers], len(numbers) - limit)[len(numbers) - limit]
        numbers = numbers[scores[numbers] >= least]
    order = np.lexsort((numbers, -scores[numbers]))[:limit]
    return numbers[order].tolist()
