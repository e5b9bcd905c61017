"""Words near in meaning: "couch" finds "sofa", because every word of the notes has a vector of its own.

A sentence's vector says what it is about as a whole; one telling word is easily lost in it. So each word of a question
is compared with each word of the notes, and an entry counts, for each word of the question, its nearest word, rare
words more.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.repository.query import EMPTY_WORDS

MOST_WORDS = 20_000  # of a large batch only the words that several entries share; the index of words has the others
NEAR = 0.4  # cosine from which two words count as near
LENGTH_SHARE = 0.02  # an entry of fifty words counts half as much for the same words
_STEP = 1024
_WORD = re.compile(r"[^\W\d_][\w'’\-]*[^\W_]|\d+")


@dataclass(frozen=True)
class Vocabulary:
    """The words of the notes.

    Attributes
    ----------
    words : list of str
    vectors : ndarray of shape (w, d)
    entries : list of ndarray of int
        Numbers of the entries that hold each word, from 1.
    lengths : ndarray of shape (n + 1,)
        Distinct words of each entry; the first is no entry.
    """

    words: list[str]
    vectors: NDArray
    entries: list[NDArray]
    lengths: NDArray


def words_of(text: str) -> list[str]:
    """Return the distinct words of ``text`` that say something, in small letters."""
    found = dict.fromkeys(word.casefold() for word in _WORD.findall(text))
    return [word for word in found if word not in EMPTY_WORDS and len(word) > 1]


def write_vocabulary(
    connection: sqlite3.Connection, texts: Sequence[str], encode: Callable[[Sequence[str]], NDArray]
) -> None:
    """Write the words of ``texts`` (of the entries 1, 2, …) with their vectors and places."""
    places: dict[str, list[int]] = {}
    lengths = np.zeros(len(texts) + 1, dtype="<u2")
    for number, text in enumerate(texts, start=1):
        words = words_of(text)
        lengths[number] = min(len(words), 65535)
        for word in words:
            places.setdefault(word, []).append(number)
    words = sorted(places)
    if len(words) > MOST_WORDS:
        words = sorted(sorted(words, key=lambda word: (-len(places[word]), word))[:MOST_WORDS])
    for begin in range(0, len(words), _STEP):
        step = words[begin : begin + _STEP]
        vectors = np.asarray(encode(step), dtype="<f2")
        connection.executemany(
            "INSERT INTO vocabulary VALUES (?, ?, ?)",
            [(word, np.array(places[word], dtype="<u4").tobytes(), vector.tobytes())
             for word, vector in zip(step, vectors, strict=True)],
        )  # fmt: skip
    connection.execute("INSERT INTO arrays VALUES ('lengths', ?)", (lengths.tobytes(),))


def read_vocabulary(connection: sqlite3.Connection, dimensions: int) -> Vocabulary:
    """Return what :func:`write_vocabulary` wrote."""
    rows = connection.execute("SELECT word, entries, vector FROM vocabulary ORDER BY word").fetchall()
    packed = np.frombuffer(b"".join(row[2] for row in rows), dtype="<f2")
    lengths = connection.execute("SELECT data FROM arrays WHERE name = 'lengths'").fetchone()
    return Vocabulary(
        [row[0] for row in rows],
        packed.reshape(-1, dimensions).astype(np.float32),
        [np.frombuffer(row[1], dtype="<u4") for row in rows],
        np.frombuffer(lengths[0], dtype="<u2").astype(float) if lengths else np.zeros(1),
    )


def near_word_scores(vocabulary: Vocabulary, question: NDArray) -> NDArray:
    """Return for each entry how near its words come to those of a question.

    Parameters
    ----------
    vocabulary : Vocabulary
    question : ndarray of shape (k, d)
        Unit vectors of the question's words.

    Returns
    -------
    ndarray of shape (n + 1,)
        Sum over the question's words of the largest cosine × inverse document frequency of a near word in the entry;
        the first is no entry.

    References
    ----------
    O. Khattab, M. Zaharia (2020), ColBERT: efficient and effective passage search via contextualized late interaction
    over BERT, SIGIR, 39-48 (the sum of largest similarities; here with words in the place of tokens).
    """
    n = len(vocabulary.lengths)
    total = np.zeros(n)
    if not vocabulary.words:
        return total
    counts = np.array([len(places) for places in vocabulary.entries])
    rarity = np.log(1 + (n - 1) / (counts + 0.5))
    cosines = np.round(np.asarray(question, dtype=np.float32) @ vocabulary.vectors.T, 4)
    for row in cosines:
        best = np.zeros(n)
        for word in np.flatnonzero(row >= NEAR):
            places = vocabulary.entries[word]
            best[places] = np.maximum(best[places], row[word] * rarity[word])
        total += best
    return total / (1 + LENGTH_SHARE * vocabulary.lengths)
