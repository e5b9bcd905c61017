"""The graph behind the themes: each point tied to the points most like it, and the graph's spectral embedding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from infoview_analysis.themes.vectors import unit_rows

# Up to here a dense solver is quicker than an iterative one.
_DENSE_LIMIT = 700


def nearest_neighbours(vectors: NDArray, n_neighbours: int) -> tuple[NDArray, NDArray]:
    """Return the nearest other rows of each row by cosine similarity.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows.
    n_neighbours : int
        At most n - 1 are returned.

    Returns
    -------
    index : ndarray of int, shape (n, k)
        Nearest first; equal similarities in the order of the rows.
    similarity : ndarray of float, shape (n, k)
        Their cosine similarities.
    """
    n = len(vectors)
    k = min(n_neighbours, n - 1)
    index = np.empty((n, k), dtype=np.intp)
    similarity = np.empty((n, k), dtype=vectors.dtype)
    step = max(1, 4_000_000 // max(n, 1))
    for start in range(0, n, step):
        rows = slice(start, min(start + step, n))
        block = vectors[rows] @ vectors.T
        block[np.arange(len(block)), np.arange(rows.start, rows.stop)] = -np.inf
        index[rows] = np.argsort(-block, axis=1, kind="stable")[:, :k]
        similarity[rows] = np.take_along_axis(block, index[rows], axis=1)
    return index, similarity


def neighbour_graph(
    index: NDArray, similarity: NDArray, n_neighbours: int, kept: NDArray | None = None
) -> sparse.csr_array:
    """Return the symmetric graph in which each kept row is tied to its nearest kept rows.

    Parameters
    ----------
    index, similarity : ndarray of shape (n, k)
        As ``nearest_neighbours`` returns them, with some to spare when rows are left out.
    n_neighbours : int
        Neighbours of a row.
    kept : ndarray of bool, shape (n,), optional
        The rows that take part; by default all.

    Returns
    -------
    csr_array of shape (m, m)
        Weights are cosine similarities, negative ones cut to 0, averaged over both directions.
    """
    n = len(index)
    kept = np.ones(n, dtype=bool) if kept is None else kept
    place = np.cumsum(kept) - 1
    m = int(kept.sum())
    neighbours, weights = index[kept], similarity[kept]
    usable = kept[neighbours]
    usable &= np.cumsum(usable, axis=1) <= n_neighbours
    rows = np.repeat(np.arange(m), usable.sum(axis=1))
    one_way = sparse.csr_array(
        (np.maximum(weights[usable], 0.0).astype(float), (rows, place[neighbours[usable]])), shape=(m, m)
    )
    return (one_way + one_way.T) * 0.5


def spectral_embedding(graph: sparse.csr_array | NDArray, n_components: int) -> tuple[NDArray, NDArray]:
    """Return the leading eigenpairs of the normalised graph.

    Degrees are raised by a tenth of their median (Amini et al. 2013), so that a few loosely tied points do not
    become directions of their own.

    Parameters
    ----------
    graph : array of shape (n, n)
        Symmetric, no negative weight.
    n_components : int
        At most n are returned.

    Returns
    -------
    values : ndarray of shape (k,)
        Largest first.
    components : ndarray of shape (n, k)
        Signs are arbitrary but repeatable.

    References
    ----------
    A. A. Amini et al. (2013), Pseudo-likelihood methods for community detection, Annals of Statistics 41, 2097-2122.
    """
    n = graph.shape[0]
    k = min(n_components, n)
    degree = np.asarray(graph.sum(axis=1)).ravel()
    scale = 1.0 / np.sqrt(degree + 0.1 * np.median(degree) + 1e-9)
    if n > _DENSE_LIMIT and k < n // 4:
        matrix = sparse.csr_array(graph).multiply(scale[:, None]).multiply(scale[None, :]).tocsr()
        try:
            values, components = eigsh(matrix, k=k, which="LA", v0=np.ones(n), tol=1e-6, ncv=min(n, 3 * k + 20))
        except ArpackNoConvergence:
            return _dense_embedding(matrix.toarray(), k)
        order = np.argsort(-values, kind="stable")
        return values[order], components[:, order]
    dense = np.asarray(sparse.csr_array(graph).todense() if sparse.issparse(graph) else graph, dtype=float)
    return _dense_embedding(dense * scale[:, None] * scale[None, :], k)


def _dense_embedding(matrix: NDArray, n_components: int) -> tuple[NDArray, NDArray]:
    n = len(matrix)
    values, components = eigh(matrix, subset_by_index=[n - n_components, n - 1])
    return values[::-1], components[:, ::-1]


def spectral_coordinates(values: NDArray, components: NDArray, n_components: int) -> NDArray:
    """Return points on the unit sphere, each direction weighted by its eigenvalue (a diffusion map of one step)."""
    k = min(n_components, len(values))
    return unit_rows(components[:, :k] * np.maximum(values[:k], 0.0))
