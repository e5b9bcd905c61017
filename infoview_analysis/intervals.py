"""Intervals for shares of small groups."""

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
