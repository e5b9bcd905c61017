"""Processor seconds and peak memory to find contrasts in many points.

    python -m benchmarks.contrasts_scale [--points 100000] [--marks 2000] [CORPUS ...]

The points of the annotated corpora are repeated until there are enough, twenty an interview and each time with another
number in them. Every annotated theme is one theme of the batch. Vectors are random numbers around one middle a theme,
so nothing is encoded; the encoder's heads read them all the same. Marks are coins, on one proposition of the person's
own.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.measure import peak_megabytes, table
from infoview_analysis import frames
from infoview_analysis.contrasts import find_contrasts, marks_frame
from infoview_analysis.contrasts.proposition import Proposition
from infoview_analysis.encoder import load_encoder
from infoview_analysis.themes import load_heads, texts_to_encode

DIMENSIONS = 384
ROLES = ("analyst", "engineer", "nurse", "teacher", "buyer")


def many_points(corpora: list[Path], number: int) -> pd.DataFrame:
    """Return a points frame of ``number`` rows."""
    said = [
        (point["text"], block["heading"], f"{corpus.name}-{point['theme']}" if point["theme"] else None)
        for corpus in corpora
        for line in (corpus / "interviews.jsonl").read_text(encoding="utf-8").splitlines()
        for block in json.loads(line)["blocks"]
        for point in block["points"]
    ]
    rows = [
        {"point_id": f"p{n:06d}", "interview_id": f"i{n // 20:05d}", "position": n % 20 + 1, "source": "many.md",
         "line": n + 1, "start": 0, "end": len(text), "text": f"{text} {n}", "plain": f"{text} {n}",
         "heading": heading, "theme_id": theme, "kind": "item"}
        for n, (text, heading, theme) in enumerate(islice(cycle(said), number))
    ]  # fmt: skip
    return frames.conform(pd.DataFrame(rows), "points")


def vectors_for(points: pd.DataFrame) -> dict[str, NDArray]:
    """Return unit vectors: those of one theme lie around one middle."""
    random = np.random.default_rng(0)
    themes = pd.factorize(points["theme_id"])[0]
    middles = random.normal(size=(themes.max() + 2, DIMENSIONS)).astype(np.float32)
    theme_of = dict(zip(points["plain"], themes, strict=True))
    texts = texts_to_encode(points)
    rows = random.normal(size=(len(texts), DIMENSIONS)).astype(np.float32)
    rows += middles[[theme_of.get(text, -1) for text in texts]]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(texts, rows, strict=True))


def people_of_batch(points: pd.DataFrame) -> pd.DataFrame:
    """Return an interviews frame with an attribute."""
    ids = points["interview_id"].unique()
    rows = [
        {"interview_id": name, "interviewee": f"Person {n}", "source": "many.md", "n_points": 20,
         "role": ROLES[n % len(ROLES)], "seniority": ("junior", "senior")[n % 2]}
        for n, name in enumerate(ids)
    ]  # fmt: skip
    return frames.conform(pd.DataFrame(rows), "interviews")


def main() -> None:
    """Print seconds and memory as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--marks", type=int, default=2000)
    arguments = parser.parse_args()
    corpora = arguments.corpora or sorted(path.parent for path in Path("data/corpora").glob("*/interviews.jsonl"))
    points = many_points(corpora, arguments.points)
    interviews, vectors = people_of_batch(points), vectors_for(points)
    random = np.random.default_rng(1)
    chosen = random.choice(points["point_id"], size=min(arguments.marks, len(points)), replace=False)
    marks = marks_frame(("own", point, ("for", "against")[random.integers(2)], "marked") for point in chosen)
    heads = load_heads(Path(load_encoder().folder))
    before, processor = peak_megabytes(), time.process_time()
    found = find_contrasts(
        points, interviews, frames.empty("themes"), vectors, heads=heads, marks=marks,
        propositions=[Proposition("own", "A degree is needed to get in.")],
        encode=lambda texts: random.normal(size=(len(texts), DIMENSIONS)),
    )  # fmt: skip
    row: dict[str, object] = {
        "points": len(points),
        "people": len(interviews),
        "marks": len(marks),
        "propositions": len(found.contrasts),
        "processor seconds": round(time.process_time() - processor, 1),
        "peak MB": round(peak_megabytes()),
        "MB before": round(before),
    }
    print(table([row]))


if __name__ == "__main__":
    main()
