"""ThemeModel: a scikit-learn style estimator that groups the vectors of interview notes into themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from infoview_analysis.themes.consensus import co_association, consensus_groups
from infoview_analysis.themes.large_batch import micro_clusters
from infoview_analysis.themes.placement import MIN_POINTS, UNPLACED, Placement, place, similarity_to_centroids
from infoview_analysis.themes.small_batch import SMALL_BATCH, close_groups
from infoview_analysis.themes.theme_count import estimate_theme_count
from infoview_analysis.themes.vectors import unit_rows

_ORDERING = 32  # columns that tell rows apart


def runs_for(n: int) -> int:
    """Return how many clusterings the consensus of ``n`` points is made of."""
    return max(30, min(100, 50_000 // max(n, 1)))


class ThemeModel(ClusterMixin, BaseEstimator):
    """Group points into recurring themes by consensus of many spectral clusterings, and leave the unsure ones out.

    Parameters
    ----------
    n_themes : int, optional
        Number of themes; by default decided from the vectors.
    place_share : float
        Share of the points to place, between 0 and 1; the others get the label -1.
    runs : int, optional
        Clusterings that the consensus is made of; by default a hundred, and fewer above 500 points, where each one
        takes longer and matters less.
    max_points : int
        Above so many points, micro-clusters are grouped in the place of points, and no n × n matrix is built.
    random_state : int
        Start of the random numbers.

    Attributes
    ----------
    labels_ : ndarray of int, shape (n,)
        Theme of each point, from 0; -1: unplaced.
    confidence_ : ndarray of float, shape (n,)
        How sure each point's nearest theme is, between 0 and 1; given for unplaced points too.
    nearest_ : ndarray of int, shape (n,)
        The theme each point would be in if all were placed.
    centroids_ : ndarray of shape (n_themes_, d)
        Unit mean vectors of the placed points.
    n_themes_ : int
        Number of themes.
    n_features_in_ : int
        Size of a vector.

    Notes
    -----
    Rows are divided by their length: what counts is the angle between vectors. The result does not depend on the
    order of the rows, on the number of threads, or on chance: numbers drawn depend on ``random_state`` alone.

    References
    ----------
    A. Fred, A. Jain (2005), Combining multiple clusterings using evidence accumulation, IEEE TPAMI 27, 835-850.

    Examples
    --------
    >>> import numpy as np
    >>> from infoview_analysis.themes import ThemeModel
    >>> vectors = np.repeat(np.eye(3), 12, axis=0) + 0.1 * np.random.default_rng(0).normal(size=(36, 3))
    >>> int(ThemeModel(n_themes=3, place_share=1.0).fit(vectors).n_themes_)
    3
    """

    def __init__(
        self,
        n_themes: int | None = None,
        *,
        place_share: float = 0.8,
        runs: int | None = None,
        max_points: int = 2000,
        random_state: int = 0,
    ) -> None:
        self.n_themes = n_themes
        self.place_share = place_share
        self.runs = runs
        self.max_points = max_points
        self.random_state = random_state

    def fit(
        self,
        X: ArrayLike,
        y: Any = None,
        *,
        people: ArrayLike | None = None,
        worth: ArrayLike | None = None,
        progress: Callable | None = None,
    ) -> ThemeModel:
        """Find the themes of the rows of ``X``.

        Parameters
        ----------
        X : array_like of shape (n, d)
            One vector a point.
        y : None
            Not used; there for scikit-learn's sake.
        people : array_like of shape (n,), optional
            Who said each point. Runs of the consensus leave people out whole, and a theme's points should not come
            from one person alone. By default every row counts as a person.
        worth : array_like of shape (n,), optional
            How likely each point belongs to any theme, around 1; its confidence is multiplied by it, so that small
            talk is left out first.
        progress : callable, optional
            Called with the number of runs done.

        Returns
        -------
        ThemeModel
            Itself.

        Raises
        ------
        ValueError
            A parameter is out of its range, or ``X`` is empty or holds what is no number.
        """
        rows: NDArray = validate_data(self, X, dtype=(np.float64, np.float32))
        self._check_parameters(len(rows))
        codes = np.arange(len(rows)) if people is None else np.unique(np.asarray(people), return_inverse=True)[1]
        if len(codes) != len(rows):
            raise ValueError(f"people must name one person a row: got {len(codes)} for {len(rows)} rows")
        weights = np.ones(len(rows)) if worth is None else np.asarray(worth, dtype=float)
        # Rows are brought into an order of their own, so that results do not depend on the order they came in.
        order = np.lexsort((codes, *rows.T[:_ORDERING][::-1]))
        with threadpool_limits(limits=1):
            # Large batches stay in the precision they came in, which halves the memory.
            ordered = rows[order] if len(rows) > self.max_points else rows[order].astype(float)
            placement = self._fit_ordered(unit_rows(ordered), codes[order], weights[order], progress)
        self._take(placement, order)
        return self

    def predict(self, X: ArrayLike) -> NDArray:
        """Return the theme nearest to each row of ``X`` (n, d) by cosine; -1 when there is no theme."""
        check_is_fitted(self)
        rows: NDArray = validate_data(self, X, dtype=np.float64, reset=False)
        if not self.n_themes_:
            return np.full(len(rows), UNPLACED)
        with threadpool_limits(limits=1):
            return similarity_to_centroids(unit_rows(rows), self.centroids_).argmax(axis=1)

    def _check_parameters(self, n: int) -> None:
        if self.n_themes is not None and self.n_themes < 1:
            raise ValueError(f"n_themes must be at least 1, got {self.n_themes}")
        if not 0 < self.place_share <= 1:
            raise ValueError(f"place_share must lie above 0 and not above 1, got {self.place_share}")
        if self.runs is not None and self.runs < 1:
            raise ValueError(f"runs must be at least 1, got {self.runs}")

    def _fit_ordered(self, vectors: NDArray, people: NDArray, worth: NDArray, progress: Callable | None) -> Placement:
        n = len(vectors)
        if n < SMALL_BATCH and (self.n_themes is None or n < 2 * MIN_POINTS):
            return place(vectors, close_groups(vectors), None, worth=worth, min_points=2)
        if n > self.max_points:
            centres, nearest = micro_clusters(vectors, seed=self.random_state)
            groups, _ = self._consensus(centres, np.arange(len(centres)), progress)
            return place(vectors, groups[nearest], None, worth=worth, place_share=self.place_share)
        groups, shares = self._consensus(vectors, people, progress)
        return place(vectors, groups, shares, worth=worth, place_share=self.place_share)

    def _consensus(
        self, vectors: NDArray, people: NDArray, progress: Callable | None
    ) -> tuple[NDArray, NDArray | None]:
        """Return the group of each row, and the co-association where it was made."""
        n_themes = min(self.n_themes or estimate_theme_count(vectors), len(vectors))
        if n_themes < 2:
            return np.zeros(len(vectors), dtype=int), None
        runs = self.runs or runs_for(len(vectors))
        shares = co_association(vectors, people, n_themes, runs=runs, seed=self.random_state, progress=progress)
        return consensus_groups(shares, n_themes, seed=self.random_state), shares

    def _take(self, placement: Placement, order: NDArray) -> None:
        self.labels_ = np.empty(len(order), dtype=int)
        self.nearest_ = np.empty(len(order), dtype=int)
        self.confidence_ = np.empty(len(order))
        self.labels_[order] = placement.labels
        self.nearest_[order] = placement.nearest
        self.confidence_[order] = placement.confidence
        self.centroids_ = placement.centroids
        self.n_themes_ = len(placement.centroids)
