"""How many themes to look for when nobody says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.themes.similarity_graph import nearest_neighbours, neighbour_graph, spectral_embedding

NEIGHBOURS = 8
STRONG = 0.5  # an eigenvalue above this stands for a group that holds together
FINENESS = 1.15  # rather a theme split in two, which a person merges, than two themes in one


def estimate_theme_count(vectors: NDArray) -> int:
    """Return a sensible number of themes for ``vectors``.

    The geometric mean of two guesses: the square root of the number of points, which is how fine people sort notes
    by hand, and the number of groups that hold together in the similarity graph.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows.

    Returns
    -------
    int
        At least 1.
    """
    n = len(vectors)
    if n < 2 * NEIGHBOURS:
        return max(1, n // 4)
    by_size = np.sqrt(n)
    index, similarity = nearest_neighbours(vectors, NEIGHBOURS)
    values, _ = spectral_embedding(neighbour_graph(index, similarity, NEIGHBOURS), min(n - 1, int(4 * by_size)))
    strong = max(1, int((values > STRONG).sum()))
    return max(2, round(float(FINENESS * np.sqrt(by_size * strong))))
