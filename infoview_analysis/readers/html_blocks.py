"""HTML and XHTML (Evernote's notes, Notion's HTML export) as lines and tables with their layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from infoview_analysis.readers.layout import Element, Line, Run, Table, lines_of_runs

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_SKIPPED = frozenset({"head", "script", "style", "svg", "math", "template", "noscript", "en-crypt"})
_BREAKING = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "en-note", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li",
        "main", "nav", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr",
    }
).union(_LISTS, _HEADINGS)  # fmt: skip
_MEDIA = frozenset({"img", "en-media", "audio", "video", "object", "embed", "iframe"})
_STYLE_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_STYLE_ITALIC = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
# A "<" that meets another "<", or the end, before any ">" begins no tag. Escaping it keeps what was written, and
# keeps html.parser from looking for the end of such a tag again and again.
_STRAY = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_DECLARATION = re.compile(r"<[!?][^>]*>")


@dataclass
class Page:
    """What an HTML text holds.

    Attributes
    ----------
    elements : list of Line or Table
        In order.
    n_media : int
        Pictures, sound and other attachments met (they are not read).
    n_encrypted : int
        Passages that Evernote keeps encrypted (they cannot be read).
    """

    elements: list[Element] = field(default_factory=list)
    n_media: int = 0
    n_encrypted: int = 0


def read_html(markup: str) -> Page:
    """Return the lines and tables of ``markup``, which need not be well-formed.

    No entity but those of HTML is expanded and nothing outside the text is looked at. Pictures whose file is part of
    the page (``data:``) or beside it are counted only.
    """
    walker = _Walker()
    walker.feed(_STRAY.sub("&lt;", _DECLARATION.sub("", _without_comments(markup))))
    walker.close()
    walker.finish()
    return walker.page


def _without_comments(markup: str) -> str:
    parts, position = [], 0
    while (start := markup.find("<!--", position)) >= 0:
        end = markup.find("-->", start + 4)
        if end < 0:  # never closed: keep what follows rather than lose the rest of the note
            parts.append(markup[position:start])
            position = start + 4
            break
        parts.append(markup[position:start])
        position = end + 3
    return "".join([*parts, markup[position:]])


class _Walker(HTMLParser):
    """Follows the tags with counters instead of a tree, so that broken or very deep nesting does no harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._runs: list[Run] = []
        self._skip = ""
        self._bold = 0
        self._italic = 0
        self._spans: list[tuple[bool, bool]] = []
        self._lists = 0
        self._outer_lists: list[int] = []  # depth of the lists around each <details>
        self._quotes = 0
        self._heading = 0
        self._is_title = False
        self._todo = False
        self._pre = 0
        self._tables = 0
        self._rows: list[list[list[Line]]] = []
        self._n_header_cells = 0
        self._is_properties = False

    # -- events of the parser -----------------------------------------------------------------------------------

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an empty element and, unless HTML knows it as void, close it."""
        self.handle_starttag(tag, attrs)
        if tag not in {"br", "hr", "img", "en-media", "en-todo", "input", "wbr", "embed"}:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a line, list, table or emphasis begins."""
        if tag == "en-crypt":
            self.page.n_encrypted += 1
        if self._skip:
            if tag == "body":
                self._skip = ""
            return
        if tag in _SKIPPED:
            self._skip = tag
        elif tag in _MEDIA:
            self.page.n_media += 1
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag in _BREAKING:
            self._break(tag)
            self._open(tag, dict(attrs))
        else:
            self._open_inline(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Note where a line, list, table or emphasis ends."""
        if self._skip:
            if tag == self._skip:
                self._skip = ""
            return
        if tag in _BREAKING:
            self._break(tag)
            self._close(tag)
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)
        elif tag in {"span", "font"} and self._spans:
            bold, italic = self._spans.pop()
            self._bold = max(0, self._bold - bold)
            self._italic = max(0, self._italic - italic)

    def handle_data(self, data: str) -> None:
        """Take words, with white space as HTML shows it."""
        if self._skip or not data:
            return
        if self._pre:
            self._runs.append(Run(data, self._bold > 0, self._italic > 0))
            return
        words = re.sub(r"\s+", " ", data)
        self._runs.append(Run(words, self._bold > 0, self._italic > 0))

    def finish(self) -> None:
        """Hand over what the end of the text left open."""
        self._emit()
        if self._tables:
            self._end_table()

    # -- what the tags mean -------------------------------------------------------------------------------------

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _LISTS:
            self._lists += 1
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
            self._is_title = "page-title" in (attributes.get("class") or "")
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1
        elif tag == "details":
            self._outer_lists.append(self._lists)
            self._lists = 0
        elif tag in {"summary", "dt"}:
            self._bold += 1
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self._is_properties = "properties" in (attributes.get("class") or "").split()
        elif tag == "tr" and self._tables == 1:
            self._rows.append([])
        elif tag in {"td", "th"} and self._tables == 1:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append([])
            self._n_header_cells += tag == "th" and len(self._rows) == 1

    def _close(self, tag: str) -> None:
        if tag in _LISTS:
            self._lists = max(0, self._lists - 1)
        elif tag in _HEADINGS:
            self._heading = 0
            self._is_title = False
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag == "details" and self._outer_lists:
            self._lists = self._outer_lists.pop()
        elif tag in {"summary", "dt"}:
            self._bold = max(0, self._bold - 1)
        elif tag == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._end_table()

    def _open_inline(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif tag in {"span", "font"}:
            style = attributes.get("style") or ""
            bold, italic = bool(_STYLE_BOLD.search(style)), bool(_STYLE_ITALIC.search(style))
            self._spans.append((bold, italic))
            self._bold += bold
            self._italic += italic
        elif tag == "en-todo":
            self._emit()
            self._todo = True

    def _break(self, tag: str) -> None:
        """End the line; within a list entry, a division only begins a new line of the same entry."""
        inside_entry = self._lists and not self._heading and not self._tables
        if inside_entry and tag not in _LISTS and tag not in _HEADINGS and tag not in {"li", "details", "table"}:
            if any(run.words.strip() for run in self._runs):
                self._runs.append(Run("\n"))
            return
        self._emit()

    def _emit(self) -> None:
        runs, self._runs = self._runs, []
        todo, self._todo = self._todo, False
        if not any(run.words.strip() for run in runs):
            self._todo = todo and not runs
            return
        level = self._lists - 1 if self._lists else (0 if todo else None)
        lines = lines_of_runs(runs, heading=self._heading, title=self._is_title, level=level, quote=self._quotes > 0)
        if self._tables and self._rows and self._rows[-1]:
            self._rows[-1][-1].extend(lines)
        else:
            self.page.elements.extend(lines)

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        header = bool(rows) and self._n_header_cells == len(rows[0]) > 1
        self._tables, self._n_header_cells = 0, 0
        if rows:
            self.page.elements.append(Table(rows, header=header, properties=self._is_properties))
