"""Small trained heads on the vectors: a point's category, whether it has a theme, what it offers to follow up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.errors import EncoderError
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes.context import (
    ContextWeights,
    headed_texts,
    heading_texts,
    point_vectors,
    reading_order,
    section_means,
    vectors_of,
)
from infoview_analysis.themes.vectors import unit_rows

HEADS_FILE = "heads.npz"
VIEWS = ("text", "mixed", "context", "heading", "headed", "section", "place")
THEMELESS = ("themeless", "chatter")  # the head that tells points without theme; the better one first

# What the heads were trained with, whatever the themes are made with.
_MIXED_HEADING, _MIXED_NEIGHBOURS = 0.3, 0.3
_CONTEXT = ContextWeights(heading=0.3, neighbour=0.2)
_PLACES = np.linspace(0.0, 1.0, 5)
_PLACE_WEIGHT = 0.5


@dataclass(frozen=True)
class LinearHead:
    """A logistic regression on vectors.

    Attributes
    ----------
    source : str
        What it reads: some of ``VIEWS``, joined by "+" (see ``view_rows``).
    weights : ndarray of shape (d, k)
    bias : ndarray of shape (k,)
    slope, offset : float
        Bring the logits to probabilities that are as sure as they are right.
    """

    source: str
    weights: NDArray
    bias: NDArray
    slope: float
    offset: float = 0.0

    def logits(self, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
        """Return calibrated logits of shape (n, k) for points whose texts have ``vectors``."""
        total, start = self.bias, 0
        for name in self.source.split("+"):  # one view after the other: side by side they need a lot of memory
            rows = view_rows(name, points, vectors)
            total = total + rows @ self.weights[start : start + rows.shape[1]]
            start += rows.shape[1]
        return self.slope * total + self.offset


@dataclass(frozen=True)
class Heads:
    """The heads that come with an encoder.

    Attributes
    ----------
    category : LinearHead
        Seven columns, in the order of ``frames.CATEGORIES``.
    yes_or_no : mapping of str to LinearHead
        Heads of one column by name. ``themeless``: small talk, logistics and whatever else belongs to no theme;
        ``chatter``: the first two alone; ``resource``, ``referral``, ``action``: something to read or use, somebody to
        talk to, something to do; ``advice``; ``takes_side``: holds something that others may dispute.
    thresholds : mapping of str to float
        The probability from which "yes" was most often right on held-out fields (best F1).
    """

    category: LinearHead
    yes_or_no: Mapping[str, LinearHead] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def probability(self, name: str, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
        """Return the calibrated probability that each point is a case of a yes-or-no head.

        Parameters
        ----------
        name : str
            One of ``yes_or_no``.
        points : DataFrame
            Columns ``point_id``, ``interview_id``, ``position``, ``heading``, ``plain``; whole interviews, as a point
            is read in its place.
        vectors : mapping of str to ndarray of shape (d,)
            Of the texts that ``texts_to_encode`` lists.

        Returns
        -------
        ndarray of shape (n,)

        Raises
        ------
        KeyError
            There is no such head.
        """
        if name not in self.yes_or_no:
            raise KeyError(f"the encoder has no head {name!r}; it has {', '.join(sorted(self.yes_or_no)) or 'none'}")
        if points.empty:
            return np.zeros(0)
        return 1.0 / (1.0 + np.exp(-self.yes_or_no[name].logits(points, vectors)[:, 0]))

    def categories(self, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
        """Return the probability of each category for each point, shape (n, 7)."""
        return softmax(self.category.logits(points, vectors))

    def worth(self, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
        """Return how likely each point belongs to some theme, as a multiple of the batch's mean, shape (n,)."""
        name = next((name for name in THEMELESS if name in self.yes_or_no), None)
        if name is None or points.empty:
            return np.ones(len(points))
        themed = 1.0 - self.probability(name, points, vectors)
        return themed / themed.mean()


def load_heads(path: Path) -> Heads | None:
    """Read heads from an ``.npz`` file, or from the one that stands in a model's folder; None when there is none.

    Raises
    ------
    EncoderError
        The file is there but damaged, or its classes are not the seven categories.
    """
    file = path / HEADS_FILE if path.is_dir() else path
    if not file.exists():
        return None
    try:
        with np.load(file, allow_pickle=False) as content:
            return Heads(_category_head(content), *_yes_or_no_heads(content))
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError(
            f"the encoder's heads cannot be read ({type(error).__name__}: {error}).",
            source=file.name,
            mend="Install the package again, or build the model anew.",
        ) from error


