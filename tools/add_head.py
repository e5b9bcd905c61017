"""Add a yes-or-no head to an encoder that is built already, without training the encoder again.

    python -m tools.add_head takes_side infoview_analysis/encoder/models/interview-notes

Input and strength are chosen, and the probability is calibrated, on folds of fields that the head has not seen, with an
encoder that has seen none of them (``--choose-with``). The head is then fitted on all fields with the vectors of the
encoder it is for. ``heads.npz`` and its hash in ``model.json`` are written anew; the other heads stay as they are. The
next run of ``tools.train_encoder heads`` chooses it with fold models as all heads, which is better. With ``--given``
input and strength are taken as said; the probability is then as sure as the regression makes it, and not calibrated.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from infoview_analysis.encoder import load_encoder
from infoview_analysis.themes.heads import HEADS_FILE
from tools.train_encoder.corpora import FOLDS, Corpus, load_corpora
from tools.train_encoder.evaluate import texts_to_judge
from tools.train_encoder.heads import BINARY, Field, choose_binary_head, embedded_field, fitted

STRENGTHS = (0.1, 0.3, 1.0)
UNCALIBRATED = {"slope": 1.0, "offset": 0.0, "threshold": 0.5}


def fields_of(encoder: str, corpora: list[Corpus]) -> dict[str, Field]:
    """The points of each corpus as the heads read them, in the vectors of ``encoder``."""
    model = load_encoder(encoder)
    found = {}
    for corpus in corpora:
        texts = texts_to_judge(corpus, headed=True)
        found[corpus.name] = embedded_field(corpus, dict(zip(texts, model.encode(texts), strict=True)))
    return found


def chosen_with(encoder: str, corpora: list[Corpus], head: str) -> dict:
    """Input, strength and calibration of a head by an encoder that has seen no field."""
    unseen = fields_of(encoder, corpora)
    folds = [
        ([field for key, field in unseen.items() if key not in held], [unseen[key] for key in held])
        for held in FOLDS.values()
    ]
    return choose_binary_head(folds, STRENGTHS, head)


def with_head(content: dict[str, np.ndarray], name: str, fields: list[Field], chosen: dict) -> dict[str, np.ndarray]:
    """The arrays of ``heads.npz`` with one head more, or with that one fitted anew."""
    rows = np.concatenate([field.read(chosen["input"]) for field in fields])
    model = fitted(rows, np.concatenate([field.targets[name] for field in fields]), chosen["strength"])
    values = {
        "heads": name,
        "input": chosen["input"],
        "bias": np.float32(model.intercept_[0]),
        **{key: np.float32(chosen[key]) for key in ("slope", "offset", "threshold")},
    }
    others = [place for place, head in enumerate(content["binary_heads"]) if head != name]
    more = {
        f"binary_{key}": np.array([*content[f"binary_{key}"][others], value], dtype=np.float32)
        if isinstance(value, np.floating)
        else np.array([*content[f"binary_{key}"][others].tolist(), value])
        for key, value in values.items()
    }
    return {**content, **more, f"binary_weights_{name}": model.coef_[0].astype(np.float32)}


def main() -> None:
    """Add the head and print how it was chosen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("head", choices=sorted(BINARY))
    parser.add_argument("model", type=Path, help="folder of the encoder with its heads.npz and model.json")
    parser.add_argument("--corpora", type=Path, default=Path("data/corpora"))
    parser.add_argument("--choose-with", default="all-MiniLM-L6-v2")
    parser.add_argument("--given", nargs=2, metavar=("INPUT", "STRENGTH"))
    arguments = parser.parse_args()
    corpora = list(load_corpora(arguments.corpora).values())
    if arguments.given:
        chosen = {"input": arguments.given[0], "strength": float(arguments.given[1]), **UNCALIBRATED}
    else:
        chosen = chosen_with(arguments.choose_with, corpora, arguments.head)
    path = arguments.model / HEADS_FILE
    with np.load(path, allow_pickle=False) as file:
        content = {name: file[name] for name in file.files}
    fields = list(fields_of(str(arguments.model.resolve()), corpora).values())
    np.savez(path, **with_head(content, arguments.head, fields, chosen))
    card = json.loads((arguments.model / "model.json").read_text(encoding="utf-8"))
    card["files"][HEADS_FILE] = hashlib.sha256(path.read_bytes()).hexdigest()
    (arguments.model / "model.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(chosen))


if __name__ == "__main__":
    main()
