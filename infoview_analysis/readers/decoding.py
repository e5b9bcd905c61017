"""Bytes of a note into text, whatever the editor saved them as."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rejects import unreadable

# What a file is when it begins like this, whatever its name says.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
)
_SAVE_AS_TEXT = "Save the notes as text (UTF-8), or give the file the ending that fits what it is."
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x00")) + b"\x7f"
_CONTROL_CHARACTERS = _CONTROLS.decode("ascii") + "\0"
_SURROGATES = re.compile("[\ud800-\udfff]")
_SAMPLE = 256 * 1024  # bytes that are enough to guess an encoding from


@dataclass(frozen=True)
class Decoded:
    """A note's text as one string.

    Attributes
    ----------
    text : str
        Without byte order mark; NUL and lone surrogates became U+FFFD; line ends as in the file.
    encoding : str
        The encoding it was read as, in Python's name.
    problems : tuple of Problem
        What had to be guessed or replaced.
    """

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, source: str) -> Decoded:
    """Return the text of a note file.

    Tried in this order: a byte order mark, UTF-16 without one where every other byte is zero, UTF-8, UTF-8 with a few
    damaged bytes, Windows-1252, and what charset-normalizer takes it for. Everything after UTF-8 is a guess and gives
    a warning.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.

    Raises
    ------
    UnreadableFileError
        ``empty-file`` (nothing but white space) or ``binary-file`` (no text at all).
    """
    if not data.strip():
        raise _empty(source)
    text, encoding, problems = _decode_marked(data, source) or _decode_unmarked(data, source)
    sample = text[:_SAMPLE]
    if sum(map(sample.count, _CONTROL_CHARACTERS)) * 50 > len(sample):
        raise _binary(data, source)
    if "\0" in text or _SURROGATES.search(text):
        line = text.count("\n", 0, min(i for i in (text.find("\0"), len(text)) if i >= 0)) + 1
        text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
        message = "Characters that no text may hold (NUL) stand as \N{REPLACEMENT CHARACTER}. Look at that line."
        problems.append(Problem(source, line, "warning", "damaged-text", message))
    if not text.strip():
        raise _empty(source)
    return Decoded(text, encoding, tuple(problems))


def _decode_marked(data: bytes, source: str) -> tuple[str, str, list[Problem]] | None:
    """Decode what a byte order mark names, or plain UTF-16 without mark; None where there is neither."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's, so it is asked for first
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decode_leniently(data[len(mark) :], encoding, source)
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if sample.count(0) < max(half * 0.4, 4):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if (even and odd > 20 * even) or (odd and not even):
        return _decode_leniently(data, "utf-16-le", source)
    if (odd and even > 20 * odd) or (even and not odd):
        return _decode_leniently(data, "utf-16-be", source)
    return None


def _decode_leniently(data: bytes, encoding: str, source: str) -> tuple[str, str, list[Problem]]:
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        text = data.decode(encoding, "replace")
    if encoding != "utf-8" and text.count("\N{REPLACEMENT CHARACTER}") > len(text) // 10 + 1:
        raise _binary(data, source)
    message = (
        f"Some bytes are no valid {encoding.upper()} and stand as \N{REPLACEMENT CHARACTER}; the first is on this "
        "line. Save the file again from the program it was written in."
    )
    return text, encoding, [Problem(source, before.count("\n") + 1, "warning", "damaged-text", message)]


def _decode_unmarked(data: bytes, source: str) -> tuple[str, str, list[Problem]]:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS + b"\0"))
    if controls * 50 > len(sample) or data.startswith(tuple(magic for magic, _ in _MAGIC)):
        raise _binary(data, source)
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _decode_leniently(data, "utf-8", source)
    encoding = _guess(sample)
    text = data.decode(encoding, "replace")
    message = f"The file is not UTF-8 and was read as {encoding}. If letters look wrong, save it again as UTF-8."
    return text, encoding, [Problem(source, None, "warning", "encoding-guessed", message)]


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether far more characters beyond ASCII are valid UTF-8 than not, as when a file was cut or patched."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    valid = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    return valid > damaged


def _guess(sample: bytes) -> str:
    """Return the encoding of text that is not UTF-8.

    Windows-1252 wherever most of it is ASCII and none of its five unused bytes occurs: charset-normalizer takes short
    Western notes with a few typographic quotes for far rarer encodings. Cyrillic, Greek, Japanese and the like are
    mostly beyond ASCII, and there its statistics are good.
    """
    visible = sample.translate(None, b" \t\r\n")
    beyond = sum(visible.count(byte) for byte in set(visible) if byte > 127)
    if beyond * 5 <= len(visible) and not any(byte in sample for byte in b"\x81\x8d\x8f\x90\x9d"):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _empty(source: str) -> UnreadableFileError:
    return unreadable("empty-file", "The file is empty.", source=source, mend="Write the notes into it, or delete it.")


def _binary(data: bytes, source: str) -> UnreadableFileError:
    kind = next((name for magic, name in _MAGIC if data.startswith(magic)), "no text")
    message = f"The file is named like a text file, but what is in it is {kind}."
    return unreadable("binary-file", message, source=source, mend=_SAVE_AS_TEXT)
