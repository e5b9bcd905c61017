"""What the vectors are judged by on an annotated corpus that was not trained on."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_mutual_info_score, average_precision_score

from infoview_analysis.themes.context import headed_texts

from .corpora import Corpus, Point

HEADING_SHARE, NEIGHBOUR_SHARE = 0.3, 0.3
Vectors = dict[str, np.ndarray]


def texts_to_judge(corpus: Corpus, *, headed: bool = False) -> list[str]:
    """Every text whose vector the measures below need; with `headed` also those that only the heads need."""
    points = corpus.points
    texts = {point.text for point in points}
    texts |= {point.heading for point in points if point.heading}
    if headed:
        texts |= set(headed_texts(points_frame(points)))
    return sorted(texts | set(corpus.themes.values()) | set(corpus.propositions.values()))


def points_frame(points: list[Point]) -> pd.DataFrame:
    """The points as a frame, in the order of the corpus."""
    return pd.DataFrame(
        {
            "point_id": [f"{number:06d}" for number in range(len(points))],
            "interview_id": [point.interview for point in points],
            "position": range(1, len(points) + 1),
            "heading": [point.heading for point in points],
            "plain": [point.text for point in points],
        }
    )


def mixed_vectors(points: list[Point], vectors: Vectors) -> np.ndarray:
    """Unit vectors (n, d) of the points, each with a share of its heading and of its neighbours under it."""
    own = np.stack([vectors[point.text] for point in points])
    keys = [(point.interview, point.block) for point in points]
    rows = own.copy()
    for i, point in enumerate(points):
        if point.heading:
            rows[i] += HEADING_SHARE * vectors[point.heading]
            near = [j for j, key in enumerate(keys) if key == keys[i] and j != i]
            if near:
                rows[i] += NEIGHBOUR_SHARE * own[near].mean(0)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def judge(corpus: Corpus, vectors: Vectors) -> dict[str, float]:
    """Figures of one corpus; all but `ami_text` on mixed vectors.

    Returns
    -------
    dict
        ``ami``, ``ami_text``: adjusted mutual information of Ward clusters (as many as themes) with the themes;
        ``theme_pairs``: average precision of the pairs of points of different interviews that share a theme, by cosine;
        ``neighbours``: share of the five nearest points of other interviews that share the theme;
        ``name``: share of themed points nearest to the label of their own theme; ``name_3``: the same with three
        confirmed quotes a theme, on the other points (mean over five draws); ``proposition``: mean average
        precision of the points that take a side on a statement, among all points.
    """
    mixed = mixed_vectors(corpus.points, vectors)
    themed = [i for i, point in enumerate(corpus.points) if point.theme]
    themes = np.array([corpus.points[i].theme for i in themed])
    people = np.array([corpus.points[i].interview for i in themed])
    rows = mixed[themed]
    plain = np.stack([vectors[corpus.points[i].text] for i in themed])
    labels = {theme: vectors[label] for theme, label in corpus.themes.items()}
    return {
        "ami": _ward_ami(rows, themes),
        "ami_text": _ward_ami(plain, themes),
        "theme_pairs": _pairs(rows, themes, people),
        "neighbours": _neighbour_share(rows, themes, people),
        "name": _named(rows, themes, labels),
        "name_3": _confirmed(rows, themes, labels),
        "proposition": _gathered(corpus, mixed, vectors),
    }


def _ward_ami(rows: np.ndarray, themes: np.ndarray) -> float:
    clusters = fcluster(linkage(rows, "ward"), len(set(themes)), "maxclust")
    return float(adjusted_mutual_info_score(themes, clusters))


def _pairs(rows: np.ndarray, themes: np.ndarray, people: np.ndarray) -> float:
    one, other = np.triu_indices(len(rows), k=1)
    apart = people[one] != people[other]
    one, other = one[apart], other[apart]
    return float(average_precision_score(themes[one] == themes[other], (rows[one] * rows[other]).sum(1)))


def _neighbour_share(rows: np.ndarray, themes: np.ndarray, people: np.ndarray, k: int = 5) -> float:
    similarity = rows @ rows.T
    similarity[people[:, None] == people[None, :]] = -np.inf
    nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :k]
    return float((themes[nearest] == themes[:, None]).mean())


def _named(rows: np.ndarray, themes: np.ndarray, labels: Vectors) -> float:
    names = sorted(labels)
    best = np.argmax(rows @ np.stack([labels[name] for name in names]).T, axis=1)
    return float((np.array(names)[best] == themes).mean())


def _confirmed(rows: np.ndarray, themes: np.ndarray, labels: Vectors, quotes: int = 3, draws: int = 5) -> float:
    names = sorted(labels)
    shares = []
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        chosen = {name: rng.permutation(np.flatnonzero(themes == name))[:quotes] for name in names}
        centres = np.stack([labels[name] + rows[chosen[name]].sum(0) for name in names])
        centres /= np.linalg.norm(centres, axis=1, keepdims=True)
        rest = np.setdiff1d(np.arange(len(rows)), np.concatenate(list(chosen.values())))
        shares.append((np.array(names)[np.argmax(rows[rest] @ centres.T, axis=1)] == themes[rest]).mean())
    return float(np.mean(shares))


def _gathered(corpus: Corpus, mixed: np.ndarray, vectors: Vectors) -> float:
    figures = []
    for key, statement in corpus.propositions.items():
        takes = np.array([key in point.stances for point in corpus.points])
        if takes.any():
            figures.append(average_precision_score(takes, mixed @ vectors[statement]))
    return float(np.mean(figures))
