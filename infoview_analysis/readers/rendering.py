"""The text of a document that is no plain text file: lines are appended, offsets and line numbers kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from infoview_analysis.readers.block_builder import BlockBuilder
from infoview_analysis.readers.document import Block, BlockKind, Document

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def clean(words: str) -> str:
    r"""Return ``words`` as they may stand in a rendered text.

    Line ends become ``\n``, control characters spaces and halves of broken emoji the replacement character (none of
    them could be written to a table or page later); outer white space goes. All else is kept as it is. A text without
    a single visible character becomes empty.
    """
    if not words.isprintable():
        words = _LINE_ENDS.sub("\n", words)
        words = _CONTROLS.sub(" ", words)
        words = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", words)
    words = words.strip()
    return words if is_visible(words) else ""


def is_visible(words: str) -> bool:
    """Tell whether a reader would see anything of ``words`` (zero-width characters alone are nothing)."""
    if words[:1].isalnum():  # nearly always, and quicker
        return True
    return any(character.isprintable() and not character.isspace() for character in words)


def one_line(words: str) -> str:
    """Return ``words`` with every run of white space as one blank, as HTML shows it."""
    return clean(" ".join(words.split()))


def distinct(source: str, taken: set[str]) -> str:
    """Return ``source``, with a number behind it where it is taken already, and note it as taken."""
    name, number = source, 1
    while name in taken:
        number += 1
        name = f"{source} ({number})"
    taken.add(name)
    return name


class Rendering:
    """Builds the text of one document, block after block, one block a line or more."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._numbers: list[int | None] = []
        self._blocks: list[Block] = []
        self._length = 0

    def __len__(self) -> int:
        return len(self._blocks)

    @property
    def last_kind(self) -> BlockKind | None:
        """Kind of the newest block, if there is one."""
        return self._blocks[-1].kind if self._blocks else None

    def add(self, kind: BlockKind, words: str, *, line: int | None = None, level: int = 0, speaker: str = "") -> None:
        """Append ``words`` as a block; words without anything visible are left out.

        Parameters
        ----------
        kind : str
            Kind of the block, see :class:`Block`.
        words : str
            What is written there, without marker.
        line : int, optional
            Line (or row) of the file where the words begin. Words over several lines all count as that line.
        level : int
            Depth of a heading or item.
        speaker : str
            Who said it.
        """
        words = clean(words)
        if not words:
            return
        self._append(words, line)
        end = self._length
        self._blocks.append(Block(kind, end - len(words), end, level, one_line(speaker)))

    def add_line(self, words: str, *, line: int | None = None) -> None:
        """Append a line that a person may want to see but that is no block (such as metadata)."""
        words = clean(words)
        if words:
            self._append(words, line)

    def mark_questions(self) -> None:
        """Make questions of the blocks that ask what the blocks after them answer, as in a plain text note."""
        builder = BlockBuilder("\n".join(self._parts))
        for block in self._blocks:
            builder.add(block.kind, block.start, block.end, block.level)
        self._blocks = [
            replace(new, speaker=old.speaker) for new, old in zip(builder.blocks(), self._blocks, strict=True)
        ]

    def document(self, source: str, attributes: Mapping[str, str] | None = None, *, numbered: bool = False) -> Document:
        """Return what was built.

        Parameters
        ----------
        source : str
            Where it came from.
        attributes : mapping of str to str, optional
            The metadata; keys and values are cleaned, empty ones left out.
        numbered : bool
            Whether the lines given to :meth:`add` are to be kept as ``line_numbers``.
        """
        kept = {}
        for key, value in (attributes or {}).items():
            key, value = one_line(str(key)), clean(str(value))
            if key and value:
                kept[key] = value
        numbers = None
        if numbered:
            numbers = tuple(number if number is not None else 1 for number in self._numbers) or (1,)
        return Document(
            source=source,
            text="\n".join(self._parts),
            attributes=kept,
            blocks=tuple(self._blocks),
            rendered=True,
            line_numbers=numbers,
        )

    def _append(self, words: str, line: int | None) -> None:
        self._length += len(words) + (1 if self._parts else 0)
        self._parts.append(words)
        self._numbers.extend([line] * (words.count("\n") + 1))
