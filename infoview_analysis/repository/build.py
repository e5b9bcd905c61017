"""Writing the search file: everything of a synthesis, in one step, or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from infoview_analysis.errors import RepositoryError
from infoview_analysis.parts import Parts, parts_of
from infoview_analysis.repository.entries import entries_of, headed_words
from infoview_analysis.repository.near_words import write_vocabulary
from infoview_analysis.repository.query import printable, sign_names
from infoview_analysis.repository.schema import FILE_NAME, INDEXES, SCHEMA_VERSION, TABLES, require_full_text
from infoview_analysis.repository.vectors import write_crowding, write_vectors

if TYPE_CHECKING:
    from infoview_analysis.encoder import Encoder

_LITTER_SECONDS = 3600

Progress = Callable[[int, int], None]


def build_repository(
    synthesis: Any, *, key: str, encoder: Encoder | None = None, path: Path | None = None,
    progress: Progress | None = None,
) -> Path:  # fmt: skip
    """Write the search file of a synthesis; the earlier one stands until the new one is whole.

    Parameters
    ----------
    synthesis : Synthesis
    key : str
        What the notes were when they were read; see :func:`infoview_analysis.repository.freshness.content_key`.
    encoder : Encoder, optional
        Without it the file can be searched by words alone.
    path : Path, optional
        By default ``repository.sqlite3`` in the workspace's cache folder.
    progress : callable, optional
        Called as ``progress(done, total)`` with the number of entries that have their vector.

    Raises
    ------
    RepositoryError
        The folder cannot be written to, or this Python's SQLite has no full-text search.
    """
    target = path or Path(synthesis.workspace) / ".infoview" / FILE_NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_litter(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
                fill(connection, parts_of(synthesis), key=key, encoder=encoder, progress=progress)
            _settle(temporary)
            temporary.chmod(0o600)  # it holds what people said in confidence
            os.replace(temporary, target)  # noqa: PTH105 - the call that is atomic on every platform
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise RepositoryError(
            f"cannot be written: {getattr(error, 'strerror', None) or error}.",
            source=str(target),
            mend="Close the programs that have it open, and look at the folder's permissions and the free space.",
        ) from None
    return target


def fill(
    connection: sqlite3.Connection, parts: Parts, *, key: str, encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> None:  # fmt: skip
    """Make all tables of an empty database and put ``parts`` into them."""
    require_full_text(connection)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for statement in TABLES.strip().split(";\n"):
        connection.execute(statement)
    for table, frame in _plain_tables(parts).items():
        _insert(connection, table, frame)
    entries = entries_of(parts)
    _insert(connection, "entries", entries.drop(columns=["about", "kinds"]))
    kinds = [(n, kind) for n, all_kinds in zip(entries["number"], entries["kinds"], strict=True) for kind in all_kinds]
    connection.executemany("INSERT INTO entry_kinds VALUES (?, ?)", kinds)
    signs = [sign_names(words) for words in entries["words"]]
    connection.executemany(
        "INSERT INTO entry_words (rowid, words, heading, about, signs) VALUES (?, ?, ?, ?, ?)",
        zip(entries["number"].tolist(), entries["words"], entries["heading"].fillna(""), entries["about"], signs,
            strict=True),
    )  # fmt: skip
    connection.execute("INSERT INTO entry_words (entry_words) VALUES ('optimize')")
    for statement in INDEXES.strip().split(";\n"):
        connection.execute(statement)
    if encoder is not None:
        headed = headed_words(entries)
        write_vectors(connection, entries["words"].tolist(), headed, encoder.encode, progress)
        write_crowding(connection, encoder.dimensions, len(entries))
        write_vocabulary(connection, headed, encoder.encode)
    meta = {
        "schema": str(SCHEMA_VERSION), "key": key, "entries": str(len(entries)),
        "encoder": encoder.name if encoder is not None else "",
        "dimensions": str(encoder.dimensions if encoder is not None else 0),
    }  # fmt: skip
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    connection.execute("COMMIT")


def _plain_tables(parts: Parts) -> dict[str, pd.DataFrame]:
    return {
        "interviews": parts.interviews,
        "themes": parts.themes,
        "points": parts.points,
        "contrasts": parts.contrasts,
        "sides": parts.contrast_points,
        "skills": parts.skill_gaps,
        "skill_mentions": parts.skill_mentions,
        "takeaways": parts.takeaways,
    }


def _insert(connection: sqlite3.Connection, table: str, frame: pd.DataFrame) -> None:
    """Insert the columns of ``frame`` that the table has; what the frame lacks stays empty."""
    known = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    shared = [name for name in known if name in frame.columns]
    if frame.empty or not shared:
        return
    columns = [[_value(value) for value in frame[name].astype(object)] for name in shared]
    names = ", ".join(f'"{name}"' for name in shared)
    marks = ", ".join("?" * len(shared))
    rows = zip(*columns, strict=True)
    connection.executemany(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", rows)


def _value(value: Any) -> Any:
    """Return a cell as SQLite holds it: missing is NULL, days are ISO text."""
    if isinstance(value, str):
        return printable(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if isinstance(value, np.generic) else value


def _settle(path: Path) -> None:
    with path.open("rb") as file, contextlib.suppress(OSError):
        os.fsync(file.fileno())


def _clear_litter(target: Path) -> None:
    """Remove what a killed run left long ago: it may hold notes that are deleted by now."""
    for path in target.parent.glob(f".{target.name}.*.tmp*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _LITTER_SECONDS:
                path.unlink()
