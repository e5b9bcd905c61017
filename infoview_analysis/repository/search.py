"""Asking the repository: by words (BM25) and by meaning (vectors), added up, narrowed by filters."""

from __future__ import annotations

import math
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.errors import RepositoryError
from infoview_analysis.parts import parts_of
from infoview_analysis.repository.build import fill
from infoview_analysis.repository.filters import Filters, condition
from infoview_analysis.repository.fusion import blended, fused, nearness
from infoview_analysis.repository.near_words import Vocabulary, near_word_scores, read_vocabulary, words_of
from infoview_analysis.repository.query import MOST_TERMS, Question, read_question
from infoview_analysis.repository.schema import SCHEMA_VERSION
from infoview_analysis.repository.vectors import best_numbers, cosines, read_crowding, sentence_cosines, unit

if TYPE_CHECKING:
    from infoview_analysis.encoder import Encoder

LIMIT = 10
DEPTH = 100  # results of each measure that are in question
MARK = ("⟦", "⟧")
_WEIGHTS = "1.0, 1.0, 1.0, 3.0"  # of words, heading, about, signs: a name typed is as good as a word that was said
COLUMNS = (
    "rank", "quote", "marked", "interviewee", "role", "company", "date", "where", "source", "line", "theme", "theme_id",
    "category", "kinds", "heading", "found_by", "score", "point_id", "interview_id",
)  # fmt: skip


