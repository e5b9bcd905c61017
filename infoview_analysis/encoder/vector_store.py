"""Vectors in one SQLite file: quick to look up, safe for two processes, and never worth a crash.

The file only holds what can be computed again. So whatever is wrong with it, the answer is the same: say so, start
anew or do without, and go on.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from infoview_analysis.encoder.protocol import Vectors

FILE = "vectors.sqlite"
APPLICATION_ID = 0x49567663  # "IVvc"
LAYOUT = 1
PAGE_BYTES = 16384  # ten vectors of 384 dimensions fill a page; with the usual 4096 a quarter of the file is air
KEYS_A_QUERY = 500
WAIT_SECONDS = 30.0  # for another process that is writing

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {LAYOUT};
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
"""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OUT_OF_REACH = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
}

_Result = TypeVar("_Result")


class _NotOurs(sqlite3.DatabaseError):
    """The file is a database, but not one of this layout."""


@dataclass(frozen=True)
class StoreProblem:
    """Something about the cache that the reader of a report should know.

    Parameters
    ----------
    source : str
        The file.
    code : str
        ``cache-damaged`` (it was set up anew), ``cache-row-damaged`` (single vectors were computed again),
        ``cache-busy`` or ``cache-unusable`` (this run did without).
    message : str
        Cause and consequence in one sentence.
    """

    source: str
    code: str
    message: str


