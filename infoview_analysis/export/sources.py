"""The text that readers made of files that are no plain text, for looking up the offsets of points."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infoview_analysis.readers.document import Document

_UNSAFE = re.compile(r"[^\w .()+-]|\s+", re.UNICODE)
_LONGEST = 80


def write_sources(documents: Iterable[Document], folder: Path) -> dict[str, Path]:
    """Write the text of each rendered document to ``folder`` and return source → path.

    Offsets ``start`` and ``end`` of points count characters of this text. Nothing is written, and no folder made, when
    all documents were plain text.
    """
    written: dict[str, Path] = {}
    for document in documents:
        if not document.rendered or document.source in written:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / source_file_name(document.source)
        path.write_bytes(document.text.encode("utf-8", errors="replace"))
        written[document.source] = path
    return written


def source_file_name(source: str) -> str:
    """Return a file name for the text of ``source`` that every system accepts and that no other source has."""
    stem = _UNSAFE.sub("_", source.removeprefix("interviews/"))[:_LONGEST].strip(" .") or "source"
    return f"{stem}-{hashlib.sha256(source.encode('utf-8', errors='replace')).hexdigest()[:8]}.txt"
