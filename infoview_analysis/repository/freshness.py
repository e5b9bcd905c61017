"""Whether the search file says what the notes say now."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis import __version__
from infoview_analysis.repository.schema import FILE_NAME, SCHEMA_VERSION

if TYPE_CHECKING:
    from infoview_analysis.workspace import Workspace


def repository_path(workspace: Workspace) -> Path:
    """Return where the search file of a workspace lies."""
    return workspace.cache_folder / FILE_NAME


def content_key(workspace: Workspace, encoder_name: str = "") -> str:
    """Return a key of everything the search file is made of: names and bytes of the files, version and encoder.

    A file that is changed, added, renamed or deleted changes the key; a new date of a file does not.
    """
    digest = hashlib.sha256(f"{SCHEMA_VERSION}\0{__version__}\0{encoder_name}\0".encode())
    for path in workspace.input_files():
        name = path.relative_to(workspace.folder).as_posix()
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0")
        try:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()


def stored_key(path: Path) -> str | None:
    """Return the key that the search file was built for; None when there is none, or it cannot be read."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'key'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None
