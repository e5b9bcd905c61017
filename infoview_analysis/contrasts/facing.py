"""Which quote of one side to set beside which quote of the other: those that speak of the same."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 60  # a side; nobody reads more columns than that


def facing(one: Sequence[str], other: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the order of each side in which quotes with most words in common stand opposite each other.

    Parameters
    ----------
    one, other : sequence of str
        The quotes of the two sides.

    Returns
    -------
    (list of int, list of int)
        Positions in ``one`` and in ``other``; the likest pair first, quotes without a counterpart last in their order.
    """
    n, m = min(len(one), _MOST), min(len(other), _MOST)
    pairs: list[tuple[int, int]] = []
    if n and m:
        pairs = _pairs(list(one[:n]), list(other[:m]))
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    left += [place for place in range(len(one)) if place not in left]
    right += [place for place in range(len(other)) if place not in right]
    return left, right


def _pairs(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        weights = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform([*one, *other])
    except ValueError:  # not one word that counts
        return []
    alike = np.round((weights[: len(one)] @ weights[len(one) :].T).toarray(), 6)
    rows, columns = linear_sum_assignment(alike, maximize=True)
    found = [(int(a), int(b)) for a, b in zip(rows, columns, strict=True) if alike[a, b] > 0]
    return sorted(found, key=lambda pair: (-alike[pair], pair))
