"""Finding a codebook's quotes again by their words, when the notes were edited or moved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TYPE_CHECKING

from infoview_analysis.codebook.codebook import Codebook
from infoview_analysis.codebook.contents import ROLES, Contents, Quote, Wanted, first_words
from infoview_analysis.readers.document import Problem, Severity

if TYPE_CHECKING:
    import pandas as pd

_NEAR = 0.75  # share of the words that must be the same, in order, for an edited quote to count as the same
_MARGIN = 0.1  # by how much the nearest quote must be nearer than the next
_LEAST_WORDS = 3  # fewer words are too common to be looked for anywhere but at the beginning


@dataclass(frozen=True)
class Match:
    """Where words were found: the point_ids, and how ("exact", "near", "ambiguous", "lost")."""

    kind: str
    point_ids: tuple[str, ...] = ()


class QuoteIndex:
    """Looks up quotes by their words.

    Parameters
    ----------
    quotes : iterable of (str, str)
        point_id and words of every quote of the notes.
    """

    def __init__(self, quotes: Iterable[tuple[str, str]]) -> None:
        self.words = {point: normal(text) for point, text in quotes}
        self.holding: dict[str, list[str]] = defaultdict(list)
        for point, words in self.words.items():
            for token in set(words.split()):
                self.holding[token].append(point)

    def find(self, written: str, *, near: bool = True) -> Match:
        """Return the quotes that begin with ``written``, else hold it, else come near to it."""
        cut = written.rstrip().endswith(("…", "..."))
        words = normal(written)
        if not words:
            return Match("lost")
        candidates = self._sharing(words, cut)
        same = [p for p in candidates if self.words[p] == words]
        for found in (
            same,
            [p for p in candidates if self.words[p].startswith(words)],
            self._within(candidates, words),
        ):
            if found:
                return Match("exact" if len(found) == 1 else "ambiguous", tuple(found))
        return self._nearest(words, cut) if near else Match("lost")

    def _sharing(self, words: str, cut: bool) -> list[str]:
        """Return the quotes that hold all the words but the last, which may be cut off."""
        tokens = words.split()
        whole = tokens if cut or len(tokens) == 1 else tokens[:-1]
        lists = [self.holding.get(token, []) for token in whole]
        if len(tokens) == 1 and not lists[0]:
            return [p for p, text in self.words.items() if text.startswith(words)]
        shortest = min(lists, key=lambda points: len(points))
        found = set(shortest).intersection(*lists)
        return [p for p in shortest if p in found]

    def _within(self, candidates: list[str], words: str) -> list[str]:
        if len(words.split()) < _LEAST_WORDS:
            return []
        return [p for p in candidates if f" {words}" in f" {self.words[p]}"]

    def _nearest(self, words: str, cut: bool) -> Match:
        tokens = words.split()
        if len(tokens) < _LEAST_WORDS:
            return Match("lost")
        shared = Counter(p for token in set(tokens) for p in self.holding.get(token, []))
        least = _NEAR * len(set(tokens)) / 2
        scores = sorted(
            ((-_likeness(tokens, self.words[p].split(), cut), p) for p, count in shared.items() if count >= least),
        )
        if not scores or -scores[0][0] < _NEAR:
            return Match("lost")
        best = [p for score, p in scores if score <= scores[0][0] + _MARGIN]
        return Match("near" if len(best) == 1 else "ambiguous", tuple(best))


def _likeness(tokens: list[str], other: list[str], cut: bool) -> float:
    """Return twice the words in common, in order, over all words; of a cut quote only the beginning is compared."""
    if cut:
        other = other[: len(tokens) + 1]
    return SequenceMatcher(None, tokens, other, autojunk=False).ratio()


def normal(text: str) -> str:
    """Return the words of a text in small letters, without signs."""
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", text.casefold().replace("’", "'")))


def reattach(codebook: Codebook, points: pd.DataFrame) -> Codebook:
    """Return the codebook with every quote it names tied to a point of the notes, where it can be found.

    A quote is found by its point_id; when the notes no longer hold that id, by its words: the same words, the same
    beginning, or nearly the same words if no other quote comes close. Nothing is written; what was not found stays.

    Parameters
    ----------
    codebook : Codebook
        As loaded.
    points : DataFrame
        Columns ``point_id`` and ``plain``.

    Returns
    -------
    Codebook
        Its ``problems`` have a row more for each quote that has moved, was edited, is lost, or could be several.
    """
    plain = dict(zip(points["point_id"].astype(str), points["plain"].astype(str), strict=True))
    return reattached(codebook, plain)


def reattached(codebook: Codebook, plain: dict[str, str]) -> Codebook:
    """Do what ``reattach`` does, from point_id → words."""
    contents = codebook.contents
    named = [p for theme in contents.themes for role in ROLES for p in getattr(theme, role)]
    named += contents.point_categories
    quotes = {p: q for p, q in contents.quotes.items() if q.words}
    quotes |= {p: Quote(first_words(plain[p])) for p in named if p in plain and p not in quotes}
    contents = replace(contents, quotes=MappingProxyType(quotes))
    by_id = {p: quotes.get(p, Quote()).words for p in named if p not in plain}
    by_words = {w.words: w.words for w in contents.wanted}
    if not by_id and not by_words:
        return replace(codebook, contents=contents)
    decided = {p for theme in contents.themes for p in (*theme.confirmed, *theme.rejected)}
    decided |= contents.point_categories.keys() | by_words.keys()
    index = QuoteIndex(plain.items())
    moved: dict[str, str] = {}
    found = dict(quotes)
    problems: list[Problem] = []
    for name, words in (by_id | by_words).items():
        # A single word may be a point_id or a quote of one word; as a quote it must be found exactly.
        match = index.find(words or name, near=bool(words))
        if match.kind in ("exact", "near"):
            point = match.point_ids[0]
            moved[name] = point
            found[point] = Quote(first_words(plain[point]), quotes.get(name, Quote()).who)
        if name in decided:
            problems += _row(codebook.path.name, contents, name, words or name, match, plain)
    return replace(codebook, contents=_moved(contents, moved, found, problems), moved=MappingProxyType(moved))


def _row(source: str, contents: Contents, name: str, words: str, match: Match, plain: dict[str, str]) -> list[Problem]:
    line = next((w.line for w in contents.wanted if w.words == name), None)
    shown = f"“{first_words(words, 60)}”"
    severity: Severity = "warning"
    if match.kind == "exact":
        return []
    if match.kind == "near":
        code = "quote-edited"
        message = f"{shown} was edited in the notes; it is taken to be “{first_words(plain[match.point_ids[0]], 60)}”."
    elif match.kind == "ambiguous":
        code = "quote-ambiguous"
        ids = ", ".join(match.point_ids[:4])
        message = (
            f"{shown} could be any of {len(match.point_ids)} quotes ({ids}); it has no effect."
            " Write the point id of the one you mean."
        )
        severity = "error"
    else:
        code = "quote-lost"
        message = (
            f"{shown} is no longer in the notes; it has no effect and is kept. Delete its line if it is done with."
        )
    return [Problem(source, line or None, severity, code, message)]


def _moved(contents: Contents, moved: dict[str, str], quotes: dict[str, Quote], problems: list[Problem]) -> Contents:
    """Put the new point_ids in the place of the old ones, and those of wanted quotes into their lists."""

    def renamed(names: Iterable[str], section: str, role: str) -> tuple[str, ...]:
        words = [w.words for w in contents.wanted if (w.section, w.role) == (section, role) and w.words in moved]
        return tuple(dict.fromkeys(moved.get(name, name) for name in (*names, *words)))

    themes = []
    taken: set[str] = set()
    for theme in contents.themes:
        confirmed, rejected, anchors = (renamed(getattr(theme, role), theme.theme_id, role) for role in ROLES)
        confirmed = tuple(p for p in confirmed if p not in rejected and p not in taken)
        taken.update(confirmed)
        themes.append(replace(theme, confirmed=confirmed, rejected=rejected, anchors=anchors))
    categories = {moved.get(p, p): c for p, c in contents.point_categories.items()}
    for entry in contents.wanted:
        if entry.role == "category" and entry.words in moved:
            categories.setdefault(moved[entry.words], entry.section)
    left: tuple[Wanted, ...] = tuple(w for w in contents.wanted if w.words not in moved)
    return replace(
        contents,
        themes=tuple(themes),
        point_categories=MappingProxyType(categories),
        quotes=MappingProxyType(quotes),
        wanted=left,
        problems=(*contents.problems, *problems),
    )
