"""Which skill of the vocabulary an entry of a profile means, where it is written in another way than people say it."""

from __future__ import annotations

import re
from collections.abc import Callable

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_PARTS = re.compile(r"\s*(?:[/&,+]|\band\b)\s*")
_ADDS_NOTHING = re.compile(
    r"\s+(?:skills?|software|tools?|systems?|methods?|techniques?|knowledge|experience|basics|fundamentals|platforms?)$",
    re.IGNORECASE,
)


def skill_of_entry(name: str, resolve: Callable[[str], str | None]) -> str | None:
    """Return the skill that an entry of a profile means, or None where that is not plain.

    Parameters
    ----------
    name : str
        As the person wrote it.
    resolve : callable
        Name or alias → skill, as ``Vocabulary.resolve``. Beside the whole name are tried what stands before and in
        brackets ("Accessibility (WCAG)"), a name without a last word that adds nothing ("case management software"),
        and the parts of "X and Y" or "X/Y", where all are one skill.
    """
    found = resolve(name)
    if found:
        return found
    outside = _BRACKETS.sub(" ", name).strip()
    for part in (outside, *_BRACKETS.findall(name)):
        found = resolve(part) or resolve(_ADDS_NOTHING.sub("", part))
        if found:
            return found
    parts = {resolve(part) for part in _PARTS.split(outside) if part}
    return parts.pop() if len(parts) == 1 else None
