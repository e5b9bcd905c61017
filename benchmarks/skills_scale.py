"""Seconds and peak memory to find skills in many points.

    python -m benchmarks.skills_scale [--points 100000] [CORPUS ...]

The points of the annotated corpora are repeated until there are enough, each time with another number in them, so that
no cache of sentences helps.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from itertools import cycle, islice
from pathlib import Path

import pandas as pd

from benchmarks.measure import table
from infoview_analysis.skills.mentions import find_mentions
from infoview_analysis.skills.vocabulary import shipped_vocabulary

ASKS = 0.9  # probability that a point asks for skills, of those annotated so


def many_points(corpora: list[Path], number: int) -> pd.DataFrame:
    """Return a points frame of ``number`` rows."""
    texts = [
        (point["text"], block["heading"], point["category"])
        for corpus in corpora
        for line in (corpus / "interviews.jsonl").read_text(encoding="utf-8").splitlines()
        for block in json.loads(line)["blocks"]
        for point in block["points"]
    ]
    rows = [
        (f"p{n}", f"i{n // 20}", 0, f"{text} {n}", f"{text} {n}", heading, category)
        for n, (text, heading, category) in enumerate(islice(cycle(texts), number))
    ]
    points = pd.DataFrame(rows, columns=["point_id", "interview_id", "start", "text", "plain", "heading", "category"])
    return points.assign(
        asks_skills=points["category"].map(lambda name: ASKS if name == "required skills" else 1 - ASKS)
    )


def main() -> None:
    """Print seconds and memory as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--points", type=int, default=100_000)
    arguments = parser.parse_args()
    corpora = arguments.corpora or sorted(path.parent for path in Path("data/corpora").glob("*/interviews.jsonl"))
    points = many_points(corpora, arguments.points)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started, processor = time.perf_counter(), time.process_time()
    mentions = find_mentions(points, shipped_vocabulary())
    row: dict[str, object] = {
        "points": len(points),
        "mentions": len(mentions),
        "seconds": round(time.perf_counter() - started, 1),
        "processor seconds": round(time.process_time() - processor, 1),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "MB before": round(before),
    }
    print(table([row]))


if __name__ == "__main__":
    main()
