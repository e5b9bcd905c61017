"""Longer views of a corpus: consecutive points of an interview read as one paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from .corpora import Corpus

SHORTEST, LONGEST = 60, 200  # words of a paragraph


@dataclass(frozen=True)
class Passage:
    """A paragraph of consecutive points; `heading` is set when all of them stand under one heading."""

    text: str
    heading: str | None


def passages(corpus: Corpus, most: int = 30) -> list[Passage]:
    """Join consecutive points to paragraphs of 60 to 200 words, under one heading wherever it is long enough.

    At most `most` of them, evenly over the corpus.
    """
    found: list[Passage] = []
    for _, interview in groupby(corpus.points, key=lambda point: point.interview):
        pending: list[str] = []
        headings: set[str] = set()
        for (_, heading), block in groupby(interview, key=lambda point: (point.block, point.heading)):
            for point in block:
                pending.append(_sentence(point.text))
                headings.add(heading)
                if len(" ".join(pending).split()) >= LONGEST * 0.75:
                    found.append(_passage(pending, headings))
                    pending, headings = [], set()
            if len(" ".join(pending).split()) >= SHORTEST:
                found.append(_passage(pending, headings))
                pending, headings = [], set()
    return found[:: max(1, -(-len(found) // most))]


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", '"', "”")) else text + "."


def _passage(texts: list[str], headings: set[str]) -> Passage:
    words = " ".join(texts).split()[:LONGEST]
    return Passage(" ".join(words), next(iter(headings)) or None if len(headings) == 1 else None)
