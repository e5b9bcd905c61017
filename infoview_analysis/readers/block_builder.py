"""Puts the blocks of a text document together, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infoview_analysis.readers.document import Block, BlockKind
from infoview_analysis.readers.note_lines import Piece, is_question, is_visible

# Nobody wraps prose at less than this; shorter lines that begin with a capital were broken on purpose.
NARROWEST_WRAP = 48
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class _Draft:
    kind: BlockKind
    start: int
    end: int
    level: int
    is_open: bool  # whether the next line may continue it
    plain: bool = False  # a paragraph or item that no marker of questions spoke for
    widest: int = 0  # longest of its lines so far


class BlockBuilder:
    """Collects the blocks of one text.

    Parameters
    ----------
    text : str
        The document's text, which the offsets point into.

    Attributes
    ----------
    tags : list of str
        Hashtags that stand on lines of their own; they are about the whole note.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags: list[str] = []
        self._drafts: list[_Draft] = []

    def __len__(self) -> int:
        return len(self._drafts)

    def close(self) -> None:
        """End the open block, so that the next line begins a new one."""
        if self._drafts:
            self._drafts[-1].is_open = False

    def add(self, kind: BlockKind, start: int, end: int, level: int = 0, *, is_open: bool = False) -> None:
        """Append a block, unless nothing visible stands there."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if not is_visible(self.text, start, end) or (self._drafts and start < self._drafts[-1].end):
            return
        self.close()
        plain = kind in ("paragraph", "item")
        self._drafts.append(_Draft(kind, start, end, level, is_open, plain, end - start))

    def add_line(self, parts: list[Piece], base: BlockKind, level: int = 0, *, broken: bool = False) -> None:
        """Append what one line holds.

        Parameters
        ----------
        parts : list of Piece
            The line, see :func:`~infoview_analysis.readers.note_lines.pieces`.
        base : str
            Kind of the block that plain words belong to here.
        level : int
            Depth of items here.
        broken : bool
            Whether the line before ended with a hard line break, so that this one begins something new.
        """
        for part in parts:
            if part.kind == "blank" or part.kind == "rule" or part.kind == "skip":
                self.close()
            elif part.kind == "tags":
                self.close()
                self.tags.extend(re.findall(r"#([^\s#,]+)", self.text[part.start : part.end]))
            elif part.kind == "text":
                if broken or not self._continues(part.start, part.end):
                    self.add(base, part.start, part.end, level, is_open=True)
            elif part.kind == "answer":
                self.add(base, part.start, part.end, level, is_open=True)
            elif part.kind == "item":
                self.add("item", part.start, part.end, level, is_open=True)
            elif part.kind == "quote":
                if not (self._drafts and self._drafts[-1].kind == "quote" and self._continues(part.start, part.end)):
                    self.add("quote", part.start, part.end, level, is_open=True)
            else:
                self.add(part.kind, part.start, part.end, part.level)

    def _continues(self, start: int, end: int) -> bool:
        """Extend the open block by a further line of it, if that is what it is.

        Prose wrapped by an editor breaks where the next word would not have fitted. A line that stopped earlier, before
        a word with a capital or a number, was ended by the person who wrote it.
        """
        draft = self._drafts[-1] if self._drafts else None
        if draft is None or not draft.is_open:
            return False
        first = _WORD.match(self.text, start, end)
        lead = self.text[start : start + 2].lstrip("\"'“‘(*_")[:1]
        if first and (lead.isupper() or lead.isdigit()):
            last_line = draft.end - max(self.text.rfind("\n", draft.start, draft.end), draft.start - 1) - 1
            width = max(draft.widest, NARROWEST_WRAP)
            if last_line + 1 + (first.end() - first.start()) <= width:
                return False
        draft.end = end
        draft.widest = max(draft.widest, end - start)
        return True

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks in the order of the text."""
        self._find_plain_questions()
        return tuple(Block(d.kind, d.start, d.end, d.level) for d in self._drafts)

    def _find_plain_questions(self) -> None:
        """Mark questions that carry no mark but their question mark.

        An item that asks and has items below it is a question. A plain line that asks is one only in notes that mark no
        question or heading otherwise: elsewhere it is something that somebody said.
        """
        marked = sum(d.kind in ("question", "heading") for d in self._drafts[1:])
        for draft, following in zip(self._drafts, self._drafts[1:], strict=False):
            if not draft.plain or not self.text.endswith("?", draft.start, draft.end):
                continue
            below = following.kind in ("item", "paragraph") and following.level > draft.level and draft.kind == "item"
            answered = following.kind in ("item", "paragraph", "quote") and (
                following.kind != draft.kind or draft.kind == "paragraph"
            )
            if (below or (answered and not marked)) and is_question(self.text[draft.start : draft.end]):
                draft.kind = "question"
