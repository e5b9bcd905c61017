"""Time themes against BERTopic: same points, same vectors, one run, whole processes.

    python -m benchmarks.against_bertopic WORKSPACE --bertopic PYTHON [--repeat 3]

PYTHON is the interpreter of an environment with BERTopic in it (it is no dependency of this project). Printed are the
seconds and the peak memory of: importing, fitting on given vectors, and both together in a fresh process. BERTopic gets
the documents and the vectors ready made and ``min_topic_size=5``; our fit is the estimator alone, and
``find_themes`` with everything a report needs (support, stability by resampling, labels, categories).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.measure import python, table

THEIRS_IMPORT = "import bertopic"
OURS_IMPORT = "import infoview_analysis"
THEIRS = """
import json, sys, time
started = time.perf_counter()
import numpy as np
from bertopic import BERTopic
imported = time.perf_counter()
folder = sys.argv[1]
texts = json.load(open(folder + "/texts.json", encoding="utf-8"))
vectors = np.load(folder + "/vectors.npy")
begun = time.perf_counter()
topics, _ = BERTopic(min_topic_size=5, embedding_model=None).fit_transform(texts, embeddings=vectors)
print(json.dumps({"import": imported - started, "fit": time.perf_counter() - begun, "themes": len(set(topics) - {-1})}))
"""
OURS_MODEL = """
import json, sys, time
started = time.perf_counter()
import numpy as np
from infoview_analysis.themes import ThemeModel
imported = time.perf_counter()
vectors = np.load(sys.argv[1] + "/vectors.npy")
begun = time.perf_counter()
labels = ThemeModel().fit(vectors).labels_
print(json.dumps({"import": imported - started, "fit": time.perf_counter() - begun, "themes": len(set(labels) - {-1})}))
"""
OURS_WHOLE = """
import json, sys, time
started = time.perf_counter()
import pickle
from infoview_analysis.themes import find_themes
imported = time.perf_counter()
points, interviews, vectors = pickle.load(open(sys.argv[1] + "/frames.pickle", "rb"))
begun = time.perf_counter()
themes = find_themes(points, interviews, vectors).themes
print(json.dumps({"import": imported - started, "fit": time.perf_counter() - begun, "themes": len(themes)}))
"""


def prepare(workspace: Path, folder: Path) -> int:
    """Write the points' texts and vectors for both sides; return how many points there are."""
    import pickle

    from infoview_analysis.encoder import load_encoder
    from infoview_analysis.themes import texts_to_encode
    from infoview_analysis.workspace import Workspace

    opened = Workspace(workspace)
    notes = opened.load()
    encoder = load_encoder(opened.settings.encoder.model, cache_folder=opened.cache_folder)
    needed = texts_to_encode(notes.points, None)
    vectors = dict(zip(needed, encoder.encode(needed), strict=True))
    texts = notes.points["plain"].tolist()
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    np.save(folder / "vectors.npy", encoder.encode(texts))
    with (folder / "frames.pickle").open("wb") as file:
        pickle.dump((notes.points, notes.interviews, vectors), file)
    return len(texts)


def main() -> None:
    """Print the comparison as a Markdown table; each row is the median of the repeats."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--bertopic", required=True)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        count = prepare(arguments.workspace, Path(folder))
        for name, code, executable in (
            ("BERTopic", THEIRS, arguments.bertopic),
            ("ThemeModel", OURS_MODEL, sys.executable),
            ("find_themes", OURS_WHOLE, sys.executable),
        ):
            runs = [python(code, folder, executable=executable) for _ in range(arguments.repeat)]
            inner = [json.loads(run.output.strip().splitlines()[-1]) for run in runs]
            rows.append({
                "": name,
                "import s": f"{np.median([i['import'] for i in inner]):.2f}",
                "fit s": f"{np.median([i['fit'] for i in inner]):.2f}",
                "end to end s": f"{np.median([r.seconds for r in runs]):.2f}",
                "peak MB": f"{np.median([r.megabytes for r in runs]):.0f}",
                "themes": inner[0]["themes"],
            })  # fmt: skip
        for name, code, executable in (
            ("import bertopic", THEIRS_IMPORT, arguments.bertopic),
            ("import infoview_analysis", OURS_IMPORT, sys.executable),
        ):
            runs = [python(code, executable=executable) for _ in range(arguments.repeat)]
            rows.append({"": name, "import s": "", "fit s": "",
                         "end to end s": f"{np.median([r.seconds for r in runs]):.2f}",
                         "peak MB": f"{np.median([r.megabytes for r in runs]):.0f}", "themes": ""})  # fmt: skip
    print(f"{count} points; load average {os.getloadavg()[0]:.1f}\n")
    print(table(rows))


if __name__ == "__main__":
    main()
