"""Is general sentence similarity kept? Rank correlation with hand-graded pairs of everyday sentences."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr


def read_pairs(path: Path) -> list[tuple[float, str, str]]:
    """Rows of ``similarity`` (0 unrelated to 5 the same meaning), ``first``, ``second``."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(float(row["similarity"]), row["first"], row["second"]) for row in csv.DictReader(lines)]


def rank_correlation(pairs: list[tuple[float, str, str]], vectors: dict[str, np.ndarray]) -> float:
    """Spearman correlation of the cosines with the grades."""
    cosines = [float(vectors[first] @ vectors[second]) for _, first, second in pairs]
    return float(spearmanr([grade for grade, _, _ in pairs], cosines).statistic)
