"""Propose sentences worth asking about: places in the notes where several people speak of one thing, not all alike.

Each point is a seed. With the nearest point of each of five other people it is a group of six people on one matter. A
group ranks high when it is tight (its members are like the seed and like each other) and when words of both sides stand
in it. From the chosen groups the four people nearest the seed are shown, two against two. Notes of mixed *tone* score
nothing here: pleased and displeased words are no cues.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from infoview_analysis.contrasts.cues import Leaning, find_cues, leaning
from infoview_analysis.contrasts.proposition import Proposition, contrast_id
from infoview_analysis.identity import word_key

GROUP = 6  # people who make up a group
SHOWN = 4  # of them shown as the two sides
POOL = 3000  # up to so many points all are compared with all; above, theme by theme
THEME_POOL = 400  # points of a theme that are looked at, those nearest its middle
OVERLAP = 0.3  # share of a group that may stand in a better one already
TWO_SIDED = 0.5  # weight of cues on both sides beside tightness
LONGEST = 160  # characters of a proposed sentence
_SENTENCE = re.compile(r"(?<=[.!?])[\"”'’]?\s+(?=[\"“A-Z0-9])")
_LEAD = re.compile(r"^(?:[-–—•*>]+\s*|(?:Q|A|re)\s*[:.]\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A group of quotes of different people on one matter.

    Attributes
    ----------
    proposition : Proposition
    score : float
        Rank by it; 0 to 1.
    side_for, side_against : tuple of int
        Rows of the points that seem to stand on either side.
    """

    proposition: Proposition
    score: float
    side_for: tuple[int, ...]
    side_against: tuple[int, ...]


@dataclass(frozen=True)
class _Groups:
    """Groups of one pool: ``members`` (n, GROUP) rows of the points, seed first; tightness, likeness, cue balance."""

    members: NDArray
    tightness: NDArray
    likeness: NDArray
    balance: NDArray


def propose(
    points: pd.DataFrame,
    people: NDArray,
    words: NDArray,
    places: NDArray,
    *,
    n: int,
    taken: tuple[str, ...] = (),
) -> list[Candidate]:
    """Return the ``n`` best sentences to ask about, best first.

    Parameters
    ----------
    points : DataFrame
        Columns ``point_id``, ``plain``, ``theme_id``; in one order, whatever the order of the files.
    people : ndarray of shape (n_points,)
        Who said each point, as a number.
    words, places : ndarray of shape (n_points, d)
        Vectors of the words, and of the points in their context.
    n : int
        How many at most.
    taken : tuple of str
        Sentences there are already; none is proposed twice.
    """
    if n <= 0 or len(np.unique(people)) < SHOWN:
        return []
    weights = np.array([_signed_cues(text) for text in points["plain"]], dtype=float)
    groups = [_groups(pool, people, words, places, weights) for pool in _pools(points, places)]
    groups = [group for group in groups if len(group.members)]
    if not groups:
        return []
    members = np.vstack([group.members for group in groups])
    score = (
        _standard(np.concatenate([group.tightness for group in groups]))
        + _standard(np.concatenate([group.likeness for group in groups]))
        + TWO_SIDED * _standard(np.concatenate([group.balance for group in groups]))
    )
    return _chosen(points, members, score, weights, n, taken)


def _pools(points: pd.DataFrame, places: NDArray) -> list[NDArray]:
    """Return rows to compare with each other: all where they are few, else those of a theme near its middle."""
    if len(points) <= POOL:
        return [np.arange(len(points))]
    pools = []
    for _, rows in sorted(points.groupby("theme_id", sort=True).indices.items()):
        middle = places[rows].mean(axis=0)
        nearest = np.argsort(-(places[rows] @ middle).round(6), kind="stable")[:THEME_POOL]
        pools.append(np.sort(np.asarray(rows)[nearest]))
    return pools


