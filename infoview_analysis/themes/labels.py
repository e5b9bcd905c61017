"""Readable labels: what at least two people call a thing, and others do not say elsewhere.

Phrases are counted by person, not by mention, and weighed by log-odds with an informative Dirichlet prior: a phrase
scores when more people say it in this theme than the whole batch makes expect, and when it means what the theme is
about. Where no two people share a phrase, a theme is called by its exemplar quote, which is honest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.themes.phrases import Phrase, by_theme, collect_phrases, names_to_bar, stem
from infoview_analysis.themes.stop_words import STOP_WORDS

LABEL_PHRASES = 3
KEYWORDS = 8
QUOTE_LENGTH = 60  # characters of a quote that stands for a label
_COMMON = 0.5  # a phrase of so large a part of the themes names none of them
_PRIOR = 20.0  # strength of the prior, in people
_CLEAR = 1.0  # z-score a phrase needs to be a label
_CONSIDERED = 25  # phrases of a theme whose meaning is looked at
_MEANING = 4.0  # weight of that meaning
_SAME_WORD = 5  # letters that two stems share at their beginning to count as one word: librari, librarian
_HEADING_SHARE = 0.4  # part of a theme's people that a heading must stand above

Closeness = Callable[[list[str], str], NDArray]


@dataclass(frozen=True)
class Candidate:
    """A phrase that could name a theme: its key of stems, how it is written, its score, the people who said it."""

    key: tuple[str, ...]
    surface: str
    score: float
    n_people: int


def theme_labels(
    members: dict[str, list[int]],
    texts: list[str],
    people: list[str],
    headings: list[str],
    *,
    names: Iterable[str] = (),
    closeness: Closeness | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return the phrases that set each theme apart, the best first.

    Parameters
    ----------
    members : dict of str to list of int
        theme_id → rows of its notes.
    texts, people, headings : list of str
        Words of each note, who said it, the heading it stands under.
    names : iterable of str
        Names of interviewees, interviewers and companies: no labels.
    closeness : callable, optional
        Given phrases and a theme_id, how near each phrase's meaning is to the theme rather than to the others, as an
        ndarray of shape (n,) around 0. Without it words alone decide.

    Returns
    -------
    dict of str to tuple of str
        theme_id → at most eight phrases; empty where no phrase is shared by two people of the theme.

    References
    ----------
    B. L. Monroe, M. P. Colaresi, K. M. Quinn (2008), Fightin' Words, Political Analysis 16, 372-403.
    J. Carbonell, J. Goldstein (1998), The use of MMR, diversity-based reranking, SIGIR 21, 335-336.
    """
    theme_of = {row: theme for theme, rows in members.items() for row in rows}
    sizes = {theme: len({people[row] for row in rows}) for theme, rows in members.items()}
    total = sum(sizes.values())
    candidates: dict[str, list[Candidate]] = {theme: [] for theme in members}
    for phrase in collect_phrases(texts, people, names_to_bar(names)):
        said = by_theme(phrase, theme_of)
        if len(members) > 3 and len(said) > max(2.0, _COMMON * len(members)):
            continue
        everywhere = sum(len(who) for who in said.values())
        for theme, who in said.items():
            if len(who) >= 2:
                z = _log_odds(len(who), sizes[theme], everywhere, total) if len(members) > 1 else float(len(who))
                candidates[theme].append(Candidate(phrase.key, phrase.surface, z * _fitness(phrase), len(who)))
    for theme, found in _headings(members, people, headings, sizes, total).items():
        candidates[theme].extend(found)
    if closeness is not None:
        candidates = {theme: _weighed(theme, found, closeness) for theme, found in candidates.items()}
    return {theme: _choose(found) for theme, found in candidates.items()}


def label_of(phrases: tuple[str, ...], exemplar: str) -> str:
    """Return a theme's label.

    Parameters
    ----------
    phrases : tuple of str
        As ``theme_labels`` returns them. The first three are the label; a single word, which says too little, is
        followed by the exemplar; where there is none the exemplar stands alone.
    exemplar : str
        The words of the quote that shows the theme best.
    """
    if len(phrases) > 1 or (phrases and " " in phrases[0]):
        return ", ".join(phrases[:LABEL_PHRASES])
    if phrases:
        return f"{phrases[0]}: {_quoted(exemplar, QUOTE_LENGTH - len(phrases[0]))}"
    return _quoted(exemplar, QUOTE_LENGTH)


def _quoted(words: str, length: int) -> str:
    """Return words in quotation marks, shortened at a word."""
    line = " ".join(words.split()).strip('"“”')
    if len(line) > length:
        line = line[:length].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
    return f"“{line}”"


