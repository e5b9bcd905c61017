"""Plain text notes: a head of properties, headings in capitals or with a colon, bullets, wrapped prose."""

from __future__ import annotations

import re

from infoview_analysis.readers.block_builder import BlockBuilder
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Document, Reading
from infoview_analysis.readers.note_lines import heading, line_spans, pieces
from infoview_analysis.readers.note_top import LONGEST_TITLE, Top, note_top, with_tags
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.transcript import read_transcript_text

_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,}|~{3,}|\*{3,})[ \t]*")


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read a text file: a transcript where it plainly is one, else notes.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.
    options : ReadOptions
        Settings.

    Raises
    ------
    UnreadableFileError
        ``empty-file``, ``binary-file``.
    """
    decoded = decode(data, source)
    text = decoded.text
    top = note_top(text, source)
    found = read_transcript_text(text, source, options=options, top=top)
    document, problems = found if found is not None else (read_note_text(text, source, top=top), [])
    return Reading((document,), (*decoded.problems, *top.problems, *problems))


def read_note_text(text: str, source: str, *, top: Top) -> Document:
    """Return the blocks of plain text notes.

    Parameters
    ----------
    text : str
        The decoded file.
    source : str
        Its name.
    top : Top
        What was read from its top already.
    """
    builder = BlockBuilder(text)
    if top.title is not None:
        builder.add("heading", *top.title, 1)
    add_note_lines(builder, text, top.end, len(text))
    return Document(source, text, with_tags(top.attributes, builder.tags), builder.blocks())


def add_note_lines(builder: BlockBuilder, text: str, start: int, end: int) -> None:
    """Append the blocks of the lines in ``text[start:end]``, line by line and without looking back."""
    spans = [(first, min(last, end)) for first, last in line_spans(text[:end], start)]
    indents: list[int] = []
    underlined = False
    after_blank, before = True, "blank"
    for number, (first, last) in enumerate(spans):
        if underlined:
            underlined = False
            continue
        if first == last:
            builder.close()
            after_blank, before = True, "blank"
            continue
        if _is_underlined(text, spans, number, after_blank):
            builder.add_line(
                heading(text, first, last, 1 if "=" in text[slice(*spans[number + 1])] else 2), "paragraph"
            )
            underlined, after_blank, before, indents = True, True, "heading", []
            continue
        begins_anew = before == "item" and text[first : first + 1].isupper()
        parts = pieces(text, first, last, alone=begins_anew or before not in ("text", "item", "answer", "quote"))
        kind = parts[0].kind
        indent = _indent(text, first, parts[0].start)
        if kind == "item" and text[first:last].lstrip():
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
        elif kind in ("heading", "question") or (kind == "text" and after_blank and indent == 0):
            indents = []
        level = max(len(indents) - 1, 0)
        builder.add_line(parts, "paragraph", level)
        after_blank, before = kind in ("blank", "rule", "heading", "question"), parts[-1].kind


def _indent(text: str, first: int, words: int) -> int:
    """Return the columns of white space before a line's marker; a tab counts four."""
    columns = 0
    for character in text[first:words]:
        if character == "\t":
            columns += 4
        elif character.isspace():
            columns += 1
        else:
            break
    return columns


def _is_underlined(text: str, spans: list[tuple[int, int]], number: int, after_blank: bool) -> bool:
    """Tell whether a line is a heading because the next one underlines it."""
    if not after_blank or number + 1 >= len(spans):
        return False
    first, last = spans[number]
    words = text[first:last].strip()
    return (
        0 < len(words) <= LONGEST_TITLE
        and words[-1] not in ".!"
        and words[0].isalnum()
        and _UNDERLINE.fullmatch(text, *spans[number + 1]) is not None
    )
