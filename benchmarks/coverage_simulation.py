"""How often the interval of the outlook holds, where the truth is known.

    python -m benchmarks.coverage_simulation [--runs 1000]

People are drawn who raise themes by chance, themes and people unlike in many ways. The interval is one of the average
number of new recurring themes over such people, given the notes; beside it stands how often it holds what a single
next person brought, which is a whole number.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.measure import table
from infoview_analysis.coverage import outlook

SEED = 7


@dataclass(frozen=True)
class World:
    """People and what they raise.

    Attributes
    ----------
    n_people : int
        Asked so far; one more comes.
    chances : callable
        Generator → chance of each theme, shape (t,).
    of_people : callable
        Generator, number of people, number of themes → factor of these chances, shape (people, t) or (people, 1).
    """

    n_people: int
    chances: Callable[[Generator], NDArray]
    of_people: Callable[[Generator, int, int], NDArray] = lambda random, people, themes: np.ones((people, 1))


def _talkative(random: Generator, people: int, themes: int) -> NDArray:
    return random.uniform(0.4, 1.6, (people, 1))


def _of_two_kinds(random: Generator, people: int, themes: int) -> NDArray:
    kind, about = random.random(people) < 0.5, random.random(themes) < 0.5
    return np.where(kind[:, None] == about[None, :], 1.6, 0.4)


WORLDS = {
    "all themes alike, 20 people": World(20, lambda random: np.full(40, 0.1)),
    "few common, many rare, 20 people": World(20, lambda random: np.r_[np.full(10, 0.5), np.full(60, 0.05)]),
    "few common, many rare, 8 people": World(8, lambda random: np.r_[np.full(6, 0.5), np.full(30, 0.1)]),
    "beta, 6 people": World(6, lambda random: random.beta(0.8, 4, 25)),
    "beta, 10 people": World(10, lambda random: random.beta(0.6, 4, 60)),
    "beta, 20 people": World(20, lambda random: random.beta(0.6, 4, 60)),
    "beta, long tail, 24 people": World(24, lambda random: random.beta(0.3, 3, 80)),
    "log-normal, 40 people": World(40, lambda random: np.minimum(np.exp(random.normal(-3, 1.2, 100)), 0.9)),
    "beta, some talk more, 20 people": World(20, lambda random: random.beta(0.6, 4, 60), _talkative),
    "beta, two kinds of people, 20 people": World(20, lambda random: random.beta(0.6, 4, 60), _of_two_kinds),
}


def simulate(world: World, runs: int, *, seed: int = SEED) -> dict[str, float]:
    """Return how often the interval holds the average and a single person, its mean width, and two calibrations."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(runs):
        chances = world.chances(random)
        own = np.minimum(world.of_people(random, world.n_people + 200, len(chances)) * chances, 1.0)
        heard = random.random(own.shape) < own
        notes, later = heard[: world.n_people], own[world.n_people :]
        counts = notes.sum(axis=0)
        person, theme = np.nonzero(notes)
        kept = counts[theme] > 1  # a theme of one person is not seen
        found = outlook(pd.DataFrame({"person": person[kept], "theme_id": theme[kept]}), world.n_people)
        average = float(later[:, counts == 1].sum(axis=1).mean())
        brought = int(heard[world.n_people, counts == 1].sum())
        low, high = found.recurring_low, found.recurring_high
        rows.append(
            (low <= average <= high, low <= brought <= high, high - low, found.new_recurring, average,
             found.none_share, brought == 0)
        )  # fmt: skip
    means = np.array(rows, dtype=float).mean(axis=0)
    names = ("holds the average", "holds one person", "width", "said", "true", "none said", "none true")
    return {name: round(float(value), 3) for name, value in zip(names, means, strict=True)}


def main() -> None:
    """Print the figures as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    print(table([{"world": name, **simulate(world, runs)} for name, world in WORLDS.items()]))


if __name__ == "__main__":
    main()
