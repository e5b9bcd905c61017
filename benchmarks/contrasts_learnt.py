"""Whether a model learnt from annotated fields tells opposite sides, on fields that it has not seen.

    python -m benchmarks.contrasts_learnt CORPORA [--public FOLDER] [--encoder all-MiniLM-L6-v2]

CORPORA is a folder of annotated corpora. Each is held out in turn; logistic regressions are fitted on the others.

pairs   two quotes of different people that take a side on one proposition: do they stand on opposite sides?
sides   a quote and the written proposition: is the quote for it?

By model: ``vectors`` reads the product and the distance of the two vectors, place by place; ``small`` reads cues,
negations, antonyms, likeness and length; ``both`` adds their logits; ``cues`` is done without learning. Given are the
area under the ROC curve and average precision (means over held-out fields), precision where a tenth and a fifth of
the true ones are found (all fields together), and the share of true ones, which is what guessing gives. With
``--public`` the models fitted on all fields are measured on Perspectrum, ArgKP and career points in FOLDER; nothing is
fitted there. Use an encoder that has seen no field.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.contrasts_cues import collections
from benchmarks.measure import table
from infoview_analysis.contrasts.cues import find_cues, leaning, statement_direction
from infoview_analysis.encoder import load_encoder
from infoview_analysis.themes.vectors import unit_rows

MOST_POINTS = 40  # of one claim of the public collections, drawn by seed
STRENGTH = 0.1
_NEGATION = re.compile(r"\b(?:no|not|never|nobody|none|nothing|without|hardly)\b|n't\b", re.IGNORECASE)
_ANTONYMS = (
    ("must", "optional"), ("need", "skip"), ("worth", "waste"), ("more", "less"), ("better", "worse"), ("up", "down"),
    ("easy", "hard"), ("early", "late"), ("home", "office"), ("remote", "floor"), ("first", "last"), ("grow", "shrink"),
    ("hire", "cut"), ("always", "never"), ("everyone", "nobody"), ("faster", "slower"), ("in", "out"),
    ("before", "after"),
)  # fmt: skip


@dataclass(frozen=True)
class Quoted:
    """Quotes on one statement: who said each (or its number), its words, and its side, 1 or -1."""

    statement: str
    people: list[str]
    texts: list[str]
    sides: NDArray


@dataclass(frozen=True)
class Task:
    """Examples of one field: features by model, what is true, and what cues say."""

    features: dict[str, NDArray]
    true: NDArray
    cues: NDArray


def read(folder: Path) -> list[Quoted]:
    """Return the propositions of an annotated corpus with the quotes that take a side."""
    entries = json.loads((folder / "propositions.json").read_text(encoding="utf-8"))
    said: dict[str, list[tuple[str, str, int]]] = {name: [] for name in entries if name != "false_contrasts"}
    for line in (folder / "interviews.jsonl").read_text(encoding="utf-8").splitlines():
        interview = json.loads(line)
        for point in (point for block in interview["blocks"] for point in block["points"]):
            for name, side in point["stances"].items():
                if side:
                    said[name].append((interview["id"], point["text"], side))
    return [_quoted(entries[name]["statement"], rows) for name, rows in said.items() if rows]


def read_public(folder: Path) -> dict[str, list[Quoted]]:
    """Return the claims of the public collections; of each claim at most ``MOST_POINTS``."""
    found: dict[str, list[Quoted]] = {}
    for name, frame in collections(folder).items():
        frame = frame[frame["stance"].isin([1, -1])]
        found[name] = []
        for claim, rows in frame.groupby("claim", sort=True):
            rows = rows.sample(min(len(rows), MOST_POINTS), random_state=0)
            points = [(str(n), str(row.text), int(row.stance)) for n, row in enumerate(rows.itertuples())]
            found[name].append(_quoted(str(claim), points))
    return found


def _quoted(statement: str, rows: list[tuple[str, str, int]]) -> Quoted:
    people, texts, sides = zip(*rows, strict=True)
    return Quoted(statement, list(people), list(texts), np.array(sides))


def pairs(quoted: list[Quoted], vectors: dict[str, NDArray]) -> Task:
    """Return the pairs of quotes on one statement; true are those on opposite sides."""
    rows = [
        (q.texts[a], q.texts[b], q.sides[a] != q.sides[b], -_weight(q.texts[a]) * _weight(q.texts[b]))
        for q in quoted
        for a, b in combinations(range(len(q.texts)), 2)
        if q.people[a] != q.people[b]
    ]
    return _task(rows, vectors, small_of_pair)


def sides(quoted: list[Quoted], vectors: dict[str, NDArray]) -> Task:
    """Return quotes with their statement; true are those for it."""
    rows = [
        (text, q.statement, side > 0, _weight(text) * statement_direction(q.statement))
        for q in quoted
        for text, side in zip(q.texts, q.sides, strict=True)
    ]
    return _task(rows, vectors, small_of_side)


def _task(
    rows: list[tuple[str, str, bool, float]],
    vectors: dict[str, NDArray],
    small: Callable[[str, str, float], list[float]],
) -> Task:
    one, other = (np.array([vectors[row[place]] for row in rows]) for place in (0, 1))
    alike = (one * other).sum(axis=1)
    return Task(
        {
            "vectors": np.hstack([one * other, np.abs(one - other)]),
            "small": np.array([small(row[0], row[1], like) for row, like in zip(rows, alike, strict=True)]),
        },
        np.array([row[2] for row in rows]),
        np.array([row[3] for row in rows]),
    )


def _weight(text: str) -> float:
    return float(sum((2 * cue.strength - 1) * cue.direction for cue in find_cues(text)))


def _opposed(one: str, other: str) -> float:
    words = [set(re.findall(r"[a-z]+", text.lower())) for text in (one, other)]
    return float(sum((a in words[0] and b in words[1]) or (b in words[0] and a in words[1]) for a, b in _ANTONYMS))


def small_of_pair(one: str, other: str, alike: float) -> list[float]:
    """Return what can be said of a pair without its vectors, the same both ways round."""
    weights, leans = (_weight(one), _weight(other)), (leaning(one), leaning(other))
    strong = float(np.prod([(lean.direction or 0) * (lean.strength == 2) for lean in leans]))
    negated = [bool(_NEGATION.search(text.replace("’", "'"))) for text in (one, other)]
    lengths = abs(np.log1p(len(one)) - np.log1p(len(other)))
    return [
        np.sign(weights[0]) * np.sign(weights[1]), abs(weights[0] - weights[1]), strong,
        float(negated[0] != negated[1]), _opposed(one, other), alike, float(lengths),
    ]  # fmt: skip


def small_of_side(text: str, statement: str, alike: float) -> list[float]:
    """Return what can be said of a quote and a statement without their vectors."""
    turn, lean = statement_direction(statement), leaning(text)
    negated = [bool(_NEGATION.search(words.replace("’", "'"))) for words in (text, statement)]
    return [
        _weight(text) * turn, (lean.direction or 0) * (lean.strength == 2) * turn, float(negated[0]),
        float(negated[0] != negated[1]), _opposed(text, statement), alike, float(np.log1p(len(text))),
    ]  # fmt: skip


def fitted(tasks: list[Task]) -> Callable[[Task], dict[str, NDArray]]:
    """Return what gives the logits of each model, fitted on ``tasks``."""
    true = np.concatenate([task.true for task in tasks])
    models = {}
    for name in ("vectors", "small"):
        model = make_pipeline(StandardScaler(with_std=name == "small"), LogisticRegression(C=STRENGTH, max_iter=500))
        models[name] = model.fit(np.vstack([task.features[name] for task in tasks]), true)

    def judged(task: Task) -> dict[str, NDArray]:
        logits = {name: model.decision_function(task.features[name]) for name, model in models.items()}
        return {**logits, "both": logits["vectors"] + logits["small"], "cues": task.cues}

    return judged


def rows_of(what: str, where: str, tasks: list[Task], said: list[dict[str, NDArray]]) -> list[dict[str, object]]:
    """Return a line of the table for each model."""
    true = np.concatenate([task.true for task in tasks])
    mixed = [place for place, task in enumerate(tasks) if 0 < task.true.mean() < 1]
    lines = []
    for model in said[0]:
        auc = np.mean([roc_auc_score(tasks[place].true, said[place][model]) for place in mixed])
        precision_mean = np.mean([average_precision_score(tasks[place].true, said[place][model]) for place in mixed])
        precision, recall, _ = precision_recall_curve(true, np.concatenate([scores[model] for scores in said]))
        at = [f"{precision[np.flatnonzero(recall >= least)[-1]]:.3f}" for least in (0.1, 0.2)]
        lines.append(
            {
                "what": what, "where": where, "model": model, "n": len(true), "guessing": f"{true.mean():.3f}",
                "AUC": f"{auc:.3f}", "average precision": f"{precision_mean:.3f}",
                "precision at .1": at[0], "precision at .2": at[1],
            }
        )  # fmt: skip
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--encoder", default="all-MiniLM-L6-v2")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.encoder)

    def encoded(quoted: list[Quoted]) -> dict[str, NDArray]:
        texts = sorted({text for q in quoted for text in (*q.texts, q.statement)})
        return dict(zip(texts, unit_rows(encoder.encode(texts).astype(float)), strict=True))

    folders = sorted(path.parent for path in arguments.corpora.glob("*/propositions.json"))
    fields = [read(folder) for folder in folders]
    vectors = encoded([q for field in fields for q in field])
    public = read_public(arguments.public) if arguments.public else {}
    lines: list[dict[str, object]] = []
    for what, made in (("pairs", pairs), ("sides", sides)):
        tasks = [made(field, vectors) for field in fields]
        said = [fitted([other for other in tasks if other is not task])(task) for task in tasks]
        lines += rows_of(what, "fields held out", tasks, said)
        judged = fitted(tasks)
        for name, quoted in public.items():
            claims = [made([q], encoded([q])) for q in quoted if len(q.texts) > 1]
            lines += rows_of(what, name, claims, [judged(task) for task in claims])
    print(table(lines))


if __name__ == "__main__":
    main()
