"""How often the quote sought is among the first found: by words, by meaning, and by both.

Sixty questions on the sample workspace were written in a person's own words before anything was tuned; the odd ones
served for tuning, the even ones did not.

    python -m benchmarks.search_quality            the figures
    python -m benchmarks.search_quality --tune     the choices, on the tuning half alone
    python -m benchmarks.search_quality --misses   the questions whose quote is not among the first five
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from infoview_analysis.repository import Repository, build, fusion, near_words, refresh
from infoview_analysis.repository.upkeep import workspace_encoder
from infoview_analysis.synthesis import synthesize
from infoview_analysis.workspace import Workspace

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "benchmarks" / "data" / "search_questions.csv"
FIRST = 5
WAYS = ("words", "meaning", "both")


def place_of(results: pd.DataFrame, expected: str) -> int:
    """Return the rank of the first result that holds ``expected``; 0 when none does."""
    found = results.loc[results["quote"].str.contains(expected, regex=False), "rank"]
    return int(found.iloc[0]) if len(found) else 0


def places(
    repository: Repository, encoder: object, questions: pd.DataFrame, ways: tuple[str, ...] = WAYS
) -> pd.DataFrame:
    """Return the questions with the rank of the quote sought, for each way of searching."""
    weights = {"words": (1.0, 0.0), "meaning": (0.0, 1.0), "both": (fusion.WORDS_WEIGHT, fusion.MEANING_WEIGHT)}
    result = questions.copy()
    for way in ways:
        with _set(fusion, "WORDS_WEIGHT", weights[way][0]), _set(fusion, "MEANING_WEIGHT", weights[way][1]):
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


def tune(workspace: Workspace, encoder: object, questions: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of each choice on the tuning half."""
    half = questions[questions["half"] == "tuned"]
    synthesis = synthesize(workspace)
    rows = []
    for headed in (0.25, 0.5, 1.0):
        with _set(build, "HEADED_WEIGHT", headed):
            path = build.build_repository(synthesis, key="", encoder=encoder, path=workspace.cache_folder / "tuning")
        with Repository.open(path) as repository:
            for near, weight, offset, meaning in itertools.product(
                (0.3, 0.4, 0.5), (0.5, 0.75, 1.0), (3, 10), (1.0, 2.0, 4.0)
            ):
                with (
                    _set(near_words, "NEAR", near), _set(fusion, "NEAR_WORDS_WEIGHT", weight),
                    _set(fusion, "MEANING_WEIGHT", meaning), _set(fusion.reciprocal_ranks, "__defaults__", (offset,)),
                ):  # fmt: skip
                    both = shares(places(repository, encoder, half, ("both",))).iloc[0]
                choice = {"headed": headed, "near": near, "weight": weight, "offset": offset, "meaning": meaning}
                rows.append({**choice, **both[["first_five", "mrr"]]})
        path.unlink()
    return pd.DataFrame(rows).sort_values(["first_five", "mrr"], ascending=False)


def main(show: Callable[[str], None] = print) -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tune", action="store_true")
    options.add_argument("--misses", action="store_true")
    wanted = options.parse_args()
    questions = pd.read_csv(QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sample"
        shutil.copytree(ROOT / "data" / "sample", copy, ignore=shutil.ignore_patterns(".infoview", "reports"))
        workspace = Workspace(copy)
        encoder = workspace_encoder(workspace)
        if wanted.tune:
            show(tune(workspace, encoder, questions).head(25).to_string(index=False))
            return
        with Repository.open(refresh(workspace)) as repository:
            found = places(repository, encoder, questions)
    show(shares(found).to_string(index=False))
    if wanted.misses:
        show(found[~found["both"].between(1, FIRST)].to_string(index=False))


if __name__ == "__main__":
    main()
