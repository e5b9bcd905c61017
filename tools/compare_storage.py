"""How much of an encoder is kept when its matrices are stored in fewer bits: a Markdown table.

    python -m tools.compare_storage FOLDER [CORPORA]

FOLDER holds the weights (see build_encoder.py), CORPORA any number of annotated corpora (CORPORA/*/interviews.jsonl),
whose points are encoded with each storage and compared with float32.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.encoder.onnx_encoder import OnnxEncoder
from tools.build_encoder import build


def corpus_points(corpora: Path) -> list[str]:
    """Return the distinct points of all corpora, in the order of the files."""
    points: dict[str, None] = {}
    for file in sorted(corpora.glob("*/interviews.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for block in json.loads(line)["blocks"]:
                points.update((point["text"], None) for point in block["points"])
    return list(points)


def encoded(weights: Path, storage: str, texts: list[str]) -> tuple[int, NDArray[np.float32]]:
    """Return the size of the model in a storage, and its vectors of ``texts``."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        build(weights, out, name="compared", version="0", source="", licence="", storage=storage, max_tokens=None)
        return (out / "model.onnx").stat().st_size, OnnxEncoder(out).encode(texts)


def main() -> None:
    """Print one line a storage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("corpora", type=Path, nargs="?", default=Path("data/corpora"))
    parser.add_argument("--every", type=int, default=1, help="take every n-th point only")
    options = parser.parse_args()
    texts = corpus_points(options.corpora)[:: options.every]
    size, exact = encoded(options.folder, "float32", texts)
    pairs = np.triu_indices(len(texts), k=1)
    similarity = (exact @ exact.T)[pairs]
    print(f"{len(texts)} points, cosine of each vector to its float32 self; similarity of all pairs of points\n")
    print("| storage | MB | cosine, mean | lowest | similarity, mean absolute change | largest |")
    print("|---|---|---|---|---|---|")
    print(f"| float32 | {size / 1e6:.1f} | 1 | 1 | 0 | 0 |")
    for storage in ("float16", "int8"):
        size, vectors = encoded(options.folder, storage, texts)
        cosine = np.sum(vectors.astype(np.float64) * exact, axis=1)
        change = np.abs((vectors @ vectors.T)[pairs] - similarity)
        print(
            f"| {storage} | {size / 1e6:.1f} | {cosine.mean():.6f} | {cosine.min():.6f} "
            f"| {change.mean():.6f} | {change.max():.4f} |"
        )


if __name__ == "__main__":
    main()
