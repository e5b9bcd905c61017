"""Themes by consensus: which points come together again and again when people, scale and neighbourhood vary.

One clustering of a few hundred points is a matter of luck. Many are made, each without some of the people, with
another number of groups and another neighbourhood; how often two points meet is a steadier similarity than any one
of them, and the share of meetings says how sure a point's place is.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans

from infoview_analysis.themes.similarity_graph import (
    nearest_neighbours,
    neighbour_graph,
    spectral_coordinates,
    spectral_embedding,
)

NEIGHBOURS = (0.43, 1.07)  # of a point in the graph of one run, as multiples of the square root of the points
SCALES = (0.67, 1.4)  # groups of one run, as multiples of the number of themes
LEFT_OUT = 0.2  # share of the people left out of one run


def neighbour_range(n: int) -> tuple[int, int]:
    """Return the fewest and most neighbours that a point of ``n`` is tied to; many points have more of their kind."""
    low, high = (scale * np.sqrt(n) for scale in NEIGHBOURS)
    return max(3, round(low)), max(5, round(high))


def spectral_groups(
    index: NDArray,
    similarity: NDArray,
    n_groups: int,
    *,
    n_neighbours: int,
    seed: int,
    kept: NDArray | None = None,
    n_init: int = 1,
) -> NDArray:
    """Return one grouping of the kept rows.

    Parameters
    ----------
    index, similarity : ndarray of shape (n, k)
        As ``nearest_neighbours`` returns them.
    n_groups, n_neighbours, seed, n_init : int
        Groups to make, neighbours in the graph, random state and restarts of k-means.
    kept : ndarray of bool, shape (n,), optional

    Returns
    -------
    ndarray of int, shape (m,)
        Group of each kept row.

    References
    ----------
    A. Y. Ng, M. I. Jordan, Y. Weiss (2002), On spectral clustering: analysis and an algorithm, NIPS 14.
    """
    graph = neighbour_graph(index, similarity, n_neighbours, kept)
    values, components = spectral_embedding(graph, n_groups)
    return partition(spectral_coordinates(values, components, n_groups), n_groups, seed=seed, n_init=n_init)


def partition(coordinates: NDArray, n_groups: int, *, seed: int, n_init: int) -> NDArray:
    """Return k-means labels of ``coordinates``; never more groups than distinct rows."""
    distinct = len(np.unique(coordinates.round(9), axis=0))
    k = max(1, min(n_groups, distinct))
    if k == 1:
        return np.zeros(len(coordinates), dtype=int)
    return KMeans(k, n_init=n_init, random_state=seed).fit_predict(coordinates).astype(int)


def co_association(
    vectors: NDArray,
    people: NDArray,
    n_themes: int,
    *,
    runs: int,
    seed: int,
    progress: Callable[[int], None] | None = None,
) -> NDArray:
    """Return how often two points stand in one group, out of the runs in which both took part.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows.
    people : ndarray of int, shape (n,)
        Who said it; people are left out whole.
    n_themes : int
        The number of groups varies around it.
    runs : int
        Groupings to make.
    seed : int
    progress : callable, optional
        Called with the number of runs done.

    Returns
    -------
    ndarray of shape (n, n)
        Between 0 and 1; the diagonal is 1.

    References
    ----------
    A. Fred, A. Jain (2005), Combining multiple clusterings using evidence accumulation, IEEE TPAMI 27, 835-850.
    """
    n = len(vectors)
    random = np.random.default_rng(seed)
    distinct = np.unique(people)
    n_out = round(LEFT_OUT * len(distinct))
    fewest, most = neighbour_range(n)
    index, similarity = nearest_neighbours(vectors, 3 * most)
    together = np.zeros((n, n), dtype=np.float32)
    met = np.zeros((n, n), dtype=np.float32)
    low, high = (max(2, round(scale * n_themes)) for scale in SCALES)
    for run in range(runs):
        n_groups = int(random.integers(low, high + 1))
        n_neighbours = int(random.integers(fewest, most + 1))
        kept = ~np.isin(people, random.permutation(distinct)[:n_out])
        labels = spectral_groups(index, similarity, n_groups, n_neighbours=n_neighbours, seed=seed + run, kept=kept)
        rows = np.flatnonzero(kept)
        met[np.ix_(rows, rows)] += 1.0
        for group in range(labels.max() + 1):
            members = rows[labels == group]
            together[np.ix_(members, members)] += 1.0
        if progress:
            progress(run + 1)
    shares = np.divide(together, met, out=np.zeros_like(together), where=met > 0)
    np.fill_diagonal(shares, 1.0)
    return shares


def consensus_groups(shares: NDArray, n_themes: int, *, seed: int) -> NDArray:
    """Return the grouping that the co-association ``shares`` (n, n) speak for, as labels of shape (n,)."""
    graph = shares.astype(float) - np.diag(np.diag(shares))
    values, components = spectral_embedding(graph, n_themes)
    return partition(spectral_coordinates(values, components, n_themes), n_themes, seed=seed, n_init=10)
