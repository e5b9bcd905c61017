"""Mailboxes (.mbox) read message by message: heads only, or with the beginning of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message as MailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

# The line before each message; a "From " of the text that was not escaped has no address and year.
_SEPARATOR = re.compile(rb"From \S.*\d{4}\s*$")
_LONGEST_LINE = 1024 * 1024
_LONGEST_HEAD = 4 * 1024 * 1024
_LONGEST_TEXT = 512 * 1024


@dataclass(frozen=True)
class StoredMessage:
    """One message of a mailbox.

    Attributes
    ----------
    number : int
        From 1.
    line : int
        Of the file, where the message begins.
    separator : str
        The line before it.
    head : email.message.Message or None
        Its header fields; None where there are none.
    raw_head : bytes
        The same, as they stand.
    text : bytes
        The beginning of what follows, where it was asked for; else empty.
    """

    number: int
    line: int
    separator: str
    head: MailMessage | None
    raw_head: bytes
    text: bytes


def read_mailbox(path: Path, wants_text: Callable[[MailMessage], bool]) -> Iterator[StoredMessage]:
    """Yield the messages of a mailbox in their order; the file is opened for reading only and never held in memory.

    Parameters
    ----------
    path : Path
        The file.
    wants_text : callable
        Tells from the head whether the beginning of the text is to be read, too.
    """
    parser = BytesHeaderParser()
    with path.open("rb") as file:
        number = line = 0
        begin, separator, head, text = 0, b"", bytearray(), bytearray()
        parsed: MailMessage | None = None
        in_head = reading = False
        blank, whole = True, True
        while chunk := file.readline(_LONGEST_LINE):
            line += whole
            starts = whole
            whole = chunk.endswith(b"\n")
            if starts and (blank or in_head) and chunk.startswith(b"From ") and _SEPARATOR.match(chunk):
                if number:
                    yield _stored(parser, number, begin, separator, head, text, parsed)
                number, begin, separator = number + 1, line, chunk
                head, text, parsed = bytearray(), bytearray(), None
                in_head, reading, blank = True, False, False
                continue
            blank = starts and not chunk.strip()
            if not number:
                continue
            if in_head and blank:
                in_head = False
                parsed = parser.parsebytes(bytes(head))
                reading = bool(parsed.keys()) and wants_text(parsed)
            elif in_head and len(head) < _LONGEST_HEAD:
                head += chunk
            elif reading and len(text) < _LONGEST_TEXT:
                text += chunk
        if number:
            yield _stored(parser, number, begin, separator, head, text, parsed)


def _stored(
    parser: BytesHeaderParser, number: int, line: int, separator: bytes, head: bytearray, text: bytearray,
    parsed: MailMessage | None,
) -> StoredMessage:  # fmt: skip
    if parsed is None:  # the file ends, or the next message begins, before the head does
        parsed = parser.parsebytes(bytes(head))
    return StoredMessage(
        number,
        line,
        separator.decode("ascii", "replace").strip(),
        parsed if parsed.keys() else None,
        bytes(head),
        bytes(text),
    )
