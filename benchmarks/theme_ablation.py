"""What each step of finding themes is worth: figures on annotated corpora, step by step, as a Markdown table.

    python -m benchmarks.theme_ablation CORPORA... [--encoder NAME] [--folds FOLDER]

CORPORA are folders with interviews.jsonl; the rows are means over them. ``--encoder`` names the encoder as the settings
do. With ``--folds`` each corpus is encoded by the model in FOLDER that was not trained on it (its held_out.json names
the corpus), so that tuned vectors are judged on fields they have not seen. Heads are used where the encoder brings them
along; they have seen data/corpora, so read that row on other corpora only.

Figures: ``ami`` is the adjusted mutual information of found and annotated themes over the points that have one, an
unplaced point counting as one group; ``purity`` the share of placed points that belong to the theme most of their group
belong to (points without annotated theme are wrong); ``coverage`` the share of themed points that are placed; ``found``
the annotated themes of which some group has three points or more, and half of its own.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.measure import table
from infoview_analysis.encoder import load_encoder
from infoview_analysis.themes import ContextWeights, Heads, ThemeModel, load_heads, point_vectors, texts_to_encode
from infoview_analysis.themes.consensus import neighbour_range, spectral_groups
from infoview_analysis.themes.similarity_graph import nearest_neighbours

WORDS_ALONE = ContextWeights(heading=0.0, neighbour=0.0)


@dataclass(frozen=True)
class Annotated:
    """One corpus: its points, the person and the annotated theme of each, and the vectors of their texts."""

    points: pd.DataFrame
    people: NDArray
    themes: NDArray
    vectors: dict[str, NDArray]
    heads: Heads | None

    @property
    def n_themes(self) -> int:
        """Number of annotated themes."""
        return len({theme for theme in self.themes if theme})


def read(folder: Path) -> tuple[pd.DataFrame, NDArray]:
    """Return the points of an annotated corpus and the theme of each (None: it has none)."""
    rows, themes = [], []
    for line in (folder / "interviews.jsonl").read_text(encoding="utf-8").splitlines():
        interview = json.loads(line)
        said = [(block["heading"], point) for block in interview["blocks"] for point in block["points"]]
        for position, (heading, point) in enumerate(said, start=1):
            rows.append((f"{interview['id']}-{position:04d}", interview["id"], position, heading, point["text"]))
            themes.append(point["theme"])
    points = pd.DataFrame(rows, columns=["point_id", "interview_id", "position", "heading", "plain"])
    return points, np.array(themes, dtype=object)


def annotated(folder: Path, encoder_name: str, folds: Path | None) -> Annotated:
    """Return a corpus with the vectors of the encoder named, or of the fold model that has not seen it."""
    points, themes = read(folder)
    if folds is not None:
        unseen = [p.parent for p in sorted(folds.glob("*/held_out.json")) if folder.name in json.loads(p.read_text())]
        if len(unseen) != 1:
            raise SystemExit(f"{folds}: {len(unseen)} models hold out {folder.name}; there must be one.")
        encoder_name = str(unseen[0])
    encoder = load_encoder(encoder_name)
    texts = texts_to_encode(points)
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    place = getattr(encoder, "folder", None)
    heads = load_heads(place) if place is not None and folds is None else None
    return Annotated(points, points["interview_id"].to_numpy(object), themes, vectors, heads)


def figures(themes: NDArray, labels: NDArray) -> dict[str, float]:
    """Return the figures of a grouping; ``labels`` are -1 for unplaced points."""
    themed = np.array([theme is not None for theme in themes])
    groups = [themes[labels == label] for label in np.unique(labels[labels >= 0])]
    counts = [Counter(theme for theme in group if theme) for group in groups]
    majority = sum(max(count.values(), default=0) for count in counts)
    found = {
        theme
        for group, count in zip(groups, counts, strict=True)
        for theme, n in count.items()
        if n >= 3 and 2 * n >= len(group)
    }
    return {
        "ami": adjusted_mutual_info_score(themes[themed], labels[themed]),
        "purity": majority / max((labels >= 0).sum(), 1),
        "coverage": float((labels[themed] >= 0).mean()),
        "found": len(found) / len(set(themes[themed])),
        "themes": len(groups),
    }


def ward(corpus: Annotated, weights: ContextWeights | None) -> NDArray:
    """Ward's method with the annotated number of themes."""
    rows = point_vectors(corpus.points, corpus.vectors, weights)
    return AgglomerativeClustering(corpus.n_themes, linkage="ward").fit_predict(rows)


def one_spectral(corpus: Annotated) -> NDArray:
    """One spectral clustering with the annotated number of themes."""
    rows = point_vectors(corpus.points, corpus.vectors)
    index, similarity = nearest_neighbours(rows, sum(neighbour_range(len(rows))))
    middle = sum(neighbour_range(len(rows))) // 2
    return spectral_groups(index, similarity, corpus.n_themes, n_neighbours=middle, seed=0, n_init=10)


def consensus(corpus: Annotated, *, known: bool, place_share: float, heads: bool = False) -> NDArray:
    """The whole model, with the number of themes given or decided."""
    rows = point_vectors(corpus.points, corpus.vectors)
    worth = corpus.heads.worth(corpus.points, corpus.vectors) if heads and corpus.heads else None
    model = ThemeModel(corpus.n_themes if known else None, place_share=place_share)
    return model.fit(rows, people=corpus.people, worth=worth).labels_


STEPS: dict[str, Callable[[Annotated], NDArray]] = {
    "Ward on the words alone, number of themes given": lambda c: ward(c, WORDS_ALONE),
    "the same, points read in their place": lambda c: ward(c, None),
    "spectral clustering in the place of Ward": one_spectral,
    "consensus of a hundred": lambda c: consensus(c, known=True, place_share=1.0),
    "number of themes decided": lambda c: consensus(c, known=False, place_share=1.0),
    "0.9 of the points placed": lambda c: consensus(c, known=False, place_share=0.9),
    "0.8 of the points placed": lambda c: consensus(c, known=False, place_share=0.8),
    "0.6 of the points placed": lambda c: consensus(c, known=False, place_share=0.6),
}
WITH_HEADS: dict[str, Callable[[Annotated], NDArray]] = {
    f"{share} placed, small talk left out first": lambda c, share=share: consensus(  # type: ignore[misc]
        c, known=False, place_share=share, heads=True
    )
    for share in (0.9, 0.8, 0.6)
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--encoder", default="", help="as in the settings; by default the one that comes along")
    parser.add_argument("--folds", type=Path, help="folder of models with a held_out.json each")
    arguments = parser.parse_args()
    corpora = [annotated(folder, arguments.encoder, arguments.folds) for folder in arguments.corpora]
    steps = STEPS | (WITH_HEADS if all(corpus.heads for corpus in corpora) else {})
    rows: list[dict[str, object]] = []
    for name, step in steps.items():
        means = pd.DataFrame([figures(corpus.themes, step(corpus)) for corpus in corpora]).mean()
        rows.append({"step": name, **{str(figure): round(float(mean), 3) for figure, mean in means.items()}})
    print(table(rows))


if __name__ == "__main__":
    main()
