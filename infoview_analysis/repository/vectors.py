"""Vectors in the search file: blocks of half-precision rows, and how near each entry is to a question.

Half precision keeps three digits of a cosine, which ranks the same first results, at half the room. Blocks are read
one after another, so that a hundred thousand rows need the memory of a few thousand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.segmentation import sentences

BLOCK = 4096
HEADED_WEIGHT = 0.5  # of an entry's words read with their heading, beside the words alone
LONG_WORDS = 20  # an entry from this length on is also compared sentence by sentence
_SHORTEST_WORDS = 3  # of a sentence with a vector of its own: "Not great." is near to a great deal
CROWD = 10  # nearest others, whose mean cosine says how crowded it is around an entry
MOST_OTHERS = 2048  # among which they are sought, spread evenly over all entries
_DECIMALS = 5  # what half precision holds; beyond it, order would depend on the machine

Encode = Callable[[Sequence[str]], NDArray]


def write_vectors(
    connection: sqlite3.Connection, words: Sequence[str], headed: Sequence[str], encode: Encode,
    progress: Callable[[int, int], None] | None = None,
) -> None:  # fmt: skip
    """Write the vectors of the entries 1, 2, …, those of the sentences of long ones, and the crowding.

    Parameters
    ----------
    words, headed : sequence of str
        The words of each entry, alone and read under their heading.
    encode : callable
        Texts to unit vectors.
    progress : callable, optional
        Called as ``progress(done, total)``.
    """
    for begin in range(0, len(words), BLOCK):
        block = words[begin : begin + BLOCK]
        rows = unit(encode(block) + HEADED_WEIGHT * encode(headed[begin : begin + BLOCK]))
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (begin + 1, _packed(rows)))
        parts = [(begin + place, part) for place, text in enumerate(block, start=1) for part in long_parts(text)]
        if parts:
            numbers = np.array([number for number, _ in parts], dtype="<u4")
            rows = encode([part for _, part in parts])
            connection.execute(
                "INSERT INTO sentence_vectors VALUES (?, ?, ?)", (begin + 1, numbers.tobytes(), _packed(rows))
            )
        if progress is not None:
            progress(begin + len(block), len(words))


def long_parts(text: str) -> list[str]:
    """Return the sentences of a long text that say something; none for a short text."""
    if len(text.split()) < LONG_WORDS:
        return []
    found = [text[start:end] for start, end in sentences(text)]
    return [part for part in found if len(part.split()) >= _SHORTEST_WORDS] if len(found) > 1 else []


def write_crowding(connection: sqlite3.Connection, dimensions: int, n: int) -> None:
    """Write how near each entry is to its nearest others: what is near to anything is no answer to anything."""
    spread = np.unique(np.linspace(1, n, min(n, MOST_OTHERS)).round().astype(int)) if n else np.array([], dtype=int)
    others = np.empty((len(spread), dimensions), dtype=np.float32)
    for first, rows in read_blocks(connection, dimensions):
        here = np.flatnonzero((spread >= first) & (spread < first + len(rows)))
        others[here] = rows[spread[here] - first]
    crowding = np.zeros(n + 1, dtype="<f4")
    nearest = min(CROWD, len(spread) - 1)
    if nearest > 0:
        for first, rows in read_blocks(connection, dimensions):
            near = rows @ others.T
            here = np.flatnonzero((spread >= first) & (spread < first + len(rows)))
            near[spread[here] - first, here] = -1.0  # itself
            crowding[first : first + len(rows)] = np.partition(near, -nearest, axis=1)[:, -nearest:].mean(axis=1)
    connection.execute("INSERT INTO arrays VALUES ('crowding', ?)", (np.round(crowding, _DECIMALS).tobytes(),))


def read_crowding(connection: sqlite3.Connection, n: int) -> NDArray:
    """Return what :func:`write_crowding` wrote, shape (n + 1,)."""
    row = connection.execute("SELECT data FROM arrays WHERE name = 'crowding'").fetchone()
    return np.frombuffer(row[0], dtype="<f4").astype(float) if row else np.zeros(n + 1)


def read_blocks(connection: sqlite3.Connection, dimensions: int) -> Iterator[tuple[int, NDArray]]:
    """Yield the first number and the rows of each block, single precision."""
    for first, data in connection.execute("SELECT first, data FROM vectors ORDER BY first"):
        yield first, _unpacked(data, dimensions)


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


def sentence_cosines(connection: sqlite3.Connection, question: NDArray, whole: NDArray) -> NDArray:
    """Return the cosine of the nearest sentence of each entry with ``question``; ``whole`` where it has no parts."""
    wanted = np.asarray(question, dtype=np.float32)
    best = np.full(len(whole), -2.0)
    for numbers, data in connection.execute("SELECT numbers, data FROM sentence_vectors ORDER BY first"):
        np.maximum.at(best, np.frombuffer(numbers, dtype="<u4"), _unpacked(data, len(wanted)) @ wanted)
    return np.where(best > -2.0, np.round(best, _DECIMALS), whole)


def best_numbers(scores: NDArray, limit: int, allowed: NDArray | None = None) -> list[int]:
    """Return the numbers of the ``limit`` largest of ``scores`` (n + 1,), largest first; ties by number."""
    numbers = np.arange(1, len(scores)) if allowed is None else np.flatnonzero(allowed)
    if len(numbers) > limit:
        least = np.partition(scores[numbers], len(numbers) - limit)[len(numbers) - limit]
        numbers = numbers[scores[numbers] >= least]
    order = np.lexsort((numbers, -scores[numbers]))[:limit]
    return numbers[order].tolist()


def unit(rows: NDArray) -> NDArray:
    """Return ``rows`` (n, d) at unit length."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _packed(rows: NDArray) -> bytes:
    return np.ascontiguousarray(rows, dtype="<f2").tobytes()


def _unpacked(data: bytes, dimensions: int) -> NDArray:
    return np.frombuffer(data, dtype="<f2").reshape(-1, dimensions).astype(np.float32)