def _log_odds(here: int, size: int, everywhere: int, total: int) -> float:
    """Return the z-score of a phrase's log-odds here against elsewhere; counts are people."""
    share = (everywhere + 0.5) / (total + 1.0)
    prior_here = _PRIOR * share
    prior_rest = _PRIOR * (1.0 - share)
    there, rest = everywhere - here, total - size
    odds_here = (here + prior_here) / (size - here + prior_rest)
    odds_there = (there + prior_here) / (max(rest - there, 0) + prior_rest)
    variance = 1.0 / (here + prior_here) + 1.0 / (there + prior_here)
    return float((np.log(odds_here) - np.log(odds_there)) / np.sqrt(variance))


def _fitness(phrase: Phrase) -> float:
    """Return how well a phrase reads as a name: nouns before verbs, pairs of words before single ones."""
    word = phrase.surface.lower()
    if len(phrase.key) > 1:
        return 1.3 if not word.split()[0].endswith(("ed", "ly")) else 1.0
    ending = 0.6 if word.endswith(("ed", "ly", "n't")) else 1.0
    return ending * (0.4 + 0.6 * min(1.0, 2.0 * phrase.noun_share))


def _headings(
    members: dict[str, list[int]], people: list[str], headings: list[str], sizes: dict[str, int], total: int
) -> dict[str, list[Candidate]]:
    """Return headings as candidates, where several people's notes of one theme stand under alike headings."""
    rows = pd.DataFrame(
        [
            (theme, people[row], " ".join(headings[row].split()), _heading_key(headings[row]))
            for theme, numbers in members.items()
            for row in numbers
        ],
        columns=["theme", "person", "heading", "key"],
    )
    rows = rows[rows["key"].map(len).between(1, 5)]
    found: dict[str, list[Candidate]] = {theme: [] for theme in members}
    for words, alike in rows.groupby("key", sort=True):
        key = tuple(str(word) for word in words) if isinstance(words, tuple) else ()
        per_theme = alike.groupby("theme")["person"].nunique()
        everywhere = int(per_theme.sum())
        for name, count in per_theme.items():
            theme = str(name)
            if count >= max(3, _HEADING_SHARE * sizes[theme]) and len(per_theme) <= max(2.0, _COMMON * len(members)):
                surface = alike["heading"].mode().iloc[0].strip(" :?.*_")
                found[str(theme)].append(
                    Candidate(key, surface, _log_odds(int(count), sizes[str(theme)], everywhere, total), int(count))
                )
    return found


def _heading_key(heading: str) -> tuple[str, ...]:
    words = [word.strip("?!.,:;()\"'").lower() for word in heading.split()]
    return tuple(stem(word) for word in words if word and word not in STOP_WORDS)


def _weighed(theme: str, found: list[Candidate], closeness: Closeness) -> list[Candidate]:
    """Return the most promising candidates with scores raised or lowered by how near their meaning is."""
    best = sorted(found, key=lambda c: (-round(c.score, 9), c.key))[:_CONSIDERED]
    if not best:
        return []
    near = closeness([candidate.surface for candidate in best], theme)
    return [
        replace(candidate, score=candidate.score * float(np.clip(1.0 + _MEANING * value, 0.2, 2.0)))
        for candidate, value in zip(best, near, strict=True)
    ]


def _choose(found: list[Candidate]) -> tuple[str, ...]:
    """Return phrases by score, without those that only repeat words of better ones."""
    ranked = sorted(found, key=lambda c: (-round(c.score, 9), -len(c.key), c.key))
    chosen: list[Candidate] = []
    for candidate in ranked:
        if candidate.score < _CLEAR or len(chosen) == KEYWORDS:
            break
        words = set(candidate.key)
        if any(_overlap(words, set(other.key)) for other in chosen):
            continue
        longer = [c for c in ranked if words < set(c.key) and c.n_people >= 0.6 * candidate.n_people and c.n_people > 1]
        best = max(longer, key=lambda c: (c.n_people, c.score), default=candidate)
        if any(_overlap(set(best.key), set(other.key)) for other in chosen):
            best = candidate
        chosen.append(best)
    return tuple(dict.fromkeys(candidate.surface for candidate in chosen))


def _overlap(one: set[str], other: set[str]) -> bool:
    """Tell whether two phrases share a word, be it with another ending."""
    begins = {stem_[:_SAME_WORD] for stem_ in one if len(stem_) >= _SAME_WORD}
    return bool(one & other) or any(stem_[:_SAME_WORD] in begins for stem_ in other if len(stem_) >= _SAME_WORD)
