"""Which files of a folder are notes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from infoview_analysis.readers.document import Problem

_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


@dataclass(frozen=True)
class Listing:
    """The files of a folder.

    Attributes
    ----------
    paths : tuple of Path
        In the order of their names, whatever the disk's order.
    problems : tuple of Problem
        Folders that could not be looked into, or that lead back to one that holds them.
    """

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def note_files(folder: Path | str) -> list[Path]:
    """Return the files below a folder that may hold notes, sorted; see :func:`find_notes`."""
    return list(find_notes(folder).paths)


def find_notes(folder: Path | str, *, root: Path | str | None = None) -> Listing:
    """Return every file below ``folder`` except what programs leave there.

    Left out are hidden files and folders (``.obsidian``, ``.DS_Store``), lock files of Office (``~$notes.docx``), and
    previews of Windows. Linked folders are followed, except back up to a folder that holds them.

    Parameters
    ----------
    folder : Path or str
        Where to look.
    root : Path or str, optional
        What names in ``problems`` are relative to; ``folder`` by default.
    """
    folder = Path(folder)
    base = Path(root) if root is not None else folder
    paths: list[Path] = []
    problems: list[Problem] = []

    def note(path: Path, code: str, message: str) -> None:
        name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
        problems.append(Problem(os.fsencode(name).decode("utf-8", "replace"), None, "warning", code, message))

    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    while waiting:
        current, above = waiting.pop()
        try:
            status = current.stat()
            place = (status.st_dev, status.st_ino)
            if place in above:
                note(
                    current,
                    "link-loop",
                    "This folder is a link to a folder that holds it; it was left out. Remove the link.",
                )
                continue
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            cause = error.strerror or type(error).__name__
            note(
                current,
                "unreadable-folder",
                f"The folder could not be read ({cause}). Give yourself permission to read it.",
            )
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name.lower() in _CLUTTER:
                continue
            path = current / entry.name
            if _is_folder(entry):
                waiting.append((path, above | {place}))
            else:
                paths.append(path)
    return Listing(tuple(sorted(paths, key=lambda path: path.as_posix())), tuple(sorted(problems, key=str)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
