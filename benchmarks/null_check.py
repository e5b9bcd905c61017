"""Shuffle the words of the notes across interviews and count the themes that are still called stable: none should be.

    python -m benchmarks.null_check WORKSPACE [--seeds 5]

Each point keeps its length, its interview and the length of its heading; the words are dealt out from all notes, so
every word is as frequent as before and nothing belongs together. The notes as they are stand beside it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.measure import table


def shuffled(points: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the points with the words of all points, and of all headings, dealt out anew."""
    random = np.random.default_rng(seed)
    result = points.copy()
    for column in ("plain", "heading"):
        lists = points[column].fillna("").str.split()
        words = random.permutation(np.concatenate([np.array(words, dtype=object) for words in lists if words]))
        ends = lists.str.len().cumsum().to_numpy()
        result[column] = [" ".join(words[end - len(own) : end]) for end, own in zip(ends, lists, strict=True)]
    return result.replace({"heading": {"": None}})


def main() -> None:
    """Print one row a seed."""
    from infoview_analysis.encoder import load_encoder
    from infoview_analysis.themes import find_themes, texts_to_encode
    from infoview_analysis.workspace import Workspace

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    arguments = parser.parse_args()
    workspace = Workspace(arguments.workspace)
    notes = workspace.load()
    encoder = load_encoder(workspace.settings.encoder.model, cache_folder=workspace.cache_folder)
    rows: list[dict[str, object]] = []
    for seed in range(-1, arguments.seeds):
        points = notes.points if seed < 0 else shuffled(notes.points, seed)
        texts = texts_to_encode(points)
        vectors = dict(zip(texts, encoder.encode(texts), strict=True))
        themes = find_themes(points, notes.interviews, vectors, settings=workspace.settings.themes).themes
        rows.append({
            "notes": "as they are" if seed < 0 else f"shuffled, seed {seed}",
            "themes": len(themes),
            "stable": int((themes["verdict"] == "stable").sum()),
            "largest stability": f"{themes['stability'].max():.2f}",
        })  # fmt: skip
    print(table(rows))


if __name__ == "__main__":
    main()