def softmax(logits: NDArray) -> NDArray:
    """Return the shares of the columns of ``logits`` (n, k), row by row."""
    if not len(logits):
        return logits
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _category_head(content: Mapping[str, NDArray]) -> LinearHead:
    classes = [str(name) for name in content["category_classes"]]
    order = [classes.index(name) for name in CATEGORIES]
    return LinearHead(
        source=_source(content["category_input"]),
        weights=content["category_weights"].astype(float)[:, order],
        bias=content["category_bias"].astype(float)[order],
        slope=1.0 / float(content["category_temperature"]),
    )


def _yes_or_no_heads(content: Mapping[str, NDArray]) -> tuple[dict[str, LinearHead], dict[str, float]]:
    heads: dict[str, LinearHead] = {}
    thresholds: dict[str, float] = {}
    for row, name in enumerate(str(name) for name in content["binary_heads"]):
        source = _source(content["binary_input"][row])
        heads[name] = LinearHead(
            source=source,
            weights=content[f"binary_weights_{name}"].astype(float)[:, None],
            bias=content["binary_bias"][row : row + 1].astype(float),
            slope=float(content["binary_slope"][row]),
            offset=float(content["binary_offset"][row]),
        )
        thresholds[name] = float(content["binary_threshold"][row])
    return heads, thresholds


def _source(value: NDArray) -> str:
    if set(str(value).split("+")) - set(VIEWS):
        raise ValueError(f"the input {str(value)!r} is not made of {', '.join(VIEWS)}")
    return str(value)


def view_rows(source: str, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
    """Return what a head reads of each point, side by side.

    Parameters
    ----------
    source : str
        Views joined by "+". ``text``: the words alone; ``mixed``: with shares of the heading and of the other points
        under it; ``context``: read in their whole place, as the themes are by default; ``heading``: the heading alone;
        ``headed``: heading and words as one text; ``section``: the other points under the heading; ``place``: how far
        into the interview the point stands.
    points : DataFrame
        Columns ``point_id``, ``interview_id``, ``position``, ``heading``, ``plain``.
    vectors : mapping of str to ndarray of shape (d,)

    Returns
    -------
    ndarray of shape (n, columns of all views)
        Each view's rows have unit length or are zero, but for ``place`` with its six columns from 0 to 1.
    """
    return np.concatenate([_view(name, points, vectors) for name in source.split("+")], axis=1)


def _view(name: str, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
    if name == "context":
        return point_vectors(points, vectors, _CONTEXT)
    if name == "heading":
        return unit_rows(vectors_of(heading_texts(points), vectors))
    if name == "headed":
        return unit_rows(vectors_of(headed_texts(points), vectors))
    if name == "place":
        return _place(points)
    words = vectors_of(points["plain"].astype(str), vectors)
    if name == "section":
        return unit_rows(section_means(points, words))
    if name == "mixed":
        heading = _MIXED_HEADING * vectors_of(heading_texts(points), vectors)
        words = words + heading + _MIXED_NEIGHBOURS * section_means(points, words)
    return unit_rows(words)


def _place(points: pd.DataFrame) -> NDArray:
    """Return how near each point stands to five places of the interview, from first to last, and whether it is bare.

    A linear head can then find something typical of the middle. Bare is a point without heading.
    """
    if points.empty:
        return np.zeros((0, len(_PLACES) + 1))
    order, interviews = reading_order(points)
    sizes = np.bincount(interviews)
    starts = np.cumsum(sizes) - sizes
    far = np.empty(len(points))
    far[order] = (np.arange(len(points)) - starts[interviews]) / np.maximum(sizes[interviews] - 1, 1)
    bare = np.array([not heading for heading in heading_texts(points)], dtype=float)
    near = _PLACE_WEIGHT * np.exp(-0.5 * ((far[:, None] - _PLACES) / (_PLACES[1] - _PLACES[0])) ** 2)
    return np.concatenate([near, bare[:, None]], axis=1)
