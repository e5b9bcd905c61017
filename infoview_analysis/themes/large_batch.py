"""Large batches: many points are first gathered into micro-clusters, whose middles are then grouped like points.

Nothing of the size points × points is ever built: memory grows with points × vector size.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from infoview_analysis.themes.vectors import group_means, unit_rows

MICRO_CLUSTERS = 1500
POINTS_EACH = 4  # fewer points a micro-cluster would not make anything smaller


def micro_clusters(vectors: NDArray, *, seed: int) -> tuple[NDArray, NDArray]:
    """Return the middles of micro-clusters and the micro-cluster of each row.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows.
    seed : int

    Returns
    -------
    centres : ndarray of shape (m, d)
        Unit rows; m is at most ``MICRO_CLUSTERS``.
    nearest : ndarray of int, shape (n,)

    References
    ----------
    D. Sculley (2010), Web-scale k-means clustering, WWW 2010, 1177-1178.
    """
    k = max(2, min(MICRO_CLUSTERS, len(vectors) // POINTS_EACH))
    model = MiniBatchKMeans(
        k, random_state=seed, batch_size=4096, n_init=1, max_iter=8, init="random", reassignment_ratio=0.01
    ).fit(vectors)
    nearest = np.unique(model.labels_, return_inverse=True)[1]
    return unit_rows(group_means(vectors, nearest, int(nearest.max()) + 1)), nearest
