"""Words as YAML scalars on one line, quoted only where they must be."""

from __future__ import annotations

import json
import re

_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_PLAIN = re.compile(r"[^\W\d_](?:(?!: | #|[\t\r\n]).)*", re.DOTALL)
_BREAKS = {"\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}


def scalar(text: str, *, flow: bool = False) -> str:
    """Return ``text`` as a YAML scalar that reads back as the same words.

    Parameters
    ----------
    text : str
        Words without the characters that YAML forbids.
    flow : bool
        Whether it stands between square brackets or braces.
    """
    odd = any(c in text for c in ("\n", "\r", "\t", *_BREAKS))
    plain = _PLAIN.fullmatch(text) and not text.endswith((":", " ")) and text.lower() not in _RESERVED
    if plain and not odd and not (flow and re.search(r"[,\[\]{}:]", text)):
        return text
    if not odd:
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    for character, escape in _BREAKS.items():
        quoted = quoted.replace(character, escape)
    return quoted


def comment(text: str) -> str:
    """Return ``text`` as an end-of-line comment, or nothing when it holds no words."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"  # {line}" if line else ""
