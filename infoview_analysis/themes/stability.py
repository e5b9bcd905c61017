"""Which themes hold when other people had been asked: resampling of people, and the verdict drawn from it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from infoview_analysis.themes.consensus import neighbour_range, spectral_groups
from infoview_analysis.themes.similarity_graph import nearest_neighbours

STABLE = 0.65
ALIKE_IN_WORDS = 0.5
FEWEST_PEOPLE = 5  # with fewer, leaving people out says nothing
FEWEST_POINTS = 30


def jaccard_stability(
    vectors: NDArray,
    people: NDArray,
    themes: list[NDArray],
    n_groups: int,
    *,
    resamples: int,
    seed: int,
    progress: Callable[[int], None] | None = None,
) -> NDArray:
    """Return how well each theme is found again when people are drawn anew.

    Each resample draws as many people as there are, with replacement; those drawn take part once, with all their
    points. The points are grouped again, and a theme's members among them are compared with the group most like them.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows of all points, placed or not.
    people : ndarray of int, shape (n,)
        Who said each.
    themes : list of ndarray of int
        Rows of each theme's members.
    n_groups : int
        Groups to make.
    resamples, seed : int
    progress : callable, optional
        Called with the number of resamples done.

    Returns
    -------
    ndarray of shape (n_themes,)
        Mean of the best Jaccard similarities; NaN where none could be computed.

    References
    ----------
    C. Hennig (2007), Cluster-wise assessment of cluster stability, CSDA 52, 258-271.
    """
    distinct = np.unique(people)
    sums, counts = np.zeros(len(themes)), np.zeros(len(themes))
    if not themes or resamples < 1 or len(distinct) < 2 or len(vectors) < 3:
        return np.full(len(themes), np.nan)
    random = np.random.default_rng([seed, 1])
    member = np.zeros((len(vectors), len(themes)))
    for column, rows in enumerate(themes):
        member[rows, column] = 1.0
    with threadpool_limits(limits=1):
        index, similarity = nearest_neighbours(vectors, 4 * neighbour_range(len(vectors))[1])
        for number in range(resamples):
            kept = np.isin(people, random.choice(distinct, len(distinct)))
            best = _best_jaccards(index, similarity, member, kept, n_groups, random, seed + number)
            sums += np.nan_to_num(best)
            counts += ~np.isnan(best)
            if progress:
                progress(number + 1)
    return np.divide(sums, counts, out=np.full(len(themes), np.nan), where=counts > 0)


def _best_jaccards(
    index: NDArray,
    similarity: NDArray,
    member: NDArray,
    kept: NDArray,
    n_groups: int,
    random: np.random.Generator,
    seed: int,
) -> NDArray:
    n_kept = int(kept.sum())
    k = max(2, min(n_groups, n_kept - 1))
    if n_kept < 4:
        return np.full(member.shape[1], np.nan)
    fewest, most = neighbour_range(n_kept)
    neighbours = int(random.integers(fewest, most + 1))
    labels = spectral_groups(index, similarity, k, n_neighbours=neighbours, seed=seed, kept=kept, n_init=3)
    groups = np.eye(int(labels.max()) + 1)[labels]
    shared = member[kept].T @ groups
    size = member[kept].sum(axis=0)
    union = size[:, None] + groups.sum(axis=0)[None, :] - shared
    return np.where(size >= 2, (shared / np.maximum(union, 1)).max(axis=1), np.nan)


def likeness_across_people(words: NDArray, people: NDArray, themes: list[NDArray]) -> NDArray:
    """Return how much more alike a theme's points of different people are, by their words alone, than any such points.

    Points can come together because of where they stand. A theme is more than that only when people's words meet.

    Parameters
    ----------
    words : ndarray of shape (n, d)
        Unit rows without context.
    people : ndarray of int, shape (n,)
    themes : list of ndarray of int
        Rows of each theme's members.

    Returns
    -------
    ndarray of shape (n_themes,)
        Difference of the mean cosines in standard deviations of the batch's cosines; NaN where a theme has one voice.
    """
    n_people = int(people.max(initial=0)) + 1
    everything = np.arange(len(words))
    total, n_pairs = _across(words, people, everything, n_people)
    if not n_pairs:
        return np.full(len(themes), np.nan)
    middle = total / n_pairs
    spread = np.sqrt(max(_mean_squared_cosine(words) - middle**2, 1e-12))
    found = [_across(words, people, rows, n_people) for rows in themes]
    return np.array([(s / n - middle) / spread if n else np.nan for s, n in found])


def _across(words: NDArray, people: NDArray, rows: NDArray, n_people: int) -> tuple[float, float]:
    """Return the sum of cosines over ordered pairs of points of different people, and the number of such pairs."""
    sums = np.zeros((n_people, words.shape[1]))
    np.add.at(sums, people[rows], words[rows])
    sizes = np.bincount(people[rows], minlength=n_people)
    everyone = sums.sum(axis=0)
    same = float(np.einsum("ij,ij->", sums, sums))
    return float(everyone @ everyone) - same, float(sizes.sum() ** 2 - (sizes**2).sum())


def _mean_squared_cosine(words: NDArray) -> float:
    """Return the mean squared cosine over pairs of different rows, without building the n × n matrix."""
    n = len(words)
    gram = words.T @ words
    return float((np.einsum("ij,ij->", gram, gram) - n) / max(n * (n - 1), 1))


def verdict(stability: float, likeness: float, n_people: int, *, n_interviewed: int, n_points: int) -> str:
    """Return how far to trust a theme: "one voice", "stable", "tentative" or "untested".

    The bounds are set so that on points whose words were shuffled across interviews no theme is called stable.

    Parameters
    ----------
    stability : float
        Mean Jaccard similarity; NaN: not tested.
    likeness : float
        As ``likeness_across_people`` gives it.
    n_people : int
        People who speak of it.
    n_interviewed, n_points : int
        People and points of the whole batch: below 5 people or 30 points nothing is called stable.
    """
    if n_people <= 1:
        return "one voice"
    if n_interviewed < FEWEST_PEOPLE or n_points < FEWEST_POINTS:
        return "tentative"
    if np.isnan(stability):
        return "untested"
    return "stable" if stability >= STABLE and likeness >= ALIKE_IN_WORDS and n_people >= 3 else "tentative"
