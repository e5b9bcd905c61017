"""The words behind the markup: plain text on one line, and inline ``#tags``."""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(r"[\\`*_~=<>&#\[\]^%\u200b\u200c\u2060\ufeff\xad]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = re.compile(r"\ue000(\d+)\ue001")  # private use: what must not be read as markup, by its number
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_TARGET = r"\((?:[^()\s]|\([^()\s]*\)|\s(?!\s))*?\)"
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]")
_LINK = re.compile(rf"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:{_TARGET}|\[[^\[\]]*\])")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)
_HTML_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]{0,1000})?/?>")
_BLOCK_ID = re.compile(r"\s\^[\w-]+\s*$")
_TASK = re.compile(r"^\s*\[[ xX/-]\]\s+")
_CALLOUT = re.compile(r"^\s*\[!\w+\][+-]?\s*")
_LINE_MARKER = re.compile(r"(?<=\n)[ \t]*>[ \t>]*")
_EMPHASIS = tuple(
    re.compile(rf"{before}{re.escape(mark)}(?=[^\s{mark[0]}])([^\n]{{0,300}}?[^\s{mark[0]}]){re.escape(mark)}{after}")
    for mark, before, after in (
        ("___", r"(?<![_\w])", r"(?![_\w])"),
        ("__", r"(?<![_\w])", r"(?![_\w])"),
        ("_", r"(?<![_\w])", r"(?![_\w])"),
        ("***", "", r"(?!\*)"),
        ("**", "", r"(?!\*)"),
        ("*", r"(?<![*\w])", r"(?![*\w])"),
        ("~~", "", "(?!~)"),
        ("==", "", "(?!=)"),
    )
)
_TAG = re.compile(r"(?<![^\s(\[{\"'“‘„«,;])#([^\s#.,;:!?()\[\]{}\"'“”‘’„«»<>|*`~^$%&+=\\@]+)")
_SIDE_TAG = re.compile(r"(for|against|depends|none)/(.+)", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u200b\u200c\u2060\ufeff\xad]")


def plain(text: str) -> str:
    """Return the words of ``text`` without markup, on one line.

    Links become their words, emphasis, code marks, HTML tags, comments, footnote marks, task boxes and the sign of
    ``#tags`` go, HTML entities become characters, line breaks blanks. Tags that take a side (see ``side_tag``) go
    whole: nobody said them.
    """
    if not _MARKUP.search(text):
        return " ".join(text.split())
    kept: list[str] = []

    def hide(words: str) -> str:
        kept.append(words)
        return f"\ue000{len(kept) - 1}\ue001"

    def restore(words: str) -> str:
        return _HIDDEN.sub(lambda match: kept[int(match[1])], words)

    text = text.replace("\ue000", " ").replace("\ue001", " ")
    text = _INVISIBLE.sub("", _CALLOUT.sub("", _TASK.sub("", text)))
    text = _BLOCK_ID.sub("", _LINE_MARKER.sub("", text))
    text = _ESCAPED.sub(lambda match: hide(match[1]), text)
    text = _COMMENT.sub(" ", text)
    text = _CODE.sub(lambda match: hide(restore(match[2])), text)
    text = _without_links(text)
    text = _HTML_TAG.sub(lambda match: " " if match[0][1:3].lower() in ("br", "/p", "p>", "/d", "/l") else "", text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    text = _TAG.sub(_tag_words, text)
    return " ".join(restore(html.unescape(text)).split())


def inline_tags(text: str) -> tuple[str, ...]:
    """Return the ``#tags`` of ``text`` as written, without the sign, each once, in their order.

    A tag stands after a blank or bracket and holds a letter, so ``#1``, ``C#`` and the anchor of an address are none;
    ``#work/remote`` is one. What stands in code or in the target of a link does not count.
    """
    if "#" not in text:
        return ()
    bare = _ESCAPED.sub(" ", _COMMENT.sub(" ", text))
    bare = _without_links(_CODE.sub(" ", bare), target_words=False)
    found = (match.rstrip("/-_") for match in _TAG.findall(bare))
    return tuple(dict.fromkeys(tag for tag in found if _is_tag(tag)))


def side_tag(tag: str) -> tuple[str, str] | None:
    """Return side and name of a tag that takes a side, such as ``for/degree-needed``; None of every other tag."""
    match = _SIDE_TAG.fullmatch(tag)
    return (match[1].lower(), match[2]) if match and _is_tag(match[2]) else None


def _tag_words(match: re.Match[str]) -> str:
    tag = match[1].rstrip("/-_")
    if side_tag(tag):
        return " "
    return match[1] if _is_tag(match[1]) else match[0]


def _without_links(text: str, *, target_words: bool = True) -> str:
    if "[" in text:
        text = _FOOTNOTE.sub("", text)
        text = _WIKI_LINK.sub(lambda match: match[2] or match[1].split("#")[0].rsplit("/", 1)[-1], text)
        # Twice: a picture may stand inside a link.
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    if "<" in text:
        text = _AUTO_LINK.sub(r"\1" if target_words else " ", text)
    return text


def _is_tag(tag: str) -> bool:
    return any(character.isalpha() or ord(character) > 0x2FFF for character in tag)
