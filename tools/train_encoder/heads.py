"""Small linear heads on the vectors: category, chatter, and what a note offers to follow up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_curve

from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes.heads import view_rows

from .corpora import Corpus, Point
from .evaluate import Vectors, points_frame

#: The yes-or-no heads, and when a point is a case of one.
BINARY: dict[str, Callable[[Point], bool]] = {
    "chatter": lambda point: point.chatter,
    "themeless": lambda point: point.theme is None,
    "resource": lambda point: point.resource,
    "referral": lambda point: point.referral,
    "action": lambda point: point.action,
    "advice": lambda point: point.category == "advice",
    "takes_side": lambda point: bool(point.stances),
}


#: What a head may read: see ``infoview_analysis.themes.heads.view_rows``.
INPUTS = ("text", "mixed", "context", "text+heading", "text+heading+place", "text+context+heading+place")
CATEGORY_INPUTS = (
    "text",
    "mixed",
    "context",
    "context+heading",
    "context+heading+place",
    "context+headed+heading+place",
    "text+context+heading+place",
)

Folds = Sequence[tuple[list["Field"], list["Field"]]]


@dataclass(frozen=True)
class Field:
    """The points of one corpus as rows: vectors (n, d) by view, category names (n,), yes-or-no targets by head."""

    name: str
    rows: dict[str, np.ndarray]
    categories: np.ndarray
    targets: dict[str, np.ndarray]

    def read(self, source: str) -> np.ndarray:
        """What a head with this input reads: its views side by side."""
        return np.concatenate([self.rows[view] for view in source.split("+")], axis=1)


def embedded_field(corpus: Corpus, vectors: Vectors) -> Field:
    """The points of a corpus as each view, beside their targets; `vectors` by text."""
    points = corpus.points
    frame = points_frame(points)
    views = sorted({view for source in (*INPUTS, *CATEGORY_INPUTS) for view in source.split("+")})
    return Field(
        name=corpus.name,
        rows={view: view_rows(view, frame, vectors) for view in views},
        categories=np.array([point.category for point in points]),
        targets={head: np.array([case(point) for point in points]) for head, case in BINARY.items()},
    )


def fitted(rows: np.ndarray, classes: np.ndarray, strength: float, weights: str | None = None) -> LogisticRegression:
    """Logistic regression on unit vectors; `strength` is scikit-learn's C, `weights` its class_weight."""
    return LogisticRegression(C=strength, max_iter=2000, class_weight=weights).fit(rows, classes)


