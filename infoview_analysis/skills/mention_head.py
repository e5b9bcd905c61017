"""How likely a name that stands in a note is a skill somebody speaks of, and not a word or a tool in passing.

A logistic regression on a dozen signs that need no model of language (the name, the point around it, how many people
speak of it), and on what the tagger says. Its weights stand in ``mention_head.csv``; ``python -m
tools.fit_skill_heads`` fits them anew.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

WEIGHTS_FILE = "mention_head.csv"
THRESHOLD = 0.33  # chosen on half of the annotated fields, each left out of the fit; confirmed on the other half
FEATURES = (
    "certain",  # 1: no common word ("planning"), by the vocabulary
    "common",  # 1: so common a word that the vocabulary wants the sentence to speak of skills
    "asks",  # logit of the probability that the point says which skills one needs
    "names",  # log of the number of names in the point
    "words",  # log of the number of words of the point
    "letters",  # log of the length of the name
    "place",  # where in the point it stands, 0 to 1
    "people",  # log of the number of people who bear the name in their notes
    "several",  # 1: a name of several words
    "capitals",  # 1: in capitals throughout
    "capital",  # 1: begins with a capital
    "digits",  # 1: holds a digit
    "spoken",  # logit of the tagger's probability that these words speak of a skill
)
_MOST_PEOPLE = 8  # more are no surer than eight; the annotated fields have some twenty
_ROOM = 0.01  # keeps the logit of 0 and 1 within bounds


class Weights(NamedTuple):
    """What each feature counts, in the order of ``FEATURES``, and where one starts."""

    weights: tuple[float, ...]
    bias: float


def features(
    text: str,
    start: int,
    end: int,
    *,
    certain: bool,
    common: bool,
    asks: float,
    n_names: int,
    n_people: int,
    spoken: float,
) -> tuple[float, ...]:
    """Return the signs of the name ``text[start:end]``, in the order of ``FEATURES``.

    Parameters
    ----------
    text : str
        The point, verbatim.
    start, end : int
    certain, common : bool
        As the matcher has it.
    asks : float
        Probability that the point says which skills one needs.
    n_names : int
        Names of the vocabulary in the point, at least 1.
    n_people : int
        People in whose notes the skill is named, at least 1.
    spoken : float
        The tagger's probability that the name speaks of a skill.
    """
    name = text[start:end]
    return (
        float(certain),
        float(common),
        _logit(asks),
        math.log(n_names),
        math.log(max(1, len(text.split()))),
        math.log(max(1, end - start)),
        start / max(1, len(text)),
        math.log(min(_MOST_PEOPLE, n_people)),
        float(" " in name or "-" in name),
        float(name.isupper()),
        float(name[:1].isupper()),
        float(any(c.isdigit() for c in name)),
        _logit(spoken),
    )


def _logit(probability: float) -> float:
    return math.log(probability + _ROOM) - math.log(1 - probability + _ROOM)


def probability(signs: Sequence[float], weights: Weights | None = None) -> float:
    """Return the probability that a name with these signs is a skill somebody speaks of."""
    weights = weights or shipped_weights()
    total = weights.bias + sum(w * x for w, x in zip(weights.weights, signs, strict=True))
    return 1 / (1 + math.exp(-total)) if total > -700 else 0.0


@cache
def shipped_weights() -> Weights:
    """Return the weights that come along."""
    text = (files("infoview_analysis.skills") / WEIGHTS_FILE).read_text(encoding="utf-8")
    rows = {row["feature"]: float(row["weight"]) for row in csv.DictReader(io.StringIO(text))}
    return Weights(tuple(rows[name] for name in FEATURES), rows["bias"])
