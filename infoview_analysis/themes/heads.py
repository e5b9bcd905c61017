"""Small trained heads on the vectors: what category a point has, and whether it belongs to any theme at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.errors import EncoderError
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes.context import heading_texts, point_vectors, section_means, vectors_of
from infoview_analysis.themes.vectors import unit_rows

HEADS_FILE = "heads.npz"
INPUTS = ("text", "mixed", "context")
THEMELESS = ("themeless", "chatter")  # the head that tells points without theme; the better one first

_MIXED_HEADING, _MIXED_NEIGHBOURS = 0.3, 0.3


@dataclass(frozen=True)
class LinearHead:
    """A logistic regression on vectors.

    Attributes
    ----------
    source : str
        What it reads, one of ``INPUTS``: the words alone; mixed with the heading and the other points under it; or
        read in their whole place, as the themes are.
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
        return self.slope * (_rows(self.source, points, vectors) @ self.weights + self.bias) + self.offset


@dataclass(frozen=True)
class Heads:
    """The heads that come with an encoder.

    Attributes
    ----------
    category : LinearHead
        Seven columns, in the order of ``frames.CATEGORIES``.
    themeless : LinearHead or None
        One column: small talk, logistics and whatever else belongs to no theme.
    """

    category: LinearHead
    themeless: LinearHead | None = None

    def categories(self, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
        """Return the probability of each category for each point, shape (n, 7)."""
        return softmax(self.category.logits(points, vectors))

    def worth(self, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
        """Return how likely each point belongs to some theme, as a multiple of the batch's mean, shape (n,)."""
        if self.themeless is None or points.empty:
            return np.ones(len(points))
        themed = 1.0 / (1.0 + np.exp(self.themeless.logits(points, vectors)[:, 0]))
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
            return Heads(_category_head(content), _themeless_head(content))
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


def _themeless_head(content: Mapping[str, NDArray]) -> LinearHead | None:
    names = [str(name) for name in content["binary_heads"]]
    row = next((names.index(name) for name in THEMELESS if name in names), None)
    if row is None:
        return None
    return LinearHead(
        source=_source(content["binary_input"][row]),
        weights=content["binary_weights"][row].astype(float)[:, None],
        bias=content["binary_bias"][row : row + 1].astype(float),
        slope=float(content["binary_slope"][row]),
        offset=float(content["binary_offset"][row]),
    )


def _source(value: NDArray) -> str:
    if str(value) not in INPUTS:
        raise ValueError(f"the input {str(value)!r} is none of {', '.join(INPUTS)}")
    return str(value)


def _rows(source: str, points: pd.DataFrame, vectors: Mapping[str, NDArray]) -> NDArray:
    """Return what a head reads as unit rows of shape (n, d)."""
    if source == "context":
        return point_vectors(points, vectors)
    words = vectors_of(points["plain"].astype(str), vectors)
    if source == "mixed":
        words = words + _MIXED_HEADING * vectors_of(heading_texts(points), vectors)
        words = words + _MIXED_NEIGHBOURS * section_means(points, vectors_of(points["plain"].astype(str), vectors))
    return unit_rows(words)
