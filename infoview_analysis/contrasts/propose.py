"""Propose sentences worth asking about: places in the notes where several people speak of one thing, not all alike.

Each point is a seed. With the nearest point of each of five other people it is a group of six people on one matter. A
group ranks high when it is tight (its members are like the seed and like each other) and when words of both sides stand
in it; and, where the encoder comes with a head for it, when its members are of the kind that takes a side at all. From
the chosen groups the four people nearest the seed are shown, two against two. Notes of mixed *tone* score nothing here:
pleased and displeased words are no cues.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from infoview_analysis.contrasts.cues import find_cues
from infoview_analysis.contrasts.proposition import Proposition, contrast_id
from infoview_analysis.contrasts.sentences import sentences, shortened, tidied, unfitness
from infoview_analysis.identity import word_key

GROUP = 6  # people who make up a group
SHOWN = 4  # of them shown as the two sides
POOL = 3000  # up to so many points all are compared with all; above, theme by theme
THEME_POOL = 400  # points of a theme that are looked at, those nearest its middle
NEAR, TAKES_A_SIDE, MOST_SHARED = 10.0, 8.0, 3  # what speaks for a sentence, in the unit of its unfitness
OVERLAP = 0.3  # share of a group that may stand in a better one already
TWO_SIDED = 0.5  # weight of cues on both sides beside tightness
SIDED = 2.0  # weight of the head's "takes a side" beside it


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


@dataclass(frozen=True)
class _Nearness:
    """How near a point is to the others of its group, and whether it takes a side: what its sentence gains by it."""

    words: NDArray
    places: NDArray
    sided: NDArray | None

    def of(self, group: list[int]) -> NDArray:
        """Return one number for each point of ``group``."""
        alike = self.words[group] @ self.words[group].T + self.places[group] @ self.places[group].T
        np.fill_diagonal(alike, 0.0)
        near = NEAR * alike.sum(axis=1) / max(len(group) - 1, 1)
        # Six digits: the choice must not hang on the last bits of a sum.
        return (near if self.sided is None else near + TAKES_A_SIDE * self.sided[group]).round(6)


def propose(
    points: pd.DataFrame,
    people: NDArray,
    words: NDArray,
    places: NDArray,
    *,
    n: int,
    taken: tuple[str, ...] = (),
    sided: NDArray | None = None,
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
    sided : ndarray of shape (n_points,), optional
        How likely each point takes a side on anything, from 0 to 1.
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
    if sided is not None:
        score += SIDED * _standard(sided[members].mean(axis=1))
    return _chosen(points, members, score, weights, _Nearness(words, places, sided), n, taken)


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
    points: pd.DataFrame,
    members: NDArray,
    score: NDArray,
    weights: NDArray,
    nearness: _Nearness,
    n: int,
    taken: tuple[str, ...],
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
        source, statement = _statement(ranked, texts, nearness.of(ranked))
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


def _statement(ranked: list[int], texts: NDArray, nearness: NDArray) -> tuple[int, str]:
    """Return the point and the sentence of it to ask about.

    Whole and clear by itself, in words the others use too, of a point that is near the others and takes a side. The
    weights were set by whether the sentence alone finds what bears on the annotated one, and by eye.
    """
    said = [_content_words(str(texts[point])) for point in ranked]
    best: tuple[tuple[float, int, int], str] | None = None
    for place, point in enumerate(ranked):
        others = set().union(*(words for other, words in enumerate(said) if other != place))
        for sentence in map(tidied, sentences(str(texts[point]))):
            shared = min(len(_content_words(sentence) & others), MOST_SHARED)
            rank = (unfitness(sentence) - shared - nearness[place], place, len(sentence))
            if best is None or rank < best[0]:
                best = (rank, shortened(sentence))
    return (ranked[best[0][1]], best[1]) if best else (ranked[0], "")


def _content_words(text: str) -> set[str]:
    return {word for word in word_key(text).split() if len(word) >= 4 and word not in ENGLISH_STOP_WORDS}


def _signed_cues(text: str) -> float:
    """Return the weight of the cues for less those against; strong cues count three times."""
    return float(sum((2 * cue.strength - 1) * cue.direction for cue in find_cues(text)))


def _most_common(values: list[object]) -> str | None:
    counts = Counter(str(value) for value in values if not pd.isna(value))  # type: ignore[call-overload]
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _standard(values: NDArray) -> NDArray:
    return (values - values.mean()) / (values.std() + 1e-9)
