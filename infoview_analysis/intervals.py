"""Intervals for shares of small groups, and for the difference of two shares."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z_95 = 1.959963984540054  # 97.5 % quantile of the normal distribution


def wilson_interval(count: ArrayLike, total: ArrayLike, *, z: float = Z_95) -> tuple[NDArray, NDArray]:
    """Return the Wilson score interval of ``count`` out of ``total``.

    Parameters
    ----------
    count, total : array_like of int
        Successes and trials, of one shape. ``0 <= count <= total``.
    z : float
        Quantile of the normal distribution; the default gives 95 %.

    Returns
    -------
    low, high : ndarray of float
        Bounds between 0 and 1; for ``total == 0`` nothing is known: 0 and 1.

    References
    ----------
    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    successes = np.asarray(count, dtype=float)
    trials = np.asarray(total, dtype=float)
    if np.any(successes < 0) or np.any(successes > trials):
        raise ValueError(f"count must lie between 0 and total, got count={count!r} and total={total!r}")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = successes / trials
        centre = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
        half = z / (1 + z**2 / trials) * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
        low = np.where(trials > 0, np.clip(centre - half, 0.0, 1.0), 0.0)
        high = np.where(trials > 0, np.clip(centre + half, 0.0, 1.0), 1.0)
    # The bound is exactly 0 or 1 where nobody or everybody said so; rounding must not blur that.
    low = np.where(successes == 0, 0.0, low)
    high = np.where((trials > 0) & (successes == trials), 1.0, high)
    return low, high


def newcombe_interval(
    count: ArrayLike, total: ArrayLike, other_count: ArrayLike, other_total: ArrayLike, *, z: float = Z_95
) -> tuple[NDArray, NDArray]:
    """Return Newcombe's hybrid score interval of ``count / total - other_count / other_total``.

    The two Wilson intervals are put together: from each share only the part of its interval that lies on the side in
    question counts. The groups must not overlap.

    Parameters
    ----------
    count, total : array_like of int
        Successes and trials of the first group.
    other_count, other_total : array_like of int
        Of the second.
    z : float
        Quantile of the normal distribution; the default gives 95 %.

    Returns
    -------
    low, high : ndarray of float
        Bounds between -1 and 1; where one group is empty nothing is known: -1 and 1.

    References
    ----------
    R. G. Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of eleven
    methods, Statistics in Medicine 17, 873-890, method 10.
    """
    low, high = wilson_interval(count, total, z=z)
    other_low, other_high = wilson_interval(other_count, other_total, z=z)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.asarray(count, dtype=float) / np.asarray(total, dtype=float)
        other = np.asarray(other_count, dtype=float) / np.asarray(other_total, dtype=float)
        difference = share - other
        lower = difference - np.hypot(share - low, other_high - other)
        upper = difference + np.hypot(high - share, other - other_low)
    known = (np.asarray(total) > 0) & (np.asarray(other_total) > 0)
    return np.where(known, np.clip(lower, -1, 1), -1.0), np.where(known, np.clip(upper, -1, 1), 1.0)
