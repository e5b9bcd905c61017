"""What one line of a note is: a bullet, a question, a heading, an answer, or just words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from infoview_analysis.readers.rejects import unreadable

LineKind = Literal["blank", "skip", "tags", "rule", "heading", "question", "answer", "item", "quote", "text"]

MOST_LINES = 1_000_000

# Levels of headings that carry none: bold lines stand below the # headings, "Skills:" below those.
CAPITALS_LEVEL = 2
BOLD_LEVEL = 5
LABEL_LEVEL = 6

_LINES = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"(?:[-*_=~—–][ \t]*){3,}|[•·]{3,}")
_HASHES = re.compile(r"(#{1,6})[ \t]+")
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")
_BULLET = re.compile(r"[-*+•‣▪■●○◦∙·–—][ \t\u00a0]+|[•‣▪■●○◦][ \t\u00a0]*|-(?=[^\W\d_])")
_TASK = re.compile(r"\[[ xX/>-]?\][ \t]+")
_NUMBER = re.compile(r"(?:\(\d{1,2}\)|\d{1,2}[.)]|[a-h]\))[ \t\u00a0]+")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_MARKS = r"[*_]{0,3}"
_QUESTION = re.compile(
    rf"{_MARKS}(?:(?:[Qq]|Question|QUESTION)[ \t]?\d{{0,3}}{_MARKS}[ \t]?:"
    rf"|Q\d{{1,3}}[.):]?(?=[ \t])|Q[.)](?=[ \t])){_MARKS}[ \t]*"
)
_ANSWER = re.compile(
    rf"{_MARKS}(?:(?:[Aa]|Ans|Answer|ANSWER)[ \t]?\d{{0,3}}{_MARKS}[ \t]?:|A\d{{1,3}}[.)](?=[ \t])){_MARKS}[ \t]*"
)
_ANSWER_WITHIN = re.compile(rf"[ \t]{_MARKS}A(?:nswer)?[:.)]{_MARKS}[ \t]")
_BOLD_QUESTION = re.compile(r"(\*\*|__|\*|_)(?=\S)([^*_\r\n]{2,300}\?)\1[ \t]*[:–—-]?[ \t]+(?=\S)")
_DEFINITION = re.compile(
    r"\[[^\]\r\n]{1,200}\]:[ \t]*<?"
    r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[/#]|\.{1,2}/|[^\s\"'./]+(?:\.[^\s\"'./]|/))\S*(?:[ \t]+[\"'(].*)?$"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\r\n]{1,40}\]:[ \t]*")
_TAGS = re.compile(r"(?:#[^\W\d_][\w/-]*[ \t,]*)+$")
_HTML_NAMES = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figure|figcaption|font|footer|header|h[1-6]"
    "|hr|i|iframe|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|section|small|source|span|strike|strong|sub|summary|sup|table"
    "|tbody|td|th|thead|tr|tt|u|ul|video|audio"
)
_HTML = rf"</?(?:{_HTML_NAMES})(?:[ \t][^<>\r\n]{{0,500}})?/?>"
_IMAGE = (
    r"!\[[^\]\r\n]{0,300}\]"
    r"(?:\([^()\r\n]{0,1000}(?:\([^()\r\n]{0,200}\)[^()\r\n]{0,200})?\)|\[[^\]\r\n]{0,200}\])"
    r"|!\[\[[^\]\r\n]{1,300}\]\]"
)
_LEADING = re.compile(rf"(?:{_HTML}|{_IMAGE}|[\s\u200b\ufeff])+", re.IGNORECASE)
_TAIL = 1500  # characters at the end of a line in which closing tags, pictures and block ids are looked for
_TRAILING = re.compile(rf"{_HTML}|{_IMAGE}|[ \t]\^[A-Za-z0-9-]{{1,40}}", re.IGNORECASE)
_MOST_TRAILING = 50
_INVISIBLE = "\u200b\ufeff"
_WRAPPERS = ("**", "__", "==", "~~", "*", "_")
_STARTS_QUESTION = re.compile(
    r"(?:and |so |but |ok,? )?(?:what|how|why|when|where|who|whom|whose|which|do|does|did|is|are|was|were|can|could"
    r"|would|will|should|have|has|had|any|tell|describe|if"
    r"|wie|was|warum|wieso|weshalb|wer|wo|wann|welche[rsnm]?|womit|worauf|würden|haben|können|sind"  # German
    r"|comment|pourquoi|quels?|quelles?|combien|quand|où|qui|que|avez|qu['’]est"  # French
    r"|cómo|qué|cuál|cuáles|cuándo|dónde|por qué|quién)\b",  # Spanish
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of one, and what it is.

    Attributes
    ----------
    kind : str
        ``item`` for bullets and numbers, ``answer`` for what follows ``A:``, ``skip`` for lines without words
        (pictures, tags of HTML, link definitions), ``tags`` for lines of hashtags; the others as their names say.
    start, end : int
        Offsets of the words without markers.
    level : int
        Of a heading.
    """

    kind: LineKind
    start: int
    end: int
    level: int = 0


