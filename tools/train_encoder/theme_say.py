"""How much the theme of a point should say about its category, measured on held-out fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes import ThemeModel, point_vectors
from infoview_analysis.themes.vectors import group_means

from .corpora import Corpus
from .evaluate import Vectors, points_frame
from .heads import calibration_error, fit_temperature, macro_f1, reliability, softmax


@dataclass(frozen=True)
class Judged:
    """A held-out field: its logits (n, 7), annotated categories (n,) and found themes (n,), -1 for unplaced."""

    logits: np.ndarray
    categories: np.ndarray
    themes: np.ndarray


def found_themes(corpus: Corpus, vectors: Vectors, place_share: float = 0.8) -> np.ndarray:
    """Number of the theme found for each point of a corpus; -1: unplaced."""
    points = points_frame(corpus.points)
    rows = point_vectors(points, vectors)
    model = ThemeModel(None, place_share=place_share)
    return model.fit(rows, people=points["interview_id"].to_numpy(object)).labels_


def figures(fields: Sequence[Judged], say: float) -> dict[str, float]:
    """Figures of all fields when themes count `say` times as much as the point itself.

    Returns
    -------
    dict
        ``macro_f1`` (mean of fields), ``right`` (of all points), ``surer``: the exponent with the least log loss; it
        holds for the placed points; ``log_loss`` and ``calibration_error`` with it.
    """
    answers = np.concatenate([[CATEGORIES.index(name) for name in field.categories] for field in fields])
    temperature = fit_temperature(np.concatenate([field.logits for field in fields]), answers)
    parts = [_together(softmax(field.logits / temperature), field.themes, say) for field in fields]
    shares = np.concatenate(parts)
    placed = np.concatenate([field.themes for field in fields]) >= 0
    names = np.array(CATEGORIES)
    f1 = [macro_f1(field.categories, names[part.argmax(1)]) for field, part in zip(fields, parts, strict=True)]

    def surer(exponent: float) -> np.ndarray:
        raised = np.where(placed[:, None], shares**exponent, shares)
        return raised / raised.sum(1, keepdims=True)

    def log_loss(exponent: float) -> float:
        return float(-np.log(surer(exponent)[np.arange(len(answers)), answers] + 1e-12).mean())

    exponent = float(minimize_scalar(log_loss, bounds=(0.5, 3.0), method="bounded").x) if say else 1.0
    table = reliability(surer(exponent).max(1), shares.argmax(1) == answers)
    return {
        "say": say,
        "macro_f1": round(float(np.mean(f1)), 4),
        "right": round(float((shares.argmax(1) == answers).mean()), 4),
        "surer": round(exponent, 3),
        "log_loss": round(log_loss(exponent), 4),
        "calibration_error": round(calibration_error(table), 4),
    }


def _together(shares: np.ndarray, themes: np.ndarray, say: float) -> np.ndarray:
    """Each placed point's shares with those of its theme."""
    placed = themes >= 0
    means = group_means(shares[placed], themes[placed], int(themes.max(initial=-1)) + 1)
    together = shares.copy()
    together[placed] = (shares[placed] + say * means[themes[placed]]) / (1.0 + say)
    return together
