"""Which points sit well enough in a theme to be shown in it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.themes.vectors import group_means, unit_rows

UNPLACED = -1
MIN_POINTS = 3  # fewer points are no theme


@dataclass(frozen=True)
class Confidence:
    """Log-odds that a point belongs where it was put, as a logistic regression on annotated corpora gives them.

    Attributes
    ----------
    meetings : float
        Weight of the share of runs in which the point met the other members of its theme.
    closeness : float
        Weight of its cosine to the mean of the other members.
    intercept : float
    """

    meetings: float = 2.62
    closeness: float = 3.49
    intercept: float = -3.12


# Without a consensus over single points (large batches) closeness alone decides.
BY_MEETINGS = Confidence()
BY_CLOSENESS = Confidence(meetings=0.0, closeness=5.9, intercept=-2.57)
# The same for a point and an own theme that it lies nearest to.
TO_OWN = Confidence(meetings=0.0, closeness=11.0, intercept=-4.25)


@dataclass(frozen=True)
class Placement:
    """Points placed in themes.

    Attributes
    ----------
    labels : ndarray of int, shape (n,)
        Theme from 0; -1: unplaced.
    nearest : ndarray of int, shape (n,)
        The theme it would be in if all were placed; -1 where there is no theme at all.
    confidence : ndarray of float, shape (n,)
        Probability that ``nearest`` is right.
    centroids : ndarray of shape (n_themes, d)
        Unit mean vectors of the placed points.
    """

    labels: NDArray
    nearest: NDArray
    confidence: NDArray
    centroids: NDArray


def place(
    vectors: NDArray,
    groups: NDArray,
    shares: NDArray | None,
    *,
    worth: NDArray | None = None,
    place_share: float = 1.0,
    min_points: int = MIN_POINTS,
) -> Placement:
    """Return which points stay in their group, which number the groups have, and how sure each point is.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows.
    groups : ndarray of int, shape (n,)
        Group of each point.
    shares : ndarray of shape (n, n) or None
        Co-association; None where it is not at hand.
    worth : ndarray of float, shape (n,), optional
        How likely each point belongs to any theme, around 1; multiplies its confidence.
    place_share : float
        Share of the points that stay, the surest first.
    min_points : int
        Groups with fewer points than this are dissolved; of the others the largest comes first.

    Returns
    -------
    Placement
    """
    n = len(vectors)
    codes = np.unique(groups, return_inverse=True)[1]
    confidence = _confidence(vectors, codes, shares)
    if worth is not None:
        confidence = np.minimum(confidence * worth, 1.0)
    kept = np.zeros(n, dtype=bool)
    kept[np.argsort(-confidence.round(9), kind="stable")[: max(1, round(place_share * n))]] = True
    sizes = np.bincount(codes[kept], minlength=codes.max() + 1)
    order = [group for group in np.argsort(-sizes, kind="stable") if sizes[group] >= min_points]
    if not order:
        nobody = np.full(n, UNPLACED)
        return Placement(nobody, nobody.copy(), np.zeros(n), np.zeros((0, vectors.shape[1])))
    number = np.full(codes.max() + 1, UNPLACED)
    number[order] = np.arange(len(order))
    labels = np.where(kept, number[codes], UNPLACED)
    placed = labels >= 0
    centroids = unit_rows(group_means(vectors[placed], labels[placed], len(order)))
    nearest = number[codes]
    homeless = nearest < 0
    if homeless.any():
        nearest[homeless] = similarity_to_centroids(vectors[homeless], centroids).argmax(axis=1)
    return Placement(labels, nearest, confidence, centroids)


def similarity_to_centroids(vectors: NDArray, centroids: NDArray, chunk: int = 20_000) -> NDArray:
    """Return the cosine of each row (n, d) to each centroid (k, d), shape (n, k), computed in chunks of rows."""
    return np.concatenate(
        [vectors[start : start + chunk] @ centroids.T for start in range(0, max(1, len(vectors)), chunk)]
    )


def closeness_to_others(vectors: NDArray, codes: NDArray, chunk: int = 20_000) -> NDArray:
    """Return the cosine of each row (n, d) to the mean of the other rows of its group; 0 where it is alone."""
    sums = np.zeros((int(codes.max()) + 1, vectors.shape[1]))
    np.add.at(sums, codes, vectors)
    found = np.empty(len(vectors))
    for start in range(0, len(vectors), chunk):
        rows = slice(start, start + chunk)
        found[rows] = np.einsum("ij,ij->i", unit_rows(sums[codes[rows]] - vectors[rows]), vectors[rows])
    return found


def _confidence(vectors: NDArray, codes: NDArray, shares: NDArray | None) -> NDArray:
    close = closeness_to_others(vectors, codes)
    weights = BY_MEETINGS if shares is not None else BY_CLOSENESS
    odds = weights.intercept + weights.closeness * close
    if shares is not None:
        one_hot = np.eye(int(codes.max()) + 1)[codes]
        others = one_hot.sum(axis=0)[codes] - 1
        met = np.einsum("ij,ij->i", shares @ one_hot, one_hot) - np.diag(shares)
        odds = odds + weights.meetings * met / np.maximum(others, 1)
    return 1.0 / (1.0 + np.exp(-odds))
