"""Readers of interview notes: one module a format, one way in."""

from __future__ import annotations

import importlib
import os
import stat
from pathlib import Path
from typing import Final

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.document import Block, Document, Problem, Reading
from infoview_analysis.readers.folder import find_notes, note_files
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import problem_of, unreadable

__all__ = [
    "SUFFIXES", "Block", "Document", "Problem", "ReadOptions", "Reading", "find_notes", "note_files", "read_file",
    "source_name",
]  # fmt: skip

# The reader of each file name ending; imported when the first such file is read.
SUFFIXES: Final[dict[str, str]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain_text",
    ".text": "plain_text",
    ".docx": "word",
    ".enex": "evernote",
    ".zip": "notion",
    ".vtt": "captions",
    ".srt": "captions",
    ".csv": "tables",
    ".xlsx": "tables",
    ".json": "json_notes",
    ".jsonl": "json_notes",
}
_SINGLE_NOTES = frozenset({"markdown", "plain_text", "captions"})
# Endings of formats that a person may well have, and what to do with them.
_MENDS = {
    ".doc": "Open it and save it as .docx.",
    ".rtf": "Open it in a word processor and save it as .docx.",
    ".odt": "Open it in a word processor and save it as .docx.",
    ".pages": "Open it in Pages and export it as Word (.docx).",
    ".gdoc": "This is only a link: open it in Google Docs and download it as Word (.docx).",
    ".pdf": "Copy the notes into a .md or .txt file, or export them as .docx from where they were written.",
    ".html": "Save the page's text as .md or .txt.",
    ".xls": "Open it and save it as .xlsx.",
    ".m4a": "Transcribe the recording and put the transcript (.vtt, .srt, .txt) here.",
    ".mp3": "Transcribe the recording and put the transcript (.vtt, .srt, .txt) here.",
    ".mp4": "Transcribe the recording and put the transcript (.vtt, .srt, .txt) here.",
}


def source_name(path: Path, root: Path) -> str:
    """Return how the tables name a file: its path relative to ``root``, with ``/``, and printable."""
    try:
        name = path.relative_to(root).as_posix()
    except ValueError:
        name = path.name
    # A file name that is no valid UTF-8 could not be written to a table.
    return os.fsencode(name).decode("utf-8", "replace")


def read_file(path: Path | str, *, root: Path | str, options: ReadOptions | None = None) -> Reading:
    """Return the interviews that one file holds; never raises for what is in the file or missing.

    Parameters
    ----------
    path : Path or str
        The file. It is only read.
    root : Path or str
        The workspace, which source names are relative to.
    options : ReadOptions, optional
        Settings; the defaults where None.

    Returns
    -------
    Reading
        The documents, and a problem for each thing that was left out or guessed. Codes of a file left out:
        ``unknown-format``, ``missing-file``, ``not-a-file``, ``no-permission``, ``unreadable-file``, ``too-large``,
        ``empty-file``, ``binary-file``, ``reader-failed``, and those of the single formats.
    """
    path, options = Path(path), options or ReadOptions()
    source = source_name(path, Path(root))
    module = SUFFIXES.get(path.suffix.lower())
    if module is None:
        return Reading(problems=(_unknown_format(path, source),))
    try:
        is_note = module in _SINGLE_NOTES
        mend = "Split it, one interview a file" + (", or raise max_megabytes in infoview.toml." if is_note else ".")
        data = _bytes(path, source, options.max_bytes if is_note else options.max_container_bytes, mend)
        reader = importlib.import_module(f"infoview_analysis.readers.{module}")
        reading: Reading = reader.read(data, source, options=options)
        return reading
    except UnreadableFileError as error:
        error.source = error.source or source
        return Reading(problems=(problem_of(error),))
    except Exception as error:  # a mistake of the reader's costs one file, not the run
        message = (
            f"The file could not be read: {type(error).__name__} in the reader for {path.suffix.lower()}. This is a "
            "mistake in infoview_analysis; save the notes as .md or .txt meanwhile."
        )
        return Reading(problems=(Problem(source, None, "error", "reader-failed", message),))


def _bytes(path: Path, source: str, most: int, mend: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
            message = (
                "This is a folder or device, not a file." if not path.is_dir() else "This is a folder, not a file."
            )
            raise unreadable("not-a-file", message, source=source, mend="Rename it, or put the notes in a file.")
        if status.st_size > most:
            message = f"The file is {status.st_size / 2**20:.0f} MB; at most {most / 2**20:.0f} MB are read."
            raise unreadable("too-large", message, source=source, mend=mend)
        with path.open("rb") as file:
            return file.read(most + 1)[:most]
    except FileNotFoundError:
        raise unreadable(
            "missing-file", "The file is no longer there.", source=source, mend="Run again, or mend the link."
        ) from None
    except PermissionError:
        raise unreadable(
            "no-permission", "The file may not be read.", source=source, mend="Give yourself permission to read it."
        ) from None
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise unreadable(
            "unreadable-file", f"The system could not read it: {cause}.", source=source,
            mend="Copy the file to this disk, or mend the link.",
        ) from None  # fmt: skip


def _unknown_format(path: Path, source: str) -> Problem:
    ending = path.suffix.lower() or "no ending"
    mend = _MENDS.get(path.suffix.lower(), "Save the notes in one of these, or move the file elsewhere.")
    message = f"Files with {ending} are not read; these are: {', '.join(SUFFIXES)}. {mend}"
    return Problem(source, None, "warning", "unknown-format", message)
