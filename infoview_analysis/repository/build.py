"""Writing the search file: everything of a synthesis, in one step, or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.errors import RepositoryError
from infoview_analysis.parts import Parts, parts_of, settled_sides
from infoview_analysis.repository.near_words import write_vocabulary
from infoview_analysis.repository.query import printable, sign_names
from infoview_analysis.repository.schema import FILE_NAME, INDEXES, SCHEMA_VERSION, TABLES, require_full_text
from infoview_analysis.repository.vectors import BLOCK, write_block
from infoview_analysis.wording import given

if TYPE_CHECKING:
    from infoview_analysis.encoder import Encoder

HEADED_WEIGHT = 0.5  # of an entry's words read with their heading, beside the words alone
_LITTER_SECONDS = 3600
_OF_POINTS = ("point_id", "interview_id", "source", "line", "heading", "category", "theme_id")

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
    entries = _entries(parts)
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
        for first, rows in _vector_blocks(entries, encoder, progress):
            write_block(connection, first, rows)
        write_vocabulary(connection, _headed(entries), encoder.encode)
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


def _entries(parts: Parts) -> pd.DataFrame:
    """Return what can be found: every point, and every takeaway whose words the person made their own."""
    kinds = _kinds(parts)
    points = parts.points
    made = points[list(_OF_POINTS)].assign(words=points["plain"].astype(str))
    own = _own_takeaways(parts)
    entries = pd.concat([made, own], ignore_index=True) if len(own) else made.reset_index(drop=True)
    entries.insert(0, "number", np.arange(1, len(entries) + 1))
    of_points = [sorted(kinds.get(str(point), ())) for point in made["point_id"]]
    entries["kinds"] = [*of_points, *([kind] for kind in own["kind"])]
    entries["about"] = _about(entries, parts)
    entries["words"] = [printable(words) for words in entries["words"]]
    entries["heading"] = [printable(given(heading)) or None for heading in entries["heading"]]
    return entries


def _kinds(parts: Parts) -> dict[str, set[str]]:
    """Return what each point was kept for."""
    mentions = parts.skill_mentions
    counted = mentions[mentions["status"] != "suggested"] if len(mentions) else mentions
    kinds: dict[str, set[str]] = {}
    for point, kind in zip(parts.takeaways["point_id"], parts.takeaways["kind"], strict=True):
        kinds.setdefault(str(point), set()).add(str(kind))
    for point in counted["point_id"]:
        kinds.setdefault(str(point), set()).add("skill")
    for point in settled_sides(parts.contrast_points)["point_id"]:
        kinds.setdefault(str(point), set()).add("contrast")
    return kinds


def _own_takeaways(parts: Parts) -> pd.DataFrame:
    """Return the takeaways whose text is not in their point: the person added or rewrote them."""
    columns = [*_OF_POINTS, "words", "kind"]
    takeaways = parts.takeaways
    if takeaways.empty:
        return pd.DataFrame(columns=columns)
    points = parts.points.drop_duplicates("point_id")
    joined = takeaways[["interview_id", "point_id", "kind", "text"]].merge(
        points.drop(columns=["interview_id", "text", "kind"], errors="ignore").merge(
            points[["point_id", "text"]].rename(columns={"text": "verbatim"}), on="point_id"
        ),
        on="point_id", how="left",
    )  # fmt: skip
    said = [
        _squeezed(text) in _squeezed(f"{given(verbatim)} \n {given(plain)}")
        or _squeezed(text) in _squeezed(given(plain))
        for text, verbatim, plain in zip(joined["text"], joined["verbatim"], joined["plain"], strict=True)
    ]
    own = joined[~np.array(said, dtype=bool)]
    return own.rename(columns={"text": "words"})[columns].reset_index(drop=True)


def _squeezed(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _about(entries: pd.DataFrame, parts: Parts) -> list[str]:
    """Return who said each entry and the name of its theme: words that may be sought beside what was said."""
    who = {
        row.interview_id: " ".join(filter(None, map(given, (row.interviewee, row.role, row.company))))
        for row in parts.interviews[["interview_id", "interviewee", "role", "company"]].itertuples(index=False)
    }
    labels = dict(zip(parts.themes["theme_id"], parts.themes["label"], strict=True))
    return [
        printable(" ".join(filter(None, (who.get(interview, ""), given(labels.get(theme)) if given(theme) else ""))))
        for interview, theme in zip(entries["interview_id"], entries["theme_id"], strict=True)
    ]


def _vector_blocks(entries: pd.DataFrame, encoder: Encoder, progress: Progress | None) -> Iterator[tuple[int, NDArray]]:
    for begin in range(0, len(entries), BLOCK):
        block = entries.iloc[begin : begin + BLOCK]
        yield begin + 1, entry_vectors(block["words"].tolist(), _headed(block), encoder.encode)
        if progress is not None:
            progress(begin + len(block), len(entries))


def _headed(entries: pd.DataFrame) -> list[str]:
    """Return the words of each entry read together with its heading."""
    pairs = zip(entries["heading"], entries["words"], strict=True)
    return [f"{given(heading)}: {words}" if given(heading) else words for heading, words in pairs]


def entry_vectors(words: Sequence[str], headed: Sequence[str], encode: Callable[[Sequence[str]], NDArray]) -> NDArray:
    """Return unit vectors (n, d) of entries: their words, with a share of the words read under their heading."""
    rows = encode(words) + HEADED_WEIGHT * encode(headed)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _settle(path: Path) -> None:
    with path.open("rb") as file, contextlib.suppress(OSError):
        os.fsync(file.fileno())


def _clear_litter(target: Path) -> None:
    """Remove what a killed run left long ago: it may hold notes that are deleted by now."""
    for path in target.parent.glob(f".{target.name}.*.tmp*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _LITTER_SECONDS:
                path.unlink()
