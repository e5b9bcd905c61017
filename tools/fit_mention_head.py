"""Fit the weights by which a name in a note counts as a skill: infoview_analysis/skills/mention_head.csv.

    python -m tools.fit_mention_head CORPUS ... [--out FILE]

CORPUS are folders with an annotated interviews.jsonl (data/corpora). A name that the vocabulary finds is a case where
it shares a word with an annotated mention of that point. The probability that a point says which skills one needs
comes, for each field, from a category head fitted on the other fields: the shipped head has seen all of them and is
too sure of itself there. Printed are precision and share kept of the right names, on fields left out of the fit.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from infoview_analysis.encoder import Encoder, load_encoder
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.skills.matcher import Matcher
from infoview_analysis.skills.mention_head import FEATURES, WEIGHTS_FILE, Weights, probability
from infoview_analysis.skills.mentions import notes_of, people_of_skills, signs_of
from infoview_analysis.skills.vocabulary import Vocabulary, shipped_vocabulary
from infoview_analysis.themes import load_heads, texts_to_encode
from infoview_analysis.themes.categories import ASKING
from infoview_analysis.themes.heads import LinearHead, softmax, view_rows

OUT = Path(__file__).parents[1] / "infoview_analysis" / "skills" / WEIGHTS_FILE
_STRENGTH = 2.0  # scikit-learn's C of the category heads, as in tools.train_encoder


@dataclass(frozen=True)
class Field:
    """The points of one annotated field: what a category head reads (n, d), the categories, the annotated mentions."""

    name: str
    points: pd.DataFrame
    rows: NDArray
    categories: list[str]
    mentions: list[list[str]]


def read_field(folder: Path, head: LinearHead, encoder: Encoder) -> Field:
    """Return an annotated field with vectors for the category head."""
    points, categories, mentions = [], [], []
    for line in (folder / "interviews.jsonl").read_text(encoding="utf-8").splitlines():
        interview = json.loads(line)
        said = [(block["heading"], point) for block in interview["blocks"] for point in block["points"]]
        for position, (heading, point) in enumerate(said, start=1):
            text = " ".join(point["text"].split())
            points.append((f"{interview['id']}-{position:04d}", interview["id"], position, heading, text, text, 0))
            categories.append(point["category"])
            mentions.append([skill["mention"] for skill in point["skills"]])
    names = ["point_id", "interview_id", "position", "heading", "plain", "text", "start"]
    frame = pd.DataFrame(points, columns=names)
    texts = texts_to_encode(frame)
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    return Field(folder.name, frame, view_rows(head.source, frame, vectors), categories, mentions)


def asks_by(fields: Sequence[Field], rows: NDArray, slope: float) -> NDArray:
    """Return the probability of "required skills" for ``rows`` by a category head fitted on ``fields``."""
    model = LogisticRegression(C=_STRENGTH, max_iter=2000, class_weight="balanced")
    answers = [category for field in fields for category in field.categories]
    model.fit(np.concatenate([field.rows for field in fields]), answers)
    order = [list(model.classes_).index(name) for name in CATEGORIES]
    logits = rows @ model.coef_[order].T + model.intercept_[order]
    return softmax(logits * slope)[:, CATEGORIES.index(ASKING)]


def cases_of(field: Field, asks: NDArray, vocabulary: Vocabulary) -> tuple[NDArray, NDArray]:
    """Return the signs of every name found in a field (n, features), and which are annotated."""
    notes = notes_of(field.points.assign(asks_skills=asks), Matcher(vocabulary), frozenset(), suggestions=True)
    people = people_of_skills(notes)
    annotated = dict(zip(field.points["point_id"], field.mentions, strict=True))
    signs, right = [], []
    for note in notes:
        wanted = [words(mention) for mention in annotated[note.point]]
        for one, _ in note.found:
            signs.append(signs_of(note, one, people))
            right.append(any(words(note.text[one.start : one.end]) & other for other in wanted))
    return np.array(signs), np.array(right)


def fitted(cases: Sequence[tuple[NDArray, NDArray]]) -> Weights:
    """Return the weights of a logistic regression, for signs as they come."""
    signs = np.concatenate([part for part, _ in cases])
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit((signs - mean) / spread, np.concatenate([right for _, right in cases]))
    weights = model.coef_[0] / spread
    return Weights(tuple(weights.tolist()), float(model.intercept_[0] - weights @ mean))


def words(text: str) -> set[str]:
    """Return the words of a name, as annotation and mention are compared."""
    return set(re.findall(r"[a-z0-9$%+#]+", text.lower().replace("’", "").replace("'", "")))


def write(path: Path, weights: Weights) -> None:
    """Write the weights as the package reads them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        rows.writerows((name, f"{weight:.4f}") for name, weight in zip(FEATURES, weights.weights, strict=True))
        rows.writerow(("bias", f"{weights.bias:.4f}"))


def held_out_table(cases: Mapping[str, tuple[NDArray, NDArray]]) -> pd.DataFrame:
    """Return precision of the names kept and share of the right names kept, by threshold, means of fields left out."""
    rows = []
    chances = {
        name: np.array([probability(row, weights) for row in signs])
        for name, (signs, _) in cases.items()
        for weights in [fitted([case for other, case in cases.items() if other != name])]
    }
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        kept = {name: chances[name] >= threshold for name in cases}
        rows.append({
            "threshold": threshold,
            "precision": np.mean([cases[n][1][kept[n]].mean() for n in cases]),
            "kept": np.mean([kept[n][cases[n][1]].mean() for n in cases]),
        })  # fmt: skip
    return pd.DataFrame(rows).round(3)


def main() -> None:
    """Fit on all corpora and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--cache", type=Path, help="folder in which vectors are kept from run to run")
    arguments = parser.parse_args()
    encoder = load_encoder("", cache_folder=arguments.cache)
    heads = load_heads(getattr(encoder, "encoder", encoder).folder)
    if heads is None:
        parser.error("the encoder brings no category head along")
    fields = [read_field(folder, heads.category, encoder) for folder in arguments.corpora]
    vocabulary = shipped_vocabulary()
    cases = {}
    for field in fields:
        others = [other for other in fields if other is not field]
        cases[field.name] = cases_of(field, asks_by(others, field.rows, heads.category.slope), vocabulary)
    print(held_out_table(cases).to_string(index=False))
    write(arguments.out, fitted(list(cases.values())))


if __name__ == "__main__":
    main()
