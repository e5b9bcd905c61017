"""BERTopic's topics on annotated corpora, judged as our themes are: a Markdown table, means over the corpora.

    python -m benchmarks.bertopic_quality CORPORA... --bertopic PYTHON [--encoder NAME ...] [--folds FOLDER] [--seeds 3]

PYTHON is the interpreter of an environment with BERTopic and UMAP in it (no dependency of this project). BERTopic gets
the words of the points, their vectors ready made and ``min_topic_size=5``; all else is its default, but that its UMAP
is given a random state so that a run can be repeated. Its topic -1 counts as unplaced. With ``--folds`` each corpus is
encoded by the model in FOLDER that has not seen it, as in ``benchmarks.theme_ablation``, which says what the figures
are.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.measure import table
from benchmarks.theme_ablation import Annotated, annotated, figures
from infoview_analysis.themes.context import vectors_of

THEIRS = """
import json, sys
import numpy as np
from bertopic import BERTopic
from umap import UMAP
folder, seed = sys.argv[1], int(sys.argv[2])
texts = json.load(open(folder + "/texts.json", encoding="utf-8"))
vectors = np.load(folder + "/vectors.npy")
reduced = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
model = BERTopic(min_topic_size=5, embedding_model=None, umap_model=reduced)
topics, _ = model.fit_transform(texts, embeddings=vectors)
json.dump([int(topic) for topic in topics], open(folder + "/topics.json", "w"))
"""


def topics(corpus: Annotated, python: Path, seed: int) -> NDArray:
    """Return BERTopic's topic of each point; -1 where it gives none."""
    texts = corpus.points["plain"].astype(str).tolist()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        np.save(Path(folder) / "vectors.npy", vectors_of(texts, corpus.vectors).astype(np.float32))
        subprocess.run([str(python), "-c", THEIRS, folder, str(seed)], check=True, capture_output=True)
        return np.array(json.loads((Path(folder) / "topics.json").read_text(encoding="utf-8")))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--bertopic", type=Path, required=True, help="the interpreter that has BERTopic")
    parser.add_argument("--encoder", nargs="*", default=[""], help="as in the settings; several give a row each")
    parser.add_argument("--folds", type=Path, help="folder of models with a held_out.json each")
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    rows: list[dict[str, object]] = []
    for name in ["folds"] if arguments.folds else arguments.encoder:
        corpora = [annotated(folder, name, arguments.folds) for folder in arguments.corpora]
        runs = [
            figures(corpus.themes, topics(corpus, arguments.bertopic, seed))
            for corpus in corpora
            for seed in range(arguments.seeds)
        ]
        means = pd.DataFrame(runs).mean()
        rows.append({"vectors": name or "default", **{str(k): round(float(v), 3) for k, v in means.items()}})
    print(table(rows))


if __name__ == "__main__":
    main()
