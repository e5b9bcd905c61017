"""Word documents (.docx), also as Google Docs and LibreOffice write them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from infoview_analysis.readers.archive import office_package
from infoview_analysis.readers.document import Problem, Reading
from infoview_analysis.readers.layout import Element, Line, Run, Table, as_transcript, compose, lines_of_runs
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import unreadable
from infoview_analysis.readers.rendering import Rendering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURES = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{urn:schemas-microsoft-com:vml}imagedata",
    }
)
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr",
                       f"{_W}sdtPr", f"{_MC}Fallback", f"{_W}tblPr", f"{_W}trPr", f"{_W}tcPr"})  # fmt: skip
# Word stores English names for its own styles whatever its language; other programs store translated ones.
_HEADING = re.compile(
    r"^(?:heading|überschrift|titre|título|titolo|titulo|rubrik|kop|overskrift|nagłówek|otsikko|nadpis|címsor|"
    r"заголовок|标题|見出し|제목)\s*(\d)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:title|titel|titre|título|titolo)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"^(?:subtitle|untertitel|sous-titre|subtítulo|sottotitolo)$", re.IGNORECASE)
_LIST = re.compile(r"^(?:list (?:bullet|number)|listennummer|aufzählungszeichen|liste à puces)\s*(\d)?$", re.IGNORECASE)
_QUOTE = re.compile(
    r"^(?:(?:intense |block )?(?:quote|quotation|quotations|citation)|(?:intensives )?zitat|cita|block text)$",
    re.IGNORECASE,
)


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read one Word document as one interview.

    Paragraphs, lists and tables are taken in their order. Text that change tracking marks as deleted is left out,
    inserted text is read. Comments, notes and pictures are counted in a warning.

    Raises
    ------
    UnreadableFileError
        empty-file, encrypted, old-format, broken-zip, zip-bomb, entity-bomb, wrong-format, broken-xml.
    """
    import docx

    office_package(data, source, main_part="word/", product="Word document")
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        styles = _Styles(document)
        walk = _Walk(styles)
        elements = list(walk.elements(body)) if body is not None else []
    except Exception as error:  # lxml, zipfile and python-docx raise many kinds on a damaged package
        raise unreadable(
            "broken-xml", f"The Word document is damaged inside ({_first_line(error)}).", source=source,
            mend="Open it in Word, Google Docs or LibreOffice and save it again as .docx.",
        ) from error  # fmt: skip
    rendering = Rendering()
    attributes = compose(elements, rendering)
    notes, problems = as_transcript(rendering.document(source, attributes), options)
    return Reading((notes,), (*problems, *_left_out(document, walk, source)))


def _left_out(document: Any, walk: _Walk, source: str) -> Iterator[Problem]:
    parts = [str(part.partname) for part in document.part.package.iter_parts()]
    if walk.n_pictures:
        yield Problem(
            source, None, "warning", "pictures-skipped",
            f"{walk.n_pictures} picture(s) in the document were skipped. Type up what matters in them.",
        )  # fmt: skip
    if walk.n_comments and any("comments" in part for part in parts):
        yield Problem(
            source, None, "warning", "comments-skipped",
            f"{walk.n_comments} comment(s) in the margin were skipped. Move what belongs to the notes into the text.",
        )  # fmt: skip
    if walk.n_notes:
        yield Problem(
            source, None, "warning", "footnotes-skipped",
            f"{walk.n_notes} footnote(s) or endnote(s) were skipped. Move what belongs to the notes into the text.",
        )  # fmt: skip


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__


@dataclass(frozen=True)
class _Style:
    heading: int = 0
    title: bool = False
    level: int | None = None
    quote: bool = False
    bold: bool = False
    italic: bool = False


class _Styles:
    """What each paragraph style means, its ancestors included."""

    def __init__(self, document: Any) -> None:
        self._by_id = {}
        self.default = ""
        try:
            styles = document.styles.element
        except KeyError:  # a package without styles
            return
        for style in styles.iterchildren(f"{_W}style"):
            identifier = style.get(f"{_W}styleId") or ""
            self._by_id[identifier] = style
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true", "on"}:
                self.default = identifier
        self._known: dict[str, _Style] = {}

    def paragraph(self, identifier: str) -> _Style:
        """Return the meaning of a style by its id."""
        identifier = identifier or self.default
        if identifier not in self._by_id:
            return self._from_name(identifier, _Style())
        if identifier not in self._known:
            self._known[identifier] = self._resolve(identifier)
        return self._known[identifier]

    def is_emphasised(self, identifier: str, mark: str) -> bool:
        """Tell whether a character style makes text bold (``b``) or italic (``i``)."""
        style = self._by_id.get(identifier)
        return style is not None and _is_on(style.find(f"{_W}rPr/{_W}{mark}"))

    def _resolve(self, identifier: str) -> _Style:
        chain, seen = [], set()
        while identifier in self._by_id and identifier not in seen:
            seen.add(identifier)
            style = self._by_id[identifier]
            chain.append(style)
            base = style.find(f"{_W}basedOn")
            identifier = base.get(f"{_W}val") if base is not None else ""
        meaning = _Style()
        for style in reversed(chain):  # what a style says itself overrules what it is based on
            name = style.find(f"{_W}name")
            meaning = self._from_name((name.get(f"{_W}val") if name is not None else "") or "", meaning)
            meaning = self._from_properties(style, meaning)
        return meaning

    @staticmethod
    def _from_name(name: str, base: _Style) -> _Style:
        if match := _HEADING.match(name):
            return _Style(heading=min(int(match.group(1)), 9) or 1, bold=base.bold)
        if _TITLE.match(name):
            return _Style(heading=1, title=True)
        if _SUBTITLE.match(name):
            return _Style(heading=2)
        if match := _LIST.match(name):
            return _Style(level=int(match.group(1) or 1) - 1, bold=base.bold, italic=base.italic)
        if _QUOTE.match(name):
            return _Style(quote=True)
        return base

    @staticmethod
    def _from_properties(style: Any, base: _Style) -> _Style:
        heading, level = base.heading, base.level
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and not heading:
            heading = _heading_of_outline(outline)
        numbering = style.find(f"{_W}pPr/{_W}numPr")
        if numbering is not None:
            level = _list_level(numbering, level)
        bold, italic = style.find(f"{_W}rPr/{_W}b"), style.find(f"{_W}rPr/{_W}i")
        return _Style(
            heading, base.title, level, base.quote,
            _is_on(bold) if bold is not None else base.bold,
            _is_on(italic) if italic is not None else base.italic,
        )  # fmt: skip


