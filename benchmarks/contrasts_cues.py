"""Cue precision and recall against written claims, and opposing pairs within a claim, on public collections.

    python -m benchmarks.contrasts_cues FOLDER

FOLDER holds ``perspectrum_points.csv``, ``argkp_points.csv`` and ``career_points.csv``; files that are not there are
passed over. Precision: of the points to which a strong cue gives a side, the share with the annotated stance. Recall:
share of all points with a stance whose side is given right. P@3: of the three pairs of points within a claim that cues
set furthest apart, the share of annotated opponents; "random" is the share among all pairs.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.measure import table
from infoview_analysis.contrasts.cues import find_cues
from infoview_analysis.contrasts.judges import CueJudge, Quote

STANCE = {"SUPPORT": 1, "UNDERMINE": -1, "1": 1, "-1": -1, "0": 0}


def collections(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the points of each collection: ``claim``, ``text``, ``stance``."""
    found = {}
    path = folder / "perspectrum_points.csv"
    if path.exists():
        frame = pd.read_csv(path, dtype=str)
        found["Perspectrum dev"] = frame[frame["split"] == "dev"][["claim", "text", "stance"]]
    path = folder / "argkp_points.csv"
    if path.exists():
        frame = pd.read_csv(path, dtype=str).rename(columns={"topic": "claim"})
        found["ArgKP arguments"] = frame[frame["type"] == "argument"][["claim", "text", "stance"]]
    path = folder / "career_points.csv"
    if path.exists():
        frame = pd.read_csv(path, dtype=str).rename(columns={"proposition": "claim"})
        found["career points"] = frame[["claim", "text", "stance"]]
    return {name: frame.assign(stance=frame["stance"].map(STANCE)) for name, frame in found.items()}


def figures(name: str, frame: pd.DataFrame) -> dict[str, object]:
    """Return the row of one collection."""
    frame = frame[frame["stance"].isin([1, -1])].reset_index(drop=True)
    given = pd.Series(0, index=frame.index)
    pairs_right, pairs_random = [], []
    for claim, rows in frame.groupby("claim", sort=True).groups.items():
        quotes = [Quote(str(row), str(frame.at[row, "text"])) for row in rows]
        for verdict in CueJudge().judge(str(claim), quotes).verdicts:
            given[int(verdict.point_id)] = {"for": 1, "against": -1}.get(str(verdict.side), 0)
        weight = {
            row: sum((2 * cue.strength - 1) * cue.direction for cue in find_cues(str(frame.at[row, "text"])))
            for row in rows
        }
        apart = sorted(combinations(rows, 2), key=lambda pair: -abs(weight[pair[0]] - weight[pair[1]]))
        opposed = [frame.at[a, "stance"] != frame.at[b, "stance"] for a, b in apart]
        if len(opposed) >= 3:
            pairs_right.append(np.mean(opposed[:3]))
            pairs_random.append(np.mean(opposed))
    sided = given != 0
    right = (given == frame["stance"]) & sided
    return {
        "collection": name,
        "points": len(frame),
        "given a side": int(sided.sum()),
        "precision": f"{right.sum() / max(sided.sum(), 1):.3f}",
        "recall": f"{right.mean():.3f}",
        "P@3": f"{np.mean(pairs_right):.3f}",
        "random": f"{np.mean(pairs_random):.3f}",
    }


def main() -> None:
    """Print a Markdown table, one row a collection."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    rows = [figures(name, frame) for name, frame in collections(parser.parse_args().folder).items()]
    print(table(rows) or "None of the collections is there.")


if __name__ == "__main__":
    main()
