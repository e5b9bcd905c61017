"""Comments in Markdown that are no notes: ``<!-- … -->`` and Obsidian's ``%% … %%``."""

from __future__ import annotations

import re

_NOT_LINE_ENDS = re.compile(r"[^\r\n]")
_OPENING = re.compile(r"<!--|(?<![\w%])%%(?![%\d])")


def without_comments(text: str) -> str:
    """Return ``text`` with every comment blanked out, of the same length and with the same lines.

    A comment that is never closed is left as it is: better a stray mark in the notes than the rest of them lost.
    """
    if "<!--" not in text and "%%" not in text:
        return text
    parts: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while opening := _OPENING.search(text, position):
        closing = "-->" if opening.group() == "<!--" else "%%"
        end = -1 if closing in unclosed else text.find(closing, opening.end())
        if end < 0:
            unclosed.add(closing)
            parts.append(text[position : opening.end()])
            position = opening.end()
            continue
        end += len(closing)
        parts.append(text[position : opening.start()])
        parts.append(_NOT_LINE_ENDS.sub(" ", text[opening.start() : end]))
        position = end
    parts.append(text[position:])
    return "".join(parts)
