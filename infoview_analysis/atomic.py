"""Writing so that a run that is killed leaves what was there before whole: single files, and folders of outputs.

A file is written beside its target and moved over it in one step. A folder of outputs is built beside the old one and
the two change places; what a person put into the old folder, or edited there, goes along to the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from infoview_analysis.errors import ReportError
from infoview_analysis.folder_exchange import exchange

MANIFEST = ".infoview-outputs.json"
_LITTER = {".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini", MANIFEST}
_STALE_SECONDS = 24 * 3600
_ANY = object()


class ChangedMeanwhileError(Exception):
    """The file no longer holds what the caller read from it; nothing was written."""


def write_text(path: Path | str, text: str, *, expected: object = _ANY) -> None:
    """Write ``text`` as UTF-8, line ends as given, in one step. See ``write_bytes``."""
    write_bytes(path, text.encode("utf-8"), expected=expected)


def write_bytes(path: Path | str, data: bytes, *, expected: object = _ANY) -> None:
    """Write ``data`` to ``path`` so that at every moment the file is the old one or the new one, whole.

    Parameters
    ----------
    path : Path
        Its folder is made when it is missing. A symbolic link is followed. Permissions of an existing file are kept.
    data : bytes
        The whole content.
    expected : bytes or None, optional
        What the file must still hold just before it is replaced; None: that it must not exist.

    Raises
    ------
    ChangedMeanwhileError
        ``expected`` was given and does not hold.
    OSError
        The folder cannot be written to, or the disk is full; the old file is untouched.
    """
    target = Path(path).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(target))
        if expected is not _ANY and _content(target) != expected:
            raise ChangedMeanwhileError(str(target))
        os.replace(temporary, target)  # noqa: PTH105 - the call that is atomic on every platform
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


@contextlib.contextmanager
def replaced_folder(path: Path | str) -> Iterator[Path]:
    """Give an empty folder to build outputs in; when the block ends well it takes the place of ``path``.

    While the block runs, and when it fails or is killed, ``path`` stays as it was. Where the system can exchange two
    folders in one step (Linux, macOS), ``path`` is whole at every moment; elsewhere a kill in the instant between two
    renames leaves the old folder under a hidden name, and the next call puts it back.

    Files in the old folder that no earlier call wrote are taken along; an output that the person edited is kept as
    ``name.edited.ext`` beside the new one.

    Parameters
    ----------
    path : Path
        Must be missing, empty, or written by an earlier call. Parents are made.

    Yields
    ------
    Path
        The folder to write into, beside ``path``.

    Raises
    ------
    ReportError
        ``path`` is a file, or holds files and none of them was written by an earlier call, or cannot be replaced.
    """
    target = Path(path).resolve()
    _recover(target)
    _refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    except OSError as error:
        raise ReportError(
            f"nothing can be written here: {error.strerror or error}.",
            source=str(target.parent),
            mend="Give --out a folder you may write to.",
        ) from error
    try:
        yield building
        written = _files(building)
        _carry_over(target, building)
        manifest = {"files": {name: _digest(building / name) for name in written}}
        write_text(building / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
        for name in written:
            _sync_file(building / name)
        building.chmod(target.stat().st_mode if target.exists() else 0o777 & ~_umask())
        _swap(building, target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def is_outputs_folder(path: Path | str) -> bool:
    """Tell whether ``path`` is a folder that ``replaced_folder`` wrote."""
    return (Path(path) / MANIFEST).is_file()


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ReportError("is a file, not a folder.", source=str(target), mend="Give --out the name of a folder.")
    if not is_outputs_folder(target) and any(entry.name not in _LITTER for entry in target.iterdir()):
        raise ReportError(
            "holds files that no report wrote, so it is not replaced.",
            source=str(target),
            mend=f"Give --out a new folder, such as {target / 'report'}.",
        )


def _carry_over(old: Path, new: Path) -> None:
    """Copy what is the person's own in ``old`` to ``new``: files no manifest lists, and outputs they edited."""
    if not old.is_dir():
        return
    listed = _manifest(old)
    for name in _files(old):
        origin = old / name
        if name == MANIFEST or (name in listed and _digest(origin) == listed[name]):
            continue
        goal = new / name
        if os.path.lexists(goal):
            if not origin.is_symlink() and _digest(goal) == _digest(origin):
                continue
            free = _free_name(goal, origin)
            if free is None:
                continue
            goal = free
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(origin, goal, follow_symlinks=False)


def _free_name(goal: Path, origin: Path) -> Path | None:
    """Return ``x.edited.csv`` or the next free number of it; None when one of them holds these words already."""
    number = 1
    while True:
        suffix = ".edited" if number == 1 else f".edited-{number}"
        kept = goal.with_name(goal.stem + suffix + goal.suffix)
        beside_origin = origin.with_name(kept.name)
        if not os.path.lexists(kept) and not os.path.lexists(beside_origin):
            return kept
        if beside_origin.is_file() and _digest(beside_origin) == _digest(origin):
            return None
        number += 1


def _swap(new: Path, target: Path) -> None:
    """Put ``new`` at ``target``; afterwards ``new`` is the old folder or is gone."""
    try:
        if target.exists() and not exchange(new, target):
            aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
            aside.rmdir()
            target.rename(aside)
            try:
                new.rename(target)
            except OSError:
                aside.rename(target)
                raise
            aside.rename(new)
        elif not target.exists():
            new.rename(target)
    except OSError as error:
        raise ReportError(
            f"cannot be replaced: {error.strerror or error}.",
            source=str(target),
            mend="Close the programs that have its files open, or give --out another folder.",
        ) from error
    _sync_folder(target.parent)


def _recover(target: Path) -> None:
    """Put back a folder that a kill left under its hidden name, and clear what killed runs left long ago."""
    if not target.parent.is_dir():
        return
    aside = sorted(target.parent.glob(f".{_escaped(target.name)}.old-*"))
    if aside and not target.exists():
        aside.pop().rename(target)
    unfinished = target.parent.glob(f".{_escaped(target.name)}.new-*")
    for folder in [*aside, *unfinished]:
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _manifest(folder: Path) -> dict[str, str]:
    """Return relative path → digest as written; empty when it is missing or damaged, so that all files are kept."""
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _files(folder: Path) -> list[str]:
    """Return the files and links below ``folder`` as sorted relative POSIX paths."""
    found = []
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        found += [(Path(parent) / name).relative_to(folder).as_posix() for name in [*files, *links]]
    return sorted(found)


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _mode_for(path: Path) -> int:
    return path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_file(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` outlast a power cut, where the system allows a folder to be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
