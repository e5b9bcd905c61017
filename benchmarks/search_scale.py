"""Building and asking the search file of a large batch: processor seconds, size and peak memory.

    python -m benchmarks.search_scale [--points 100000]

The points of the annotated corpora are repeated until there are enough, each time with a few of their words exchanged
for words of other points. Their vectors are no encoder's: a text is the sum of random directions, one for each of its
words, so that the figures hold everything but the encoding. The file is built in one process and asked in another.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.measure import peak_megabytes, run, table
from infoview_analysis import frames
from infoview_analysis.contrasts import no_contrasts
from infoview_analysis.repository import Filters, Repository, build_repository
from infoview_analysis.skills.summary import no_skills

QUESTIONS = (
    "how long until a course paid for itself", "who can introduce me to somebody", "night shifts",
    "what is AI used for", '"the first year"', "portfolio mistakes that interviewers notice", "certif*", "manager",
)  # fmt: skip
POINTS_EACH, THEMES, EXCHANGED = 20, 150, 3


class WordSums:
    """An encoder without a model: the sum of one random direction for each word."""

    name, dimensions = "sums of random directions", 384

    def __init__(self) -> None:
        self._directions: dict[str, NDArray] = {}

    def encode(self, texts: list[str]) -> NDArray:
        """Return unit vectors of ``texts``."""
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:] = sum(map(self._direction, text.casefold().split() or [""]))
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)

    def _direction(self, word: str) -> NDArray:
        if word not in self._directions:
            self._directions[word] = np.random.default_rng(crc32(word.encode())).standard_normal(self.dimensions, "f4")
        return self._directions[word]


def many(number: int) -> SimpleNamespace:
    """Return a synthesis of ``number`` points, by twenty a person."""
    blocks = [
        block
        for path in sorted(Path("data/corpora").glob("*/interviews.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for block in json.loads(line)["blocks"]
    ]
    said = [(point["text"], block["heading"], point["category"]) for block in blocks for point in block["points"]]
    words = [word for text, _, _ in said for word in text.split()]
    draw = random.Random(0)
    rows = []
    for n, (text, heading, category) in enumerate(islice(cycle(said), number)):
        parts = text.split()
        for place in draw.sample(range(len(parts)), min(EXCHANGED, len(parts))):
            parts[place] = draw.choice(words)
        changed = " ".join(parts)
        rows.append(
            {"point_id": f"p{n}", "interview_id": f"i{n // POINTS_EACH}", "position": n % POINTS_EACH + 1,
             "source": f"interviews/{n // POINTS_EACH}.md", "line": n % POINTS_EACH + 5, "start": 0,
             "end": len(changed), "heading": heading, "text": changed, "plain": changed, "kind": "item",
             "category": category, "theme_id": f"t{n % THEMES}"}
        )  # fmt: skip
    people = range(-(-number // POINTS_EACH))
    interviews = pd.DataFrame(
        {"interview_id": [f"i{n}" for n in people], "interviewee": [f"Person {n}" for n in people],
         "role": [("Nurse", "Designer", "Engineer")[n % 3] for n in people],
         "date": [pd.Timestamp("2020-01-01") + pd.Timedelta(days=n % 2000) for n in people],
         "source": [f"interviews/{n}.md" for n in people], "n_points": [POINTS_EACH] * len(people)}
    )  # fmt: skip
    themes = pd.DataFrame(
        {"theme_id": [f"t{n}" for n in range(THEMES)], "label": [f"Theme {n}" for n in range(THEMES)],
         "n_interviews": 2, "n_points": 2, "status": "discovered", "verdict": "stable"}
    )  # fmt: skip
    return SimpleNamespace(
        interviews=frames.conform(interviews, "interviews"), points=frames.conform(pd.DataFrame(rows), "points"),
        themes=frames.conform(themes, "themes"), contrasts=no_contrasts(), skills=no_skills(),
        takeaways=SimpleNamespace(takeaways=frames.empty("takeaways")),
    )  # fmt: skip


def ask(path: Path) -> dict[str, object]:
    """Return what it takes to open the file and to ask it."""
    encoder, before = WordSums(), _own_peak_megabytes()
    encoder.encode(list(QUESTIONS))
    start = time.process_time()
    with Repository.open(path) as repository:
        opened = time.process_time()
        repository.search(QUESTIONS[0], encoder=encoder)
        first = time.process_time()
        for question in QUESTIONS:
            repository.search(question, encoder=encoder)
        later = time.process_time()
        for question in QUESTIONS:
            repository.search(question, encoder=encoder, filters=Filters(role="nurse", since="2023-01-01"))
        narrowed = time.process_time()
        for question in QUESTIONS:
            repository.search(question)
        words = time.process_time()
    each = len(QUESTIONS)
    return {
        "open": round(opened - start, 3), "first question": round(first - opened, 2),
        "a later one": round((later - first) / each, 2), "narrowed": round((narrowed - later) / each, 2),
        "words alone": round((words - narrowed) / each, 3), "peak MB": round(_own_peak_megabytes()),
        "MB before": round(before),
    }  # fmt: skip


def _own_peak_megabytes() -> float:
    """Return the largest memory of this process since it began; ru_maxrss also holds the one that started it."""
    found = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(found[0].split()[1]) / 1024


def main() -> None:
    """Print the figures as Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ask:
        print(json.dumps(ask(arguments.ask)))
        return
    synthesis, before = many(arguments.points), peak_megabytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "repository.sqlite3"
        started = time.process_time()
        build_repository(synthesis, key="", encoder=WordSums(), path=path)
        took = time.process_time() - started
        built = {
            "points": arguments.points, "processor seconds": round(took, 1),
            "file MB": round(path.stat().st_size / 1e6), "peak MB": round(peak_megabytes()), "MB before": round(before),
        }  # fmt: skip
        print(table([built]))
        asked = run([sys.executable, "-m", "benchmarks.search_scale", "--ask", str(path)])
    print(table([json.loads(asked.output.splitlines()[-1])]))


if __name__ == "__main__":
    main()
