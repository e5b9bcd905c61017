"""Notes in which the words that name a skill are marked: data/skill_points, what the skill tagger learns from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from infoview_analysis.frames import NEEDS
from infoview_analysis.skills.tagger import MASK, TAGS, pieces_of

UNMARKED = -100  # what PyTorch's cross entropy passes over


@dataclass(frozen=True)
class Marked:
    """A note as word pieces, and what each piece should be told as.

    Attributes
    ----------
    pieces : list of int
    tags, needs : ndarray of int
        Place in ``TAGS`` and in ``NEEDS``; ``UNMARKED`` where nothing is to be learnt.
    """

    pieces: list[int]
    tags: NDArray[np.int64]
    needs: NDArray[np.int64]


def read_points(folder: Path) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """Yield heading, text and marked skills of every note below ``folder``."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            note = json.loads(line)
            yield note["heading"] or "", note["text"], note["skills"]


def marked(
    tokenizer: Tokenizer, heading: str, text: str, skills: list[dict[str, str]], blank: int | None = None
) -> Marked:
    """Return a note as the tagger reads it, each mention at the first free place where its words stand.

    With ``blank`` the words of that skill are hidden, and only its need is to be learnt.
    """
    window = pieces_of(tokenizer, heading, text)[0]
    tags = np.full(len(window.pieces), UNMARKED, dtype=np.int64)
    needs = np.full(len(window.pieces), UNMARKED, dtype=np.int64)
    for place, span in enumerate(window.spans):
        if span is not None:
            tags[place] = TAGS.index("outside")
    taken: list[tuple[int, int]] = []
    for number, skill in enumerate(skills):
        span = _free_place(text, skill["mention"], taken)
        if span is None:
            continue
        taken.append(span)
        if blank in (None, number):
            places = window.places(span)
            tags[places] = TAGS.index("inside")
            tags[places[:1]] = TAGS.index("begins")
            needs[places] = NEEDS.index(skill["need"])
        if blank == number:
            window = window.without(span, tokenizer.token_to_id(MASK))
    if blank is not None:
        tags[:] = UNMARKED
    return Marked(window.pieces, tags, needs)


def _free_place(text: str, words: str, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return where ``words`` stand and nothing is marked yet, else where they stand first."""
    first = at = text.find(words)
    while at >= 0:
        if not any(start < at + len(words) and at < end for start, end in taken):
            return at, at + len(words)
        at = text.find(words, at + 1)
    return (first, first + len(words)) if first >= 0 else None
