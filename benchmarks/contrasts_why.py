"""How often a reason is reported that is none, and how often one that is there is found.

    python -m benchmarks.contrasts_why [--runs 100] [--null-runs 1000]

Each run draws interviews with four attributes (two, four, five and four groups), eight propositions on which six of ten
people take a side, and marks them. With nothing planted, the sides are coins. Planted: behind every proposition
("all"), or behind one alone ("one"), people of one half of an attribute's groups stand for with probability .85, the
others with .15. ``--null-runs`` are drawn with nothing planted, at each number of interviews, for the pooled test
alone; before the table stands the share in which it reports anything, with Wilson's 95 % interval.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from benchmarks.measure import table
from infoview_analysis.contrasts.why import FDR, LEVEL, pooled_reasons, reasons
from infoview_analysis.intervals import wilson_interval

GROUPS = {"years": 2, "company_size": 4, "industry": 5, "role": 4}
PROPOSITIONS, SPEAKS, LEANS = 8, 0.6, 0.85
INTERVIEWS, PLANTED = (20, 40, 60), ("none", "all", "one")


def drawn(random: np.random.Generator, n_people: int, planted: str) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Return stances and attributes of one run."""
    people = [f"p{number:03d}" for number in range(n_people)]
    attributes = {
        name: pd.Series([f"{name} {group}" for group in random.integers(size, size=n_people)], index=people)
        for name, size in GROUPS.items()
    }
    group = attributes["company_size"].str[-1].astype(int).to_numpy()
    rows = []
    for number in range(PROPOSITIONS):
        effect = planted == "all" or (planted == "one" and number == 0)
        turn = random.permutation(4)[:2]
        chance = np.where(np.isin(group, turn), LEANS, 1 - LEANS) if effect else np.full(n_people, 0.5)
        speaks = random.random(n_people) < SPEAKS
        stands = np.where(random.random(n_people) < chance, "for", "against")
        rows += [
            (f"c{number}", person, side) for person, side, says in zip(people, stands, speaks, strict=True) if says
        ]
    return pd.DataFrame(rows, columns=["contrast_id", "person", "side"]), attributes


def alarms(n_people: int, runs: int) -> int:
    """Return in how many runs with nothing planted the pooled test reports anything."""
    count = 0
    for run in range(runs):
        held, attributes = drawn(np.random.default_rng([run, n_people]), n_people, "none")
        count += bool((pooled_reasons(held, attributes, shuffles=399, seed=run)["p_holm"] <= LEVEL).any())
    return count


def shares(n_people: int, planted: str, runs: int) -> dict[str, object]:
    """Return what share of the runs reports what."""
    pooled_any = pooled_hit = single_any = single_hit = first = 0
    rates = []
    for run in range(runs):
        held, attributes = drawn(np.random.default_rng([run, n_people]), n_people, planted)
        pooled = pooled_reasons(held, attributes, shuffles=399, seed=run)
        found = pooled.loc[pooled["p_holm"] <= LEVEL, "attribute"]
        pooled_any += len(found) > 0
        pooled_hit += "company_size" in set(found)
        tested = reasons(held, attributes, shuffles=999, seed=run)
        told = tested[tested["q"] <= FDR]
        true = told["attribute"].eq("company_size") & (told["contrast_id"].eq("c0") | (planted == "all"))
        single_any += len(told) > 0
        single_hit += bool(true.any())
        rates.append(1 - true.mean() if len(told) else 0.0)
        leading = tested[tested["contrast_id"] == "c0"].iloc[0]
        first += leading["attribute"] == "company_size"
    hit = planted != "none"
    return {
        "interviews": n_people,
        "planted": planted,
        "runs": runs,
        "pooled, any reported": f"{pooled_any / runs:.3f}",
        "pooled, the planted": f"{pooled_hit / runs:.3f}" if hit else "",
        "single, any reported": f"{single_any / runs:.3f}",
        "single, the planted": f"{single_hit / runs:.3f}" if hit else "",
        "false discovery rate": f"{np.mean(rates):.3f}",
        "planted ranks first": f"{first / runs:.3f}" if hit else "",
    }


def main() -> None:
    """Print the shares as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--null-runs", type=int, default=1000)
    arguments = parser.parse_args()
    told = [alarms(n, arguments.null_runs) for n in INTERVIEWS]
    for name, count, runs in (
        *((f"{n} interviews", count, arguments.null_runs) for n, count in zip(INTERVIEWS, told, strict=True)),
        ("together", sum(told), arguments.null_runs * len(INTERVIEWS)),
    ):
        low, high = wilson_interval(count, runs)
        share = f"{count / runs:.4f} ({low:.4f} to {high:.4f})"
        print(f"Pooled, nothing planted, {name}: {count} of {runs}, {share}", flush=True)
    print(table([shares(n, planted, arguments.runs) for planted in PLANTED for n in INTERVIEWS]))


if __name__ == "__main__":
    main()
