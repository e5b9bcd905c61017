"""Cues in the words of a note: what each pattern says, how much it counts, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STRONG, FAIR, WEAK = 3.0, 1.8, 0.9


@dataclass(frozen=True)
class Cue:
    """A pattern that speaks for a kind of takeaway, or against it.

    Attributes
    ----------
    says : str
        The reason in plain words, shown to the person.
    weight : float
        How much it counts, in logits; below 0: it speaks against.
    pattern : re.Pattern
        Searched in the words of a point on one line.
    in_heading : bool
        The pattern is searched in the heading instead.
    """

    says: str
    weight: float
    pattern: re.Pattern[str]
    in_heading: bool = False


def cue(says: str, weight: float, pattern: str, *, in_heading: bool = False, case: bool = False) -> Cue:
    """Return a cue; the pattern ignores case unless ``case`` is true."""
    return Cue(says, weight, re.compile(pattern, 0 if case else re.IGNORECASE), in_heading)


@dataclass(frozen=True)
class Evidence:
    """What the cues say of one point.

    Attributes
    ----------
    weight : float
        Sum of the cues found, in logits.
    reasons : tuple of str
        What those in favour say, the strongest first, each once.
    """

    weight: float = 0.0
    reasons: tuple[str, ...] = ()


def evidence(cues: Sequence[Cue], text: str, heading: str = "") -> Evidence:
    """Return what ``cues`` say of a text under a heading; a reason counts once, however often it is found."""
    found: dict[str, float] = {}
    for one in cues:
        place = heading if one.in_heading else text
        if place and one.pattern.search(place):
            held = found.get(one.says)
            if held is None or abs(one.weight) > abs(held):
                found[one.says] = one.weight
    return gathered(found.items())


def gathered(found: Iterable[tuple[str, float]]) -> Evidence:
    """Return reasons and weights as one evidence."""
    ordered = sorted(found, key=lambda item: (-item[1], item[0]))
    return Evidence(sum(weight for _, weight in ordered), tuple(says for says, weight in ordered if weight > 0))


def with_cue(held: Evidence, says: str, weight: float) -> Evidence:
    """Return ``held`` with one more reason."""
    reasons = (*held.reasons, says) if weight > 0 and says not in held.reasons else held.reasons
    return Evidence(held.weight + weight, reasons)
