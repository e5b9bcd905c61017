"""Markdown and Obsidian notes.

markdown-it-py finds the block structure; what a line within a block is (a bold question, ``Q:``, a bullet that Markdown
does not know) is told by :mod:`~infoview_analysis.readers.note_lines`, as for plain text. Fenced code that names a
language is no evidence and is left out with a warning; a fence without one is read as paragraphs, since people quote
mails that way.
"""

from __future__ import annotations

from infoview_analysis.readers.block_builder import BlockBuilder
from infoview_analysis.readers.comments import without_comments
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Document, Problem, Reading
from infoview_analysis.readers.markdown_walk import MarkdownWalk
from infoview_analysis.readers.note_top import Top, note_top, with_tags
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.plain_text import add_note_lines
from infoview_analysis.readers.transcript import read_transcript_text

# Beyond this many characters a note is read line by line: the parser takes ten seconds a megabyte for lists.
LONGEST_PARSED = 512 * 1024


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read one Markdown file.

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
    document, problems = read_markdown_text(decoded.text, source, options=options)
    return Reading((document,), (*decoded.problems, *problems))


def read_markdown_text(
    text: str, source: str, *, options: ReadOptions, title: str = ""
) -> tuple[Document, list[Problem]]:
    """Read Markdown that is text already.

    Parameters
    ----------
    text : str
        The note.
    source : str
        Its name, for messages.
    options : ReadOptions
        Settings.
    title : str
        The note's title where it stands outside of it, as in a Notion export.

    Returns
    -------
    Document
        Its text is ``text`` itself.
    list of Problem
        What could not be read as it was meant.
    """
    top = note_top(text, source)
    problems = list(top.problems)
    found = read_transcript_text(text, source, options=options, top=top, bold_only=True)
    if found is not None:
        document, more = found
        attributes = document.attributes
    else:
        document, more = _notes(text, source, top)
        attributes = document.attributes
    if title and "title" not in attributes:
        attributes["title"] = title
    return document, [*problems, *more]


def _notes(text: str, source: str, top: Top) -> tuple[Document, list[Problem]]:
    builder = BlockBuilder(text)
    if top.title is not None:
        builder.add("heading", *top.title, 1)
    if len(text) - top.end > LONGEST_PARSED:
        add_note_lines(builder, text, top.end, len(text))
        message = "The note is very long and was read line by line, without tables and code. Split it by interview."
        problems = [Problem(source, None, "warning", "long-note", message)]
        return Document(source, text, with_tags(top.attributes, builder.tags), builder.blocks()), problems
    walk = MarkdownWalk(text, without_comments(text), source, builder)
    walk.add_blocks(top.end)
    attributes = with_tags({**walk.properties, **top.attributes}, builder.tags)
    return Document(source, text, attributes, builder.blocks()), walk.problems
