"""From the tokens of markdown-it-py to blocks with exact places in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from infoview_analysis.readers.attribute_keys import is_known_key, plain_key
from infoview_analysis.readers.block_builder import BlockBuilder
from infoview_analysis.readers.document import BlockKind, Problem
from infoview_analysis.readers.note_lines import (
    LABEL_LEVEL,
    Piece,
    heading,
    item_pieces,
    line_spans,
    pieces,
    trimmed,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Levels of lists and quotes, each two of the parser's; lines that are nested deeper are read as plain ones.
DEEPEST = 60
_LONGEST_UNDERLINED = 100
_MOST_STRAY_FENCES = 4  # each costs one more pass of the parser
_WORDS_IN_FENCES = frozenset(
    {"", "text", "txt", "plain", "plaintext", "quote", "md", "markdown", "email", "note", "notes"}
)
_TOPIC_COLUMNS = frozenset(
    {"question", "questions", "topic", "topics", "theme", "area", "section", "category", "prompt"}
)
_CALLOUT = re.compile(r"\[![^\]\r\n]{1,40}\][+-]?[ \t]*")
_FENCE_END = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*$")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST}).enable("table")
    # Indented lines are notes, not code; lines of HTML and definitions of links are told apart line by line.
    parser.disable(["code", "html_block", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@dataclass(slots=True)
class _Place:
    """Where in the nesting of lists and quotes the walk is, and what was opened last."""

    lists: int = 0
    quotes: int = 0
    opens_item: bool = False
    in_header: bool = False
    heading: Token | None = None
    cells: list[str] | None = None
    topics: bool = False


class MarkdownWalk:
    """Goes through the tokens of one note and hands their lines to the builder.

    Parameters
    ----------
    text : str
        The note.
    body : str
        The same with its comments blanked out.
    source : str
        The file, for messages.
    builder : BlockBuilder
        Collects the blocks.

    Attributes
    ----------
    problems : list of Problem
        What could not be read as it was meant.
    properties : dict of str to str
        Metadata that stands in a table of two columns at the top.
    """

    def __init__(self, text: str, body: str, source: str, builder: BlockBuilder) -> None:
        self.problems: list[Problem] = []
        self.properties: dict[str, str] = {}
        self._text = text
        self._source = source
        self._builder = builder
        self._spans = line_spans(body)
        self._lines = [body[start:end].replace("\0", "\ufffd") for start, end in self._spans]
        self._next = 0  # the first line that was not looked at yet
        self._code: list[int] = []
        self._row = 0
        self._stray: set[int] = set()  # lines of fences that never end

    def add_blocks(self, start: int) -> None:
        """Append the blocks of the lines from offset ``start`` on."""
        self._next = sum(1 for first, _ in self._spans if first < start)
        place = _Place()
        for token in self._tokens():
            self._take(token, place)
        self._take_unclaimed(len(self._lines))
        if self._code:
            listed = ", ".join(map(str, self._code[:5])) + (", …" if len(self._code) > 5 else "")
            message = (
                f"Code blocks (line {listed}) are not read as notes. Take the language away behind the ``` "
                "if they hold notes."
            )
            self.problems.append(Problem(self._source, self._code[0], "warning", "code-left-out", message))

    def _tokens(self) -> list[Token]:
        """Parse; a fence that never ends is taken for a stray line, so that it does not swallow the notes below."""
        lines = [""] * self._next + self._lines[self._next :]
        while True:
            tokens = _parser().parse("\n".join(lines))
            last = next((token for token in reversed(tokens) if token.map and token.type == "fence"), None)
            if last is None or not last.map or self._is_closed(last):
                return tokens
            stray = last.map[0]
            if stray in self._stray or len(self._stray) >= _MOST_STRAY_FENCES:
                return tokens
            self._stray.add(stray)
            lines[stray] = ""
            message = "A code block begins here and never ends; what follows was read as notes. Close it or delete it."
            self.problems.append(Problem(self._source, stray + 1, "warning", "unclosed-code", message))

    def _is_closed(self, fence: Token) -> bool:
        first, last = fence.map or (0, 0)
        return last - first > 1 and bool(_FENCE_END.match(self._lines[last - 1]))

    def _take(self, token: Token, place: _Place) -> None:
        kind, lines = token.type, token.map
        if kind in ("bullet_list_open", "ordered_list_open"):
            place.lists += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            place.lists -= 1
        elif kind in ("list_item_open", "list_item_close"):
            place.opens_item = kind == "list_item_open"
        elif kind in ("blockquote_open", "blockquote_close"):
            place.quotes += 1 if kind == "blockquote_open" else -1
            self._builder.close()
        elif kind in ("heading_open", "heading_close"):
            place.heading = token if kind == "heading_open" else None
        elif kind in ("thead_open", "tbody_open"):
            place.in_header = kind == "thead_open"
        elif kind == "tr_open":
            place.cells = []
        elif kind == "tr_close" and place.cells is not None:
            self._take_row(place)
            place.cells = None
        elif kind == "inline" and lines:
            if place.cells is not None:
                place.cells.append(token.content)
                self._row = lines[0]
            elif place.heading is not None:
                self._take_heading(place.heading, token, place)
            else:
                self._take_paragraph(token.content, lines[0], lines[1], place)
        elif kind == "fence" and lines:
            self._take_fence(token, lines[0], lines[1], place)
        elif kind == "hr" and lines:
            self._take_unclaimed(lines[0])
            self._builder.close()
            self._next = max(self._next, lines[1])

    def _take_unclaimed(self, number: int) -> None:
        """Read the lines that no token stands for (beyond the deepest nesting) as plain ones: nothing is lost."""
        for index in range(self._next, number):
            if index not in self._stray and self._lines[index].strip(" \t>|:-"):
                self._builder.add_line(pieces(self._text, *self._span(index)), "paragraph")
                self._builder.close()
        self._next = max(self._next, number)

    def _span(self, index: int, words: str | None = None) -> tuple[int, int]:
        """Return the span of a line's words; comments at its ends do not belong to it.

        Parameters
        ----------
        index : int
            The line, counted from 0.
        words : str, optional
            What the parser found on it behind markers and indentation.
        """
        start, line = self._spans[index][0], self._lines[index]
        stripped = line.rstrip()
        if words is not None and stripped.endswith(words.strip()):
            return start + len(stripped) - len(words.strip()), start + len(stripped)
        return start + min(len(line) - len(line.lstrip()), len(stripped)), start + len(stripped)

    def _take_heading(self, opened: Token, inline: Token, place: _Place) -> None:
        first, last = inline.map or (0, 0)
        underlined = opened.markup in ("=", "-")
        words = inline.content
        if underlined and last - first > 1:  # prose, whose last line alone is underlined
            *above, words = words.split("\n")
            self._take_paragraph("\n".join(above), first, last - 1, place)
        if underlined and not _is_title(words):  # a rule right below a sentence was meant as a rule
            self._take_paragraph(words, last - 1, last, place)
        else:
            self._take_unclaimed(last - 1)
            words = words.strip()
            start, end = self._span(last - 1)
            at = self._text.find(words, start, end) if words else -1
            if at >= 0:
                self._builder.add_line(heading(self._text, at, at + len(words), int(opened.tag[1:])), "paragraph")
        self._next = max(self._next, opened.map[1] if opened.map else last)
        place.opens_item = False

    def _take_paragraph(self, content: str, first: int, last: int, place: _Place) -> None:
        """Read the lines of a paragraph: of an item, of a quote, or of its own."""
        self._take_unclaimed(first)
        self._builder.close()
        contents: list[str | None] = list(content.split("\n"))
        if len(contents) != last - first:
            contents = [None] * (last - first)
        before, broken = "blank", False
        level = max(place.lists - 1, 0)
        in_list = place.lists > 0
        for index, words in zip(range(first, last), contents, strict=True):
            start, end = self._span(index, words)
            if index == first and place.quotes and (callout := _CALLOUT.match(self._text, start, end)):
                start = callout.end()
            if index == first and place.opens_item:
                parts = item_pieces(self._text, start, end)
            else:
                alone = before not in ("text", "item", "answer")
                parts = pieces(self._text, start, end, alone=alone, bullet=place.opens_item)
            sub_item = parts[0].kind == "item" and not (index == first and place.opens_item)
            base: BlockKind = "quote" if place.quotes else "item" if place.opens_item else "paragraph"
            if base == "quote":
                parts = [_quoted(part) for part in parts]
                if in_list or sub_item:
                    self._builder.close()
            self._builder.add_line(parts, base, level + 1 if sub_item and in_list else level, broken=broken)
            before = parts[-1].kind
            broken = self._lines[index].endswith(("  ", "\\"))
        self._builder.close()
        self._next = max(self._next, last)
        place.opens_item = False

    def _take_fence(self, fence: Token, first: int, last: int, place: _Place) -> None:
        """Leave code out, with a note of it; read what people fence without naming a language."""
        self._take_unclaimed(first)
        language = fence.info.strip().split(" ")[0].lower()
        if language not in _WORDS_IN_FENCES:
            self._code.append(first + 1)
        else:
            closed = self._is_closed(fence)
            for index in range(first + 1, last - 1 if closed else last):
                parts = pieces(self._text, *self._span(index), alone=False)
                self._builder.add_line(parts, "quote" if place.quotes else "paragraph", max(place.lists - 1, 0))
        self._builder.close()
        self._next = max(self._next, last)
        place.opens_item = False

    def _take_row(self, place: _Place) -> None:
        """Read a row of a table: its cells are items, a first cell that asks or names the topic heads them."""
        self._take_unclaimed(self._row)
        spans = self._cell_spans(place.cells or [])
        words = [self._text[start:end] for start, end in spans]
        self._next = max(self._next, self._row + 1)
        self._builder.close()
        if not spans:
            return
        if place.in_header:
            place.topics = plain_key(words[0]) in _TOPIC_COLUMNS
            self._next += 1  # the line of dashes
            if not is_known_key(words[0]):
                self._builder.add("heading", spans[0][0], spans[-1][1], LABEL_LEVEL)
                return
        if len(spans) == 2 and is_known_key(words[0]):
            self.properties.setdefault(words[0].strip(" *:"), words[1])
            return
        if len(spans) > 1 and (words[0].endswith("?") or place.topics):
            self._builder.add("question" if words[0].endswith("?") else "heading", *spans.pop(0), LABEL_LEVEL)
        for start, end in spans:
            self._builder.add("item", start, end)

    def _cell_spans(self, cells: list[str]) -> list[tuple[int, int]]:
        """Return where the words of each cell that has any stand in the text."""
        at, end = self._span(self._row)
        spans = []
        for cell in cells:
            written = cell if self._text.find(cell, at, end) >= 0 else cell.replace("|", "\\|")
            start = self._text.find(written, at, end)
            if not written or start < 0:
                continue
            at = start + len(written)
            first, last, _ = trimmed(self._text, start, at)
            if first < last:
                spans.append((first, last))
        return spans


def _is_title(words: str) -> bool:
    return len(words) <= _LONGEST_UNDERLINED and not words.endswith((".", "!", "…", ",", ";"))


def _quoted(part: Piece) -> Piece:
    return Piece("text", part.start, part.end) if part.kind in ("item", "answer", "quote") else part
