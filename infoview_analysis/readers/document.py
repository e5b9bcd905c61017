"""What every reader returns: documents made of blocks, and the problems met on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "question", "item", "paragraph", "quote", "turn"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One row of the load report.

    Attributes
    ----------
    source : str
        File the problem is in, relative to the workspace.
    line : int or None
        Line of that file, counted from 1, where it is known.
    severity : {"error", "warning"}
        error: something was left out. warning: read, but look at it.
    code : str
        Short stable name of the kind of problem, for programs ("empty-file", "broken-front-matter").
    message : str
        Cause and mend, for the person.
    """

    source: str
    line: int | None
    severity: Severity
    code: str
    message: str


@dataclass(frozen=True)
class Block:
    """A span of a document's text that the note taker set apart.

    Attributes
    ----------
    kind : str
        ``heading`` and ``question`` head what follows them and are no evidence themselves (an interviewer's turn is
        a question); ``item`` is a bullet or numbered entry, ``paragraph`` prose, ``quote`` a block quote, ``turn``
        what an interviewee said in a transcript.
    start, end : int
        ``document.text[start:end]`` are the words without marker ("- ", "## ", ">") and outer white space. A block
        may span lines.
    level : int
        Depth: of a heading (1 is the outermost) or of a nested item (0 is the outermost).
    speaker : str
        Who said it, in transcripts; else empty.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    speaker: str = ""


@dataclass(frozen=True)
class Document:
    """One interview's notes, as one reader read them from one place.

    Attributes
    ----------
    source : str
        File, relative to the workspace, in POSIX form. A file that holds several interviews names each one
        after a ``#``: ``interviews/all.csv#row 3``, ``interviews/export.zip#Sam Ito.md``.
    text : str
        For text formats the decoded file itself (byte order mark removed, line ends kept); for the others
        (``rendered``) the text that the reader made, one block a line or more.
    attributes : dict of str to str
        The metadata as written (front matter, head, columns), keys as written, values as text.
    blocks : tuple of Block
        In the order of the text, not overlapping.
    rendered : bool
        Whether ``text`` was made by the reader, so that offsets point into it and not into the file.
    line_numbers : tuple of int, optional
        For rendered documents: for each line of ``text`` the line (or spreadsheet row) of the file it came from.
        Without it the line number is that of ``text``.
    """

    source: str
    text: str
    attributes: dict[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    rendered: bool = False
    line_numbers: tuple[int, ...] | None = None

    def line_at(self, offset: int) -> int:
        """Return the line of the file, counted from 1, that holds ``text[offset]``."""
        index = self.text.count("\n", 0, offset)
        return self.line_numbers[index] if self.line_numbers is not None else index + 1


@dataclass(frozen=True)
class Reading:
    """What came of reading one file: its documents, and what was wrong with it."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