def _groups(pool: NDArray, people: NDArray, words: NDArray, places: NDArray, weights: NDArray) -> _Groups:
    """Return for each point of ``pool`` the nearest points of other people, one a person."""
    likeness = places[pool] @ places[pool].T
    both = (words[pool] @ words[pool].T + likeness).round(6)
    np.fill_diagonal(both, np.inf)
    order = np.argsort(-both, axis=1, kind="stable")
    members, tightness, alike, balance = [], [], [], []
    upper = np.triu_indices(GROUP, 1)
    for seed in range(len(pool)):
        chosen: dict[int, int] = {}
        for other in order[seed]:
            chosen.setdefault(int(people[pool[other]]), int(other))
            if len(chosen) == GROUP:
                break
        if len(chosen) < min(GROUP, SHOWN):
            continue
        inside = np.fromiter(chosen.values(), dtype=int)
        padded = np.concatenate([inside, np.full(GROUP - len(inside), inside[-1])])
        members.append(pool[padded])
        tightness.append(both[seed][inside[1:]].mean())
        alike.append(likeness[np.ix_(padded, padded)][upper].mean())
        leans = weights[pool[inside]]
        balance.append(min((leans > 0).sum(), (leans < 0).sum()))
    shape = np.array(members, dtype=int).reshape(-1, GROUP)
    return _Groups(shape, np.array(tightness), np.array(alike), np.array(balance, dtype=float))


def _chosen(
    points: pd.DataFrame, members: NDArray, score: NDArray, weights: NDArray, n: int, taken: tuple[str, ...]
) -> list[Candidate]:
    """Return the best groups that do not repeat each other, as sentences with two sides."""
    used: set[int] = set()
    known = {word_key(statement) for statement in taken}
    texts, ids, themes = (points[name].to_numpy(object) for name in ("plain", "point_id", "theme_id"))
    found: list[Candidate] = []
    low, high = score.min(), score.max()
    # Six digits: the order must not hang on the last bits of a sum.
    for row in np.lexsort((ids[members[:, 0]], -score.round(6))):
        group = list(dict.fromkeys(members[row].tolist()))
        if sum(point in used for point in group) > OVERLAP * len(group):
            continue
        shown = group[:SHOWN]
        ranked = sorted(shown, key=lambda point: (-weights[point], ids[point]))
        half = len(ranked) // 2
        source, statement = _statement(ranked, texts)
        if not statement or word_key(statement) in known:
            continue
        used.update(group)
        known.add(word_key(statement))
        theme = _most_common([themes[point] for point in group])
        share = float((score[row] - low) / (high - low)) if high > low else 1.0
        proposition = Proposition(contrast_id(statement), statement, theme, "proposed", str(ids[source]))
        found.append(Candidate(proposition, round(share, 6), tuple(ranked[:half]), tuple(ranked[-half:])))
        if len(found) == n:
            break
    return found


def _statement(ranked: list[int], texts: NDArray) -> tuple[int, str]:
    """Return the point and the sentence of it to ask about: short and whole, and in the words the others use too."""
    said = {point: _content_words(str(texts[point])) for point in ranked}
    best: tuple[tuple[int, int, int, int], int, str] | None = None
    for place, point in enumerate(ranked):
        others = set().union(*(said[other] for other in ranked if other != point))
        for sentence in sentences(str(texts[point])):
            shared = len(_content_words(sentence) & others)
            rank = (_plainness(leaning(sentence), sentence), -shared, place, len(sentence))
            if best is None or rank < best[0]:
                best = (rank, point, shortened(sentence))
    return (best[1], best[2]) if best else (ranked[0], "")


def _content_words(text: str) -> set[str]:
    return {word for word in word_key(text).split() if len(word) >= 4 and word not in ENGLISH_STOP_WORDS}


def _plainness(view: Leaning, sentence: str) -> int:
    """Return 0 for a sentence that takes a side and can be said in a breath, more for one that does not."""
    n_words = len(sentence.split())
    whole = 6 <= n_words <= 30 and not sentence.rstrip("\"”'’").endswith("?")
    return (0 if view.direction in (1, -1) else 1) + (0 if whole else 2)


def sentences(text: str) -> list[str]:
    """Return the sentences of a note, without the signs before them; verbatim otherwise."""
    parts = (_LEAD.sub("", part.strip()) for part in _SENTENCE.split(text))
    return [part for part in parts if word_key(part)]


def shortened(sentence: str) -> str:
    """Return a sentence of at most ``LONGEST`` characters, cut after a word."""
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def _signed_cues(text: str) -> float:
    """Return the weight of the cues for less those against; strong cues count three times."""
    return float(sum((2 * cue.strength - 1) * cue.direction for cue in find_cues(text)))


def _most_common(values: list[object]) -> str | None:
    counts = Counter(str(value) for value in values if not pd.isna(value))  # type: ignore[call-overload]
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _standard(values: NDArray) -> NDArray:
    return (values - values.mean()) / (values.std() + 1e-9)