@dataclass
class _Walk:
    """Goes through the body in order and counts what is not read."""

    styles: _Styles
    n_pictures: int = 0
    n_comments: int = 0
    n_notes: int = 0
    _boxes: list[Any] = field(default_factory=list)

    def elements(self, parent: Any) -> Iterator[Element]:
        """Yield the lines and tables among the descendants of ``parent``, content controls opened."""
        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                yield from self.elements(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        properties = paragraph.find(f"{_W}pPr")
        style = self.styles.paragraph(_value(properties, "pStyle"))
        heading, level = style.heading, style.level
        if properties is not None:
            outline = properties.find(f"{_W}outlineLvl")
            if outline is not None and not heading:
                heading = _heading_of_outline(outline)
            numbering = properties.find(f"{_W}numPr")
            if numbering is not None:
                level = _list_level(numbering, level)
        runs = list(self._runs(paragraph, style))
        yield from lines_of_runs(
            runs, heading=heading, title=style.title, level=level, quote=style.quote, preserve_space=True
        )
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            for element in self.elements(box):
                if isinstance(element, Line):
                    yield element
                else:
                    yield from (line for row in element.rows for cell in row for line in cell)

    def _runs(self, parent: Any, style: _Style) -> Iterator[Run]:
        for child in parent.iterchildren():
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag == f"{_W}r":
                yield self._run(child, style)
            elif tag == f"{_W}txbxContent":
                self._boxes.append(child)
            else:
                self._count(tag)
                yield from self._runs(child, style)

    def _run(self, run: Any, style: _Style) -> Run:
        words: list[str] = []
        self._collect(run, words)
        properties = run.find(f"{_W}rPr")
        bold, italic = style.bold, style.italic
        if properties is not None:
            character_style = _value(properties, "rStyle")
            bold = self._emphasis(properties, "b", bold or self.styles.is_emphasised(character_style, "b"))
            italic = self._emphasis(properties, "i", italic or self.styles.is_emphasised(character_style, "i"))
        return Run("".join(words), bold, italic)

    @staticmethod
    def _emphasis(properties: Any, mark: str, inherited: bool) -> bool:
        element = properties.find(f"{_W}{mark}")
        return inherited if element is None else _is_on(element)

    def _collect(self, run: Any, words: list[str]) -> None:
        for child in run.iterchildren():
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag == f"{_W}t":
                words.append((child.text or "").replace("\n", " "))
            elif tag in {f"{_W}tab", f"{_W}ptab"}:
                words.append("\t")
            elif tag in {f"{_W}br", f"{_W}cr"}:
                words.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                words.append("-")
            elif tag == f"{_W}txbxContent":
                self._boxes.append(child)
            else:
                self._count(tag)
                self._collect(child, words)

    def _count(self, tag: str) -> None:
        if tag in _PICTURES:
            self.n_pictures += 1
        elif tag == f"{_W}commentReference":
            self.n_comments += 1
        elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            self.n_notes += 1

    def _table(self, table: Any) -> Table:
        rows: list[list[list[Line]]] = []
        header = False
        for row in _within(table, f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue  # the row is deleted in the tracked changes
            mark = row.find(f"{_W}trPr/{_W}tblHeader")
            header = header or (not rows and mark is not None and _is_on(mark))
            rows.append([self._cell(cell) for cell in _within(row, f"{_W}tc")])
        return Table(rows, header=header)

    def _cell(self, cell: Any) -> list[Line]:
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is not None and merge.get(f"{_W}val") != "restart":
            return []  # the lower part of a merged cell holds nothing of its own
        lines: list[Line] = []
        for element in self.elements(cell):
            if isinstance(element, Line):
                lines.append(element)
            else:
                lines.extend(line for row in element.rows for nested in row for line in nested)
        return lines


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of that tag, also those inside content controls and tracked insertions."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _within(child, tag)


def _value(properties: Any, name: str) -> str:
    element = properties.find(f"{_W}{name}") if properties is not None else None
    return (element.get(f"{_W}val") or "") if element is not None else ""


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val") not in {"0", "false", "off", "none"}


def _heading_of_outline(outline: Any) -> int:
    value = outline.get(f"{_W}val") or ""
    return int(value) + 1 if value in set("012345678") else 0  # 9 is body text


def _list_level(numbering: Any, inherited: int | None) -> int | None:
    """Return the depth that a numPr gives; number 0 takes a paragraph out of its list."""
    number, level = _value(numbering, "numId"), _value(numbering, "ilvl")
    if number == "0":
        return None
    if level.isdecimal():
        return min(int(level), 8)
    return inherited or 0