def line_spans(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return start and end (without line end) of every line from ``start`` on; CRLF, CR and LF end a line.

    Raises
    ------
    UnreadableFileError
        ``too-large``: more lines than any notes have, which would fill the memory.
    """
    if text.count("\n") + text.count("\r") > 2 * MOST_LINES:
        raise unreadable(
            "too-large",
            f"The file has more than {MOST_LINES:,} lines.",
            source="",  # the caller knows the file
            mend="Split it, one interview a file, or delete the empty lines.",
        )
    spans = []
    position = start
    for match in _LINE_END.finditer(text, start):
        spans.append((position, match.start()))
        position = match.end()
    spans.append((position, len(text)))
    return spans


def trimmed(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Return the words of a span without outer white space, HTML tags, pictures and emphasis around the whole.

    Returns
    -------
    tuple of int, int, str
        Start, end, and the emphasis marks that were taken off (``"**"``, ``"_**"``, or empty).
    """
    marks = ""
    while True:
        before = (start, end)
        if leading := _LEADING.match(text, start, end):
            start = leading.end()
        end = _trimmed_end(text, start, end)
        for mark in _WRAPPERS:
            size = len(mark)
            if (
                end - start > 2 * size
                and text.startswith(mark, start)
                and text.endswith(mark, start, end)
                and not text[start + size].isspace()
                and text.find(mark, start + size, end - size) < 0
            ):
                start, end, marks = start + size, end - size, marks + mark
                break
        if (start, end) == before or start >= end:
            return start, max(start, end), marks


def _trimmed_end(text: str, start: int, end: int) -> int:
    for _ in range(_MOST_TRAILING):
        while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
            end -= 1
        tail_start = max(start, end - _TAIL)
        at = _opening(text, tail_start, end)
        if at < 0 or not _TRAILING.fullmatch(text, at, end):
            break
        end = at
    return end


def _opening(text: str, start: int, end: int) -> int:
    """Return where a tag, picture or block id at the very end of ``text[start:end]`` may begin, or -1."""
    last = text[end - 1] if end > start else ""
    if last == ">":
        return text.rfind("<", start, end)
    if last and last in ")]":
        return text.rfind("![", start, end)
    return max(text.rfind(" ^", max(start, end - 42), end), text.rfind("\t^", max(start, end - 42), end))


def is_visible(text: str, start: int, end: int) -> bool:
    """Tell whether a reader would see a word or sign in ``text[start:end]``."""
    return any(c.isprintable() and not c.isspace() for c in text[start:end])


def is_question(words: str) -> bool:
    """Tell whether one plain line reads like a question that was asked: begins like one, and ends it."""
    return len(words) <= 200 and words.endswith("?") and bool(_STARTS_QUESTION.match(words.lstrip("¿")))


def is_capitals(words: str) -> bool:
    """Tell whether a line is a heading in capitals."""
    return len(words) <= 120 and words.isupper() and sum(map(str.isalpha, words)) >= 2


def is_label(words: str) -> bool:
    """Tell whether a line is a heading that ends in a colon: ``Skills:``, ``What they look for:``."""
    return (
        2 < len(words) <= 60
        and words.endswith(":")
        and len(words.split()) <= 7
        and words[0].isalnum()
        and not any(mark in words[:-1] for mark in ".!?;,:")
    )


def heading_end(text: str, start: int, end: int) -> int:
    """Return the end of a heading without its closing colon."""
    while end - start > 1 and (text[end - 1] == ":" or text[end - 1].isspace()):
        end -= 1
    return end


def pieces(
    text: str, start: int, end: int, *, marker: bool = True, alone: bool = True, bullet: bool = False
) -> list[Piece]:
    """Return what a line holds, mostly one piece; a bold question with its answer behind it gives two.

    Parameters
    ----------
    text : str
        The note.
    start, end : int
        The line, without its line end.
    marker : bool
        Whether a bullet, number, ``>`` or ``#`` may open the line (not where one was taken off already).
    alone : bool
        Whether a heading in capitals or with a colon may stand here (not as the second line of a paragraph).
    bullet : bool
        Whether the words stand behind a bullet, where bold ones are emphasis and no heading.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return [Piece("blank", start, start)]
    if _RULE.fullmatch(text, start, end):
        return [Piece("rule", start, end)]
    if text[start] == "[":
        if _DEFINITION.match(text, start, end) and not _FOOTNOTE.match(text, start, end):
            return [Piece("skip", start, end)]
        if note := _FOOTNOTE.match(text, start, end):
            start = note.end()
    if marker:
        if hashes := _HASHES.match(text, start, end):
            return heading(text, hashes.end(), end, len(hashes[1]))
        if quote := _QUOTE.match(text, start, end):
            return _plain(text, quote.end(), end, "quote")
        if bullet_mark := _BULLET.match(text, start, end):
            return item_pieces(text, bullet_mark.end(), end)
        if number := _NUMBER.match(text, start, end):
            words = text[number.end() : min(end, number.end() + 200)].strip()
            if alone and is_capitals(words) and (" " in words or words.endswith("?")):
                return heading(text, number.end(), end, CAPITALS_LEVEL)
            return item_pieces(text, number.end(), end)
    if text[start] == "#" and _TAGS.match(text, start, end):
        return [Piece("tags", start, end)]
    return _worded(text, start, end, alone and not bullet, bullet)


def item_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return what the words behind a bullet are: an item, a question in bold, or a question with its answer."""
    if task := _TASK.match(text, start, end):
        start = task.end()
    parts = pieces(text, start, end, marker=False, bullet=True)
    return [Piece("item", p.start, p.end) if p.kind in ("text", "answer", "rule", "tags") else p for p in parts]


def heading(text: str, start: int, end: int, level: int) -> list[Piece]:
    """Return a heading, as a question where it asks one; nothing where it has no words."""
    start, end, _ = trimmed(text, start, end)
    if closing := _CLOSING_HASHES.search(text, max(start, end - 20), end):
        end = closing.start()
    label = _QUESTION.match(text, start, end)
    if label and label.end() < end:
        start = label.end()
    start, end, _ = trimmed(text, start, end)
    asks = label is not None or text.endswith("?", start, end)
    end = heading_end(text, start, end)
    if not is_visible(text, start, end):
        return [Piece("skip", start, end)]
    return [Piece("question" if asks else "heading", start, end, level)]


def _plain(text: str, start: int, end: int, kind: LineKind) -> list[Piece]:
    start, end, _ = trimmed(text, start, end)
    return [Piece(kind if is_visible(text, start, end) else "skip", start, end)]


def _worded(text: str, start: int, end: int, alone: bool, bullet: bool) -> list[Piece]:
    """Return what a line without bullet or # is."""
    first = text[start]
    if first in "*_QqAa" and (labelled := _labelled(text, start, end)):
        return labelled
    if first in "*_" and (bold := _BOLD_QUESTION.match(text, start, end)):
        question = Piece("question", *bold.span(2), BOLD_LEVEL)
        return [question, *_plain(text, bold.end(), end, "text")]
    start, end, marks = trimmed(text, start, end)
    if not is_visible(text, start, end):
        return [Piece("skip", start, end)]
    if marks and text[start] in "QqAa" and (labelled := _labelled(text, start, end)):
        return labelled
    if end - start > 300:
        return [Piece("text", start, end)]
    words = text[start:end]
    strong = "**" in marks or "__" in marks
    if marks and words.endswith("?"):
        return [Piece("question", start, end, BOLD_LEVEL)]
    if not bullet and strong and len(words) <= 120 and (words[-1] not in ".!…" or len(words.split()) <= 3):
        return [Piece("heading", start, heading_end(text, start, end), BOLD_LEVEL)]
    if alone and is_capitals(words):
        kind: LineKind = "question" if words.endswith("?") else "heading"
        return [Piece(kind, start, heading_end(text, start, end), CAPITALS_LEVEL)]
    if alone and is_label(words):
        return [Piece("heading", start, heading_end(text, start, end), LABEL_LEVEL)]
    return [Piece("text", start, end)]


def _labelled(text: str, start: int, end: int) -> list[Piece] | None:
    """Return the question or answer behind ``Q:`` or ``A:``; a line that holds both stays one piece of evidence."""
    if label := _QUESTION.match(text, start, end):
        asked = text.rfind("?", label.end(), end)
        answered = asked >= 0 and any(c.isalnum() for c in text[asked:end])
        if answered or _ANSWER_WITHIN.search(text, label.end(), end):
            return _plain(text, start, end, "text")
        first, last, _ = trimmed(text, label.end(), end)
        while last > first and text[last - 1] in "*_":
            last -= 1
        kind: LineKind = "question" if is_visible(text, first, last) else "skip"
        return [Piece(kind, first, last, BOLD_LEVEL)]
    if label := _ANSWER.match(text, start, end):
        return _plain(text, label.end(), end, "answer")
    return None
