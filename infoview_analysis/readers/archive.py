"""Zip archives read in memory, with bounds: nothing is extracted to disk, nothing may grow without limit."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rejects import unreadable

MAX_UNPACKED = 512 * 1024**2
MAX_RATIO = 100
RATIO_FROM = 32 * 1024**2  # small files of repeated text compress well and do no harm
MAX_MEMBERS = 50_000

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, IndexError,
    KeyError, OverflowError, MemoryError, NotImplementedError,
)  # fmt: skip
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_VISIBLE = re.compile(rb"[^\x00\s]")
_DRIVE = re.compile(r"^[A-Za-z]:")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and encrypted new ones
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def is_blank(data: bytes) -> bool:
    """Tell whether a file holds nothing but white space and zeros, without copying it."""
    return _VISIBLE.search(data) is None


@dataclass
class Allowance:
    """How many bytes may still be unpacked; shared by an archive and the archives within it."""

    packed: int
    unpacked: int = 0

    def spend(self, size: int, source: str) -> None:
        """Count ``size`` bytes about to be unpacked.

        Raises
        ------
        UnreadableFileError
            zip-bomb: the archive would grow beyond what notes ever do.
        """
        self.unpacked += size
        ratio = self.unpacked / max(self.packed, 1)
        if self.unpacked > MAX_UNPACKED or (self.unpacked > RATIO_FROM and ratio > MAX_RATIO):
            raise unreadable(
                "zip-bomb",
                f"Unpacked, this archive would grow to more than {self.unpacked // 1024**2} MB "
                f"({ratio:.0f} times its size), so it was not opened.",
                source=source,
                mend="If you trust it, unpack it yourself and put the notes in the folder.",
            )


class Archive:
    """A zip file held in memory.

    Parameters
    ----------
    data : bytes
        The archive.
    source : str
        Its name, for messages.
    allowance : Allowance, optional
        Bytes that may be unpacked; a new one by default.

    Attributes
    ----------
    members : dict of str to ZipInfo
        Files by name, sorted by name; folders, resource forks of macOS and refused names are not among them.
    problems : list of Problem
        Names that were refused.

    Raises
    ------
    UnreadableFileError
        empty-file, broken-zip, encrypted, zip-bomb.
    """

    def __init__(self, data: bytes, source: str, *, allowance: Allowance | None = None) -> None:
        self.source = source
        self.allowance = allowance or Allowance(packed=len(data))
        self.problems: list[Problem] = []
        if is_blank(data):
            raise unreadable("empty-file", "The file is empty.", source=source, mend="Save it again, or delete it.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise _not_a_zip(data, source) from error
        if len(infos) > MAX_MEMBERS:
            raise unreadable(
                "zip-bomb", f"The archive lists {len(infos):,} files, more than any set of notes has.",
                source=source, mend="Unpack it yourself and put the notes in the folder.",
            )  # fmt: skip
        self.members = self._safe_members(infos)

    def _safe_members(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        for info in sorted(infos, key=lambda info: info.filename):
            name = info.filename.replace("\\", "/")
            if info.is_dir() or _is_clutter(name):
                continue
            if not _is_safe(name):
                self.problems.append(
                    Problem(
                        self.source, None, "error", "unsafe-name",
                        f"The archive holds a file named {name!r}, which points outside the archive; it was left "
                        "out. Unpack the archive yourself if you trust it.",
                    )
                )  # fmt: skip
            elif name in members:
                self.problems.append(
                    Problem(
                        self.source, None, "error", "duplicate-name",
                        f"The archive holds two files named {name!r}; only the first was read. Rename one of them.",
                    )
                )  # fmt: skip
            else:
                members[name] = info
        return members

    def skip(self, name: str) -> None:
        """Count a member that another library will unpack.

        Raises
        ------
        UnreadableFileError
            zip-bomb.
        """
        self.allowance.spend(self.members[name].file_size, self.source)

    def read(self, name: str) -> bytes:
        """Return the bytes of one member.

        Raises
        ------
        UnreadableFileError
            encrypted, broken-zip, zip-bomb.
        """
        info = self.members[name]
        if info.flag_bits & 0x1:
            raise unreadable(
                "encrypted", f"{name} is protected by a password.", source=self.source,
                mend="Unpack it and put the notes in the folder without a password.",
            )  # fmt: skip
        self.allowance.spend(info.file_size, self.source)
        try:
            return self._zip.read(info)  # never more than file_size bytes, which were counted above
        except (*_BROKEN, RuntimeError) as error:
            raise unreadable(
                "broken-zip", f"{name} in the archive is damaged ({error}).", source=self.source,
                mend="Export or download the file again.",
            ) from error  # fmt: skip


def office_package(data: bytes, source: str, *, main_part: str, product: str) -> None:
    """Check a .docx or .xlsx before a library opens it.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.
    main_part : str
        Folder of the package that must be there: ``word/`` or ``xl/``.
    product : str
        What the file should be, for messages: "Word document".

    Raises
    ------
    UnreadableFileError
        empty-file, encrypted, old-format, broken-zip, zip-bomb, entity-bomb, wrong-format.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise unreadable(
                "encrypted", f"This {product} is protected by a password.", source=source,
                mend="Open it, take the password off, and save it again.",
            )  # fmt: skip
        raise unreadable(
            "old-format", f"This is a file of the old Office format under a new name, no {product}.",
            source=source, mend="Open it and choose Save As with the current format.",
        )  # fmt: skip
    archive = Archive(data, source)
    if not any(name.startswith(main_part) for name in archive.members):
        raise unreadable(
            "wrong-format", f"This is a zip archive, but no {product} ({main_part} is missing).",
            source=source, mend="Export it again, or give it the ending that fits what it is.",
        )  # fmt: skip
    for name in archive.members:
        if not name.lower().endswith((".xml", ".rels")):
            archive.skip(name)
        elif any(mark in archive.read(name) for mark in _DOCTYPES):
            raise unreadable(
                "entity-bomb",
                f"{name} in it declares a document type with entities of its own, which no {product} needs and "
                "which can make a program run out of memory.",
                source=source, mend="Open it in Word, Excel or LibreOffice and save it again.",
            )  # fmt: skip


def _not_a_zip(data: bytes, source: str) -> UnreadableFileError:
    message = "This is no readable zip archive: it is damaged or was cut off."
    if not data.startswith(b"PK"):
        message = "The file's content does not fit its name: it is no zip archive inside, or it is damaged."
    return unreadable(
        "broken-zip", message, source=source,
        mend="Export or download it again, or give it the ending that fits what it is.",
    )  # fmt: skip


def _is_clutter(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return name.startswith("__MACOSX/") or last.startswith("._") or last in {".DS_Store", "Thumbs.db", ""}


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or _DRIVE.match(name) or "\0" in name)
