"""Does tuning cost long prose its grouping? Two encoders on the same paragraphs, with an interval for the difference.

    python -m benchmarks.prose_kept FOLDER [--than all-MiniLM-L6-v2] [--encoder interview-notes]

FOLDER holds posts of published interviews (Uses This, CC BY-SA 4.0; not part of this repository): 600 paragraphs of
60 to 200 words, without headings. Printed are, of the five nearest paragraphs of other people, the share that answers
the same question and the share whose speaker shares an occupation; the interval of the difference comes from drawing
the people anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from infoview_analysis.encoder import load_encoder
from tools.train_encoder.prose import Paragraph, nearest_shares, read_paragraphs

DRAWS = 4000


def interval(difference: np.ndarray, people: np.ndarray, draws: int = DRAWS) -> tuple[float, float]:
    """Return the 95 % percentile interval of the mean, the people drawn with replacement."""
    random = np.random.default_rng(0)
    _, person = np.unique(people, return_inverse=True)
    sums, counts = np.bincount(person, difference), np.bincount(person)
    drawn = random.integers(0, len(sums), (draws, len(sums)))
    low, high = np.quantile(sums[drawn].sum(1) / counts[drawn].sum(1), (0.025, 0.975))
    return float(low), float(high)


def shares(paragraphs: list[Paragraph], encoder: str) -> dict[str, np.ndarray]:
    """Return for each paragraph the shares of its neighbours, by what they share."""
    texts = sorted({paragraph.text for paragraph in paragraphs})
    vectors = dict(zip(texts, load_encoder(encoder).encode(texts), strict=True))
    return nearest_shares(paragraphs, np.stack([vectors[paragraph.text] for paragraph in paragraphs]))


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--encoder", default="interview-notes")
    parser.add_argument("--than", default="all-MiniLM-L6-v2")
    arguments = parser.parse_args()
    paragraphs = read_paragraphs(arguments.folder)
    people = np.array([paragraph.person for paragraph in paragraphs])
    before, after = (shares(paragraphs, name) for name in (arguments.than, arguments.encoder))
    print(
        f"| neighbours share | {arguments.than} | {arguments.encoder} | difference, 95 % interval |\n|---|---|---|---|"
    )
    for key in before:
        gained = after[key] - before[key]
        low, high = interval(gained, people)
        means = f"{before[key].mean():.3f} | {after[key].mean():.3f} | {gained.mean():+.3f}"
        print(f"| {key} | {means} ({low:+.3f} to {high:+.3f}) |")


if __name__ == "__main__":
    main()