class VectorStore:
    """Vectors on disk under keys of bytes.

    No method raises for the sake of the file: a damaged one is set up anew, one that cannot be read or written is
    done without; either is told in ``problems``.

    Parameters
    ----------
    folder : Path
        Where ``vectors.sqlite`` lies; made when first needed.

    Attributes
    ----------
    path : Path
        The file.
    problems : list of StoreProblem
        What went wrong so far, in order.
    """

    def __init__(self, folder: Path) -> None:
        self.path = Path(folder) / FILE
        self.problems: list[StoreProblem] = []
        self._usable = True

    def read(self, keys: Sequence[bytes], dimensions: int) -> Iterator[tuple[bytes, Vectors]]:
        """Yield the vectors there are, in no particular order.

        Parameters
        ----------
        keys : sequence of bytes
            Keys to look up.
        dimensions : int
            Length of a vector; a stored one of another length counts as damaged.

        Yields
        ------
        key : bytes
            One of ``keys``.
        vector : ndarray of float32, shape (dimensions,)
            Exactly as it was written.
        """
        damaged: list[bytes] = []
        for begin in range(0, len(keys), KEYS_A_QUERY):
            some = keys[begin : begin + KEYS_A_QUERY]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, vector, checksum FROM vectors WHERE key IN ({marks})"
            rows: list[tuple[bytes, bytes, int]] = self._attempt(partial(_fetched, query=query, values=some), [])
            for key, blob, checksum in rows:
                if _checksum(key, blob) == checksum and len(blob) == 4 * dimensions:
                    yield key, np.frombuffer(blob, dtype="<f4")
                else:
                    damaged.append(key)
        if damaged:
            self._attempt(lambda base: _delete(base, damaged), None)
            self._tell("cache-row-damaged", f"{len(damaged)} stored vectors were damaged and are computed again.")

    def write(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Store vectors, all of them or none.

        Parameters
        ----------
        keys : sequence of bytes
            One key a row of ``vectors``.
        vectors : ndarray of float32, shape (len(keys), dimensions)
            The vectors.
        """
        rows = []
        for key, vector in zip(keys, vectors, strict=True):
            blob = vector.astype("<f4").tobytes()
            rows.append((key, blob, _checksum(key, blob)))
        insert = "INSERT OR REPLACE INTO vectors (key, vector, checksum) VALUES (?, ?, ?)"

        def store(base: sqlite3.Connection) -> None:
            base.execute("BEGIN IMMEDIATE")
            base.executemany(insert, rows)
            base.execute("COMMIT")

        self._attempt(store, None)

    def prune(self, keep: Iterable[bytes]) -> int:
        """Delete all vectors but those under ``keep``, and give the space back; returns how many went."""
        kept = [(key,) for key in keep]

        def shrink(base: sqlite3.Connection) -> int:
            base.execute("CREATE TEMP TABLE kept (key BLOB PRIMARY KEY) WITHOUT ROWID")
            base.executemany("INSERT OR IGNORE INTO kept VALUES (?)", kept)
            base.execute("BEGIN IMMEDIATE")
            gone = base.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM kept)").rowcount
            base.execute("COMMIT")
            if gone:
                base.execute("VACUUM")
            return gone

        return self._attempt(shrink, 0)

    def __len__(self) -> int:
        """Return the number of stored vectors."""
        return self._attempt(lambda base: int(base.execute("SELECT count(*) FROM vectors").fetchone()[0]), 0)

    def _attempt(self, action: Callable[[sqlite3.Connection], _Result], otherwise: _Result) -> _Result:
        """Do something with the file; where it is damaged, set it up anew and try once more."""
        for last in (False, True):
            if not self._usable:
                return otherwise
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)) as base:
                    base.execute("PRAGMA synchronous = NORMAL")  # what a power cut could damage is checked and rebuilt
                    _set_up(base)
                    return action(base)
            except (sqlite3.DatabaseError, OSError) as error:
                self._mend(error, last)
        return otherwise

    def _mend(self, error: sqlite3.DatabaseError | OSError, last: bool) -> None:
        """Decide what an error means for the rest of the run."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if isinstance(error, OSError) or code in _OUT_OF_REACH or last:
            self._usable = False
            self._tell("cache-unusable", f"The file cannot be used ({error}); all vectors are computed in this run.")
        elif code in _BUSY:
            self._usable = False
            self._tell("cache-busy", "Another program keeps the file busy; this run does without it.")
        else:
            self._start_anew(error)

    def _start_anew(self, error: sqlite3.DatabaseError) -> None:
        """Remove a damaged file, so that the next attempt sets up an empty one."""
        try:
            # The journal first: left beside a new file, it would be rolled back into it.
            Path(f"{self.path}-journal").unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)
        except OSError as refused:
            self._usable = False
            self._tell("cache-unusable", f"The file is damaged ({error}) and cannot be removed ({refused}).")
        else:
            self._tell(
                "cache-damaged",
                f"The file was damaged ({error}) and is set up anew; nothing of yours is lost.",
            )

    def _tell(self, code: str, message: str) -> None:
        self.problems.append(StoreProblem(str(self.path), code, message))


def _set_up(base: sqlite3.Connection) -> None:
    """Give an empty file its table; refuse a file of another layout."""
    if _identity(base) == (APPLICATION_ID, LAYOUT):
        return
    base.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    base.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been quicker between the look and the lock.
        if _identity(base) != (APPLICATION_ID, LAYOUT):
            if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise _NotOurs("it has another layout")
            for statement in filter(None, map(str.strip, _SCHEMA.split(";"))):
                base.execute(statement)
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:
            base.execute("ROLLBACK")
        raise


def _identity(base: sqlite3.Connection) -> tuple[int, int]:
    application = base.execute("PRAGMA application_id").fetchone()[0]
    return int(application), int(base.execute("PRAGMA user_version").fetchone()[0])


def _fetched(base: sqlite3.Connection, query: str, values: Sequence[bytes]) -> list[tuple[bytes, bytes, int]]:
    return base.execute(query, values).fetchall()


def _delete(base: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    base.execute("BEGIN IMMEDIATE")
    base.executemany("DELETE FROM vectors WHERE key = ?", [(key,) for key in keys])
    base.execute("COMMIT")


def _checksum(key: bytes, blob: bytes) -> int:
    return zlib.crc32(blob, zlib.crc32(key))
