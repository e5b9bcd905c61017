"""How much a skill is needed where neither its clause nor the heading above says so.

A multinomial logistic regression on what the rules find in the rest of the point, and on what the tagger says of the
name in its note. Its weights stand in ``need_head.csv``; ``python -m tools.fit_skill_heads`` fits them anew.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from infoview_analysis.frames import NEEDS
from infoview_analysis.skills.need import Need

WEIGHTS_FILE = "need_head.csv"
RULED = tuple(f"answer: {need}" for need in NEEDS)  # 1: a rule read it from the rest of the point
TAGGED = tuple(f"tagger: {need}" for need in NEEDS)  # log of the tagger's probability
FEATURES = (
    *RULED,
    *TAGGED,
    "alone",  # 1: the only name in the point
    "names",  # log of the number of names in the point
    "words",  # log of the number of words of the point
    "first",  # 1: the first name in the point
    "quoted",  # 1: the point holds a quotation
)


class NeedWeights(NamedTuple):
    """For each of ``frames.NEEDS`` what each feature counts, and where one starts."""

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


def need_features(text: str, ruled: Need, tagged: Sequence[float], *, n_names: int, number: int) -> tuple[float, ...]:
    """Return the signs of how much a name is needed, in the order of ``FEATURES``.

    Parameters
    ----------
    text : str
        The point, verbatim.
    ruled : Need
        What the rules say.
    tagged : sequence of float
        What the tagger says: logarithms of the probabilities of ``frames.NEEDS``.
    n_names : int
        Names that count in the point, at least 1.
    number : int
        Which of them this is, from 0.
    """
    return (
        *(float(bool(ruled.cue) and need == ruled.need) for need in NEEDS),
        *tagged,
        float(n_names == 1),
        math.log(n_names),
        math.log(max(1, len(text.split()))),
        float(number == 0),
        float('"' in text or "“" in text),
    )


def is_open(ruled: Need) -> bool:
    """Tell whether neither the clause nor the heading says how much the skill is needed."""
    return ruled.source not in ("clause", "heading")


def likeliest(signs: Sequence[float], weights: NeedWeights | None = None) -> str:
    """Return the need that is likeliest by these signs."""
    weights = weights or shipped_need_weights()
    totals = [
        bias + sum(w * x for w, x in zip(row, signs, strict=True))
        for row, bias in zip(weights.weights, weights.bias, strict=True)
    ]
    return NEEDS[totals.index(max(totals))]


@cache
def shipped_need_weights() -> NeedWeights:
    """Return the weights that come along."""
    text = (files("infoview_analysis.skills") / WEIGHTS_FILE).read_text(encoding="utf-8")
    rows = {row["feature"]: tuple(float(row[need]) for need in NEEDS) for row in csv.DictReader(io.StringIO(text))}
    return NeedWeights(tuple(zip(*(rows[name] for name in FEATURES), strict=True)), rows["bias"])
