"""Small operations on rows of vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def unit_rows(rows: NDArray) -> NDArray:
    """Return ``rows`` of shape (n, d), each divided by its length; rows of no length stay zero."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return rows / np.where(length > 1e-12, length, 1.0)[:, None]


def group_means(rows: NDArray, codes: NDArray, n_groups: int, weights: NDArray | None = None) -> NDArray:
    """Return the (weighted) mean row of each group, shape (n_groups, d); an empty group's mean is zero."""
    sums = np.zeros((n_groups, rows.shape[1]))
    np.add.at(sums, codes, rows if weights is None else rows * weights[:, None])
    mass = np.bincount(codes, weights=weights, minlength=n_groups)
    return sums / np.where(mass > 0, mass, 1.0)[:, None]
