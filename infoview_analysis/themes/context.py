"""A point read in its place: its vector mixed with heading and neighbours, the interview's own tone taken out.

A note such as "took four years, no shortcut" says little by itself. What stands above it and beside it says what it is
about; and what all notes of one interview share (the person's job, the note taker's mood) says nothing about themes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.errors import EncoderError
from infoview_analysis.themes.vectors import group_means, unit_rows

if TYPE_CHECKING:
    from infoview_analysis.codebook import Codebook

REACH = 4  # neighbours further away than this count nothing
DECAY = 0.2  # each further step counts a fifth of the one before
HEADED_SHARE = 5 / 3  # weight of the words read together with their heading, in heading weights
INTERVIEW_SHARE = 0.8  # how much of the interview's mean is taken out
INTERVIEW_SHRINKAGE = 1.0  # points of nothing added to that mean: a short interview has no tone of its own


@dataclass(frozen=True)
class ContextWeights:
    """How much the place of a point counts beside its words, which count 1.

    Attributes
    ----------
    heading : float
        Weight of the heading or question it stands under.
    neighbour : float
        Weight of the points before and after it, once under the same heading and once in the interview.
    """

    heading: float = 0.3
    neighbour: float = 0.2


def texts_to_encode(points: pd.DataFrame, codebook: Codebook | None = None) -> list[str]:
    """Return every text whose vector the themes need: words, headings, both together, the codebook's wordings.

    Parameters
    ----------
    points : DataFrame
        Columns ``plain`` and ``heading``.
    codebook : Codebook, optional

    Returns
    -------
    list of str
        Each once, sorted.
    """
    from infoview_analysis.themes.assignment import theme_wordings
    from infoview_analysis.themes.categories import category_descriptions

    texts = set(points["plain"].astype(str)) | set(heading_texts(points)) | set(headed_texts(points))
    texts.update(text for wordings in category_descriptions().values() for text in wordings)
    for theme in codebook.themes if codebook is not None else ():
        texts.update(theme_wordings(theme))
    return sorted(texts - {""})


def vectors_of(texts: Iterable[str], vectors: Mapping[str, NDArray]) -> NDArray:
    """Return the vectors of ``texts`` as rows of shape (n, d), double precision; an empty text's is zero.

    Raises
    ------
    EncoderError
        A text has no vector.
    """
    size = len(next(iter(vectors.values()))) if vectors else 0
    nothing = np.zeros(size)
    try:
        rows = [vectors[text] if text else nothing for text in texts]
    except KeyError as error:
        raise EncoderError(
            f"no vector was given for the text {str(error.args[0])[:60]!r}.",
            mend="Encode every text that texts_to_encode() lists.",
        ) from None
    return np.asarray(rows, dtype=float).reshape(len(rows), size)


def point_vectors(
    points: pd.DataFrame, vectors: Mapping[str, NDArray], weights: ContextWeights | None = None
) -> NDArray:
    """Return the vectors of points read in their place.

    Parameters
    ----------
    points : DataFrame
        Columns ``point_id``, ``interview_id``, ``position``, ``heading``, ``plain``, in any order of rows.
    vectors : mapping of str to ndarray of shape (d,)
        The vector of each text that ``texts_to_encode`` lists.
    weights : ContextWeights, optional

    Returns
    -------
    ndarray of shape (n, d)
        Unit rows, in the order of ``points``; the same bits whatever that order is.
    """
    weights = weights or ContextWeights()
    order, interviews = reading_order(points)
    ordered = points.iloc[order]
    words = vectors_of(ordered["plain"].astype(str), vectors)
    mixed = words.copy()
    if weights.heading:
        mixed += weights.heading * vectors_of(heading_texts(ordered), vectors)
        mixed += weights.heading * HEADED_SHARE * vectors_of(headed_texts(ordered), vectors)
    mixed = unit_rows(mixed)
    if weights.neighbour:
        sections = _sections(interviews, heading_texts(ordered))
        mixed += weights.neighbour * (_neighbours(words, sections) + _neighbours(words, interviews))
        mixed = unit_rows(mixed)
    result = np.empty_like(mixed)
    result[order] = without_interview_mean(mixed, interviews)
    return result


def without_interview_mean(rows: NDArray, interviews: NDArray) -> NDArray:
    """Return unit ``rows`` (n, d) with most of the mean of each interview (codes of shape (n,)) taken out."""
    if not len(rows):
        return rows
    n_interviews = int(interviews.max()) + 1
    sizes = np.bincount(interviews, minlength=n_interviews)
    shares = INTERVIEW_SHARE * sizes / (sizes + INTERVIEW_SHRINKAGE)
    means = group_means(rows, interviews, n_interviews)
    left = unit_rows(rows - shares[interviews, None] * means[interviews])
    # A point that is all tone and nothing else keeps its vector rather than losing it.
    return np.where(np.einsum("ij,ij->i", left, left)[:, None] > 0.5, left, rows)


def section_means(points: pd.DataFrame, rows: NDArray) -> NDArray:
    """Return the mean of the other points under the same heading for each of ``rows`` (n, d); zero where there is none.

    Points of one interview that follow each other under one heading are a section.
    """
    if points.empty:
        return rows
    order, interviews = reading_order(points)
    sections = np.empty(len(points), dtype=int)
    sections[order] = _sections(interviews, heading_texts(points.iloc[order]))
    sizes = np.bincount(sections)
    sums = group_means(rows, sections, len(sizes)) * sizes[:, None]
    others = sums[sections] - rows
    means = others / np.maximum(sizes[sections] - 1, 1)[:, None]
    headed = np.array([bool(heading) for heading in heading_texts(points)]) & (sizes[sections] > 1)
    return np.where(headed[:, None], means, 0.0)


def reading_order(points: pd.DataFrame) -> tuple[NDArray, NDArray]:
    """Return the order of rows by interview and position, and the interview of each row in that order as a number."""
    order = np.lexsort(
        (points["point_id"].to_numpy(object), points["position"].to_numpy(int), points["interview_id"].to_numpy(object))
    )
    return order, pd.factorize(points["interview_id"].to_numpy(object)[order])[0]


def _neighbours(rows: NDArray, groups: NDArray) -> NDArray:
    """Return the mean of each row's neighbours in its group, near ones more; rows are in order of reading."""
    sums, mass = np.zeros_like(rows), np.zeros(len(rows))
    for step in range(1, min(REACH, len(rows) - 1) + 1):
        same = groups[step:] == groups[:-step]
        weight = DECAY ** (step - 1) * same
        sums[step:] += weight[:, None] * rows[:-step]
        sums[:-step] += weight[:, None] * rows[step:]
        mass[step:] += weight
        mass[:-step] += weight
    return sums / np.where(mass > 0, mass, 1.0)[:, None]


def _sections(interviews: NDArray, headings: list[str]) -> NDArray:
    """Return a number for each run of points of one interview under one heading."""
    if not len(headings):
        return np.zeros(0, dtype=int)
    heading = np.asarray(headings, dtype=object)
    starts = (interviews[1:] != interviews[:-1]) | (heading[1:] != heading[:-1])
    return np.concatenate([[0], np.cumsum(starts)])


def heading_texts(points: pd.DataFrame) -> list[str]:
    """Return the heading of each point, empty where it has none."""
    return ["" if pd.isna(heading) else str(heading).strip() for heading in points["heading"]]


def headed_texts(points: pd.DataFrame) -> list[str]:
    """Return the words of each point read together with its heading."""
    return [
        f"{heading}: {plain}" if heading else str(plain)
        for heading, plain in zip(heading_texts(points), points["plain"], strict=True)
    ]
