"""Evernote exports (.enex): several notes in a file, each an XHTML page inside CDATA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from infoview_analysis.readers.archive import is_blank
from infoview_analysis.readers.attributes import normalise
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Document, Problem, Reading
from infoview_analysis.readers.html_blocks import read_html
from infoview_analysis.readers.layout import as_transcript, compose
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import unreadable
from infoview_analysis.readers.rendering import Rendering, distinct, one_line

_PIECE = re.compile(r"<note(?=[\s>])[^>]*>|</note\s*>|<!\[CDATA\[")
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CREATED = re.compile(r"^(\d{4})(\d{2})(\d{2})T\d{6}Z?$")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read every note of an Evernote export as one interview.

    A note's title, tags and author become attributes, the day it was created its date where the note gives no other.
    Attachments are neither decoded nor kept in memory: they are counted in a warning.

    Raises
    ------
    UnreadableFileError
        empty-file, entity-bomb, wrong-format, and what decoding raises.
    """
    if is_blank(data):
        raise unreadable("empty-file", "The file is empty.", source=source, mend="Export it again, or delete it.")
    slim, n_resources = _without_resources(data)
    decoded = decode(slim, source)
    text = decoded.text
    if text.count("<resource>"):  # an encoding whose tags are not ASCII
        slim, n_more = _without_resources(text.encode("utf-8", "replace"))
        text, n_resources = slim.decode("utf-8"), n_resources + n_more
    problems = list(decoded.problems)
    notes = list(_notes(text))
    prolog = text[: notes[0][0]] if notes else text
    if declared := _ENTITY.search(prolog):
        raise unreadable(
            "entity-bomb", "The export declares entities of its own, which can make a program run out of memory.",
            source=source, mend="Export the notes from Evernote again.", line=_line(text, declared.start()),
        )  # fmt: skip
    if not notes:
        raise unreadable(
            "wrong-format", "No note was found in the file: it is no Evernote export, or it is damaged.",
            source=source, mend="Export the notes from Evernote again (ENEX format).",
        )  # fmt: skip
    documents: list[Document] = []
    taken: set[str] = set()
    line, counted = 1, 0
    for number, (start, end, whole) in enumerate(notes, start=1):
        line += text.count("\n", counted, start)
        counted = start
        document, found = _read_note(text[start:end], source, number, line, options, whole=whole)
        problems.extend(found)
        if document is not None:
            documents.append(replace(document, source=distinct(document.source, taken)))
    if n_resources:
        problems.append(
            Problem(
                source, None, "warning", "attachments-skipped",
                f"{n_resources} attachment(s) or picture(s) were skipped. Type up what matters in them.",
            )
        )  # fmt: skip
    return Reading(tuple(documents), tuple(problems))


def _without_resources(data: bytes) -> tuple[bytes, int]:
    """Cut the attachments out before anything else looks at the file; their line ends stay, so that lines count."""
    parts: list[bytes] = []
    position = count = 0
    while (start := data.find(b"<resource>", position)) >= 0:
        end = data.find(b"</resource>", start)
        if end < 0:
            break
        end += len(b"</resource>")
        parts.extend((data[position:start], b"\n" * data.count(b"\n", start, end)))
        position, count = end, count + 1
    return b"".join([*parts, data[position:]]), count


def _notes(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each note, and whether its end tag is there.

    The file is cut before it is parsed, so that a note that is not well-formed does not take the others with it.
    """
    start = -1
    position = close = 0
    while match := _PIECE.search(text, position):
        position = match.end()
        piece = match.group()
        if piece.startswith("<![CDATA["):
            close = text.find("]]>", position) if close >= 0 else close
            if close >= 0 and text.find("<note>", position, close) < 0:
                position = close + 3
        elif piece.startswith("</"):
            if start >= 0:
                yield start, match.end(), True
            start = -1
        else:
            if start >= 0:
                yield start, match.start(), False
            start = match.start()
    if start >= 0:
        yield start, len(text), False


def _read_note(
    markup: str, source: str, number: int, line: int, options: ReadOptions, *, whole: bool
) -> tuple[Document | None, list[Problem]]:
    problems: list[Problem] = []
    note: Element | None
    try:
        note = fromstring(markup, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        note = _repaired(markup)
        cause = "is cut off" if not whole else f"is not well-formed ({error})"
        if note is None:
            problems.append(
                Problem(
                    source, line, "error", "broken-note",
                    f"Note {number} of the export {cause} and was left out. Export it from Evernote again.",
                )
            )  # fmt: skip
            return None, problems
        problems.append(
            Problem(
                source, line, "warning", "broken-note",
                f"Note {number} of the export {cause}; what could be made out was read. Export it from Evernote again.",
            )
        )  # fmt: skip
    title = one_line(note.findtext("title") or "")
    place = f"{source}#{title or f'note {number}'}"
    body = note.findtext("content") or ""
    if _ENTITY.search(body):
        problems.append(
            Problem(
                source, line, "error", "entity-bomb",
                f"Note {number} ({title or 'without title'}) declares entities of its own, which can make a program "
                "run out of memory; it was left out. Export it from Evernote again.",
            )
        )  # fmt: skip
        return None, problems
    page = read_html(body)
    rendering = Rendering()
    attributes = compose(page.elements, rendering)
    if page.n_encrypted:
        problems.append(
            Problem(
                source, line, "warning", "encrypted",
                f"{page.n_encrypted} encrypted passage(s) in note {number} ({title or 'without title'}) cannot be "
                "read. Decrypt them in Evernote and export again.",
            )
        )  # fmt: skip
    document = rendering.document(place, _with_metadata(attributes, note, title))
    document, more = as_transcript(document, options)
    return document, [*problems, *more]


def _repaired(markup: str) -> Element | None:
    """Parse a broken note again with stray ampersands escaped; failing that, take its parts one by one."""
    try:
        return fromstring(_HTML_ENTITY.sub("&amp;", markup), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        pass
    note = Element("note")
    markup = re.sub(r"</note\s*>\s*\Z", "", markup)
    for tag in ("title", "content", "created", "tag"):
        for match in re.finditer(rf"<{tag}>(.*?)(?:</{tag}>|\Z)", markup, re.DOTALL):
            words = match.group(1).strip()
            part = Element(tag)
            part.text = words.removeprefix("<![CDATA[").removesuffix("]]>")
            note.append(part)
    content = note.findtext("content")
    return note if content and content.strip() else None


def _with_metadata(attributes: dict[str, str], note: Element, title: str) -> dict[str, str]:
    found = dict(attributes)
    if title:
        found["title"] = title
    tags = [one_line(tag.text or "") for tag in note.findall("tag")]
    if any(tags):
        own = [found["tags"]] if found.get("tags") else []
        found["tags"] = ", ".join(own + [tag for tag in tags if tag])
    known = normalise(found)
    created = _CREATED.match((note.findtext("created") or "").strip())
    if created is not None and not known.get("date"):
        found["date"] = "-".join(created.groups())
    return found


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
