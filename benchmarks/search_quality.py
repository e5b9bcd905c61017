"""How often a quote sought is among the first found: by words, by meaning, and by both.

Two sets of sixty questions on the sample workspace, written in a person's own words. The first served for choosing
the constants of the search. The fresh one was written before the search was changed and had no part in any choice;
where several quotes answer a question equally well, it names them all.

    python -m benchmarks.search_quality            the questions that served for choosing
    python -m benchmarks.search_quality --fresh    those that did not
    python -m benchmarks.search_quality --tune     the former, with each constant varied
    python -m benchmarks.search_quality --misses   the questions whose quotes are not among the first five
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from infoview_analysis.repository import Repository, fusion, near_words, refresh
from infoview_analysis.repository.upkeep import workspace_encoder
from infoview_analysis.workspace import Workspace

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "benchmarks" / "data" / "search_questions.csv"
FRESH = ROOT / "benchmarks" / "data" / "search_questions_fresh.csv"
OR = " | "  # between quotes that answer equally well
FIRST = 5
WAYS = ("words", "meaning", "both")
VARIED = (
    (near_words, "NEAR", (0.3, 0.4, 0.5)),
    (fusion, "NEAR_WORDS_WEIGHT", (0.0, 0.2, 0.35, 0.5)),
    (fusion, "SENTENCE_WEIGHT", (0.0, 0.25, 0.5, 1.0)),
    (fusion, "CROWDING_WEIGHT", (0.0, 0.25, 0.5, 0.75)),
    (fusion, "WORDS_WEIGHT", (0.0, 3.0, 6.0)),
)


def place_of(results: pd.DataFrame, expected: str) -> int:
    """Return the rank of the first result that holds what is ``expected``; 0 when none does."""
    held = [any(part in quote for part in expected.split(OR)) for quote in results["quote"]]
    return int(results["rank"][held].iloc[0]) if any(held) else 0


def places(
    repository: Repository, encoder: object, questions: pd.DataFrame, ways: tuple[str, ...] = WAYS
) -> pd.DataFrame:
    """Return the questions with the rank of the first quote sought, for each way of searching."""
    result = questions.copy()
    for way in ways:
        with _set(fusion, "WORDS_WEIGHT", 0.0 if way == "meaning" else fusion.WORDS_WEIGHT):
            asked = (
                repository.search(question, encoder=None if way == "words" else encoder, limit=20)
                for question in questions["question"]
            )
            result[way] = [
                place_of(found, expected) for found, expected in zip(asked, questions["expected"], strict=True)
            ]
    return result


def shares(found: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each half have their quote first and among the first five, and the mean reciprocal rank."""
    rows = []
    for half, group in found.groupby("half"):
        for way in (way for way in WAYS if way in found.columns):
            rank = group[way]
            rows.append(
                {"half": half, "way": way, "n": len(group), "first": int((rank == 1).sum()),
                 "first_five": int(rank.between(1, FIRST).sum()), "share": round(rank.between(1, FIRST).mean(), 3),
                 "mrr": round((1 / rank.where(rank > 0)).fillna(0).mean(), 3)}
            )  # fmt: skip
    return pd.DataFrame(rows)


class _set:  # noqa: N801 - reads as a verb where it is used
    """Set an attribute of a module for a while."""

    def __init__(self, module: object, name: str, value: object) -> None:
        self.module, self.name, self.value = module, name, value

    def __enter__(self) -> None:
        self.before = getattr(self.module, self.name)
        setattr(self.module, self.name, self.value)

    def __exit__(self, *_: object) -> None:
        setattr(self.module, self.name, self.before)


def tune(repository: Repository, encoder: object, questions: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with each constant varied, the others as they are."""
    rows = []
    for module, name, values in VARIED:
        for value in values:
            with _set(module, name, value):
                rank = places(repository, encoder, questions, ("both",))["both"]
            mrr = round((1 / rank[rank > 0]).sum() / len(rank), 3)
            is_so = "*" if value == getattr(module, name) else ""
            rows.append(
                {"constant": name, "value": value, "shipped": is_so, "first_five": int(rank.between(1, FIRST).sum()),
                 "first_ten": int(rank.between(1, 10).sum()), "mrr": mrr}
            )  # fmt: skip
    return pd.DataFrame(rows)


def main(show: Callable[[str], None] = print) -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--fresh", action="store_true")
    options.add_argument("--tune", action="store_true")
    options.add_argument("--misses", action="store_true")
    wanted = options.parse_args()
    questions = pd.read_csv(FRESH if wanted.fresh and not wanted.tune else QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sample"
        shutil.copytree(ROOT / "data" / "sample", copy, ignore=shutil.ignore_patterns(".infoview", "reports"))
        workspace = Workspace(copy)
        encoder = workspace_encoder(workspace)
        with Repository.open(refresh(workspace)) as repository:
            if wanted.tune:
                show(tune(repository, encoder, questions).to_string(index=False))
                return
            found = places(repository, encoder, questions)
    show(shares(found).to_string(index=False))
    if wanted.misses:
        show(found[~found["both"].between(1, FIRST)].to_string(index=False))


if __name__ == "__main__":
    main()
