"""Small batches: too few points to tell groups from chance, so only points that are plainly alike come together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

SMALL_BATCH = 30
ALIKE = 0.25  # mean cosine of two groups' points, read in their context, from which they become one


def close_groups(vectors: NDArray) -> NDArray:
    """Return groups of unit rows (n, d) whose mean cosine is at least ``ALIKE``, as labels of shape (n,)."""
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=int)
    model = AgglomerativeClustering(None, distance_threshold=1 - ALIKE, linkage="average", metric="precomputed")
    return model.fit_predict(np.clip(1.0 - vectors @ vectors.T, 0.0, 2.0)).astype(int)
