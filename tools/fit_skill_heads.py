"""Fit the weights by which a name in a note counts as a skill, and by which its need is read.

    python -m tools.fit_skill_heads CORPUS ... [--out FOLDER]

CORPUS are folders with an annotated interviews.jsonl (data/corpora). A name that the vocabulary finds is a case where
it shares a word with an annotated mention of that point. The probability that a point says which skills one needs
comes, for each field, from a category head fitted on the other fields: the shipped head has seen all of them and is
too sure of itself there. The tagger has seen none of them. Written are mention_head.csv and need_head.csv; printed are,
on fields left out of the fit, precision and share kept of the right names, and the share of needs that are right
where neither clause nor heading says them.
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
from infoview_analysis.frames import CATEGORIES, NEEDS
from infoview_analysis.skills.counting import name_signs, open_needs, ruled_names, spoken_of
from infoview_analysis.skills.matcher import Matcher
from infoview_analysis.skills.mention_head import FEATURES, WEIGHTS_FILE, Weights, probability
from infoview_analysis.skills.mentions import notes_of, people_of_skills
from infoview_analysis.skills.need_head import FEATURES as NEED_FEATURES
from infoview_analysis.skills.need_head import WEIGHTS_FILE as NEED_WEIGHTS_FILE
from infoview_analysis.skills.need_head import NeedWeights, likeliest
from infoview_analysis.skills.tagger import Tagger, cached_tagger, shipped_tagger
from infoview_analysis.skills.vocabulary import Vocabulary, shipped_vocabulary
from infoview_analysis.themes import load_heads, texts_to_encode
from infoview_analysis.themes.categories import ASKING
from infoview_analysis.themes.heads import LinearHead, softmax, view_rows

OUT = Path(__file__).parents[1] / "infoview_analysis" / "skills"
_STRENGTH = 2.0  # scikit-learn's C of the category heads, as in tools.train_encoder
_NEED_STRENGTH = 0.1  # .03, .1 and .3 differ by less than .01 on fields left out


@dataclass(frozen=True)
class Field:
    """The points of one annotated field: what a category head reads (n, d), the categories, mentions with needs."""

    name: str
    points: pd.DataFrame
    rows: NDArray
    categories: list[str]
    mentions: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Cases:
    """What the heads are fitted on in one field.

    Attributes
    ----------
    signs : ndarray, shape (names, features)
        Of every name found.
    right : ndarray of bool
        Whether it is annotated.
    need_signs : ndarray, shape (names, features of needs)
        Of the annotated names whose clause and heading do not say how much they are needed.
    needs : list of str
        As annotated, of the same names.
    """

    signs: NDArray
    right: NDArray
    need_signs: NDArray
    needs: list[str]


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
            mentions.append([(skill["mention"], skill["need"]) for skill in point["skills"]])
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


def cases_of(field: Field, asks: NDArray, vocabulary: Vocabulary, tagger: Tagger) -> Cases:
    """Return the cases of a field."""
    notes = notes_of(field.points.assign(asks_skills=asks), Matcher(vocabulary), frozenset(), suggestions=True)
    people = people_of_skills(notes)
    spoken = spoken_of([(number, note, one) for number, note in enumerate(notes) for one, _ in note.found], tagger)
    annotated = dict(zip(field.points["point_id"], field.mentions, strict=True))
    signs, right, meant = [], [], []
    for number, note in enumerate(notes):
        wanted = [(words(mention), need) for mention, need in annotated[note.point]]
        needs = {}
        for one, _ in note.found:
            here = words(note.text[one.start : one.end])
            needs[one] = next((need for other, need in wanted if here & other), "")
            signs.append(name_signs(note, one, people, spoken[number, one.start]))
            right.append(bool(needs[one]))
        meant.append(needs)
    rows = [
        ruled_names(note, [pair for pair in note.found if needs[pair[0]]])
        for note, needs in zip(notes, meant, strict=True)
    ]
    of_needs = open_needs(notes, rows, tagger)
    return Cases(
        np.array(signs), np.array(right), np.array(list(of_needs.values())),
        [meant[number][rows[number][row][0]] for number, row in of_needs],
    )  # fmt: skip


def fitted(cases: Sequence[Cases]) -> Weights:
    """Return the weights by which names count, for signs as they come."""
    signs = np.concatenate([case.signs for case in cases])
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit((signs - mean) / spread, np.concatenate([case.right for case in cases]))
    weights = model.coef_[0] / spread
    return Weights(tuple(weights.tolist()), float(model.intercept_[0] - weights @ mean))


def fitted_needs(cases: Sequence[Cases]) -> NeedWeights:
    """Return the weights by which needs are read, for signs as they come."""
    signs = np.concatenate([case.need_signs for case in cases])
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    spread[spread == 0] = np.inf  # a sign that never varies says nothing
    model = LogisticRegression(C=_NEED_STRENGTH, max_iter=2000)
    model.fit((signs - mean) / spread, [need for case in cases for need in case.needs])
    order = [list(model.classes_).index(need) for need in NEEDS]
    weights = model.coef_[order] / spread
    bias = model.intercept_[order] - weights @ mean
    return NeedWeights(tuple(map(tuple, weights.tolist())), tuple(bias.tolist()))


def words(text: str) -> set[str]:
    """Return the words of a name, as annotation and mention are compared."""
    return set(re.findall(r"[a-z0-9$%+#]+", text.lower().replace("’", "").replace("'", "")))


def write(folder: Path, weights: Weights, needs: NeedWeights) -> None:
    """Write the weights as the package reads them."""
    mention_rows = [*zip(FEATURES, weights.weights, strict=True), ("bias", weights.bias)]
    need_rows = [*zip(NEED_FEATURES, *needs.weights, strict=True), ("bias", *needs.bias)]
    for name, head, rows in (
        (WEIGHTS_FILE, ("feature", "weight"), mention_rows),
        (NEED_WEIGHTS_FILE, ("feature", *NEEDS), need_rows),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(head)
            out.writerows((feature, *(f"{weight:.4f}" for weight in row)) for feature, *row in rows)


def held_out_table(cases: Mapping[str, Cases]) -> pd.DataFrame:
    """Return precision of the names kept and share of the right names kept, by threshold, means of fields left out."""
    rows = []
    chances = {
        name: np.array([probability(row, weights) for row in case.signs])
        for name, case in cases.items()
        for weights in [fitted([case for other, case in cases.items() if other != name])]
    }
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        kept = {name: chances[name] >= threshold for name in cases}
        rows.append({
            "threshold": threshold,
            "precision": np.mean([cases[n].right[kept[n]].mean() for n in cases]),
            "kept": np.mean([kept[n][cases[n].right].mean() for n in cases]),
        })  # fmt: skip
    return pd.DataFrame(rows).round(3)


def held_out_needs(cases: Mapping[str, Cases]) -> float:
    """Return the share of open needs that are right, mean of fields left out."""
    shares = []
    for name, case in cases.items():
        weights = fitted_needs([case for other, case in cases.items() if other != name])
        pairs = zip(case.need_signs, case.needs, strict=True)
        shares.append(np.mean([likeliest(row, weights) == need for row, need in pairs]))
    return float(np.mean(shares))


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
    tagger = cached_tagger(arguments.cache) if arguments.cache else shipped_tagger()
    fields = [read_field(folder, heads.category, encoder) for folder in arguments.corpora if folder.is_dir()]
    vocabulary = shipped_vocabulary()
    cases = {}
    for field in fields:
        others = [other for other in fields if other is not field]
        cases[field.name] = cases_of(field, asks_by(others, field.rows, heads.category.slope), vocabulary, tagger)
    print(held_out_table(cases).to_string(index=False))
    print(f"needs {held_out_needs(cases):.3f}")
    write(arguments.out, fitted(list(cases.values())), fitted_needs(list(cases.values())))


if __name__ == "__main__":
    main()
