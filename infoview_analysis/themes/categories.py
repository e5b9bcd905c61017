"""The category of each point and of each theme: one of seven, with a probability.

Two ways lead there. A trained head (a multinomial logistic regression on vectors) is used where the encoder brings
one along; otherwise a point is compared with written descriptions of the categories, which needs no training and is
less sure. With a head, the theme of a point has a say besides its own words: what several people said alike is mostly
of one category. What the person gave a point or a theme stands above all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes.category_descriptions import CATEGORY_DESCRIPTIONS
from infoview_analysis.themes.context import headed_texts, heading_texts, vectors_of
from infoview_analysis.themes.heads import Heads, softmax
from infoview_analysis.themes.vectors import group_means, unit_rows

DECIMALS = 4
ASKING = "required skills"

_HEADING, _BALANCE, _TEMPERATURE = 0.7, 0.7, 0.055
# How much the other points of its theme count beside a point's own probabilities, and how much surer both together are
# (an exponent, fitted on fields held out of the training).
_THEME_SAY, _TOGETHER_SURER = 1.0, 1.34
_ENOUGH_TO_CENTRE = 20  # points; the mean of fewer is no measure of the batch's tone


def category_descriptions() -> dict[str, tuple[str, ...]]:
    """Return the written descriptions of each category, in the order of ``frames.CATEGORIES``."""
    return {category: CATEGORY_DESCRIPTIONS[category] for category in CATEGORIES}


def category_probabilities(points: pd.DataFrame, vectors: Mapping[str, NDArray], heads: Heads | None = None) -> NDArray:
    """Return the probability of each category for each point.

    Parameters
    ----------
    points : DataFrame
        Columns ``interview_id``, ``position``, ``heading``, ``plain``.
    vectors : mapping of str to ndarray of shape (d,)
        Of the texts that ``texts_to_encode`` lists.
    heads : Heads, optional
        Without them the written descriptions decide.

    Returns
    -------
    ndarray of shape (n, 7)
        In the order of ``frames.CATEGORIES``; rows sum to 1.
    """
    if heads is not None:
        return heads.categories(points, vectors)
    words = vectors_of(points["plain"].astype(str), vectors)
    heading = vectors_of(heading_texts(points), vectors)
    rows = unit_rows(words + vectors_of(headed_texts(points), vectors) + _HEADING * heading)
    return _zero_shot(rows, vectors)


def _zero_shot(rows: NDArray, vectors: Mapping[str, NDArray]) -> NDArray:
    descriptions = category_descriptions()
    described = [vectors_of(texts, vectors) for texts in descriptions.values()]
    if len(rows) >= _ENOUGH_TO_CENTRE:
        rows = unit_rows(rows - rows.mean(axis=0))
        middle = np.concatenate(described).mean(axis=0)
        described = [unit_rows(texts - middle) for texts in described]
    # The mean of the two nearest descriptions: one alone may be near by accident.
    scores = np.stack([np.sort(rows @ texts.T, axis=1)[:, -2:].mean(axis=1) for texts in described], axis=1)
    if len(rows) >= _ENOUGH_TO_CENTRE:
        scores = scores - _BALANCE * scores.mean(axis=0)
    return softmax(scores / _TEMPERATURE)


def with_their_themes(
    probabilities: NDArray, theme_of: Sequence[str | None], point_ids: Sequence[str], given: Mapping[str, str]
) -> NDArray:
    """Return the probabilities of points that lean on the themes they were placed in.

    Parameters
    ----------
    probabilities : ndarray of shape (n, 7)
    theme_of : sequence of str or None
        Theme of each point; None: unplaced, and left as it is.
    point_ids : sequence of str
    given : mapping of str to str
        point_id → category the person gave: that point speaks for its theme with certainty.

    Returns
    -------
    ndarray of shape (n, 7)
        Rows sum to 1.
    """
    codes, themes = pd.factorize(np.asarray(theme_of, dtype=object))
    placed = np.flatnonzero(codes >= 0)
    if not len(placed):
        return probabilities
    said = _with_given(probabilities, [given.get(point) for point in point_ids])[placed]
    together = probabilities[placed] + _THEME_SAY * group_means(said, codes[placed], len(themes))[codes[placed]]
    surer = together**_TOGETHER_SURER
    leaning = probabilities.copy()
    leaning[placed] = surer / surer.sum(axis=1, keepdims=True)
    return leaning


def _with_given(probabilities: NDArray, given: Sequence[str | None]) -> NDArray:
    """Return the probabilities with certainty where the person gave a category."""
    certain = probabilities.copy()
    for row, category in enumerate(given):
        if category in CATEGORIES:
            certain[row] = 0.0
            certain[row, CATEGORIES.index(category)] = 1.0
    return certain


def point_categories(probabilities: NDArray, point_ids: list[str], given: Mapping[str, str]) -> pd.DataFrame:
    """Return the category of each point and its probability.

    Parameters
    ----------
    probabilities : ndarray of shape (n, 7)
    point_ids : list of str
    given : mapping of str to str
        point_id → category the person gave: it stands, with probability 1.

    Returns
    -------
    DataFrame
        Columns ``category`` and ``category_confidence``.
    """
    best = probabilities.argmax(axis=1) if len(probabilities) else np.zeros(0, dtype=int)
    category = [CATEGORIES[number] for number in best]
    confidence = probabilities.max(axis=1).round(DECIMALS) if len(probabilities) else np.zeros(0)
    for row, point in enumerate(point_ids):
        if given.get(point) in CATEGORIES:
            category[row], confidence[row] = given[point], 1.0
    return pd.DataFrame({"category": category, "category_confidence": confidence})


def skills_asked(probabilities: NDArray, point_ids: Sequence[str], given: Mapping[str, str]) -> NDArray:
    """Return the probability of "required skills" for each point, which is of use where another category is likelier.

    Parameters
    ----------
    probabilities : ndarray of shape (n, 7)
    point_ids : sequence of str
    given : mapping of str to str
        point_id → category the person gave: it makes the probability 1 or 0.

    Returns
    -------
    ndarray of shape (n,)
    """
    certain = _with_given(probabilities, [given.get(point) for point in point_ids])
    return certain[:, CATEGORIES.index(ASKING)].round(DECIMALS)


def theme_category(probabilities: NDArray, given: list[str | None]) -> str:
    """Return the category with the largest sum of probabilities over a theme's points.

    Parameters
    ----------
    probabilities : ndarray of shape (n, 7)
        Of the theme's points.
    given : list of str or None
        Category the person gave each point: it counts in full.
    """
    weights = _with_given(probabilities, given)
    return CATEGORIES[int(weights.sum(axis=0).round(9).argmax())]