def category_logits(model: LogisticRegression, rows: np.ndarray) -> np.ndarray:
    """Logits (n, 7) in the order of ``CATEGORIES``."""
    order = [list(model.classes_).index(name) for name in CATEGORIES]
    return rows @ model.coef_[order].T + model.intercept_[order]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Shares of the classes, row by row."""
    shares = np.exp(logits - logits.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def fit_temperature(logits: np.ndarray, answers: np.ndarray) -> float:
    """The divisor of the logits under which the right class is likeliest.

    References
    ----------
    Guo et al. (2017), On calibration of modern neural networks, ICML.
    """
    rows = np.arange(len(answers))
    found = minimize(
        lambda log_t: -np.log(softmax(logits / np.exp(log_t[0]))[rows, answers] + 1e-12).mean(),
        x0=np.zeros(1),
        method="Nelder-Mead",
    )
    return float(np.exp(found.x[0]))


def fit_platt(margins: np.ndarray, cases: np.ndarray) -> tuple[float, float]:
    """Slope and offset that turn margins into probabilities."""
    model = LogisticRegression(C=1e6).fit(margins[:, None], cases)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def best_threshold(probabilities: np.ndarray, cases: np.ndarray) -> float:
    """The probability from which "yes" gives the best F1."""
    precision, recall, thresholds = precision_recall_curve(cases, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(thresholds[np.argmax(f1[:-1])])


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = 6) -> list[dict[str, float]]:
    """Equal-sized bins of confidence: how sure on average, how often right, of how many."""
    order = np.argsort(confidence, kind="stable")
    return [
        {
            "n": len(part),
            "confidence": round(float(confidence[part].mean()), 3),
            "right": round(float(right[part].mean()), 3),
        }
        for part in np.array_split(order, bins)
    ]


def calibration_error(table: Sequence[dict[str, float]]) -> float:
    """Expected calibration error of a reliability table."""
    total = sum(row["n"] for row in table)
    return sum(row["n"] * abs(row["confidence"] - row["right"]) for row in table) / total


def macro_f1(truth: np.ndarray, found: np.ndarray) -> float:
    """Mean F1 over the seven categories."""
    return float(f1_score(truth, found, labels=list(CATEGORIES), average="macro", zero_division=0))


def held_out_outputs(folds: Folds, source: str, strength: float, head: str) -> list[tuple[Field, np.ndarray]]:
    """Logits (n, 7) of the category head, or margins (n,) of a yes-or-no head, on the held-out fields.

    `folds` holds (trained on, held out) with the vectors of that fold's own encoder.
    """
    outputs = []
    for trained, held in folds:
        model = _fit_head(trained, source, strength, head)
        for field in held:
            rows = field.read(source)
            output = category_logits(model, rows) if head == "category" else model.decision_function(rows)
            outputs.append((field, output))
    return outputs


def _fit_head(fields: Sequence[Field], source: str, strength: float, head: str) -> LogisticRegression:
    rows = np.concatenate([field.read(source) for field in fields])
    answers = [field.categories if head == "category" else field.targets[head] for field in fields]
    # Macro F1 counts a rare category as much as a frequent one, so the head weighs them alike.
    return fitted(rows, np.concatenate(answers), strength, "balanced" if head == "category" else None)


def choose_category_head(folds: Folds, strengths: Sequence[float]) -> dict:
    """Input and strength with the best mean macro F1 over held-out fields, with temperature and reliability."""
    grid = [(source, strength) for source in CATEGORY_INPUTS for strength in strengths]
    trials = {choice: held_out_outputs(folds, *choice, "category") for choice in grid}
    names = np.array(CATEGORIES)
    figures = {
        choice: {field.name: macro_f1(field.categories, names[logits.argmax(1)]) for field, logits in outputs}
        for choice, outputs in trials.items()
    }
    means = {choice: float(np.mean(list(row.values()))) for choice, row in figures.items()}
    best = max(grid, key=means.__getitem__)
    logits = np.concatenate([part for _, part in trials[best]])
    answers = np.concatenate([[CATEGORIES.index(c) for c in field.categories] for field, _ in trials[best]])
    temperature = fit_temperature(logits, answers)
    shares = softmax(logits / temperature)
    table = reliability(shares.max(1), shares.argmax(1) == answers)
    return {
        "input": best[0],
        "strength": best[1],
        "temperature": temperature,
        "macro_f1": figures[best],
        "mean_macro_f1": {f"{source} C={c}": round(mean, 4) for (source, c), mean in means.items()},
        "accuracy": float((shares.argmax(1) == answers).mean()),
        "reliability": table,
        "calibration_error": calibration_error(table),
    }


def choose_binary_head(folds: Folds, strengths: Sequence[float], head: str) -> dict:
    """Input and strength by log loss after Platt scaling; threshold and F1 over all held-out points.

    ``f1`` uses for each held-out field a threshold chosen on the other held-out fields.
    """
    best: dict = {}
    for source in INPUTS:
        for strength in strengths:
            outputs = held_out_outputs(folds, source, strength, head)
            found = {"input": source, "strength": strength, **_judged(outputs, head)}
            if not best or found["log_loss"] < best["log_loss"]:
                best = found
    return best


def _judged(outputs: Sequence[tuple[Field, np.ndarray]], head: str) -> dict:
    margins = np.concatenate([part for _, part in outputs])
    cases = np.concatenate([field.targets[head] for field, _ in outputs])
    groups = np.concatenate([[field.name] * len(part) for field, part in outputs])
    slope, offset = fit_platt(margins, cases)
    shares = 1 / (1 + np.exp(-(slope * margins + offset)))
    said = np.zeros(len(cases), dtype=bool)
    for name in np.unique(groups):
        threshold = best_threshold(shares[groups != name], cases[groups != name])
        said[groups == name] = shares[groups == name] >= threshold
    return {
        "log_loss": float(-np.mean(np.log(np.where(cases, shares, 1 - shares) + 1e-12))),
        "slope": slope,
        "offset": offset,
        "threshold": best_threshold(shares, cases),
        "f1": float(f1_score(cases, said)),
        "cases": int(cases.sum()),
        "reliability": reliability(shares, cases, bins=5),
    }


def save_heads(path: Path, fields: Sequence[Field], category: dict, binary: dict[str, dict], encoder: str) -> None:
    """Fit the heads on all fields and write them as one ``.npz`` without pickled objects.

    Layout
    ------
    ``encoder_sha256`` of the weights the vectors come from. Inputs are views of a point joined by "+", as
    ``infoview_analysis.themes.heads.view_rows`` makes them; d is the number of their columns.
    ``category_input``, ``category_weights`` (d, 7), ``category_bias`` (7,), ``category_classes`` (7,),
    ``category_temperature`` (): probabilities are softmax((v @ weights + bias) / temperature).
    For each name in ``binary_heads`` (h,): ``binary_weights_NAME`` (d,), and its place in ``binary_input``,
    ``binary_bias``, ``binary_slope``, ``binary_offset``, ``binary_threshold`` (h,); the probability is
    sigmoid(slope * (v @ weights + bias) + offset), "yes" from the threshold on.
    """
    model = _fit_head(fields, category["input"], category["strength"], "category")
    order = [list(model.classes_).index(name) for name in CATEGORIES]
    names = list(binary)
    models = [_fit_head(fields, binary[name]["input"], binary[name]["strength"], name) for name in names]
    np.savez(
        path,
        encoder_sha256=np.array(encoder),
        category_input=np.array(category["input"]),
        category_weights=model.coef_[order].T.astype(np.float32),
        category_bias=model.intercept_[order].astype(np.float32),
        category_classes=np.array(CATEGORIES),
        category_temperature=np.array(category["temperature"], dtype=np.float32),
        binary_heads=np.array(names),
        binary_input=np.array([binary[name]["input"] for name in names]),
        binary_bias=np.array([m.intercept_[0] for m in models], dtype=np.float32),
        **{f"binary_weights_{name}": m.coef_[0].astype(np.float32) for name, m in zip(names, models, strict=True)},
        **{
            f"binary_{key}": np.array([binary[name][key] for name in names], dtype=np.float32)
            for key in ("slope", "offset", "threshold")
        },
    )