class Repository:
    """A search file, open for reading.

    Parameters
    ----------
    connection : sqlite3.Connection
        To a database that :func:`infoview_analysis.repository.build.fill` made.

    Attributes
    ----------
    meta : dict of str to str
        ``key`` (what the notes were), ``encoder``, ``entries``, ``dimensions``, ``schema``.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._vocabulary: Vocabulary | None = None
        self._crowding: NDArray = np.zeros(0)
        self.meta: dict[str, str] = dict(connection.execute("SELECT key, value FROM meta"))

    @classmethod
    def open(cls, path: Path | str) -> Repository:
        """Open a search file.

        Raises
        ------
        RepositoryError
            It is not there, is damaged, or was made by another version.
        """
        path = Path(path)
        connection = None
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            repository = cls(connection)
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            raise RepositoryError(
                f"cannot be opened: {error}.", source=str(path), mend="Delete it; it is built again when needed."
            ) from None
        if repository.meta.get("schema") != str(SCHEMA_VERSION):
            repository.close()
            raise RepositoryError("was made by another version.", source=str(path), mend="Delete it.")
        return repository

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def has_vectors(self) -> bool:
        """Whether it can be asked by meaning."""
        return bool(self.meta.get("encoder")) and self.meta.get("dimensions", "0") != "0"

    def search(
        self, words: str, *, encoder: Encoder | None = None, filters: Filters | None = None, limit: int = LIMIT
    ) -> pd.DataFrame:
        """Return what answers ``words`` best.

        Parameters
        ----------
        words : str
            Anything. Any word may match and rare ones count more; ``"words in quotes"`` must stand as they are;
            ``word*`` matches every word that begins so. Nothing but filters: all that they leave, newest first.
        encoder : Encoder, optional
            The one the file was built with; without it words alone count.
        filters : Filters, optional
        limit : int
            How many results at most.

        Returns
        -------
        DataFrame
            Best first: ``rank``, ``quote``, ``marked`` (the quote with matching words between ⟦ and ⟧),
            ``interviewee``, ``role``, ``company``, ``date``, ``where`` ("file:line"), ``source``, ``line``, ``theme``,
            ``theme_id``, ``category``, ``kinds`` (what it was kept for, joined by "; "), ``heading``, ``found_by``
            (words, meaning, both, filter), ``score``, ``point_id``, ``interview_id``.

        Raises
        ------
        RepositoryError
            A filter cannot be meant.
        """
        filters = filters or Filters()
        limit = max(int(limit), 1)
        where, values = condition(self._connection, filters)
        question = read_question(words)
        if not re.search(r"\w", question.text):
            listed = self._newest(where, values, limit) if filters and not question.text else []
            return self._results(listed, question, {number: "filter" for number, _ in listed})
        depth = max(DEPTH, 3 * limit)
        by_words = self._by_words(question, where, values, depth)
        meaning, nearest = self._by_meaning(question, where, values, depth, encoder)
        found = fused(by_words, meaning, nearest, limit)
        in_words, in_meaning = set(by_words), set(nearest)
        how = {
            number: "both" if number in in_words and number in in_meaning else
            "words" if number in in_words else "meaning"
            for number, _ in found
        }  # fmt: skip
        return self._results(found, question, how)

    def _newest(self, where: str, values: list[str], limit: int) -> list[tuple[int, float]]:
        sql = (
            "SELECT number FROM entries JOIN interviews USING (interview_id)"
            f" WHERE {where or '1'} ORDER BY date DESC, entries.interview_id, number LIMIT ?"
        )
        return [(number, 0.0) for (number,) in self._connection.execute(sql, [*values, limit])]

    def _by_words(self, question: Question, where: str, values: list[str], depth: int) -> dict[int, float]:
        """Return entries that hold typed words, and the share of what was typed that each holds, about 1 for all."""
        if not question.expression:
            return {}
        # The sign keeps SQLite from looking up each narrowed entry in the index of words, one by one.
        narrowed = f" AND +rowid IN (SELECT number FROM entries WHERE {where})" if where else ""
        sql = (
            f"SELECT rowid, round(-bm25(entry_words, {_WEIGHTS}), 6) AS score FROM entry_words"
            f" WHERE entry_words MATCH ?{narrowed} ORDER BY score DESC, rowid LIMIT ?"
        )
        found = self._connection.execute(sql, [question.expression, *values, depth]).fetchall()
        whole = self._weight_of_all(question) if found else 1.0
        return {number: score / whole for number, score in found}

    def _weight_of_all(self, question: Question) -> float:
        """Return what BM25 gives an entry of middling length that holds each typed term once."""
        n = int(self.meta["entries"])
        sql = "SELECT count(*) FROM entry_words WHERE entry_words MATCH ?"
        held = (self._connection.execute(sql, [term]).fetchone()[0] for term in question.terms)
        return sum(max(math.log((n - count + 0.5) / (count + 0.5)), 1e-6) for count in held)

    def _by_meaning(
        self, question: Question, where: str, values: list[str], depth: int, encoder: Encoder | None
    ) -> tuple[NDArray | None, list[int]]:
        """Return the score of meaning of each entry, and the numbers of the best; nothing without vectors."""
        if encoder is None or not self.has_vectors:
            return None, []
        allowed = None
        if where:
            allowed = self._mask(f"SELECT number FROM entries WHERE {where}", values)
        if question.required:
            match = self._mask("SELECT rowid FROM entry_words WHERE entry_words MATCH ?", [question.expression])
            allowed = match if allowed is None else allowed & match
        scores = self._meanings(question, encoder, allowed)
        return scores, best_numbers(scores, depth, allowed)

    def _meanings(self, question: Question, encoder: Encoder, allowed: NDArray | None) -> NDArray:
        """Return how near each entry is in meaning: as a whole, in its best sentence, and word by word."""
        text = question.text.replace('"', " ").replace("*", " ")
        words = words_of(text)[:MOST_TERMS]
        # The words that say something are read once more by themselves: "what did they say about" is no subject.
        vectors = encoder.encode([text, " ".join(words) or text, *words])
        asked = unit(vectors[:1] + vectors[1:2])[0]
        n = int(self.meta["entries"])
        if self._vocabulary is None:
            self._vocabulary = read_vocabulary(self._connection, len(asked))
            self._crowding = read_crowding(self._connection, n)
        whole = cosines(self._connection, asked, n)
        near = nearness(whole, sentence_cosines(self._connection, asked, whole), self._crowding)
        return blended(near, near_word_scores(self._vocabulary, vectors[2:]), allowed)

    def _mask(self, sql: str, values: list[str]) -> NDArray:
        mask = np.zeros(int(self.meta["entries"]) + 1, dtype=bool)
        numbers = [number for (number,) in self._connection.execute(sql, values)]
        mask[numbers] = True
        return mask

    def _results(self, found: list[tuple[int, float]], question: Question, how: dict[int, str]) -> pd.DataFrame:
        if not found:
            return _frame([])
        marks = ",".join("?" * len(found))
        numbers = [number for number, _ in found]
        sql = (
            "SELECT entries.number, words, heading, entries.source, line, entries.category, entries.theme_id, point_id,"
            " entries.interview_id, interviewee, role, company, date, label,"
            " (SELECT group_concat(kind, '; ') FROM entry_kinds WHERE entry_kinds.number = entries.number)"
            " FROM entries LEFT JOIN interviews USING (interview_id) LEFT JOIN themes USING (theme_id)"
            f" WHERE entries.number IN ({marks})"
        )
        rows = {row[0]: row for row in self._connection.execute(sql, numbers)}
        marked = self._marked(question, numbers)
        return _frame(
            [
                _result(rank, rows[number], marked.get(number, rows[number][1]), how[number], score, question)
                for rank, (number, score) in enumerate(found, start=1)
            ]
        )

    def _marked(self, question: Question, numbers: list[int]) -> dict[int, str]:
        if not question.expression:
            return {}
        places = ",".join("?" * len(numbers))
        sql = (
            f"SELECT rowid, highlight(entry_words, 0, '{MARK[0]}', '{MARK[1]}') FROM entry_words"
            f" WHERE entry_words MATCH ? AND rowid IN ({places})"
        )
        return dict(self._connection.execute(sql, [question.expression, *numbers]))


def search_in(
    synthesis: Any, words: str, *, encoder: Encoder | None = None, limit: int = LIMIT, **narrowed: str
) -> pd.DataFrame:
    """Search a synthesis that is at hand, without a file; see :meth:`Repository.search`."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    fill(connection, parts_of(synthesis), key="", encoder=encoder)
    with Repository(connection) as repository:
        return repository.search(words, encoder=encoder, filters=Filters(**narrowed), limit=limit)


def _result(rank: int, row: tuple, marked: str, how: str, score: float, question: Question) -> dict[str, Any]:
    (_, words, heading, source, line, category, theme_id, point_id, interview_id, interviewee, role, company, date,
     label, kinds) = row  # fmt: skip
    where = (f"{source}:{line}" if line is not None else source) if source else ""
    return {
        "rank": rank, "quote": words, "marked": _with_literals(marked, question.literals), "interviewee": interviewee,
        "role": role, "company": company, "date": date, "where": where, "source": source, "line": line, "theme": label,
        "theme_id": theme_id, "category": category, "kinds": kinds, "heading": heading, "found_by": how,
        "score": round(score, 6), "point_id": point_id, "interview_id": interview_id,
    }  # fmt: skip


def _with_literals(marked: str, literals: tuple[str, ...]) -> str:
    """Mark terms such as C++, whose signs the index does not hold."""
    for term in literals:
        marked = re.sub(re.escape(term), lambda match: f"{MARK[0]}{match[0]}{MARK[1]}", marked, flags=re.IGNORECASE)
    return marked


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = {"rank": "Int64", "line": "Int64", "score": "Float64", "date": "datetime64[s]"}
    return frame.astype({name: numbers.get(name, "str") for name in COLUMNS})
