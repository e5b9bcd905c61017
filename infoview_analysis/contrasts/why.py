"""Why people differ: who stands on which side by attribute, tested and corrected; and all propositions pooled.

Counts go by marks alone: what was only suggested explains nothing.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis import frames
from infoview_analysis.outreach.differences import holm

FEWEST = 4  # people on each side; 3 against 3 cannot get below .10 however perfect the split
LEVEL = 0.05
FDR = 0.10
ALIKE = 0.6  # Cramér's V from which two attributes are rivals
WORK = 20_000_000  # rows × shuffles of the pooled test
CELLS = 2_000_000  # people × shuffles of it that are counted at once


def reasons(
    held: pd.DataFrame, attributes: dict[str, pd.Series], *, shuffles: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Test each proposition by each attribute.

    Parameters
    ----------
    held : DataFrame
        Columns ``contrast_id``, ``person``, ``side``; one row a person and proposition, by marks alone.
    attributes : dict of str to Series
        Group of each person.
    shuffles : int
        Draws of the permutation test where there are more than two groups; two groups are tested exactly (Fisher).
    seed : int

    Returns
    -------
    DataFrame
        As ``frames.FRAMES["contrast_reasons"]`` describes; of each proposition the smallest p first.
    """
    sided = held[held["side"].isin(["for", "against"])]
    rows = []
    for contrast, stance in sided.groupby("contrast_id", sort=True):
        sides = stance.set_index("person")["side"]
        for attribute, groups in attributes.items():
            names, counts = _counts(sides, groups)
            rows.append(_row(str(contrast), attribute, names, counts, shuffles, seed))
    found = pd.DataFrame(rows, columns=["contrast_id", "attribute", "table", "n_for", "n_against", "p"])
    found["p"] = found["p"].astype("float64")
    found["q"] = benjamini_hochberg(found["p"].to_numpy())
    found["note"] = [_note(p, q) for p, q in zip(found["p"], found["q"], strict=True)]
    found["rivals"] = _rivals(found, sided, attributes)
    found = found.sort_values(["contrast_id", "p", "attribute"], na_position="last", kind="stable", ignore_index=True)
    return frames.conform(found, "contrast_reasons")


def _counts(sides: pd.Series, groups: pd.Series) -> tuple[list[str], NDArray]:
    """Return the names of the groups, sorted, and the people of each for and against, shape (g, 2)."""
    known = groups.reindex(sides.index).dropna()
    codes, names = pd.factorize(known, sort=True)
    against = (sides[known.index] == "against").to_numpy(int)
    counts = np.bincount(2 * codes + against, minlength=2 * len(names)).reshape(-1, 2)
    return [str(name) for name in names], counts


def _row(
    contrast: str, attribute: str, names: list[str], counts: NDArray, shuffles: int, seed: int
) -> tuple[object, ...]:
    n_for, n_against = (int(total) for total in counts.sum(axis=0))
    written = "; ".join(f"{group}: {row[0]} for, {row[1]} against" for group, row in zip(names, counts, strict=True))
    p = np.nan
    if min(n_for, n_against) >= FEWEST and len(counts) >= 2:
        p = exact_p(counts, shuffles=shuffles, seed=_seed(seed, contrast, attribute))
    return contrast, attribute, written, n_for, n_against, p


def exact_p(counts: NDArray, *, shuffles: int, seed: int) -> float:
    """Return the p value of a table of groups by two sides, shape (g, 2): Fisher's for two groups, else permutation.

    The permutation test draws tables with the same margins and counts those at least as far from what would be
    expected (chi-squared); one is added to both counts, so that no p is zero.
    """
    if len(counts) == 2:
        from scipy.stats import fisher_exact

        return float(fisher_exact(counts)[1])
    sizes, n_for = counts.sum(axis=1), int(counts[:, 0].sum())
    expected = sizes * n_for / sizes.sum()
    random = np.random.default_rng(seed)
    drawn = random.multivariate_hypergeometric(sizes, n_for, size=shuffles)
    far = ((drawn - expected) ** 2 / expected).sum(axis=1)
    seen = ((counts[:, 0] - expected) ** 2 / expected).sum()
    return float((1 + (far >= seen - 1e-9).sum()) / (shuffles + 1))


def benjamini_hochberg(p_values: NDArray) -> NDArray:
    """Return q values; NaN marks what was not tested and stays.

    References
    ----------
    Y. Benjamini, Y. Hochberg (1995), Controlling the false discovery rate, J. R. Statist. Soc. B 57, 289-300.
    """
    q = np.full(p_values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(-p_values[tested], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p_values[order] * len(order) / ranks), 1.0)
    return q


def pooled_reasons(
    held: pd.DataFrame, attributes: dict[str, pd.Series], *, shuffles: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Test for each attribute whether people who share it take the same side more often, over all propositions.

    The attribute is shuffled over the people, for all propositions at once; who stands where stays, so what one person
    says here and there may hang together. Propositions with two people or more on each side count as contested. Whether
    they do hangs on the sides alone, never on the attribute. The observed order counts as one of the shuffles and ties
    count against the attribute, so that the test holds its level; Holm over the attributes does whatever they share.

    Returns
    -------
    DataFrame
        As ``frames.FRAMES["pooled_reasons"]`` describes, smallest p first.
    """
    sided = held[held["side"].isin(["for", "against"])]
    per_side = pd.crosstab(sided["contrast_id"], sided["side"]).reindex(columns=["for", "against"], fill_value=0)
    contested = per_side.index[(per_side >= 2).all(axis=1)]
    sided = sided[sided["contrast_id"].isin(contested)]
    rows = [_pooled(attribute, groups, sided, shuffles, seed) for attribute, groups in attributes.items()]
    found = pd.DataFrame(rows, columns=["attribute", "statistic", "p", "n_contrasts", "n_people"])
    found["p"] = found["p"].astype("float64")
    found["p_holm"] = holm(found["p"].to_numpy())
    found["verdict"] = [_pooled_verdict(p, corrected) for p, corrected in zip(found["p"], found["p_holm"], strict=True)]
    found = found.sort_values(["p", "attribute"], na_position="last", kind="stable", ignore_index=True)
    return frames.conform(found, "pooled_reasons")


def _pooled(attribute: str, groups: pd.Series, sided: pd.DataFrame, shuffles: int, seed: int) -> tuple[object, ...]:
    inside = sided[sided["person"].isin(groups.index)]
    people = np.array(sorted(inside["person"].unique()), dtype=object)
    sizes = inside.groupby("contrast_id")["side"].value_counts().unstack(fill_value=0)
    n_contrasts = len(sizes)
    if len(people) < 2 * FEWEST or not n_contrasts or groups[people].nunique() < 2:
        return attribute, np.nan, np.nan, n_contrasts, len(people)
    codes = pd.factorize(groups[people], sort=True)[0]
    who = np.searchsorted(people, inside["person"].to_numpy(object))
    what = pd.factorize(inside["contrast_id"], sort=True)[0]
    sides = np.zeros((2, len(people), n_contrasts))
    sides[(inside["side"] == "against").to_numpy(int), who, what] = 1.0
    random = np.random.default_rng(_seed(seed, "pooled", attribute))
    times = int(min(shuffles, max(199, WORK // max(len(inside), 1))))
    seen = _same_side(codes[None], sides)[0]
    size = max(1, CELLS // len(people))
    parts = [min(size, times - start) for start in range(0, times, size)]
    drawn = np.concatenate([_same_side(random.permuted(np.tile(codes, (n, 1)), axis=1), sides) for n in parts])
    p = (1 + (drawn >= seen - 1e-9).sum()) / (times + 1)
    return attribute, float(seen - drawn.mean()), float(p), n_contrasts, len(people)


def _same_side(groups: NDArray, sides: NDArray) -> NDArray:
    """Return for each row of ``groups`` the share of pairs of one group that stand on one side, over all propositions.

    Parameters
    ----------
    groups : ndarray of int, shape (times, n_people)
        Group of each person, once for each shuffle.
    sides : ndarray of shape (2, n_people, n_contrasts)
        1 where a person is for (first), against (second).
    """
    alike, pairs = np.zeros(len(groups)), np.zeros(len(groups))
    for group in range(int(groups.max()) + 1):
        inside = (groups == group).astype(float)
        n_for, n_against = inside @ sides[0], inside @ sides[1]
        total = n_for + n_against
        alike += (n_for * (n_for - 1) + n_against * (n_against - 1)).sum(axis=1)
        pairs += (total * (total - 1)).sum(axis=1)
    return alike / np.where(pairs > 0, pairs, 1.0)


def _rivals(found: pd.DataFrame, sided: pd.DataFrame, attributes: dict[str, pd.Series]) -> list[str | None]:
    """Return for each tested row the attributes that split the same people much alike."""
    alike: dict[tuple[str, str, str], bool] = {}
    people = {str(contrast): set(rows) for contrast, rows in sided.groupby("contrast_id")["person"]}
    named: list[str | None] = []
    for row in found.itertuples():
        rivals = []
        for other in attributes:
            if other == row.attribute or np.isnan(cast("float", row.p)):
                continue
            first, second = sorted((str(row.attribute), other))
            key = (str(row.contrast_id), first, second)
            if key not in alike:
                alike[key] = _cramers_v(attributes[first], attributes[second], people[key[0]]) >= ALIKE
            if alike[key]:
                rivals.append(other)
        named.append("; ".join(rivals) or None)
    return named


def _cramers_v(one: pd.Series, other: pd.Series, people: set[str]) -> float:
    both = one.index.intersection(other.index).intersection(pd.Index(sorted(people)))
    first, second = (pd.factorize(groups.reindex(both))[0] for groups in (one, other))
    known = (first >= 0) & (second >= 0)
    table = np.zeros((first.max(initial=-1) + 1, second.max(initial=-1) + 1))
    np.add.at(table, (first[known], second[known]), 1.0)
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    if min(table.shape, default=0) < 2:
        return 0.0
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    chi = ((table - expected) ** 2 / expected).sum()
    return float(np.sqrt(chi / (table.sum() * (min(table.shape) - 1))))


def _note(p: float, q: float) -> str:
    if np.isnan(p):
        return f"too few to test: fewer than {FEWEST} against {FEWEST}"
    if q <= FDR:
        return "more than luck explains"
    return "a pattern to ask about" if p <= LEVEL else "luck explains it as well"


def _pooled_verdict(p: float, corrected: float) -> str:
    if np.isnan(p):
        return "too few marks to test"
    if corrected <= LEVEL:
        return "people who share it take the same side more often than luck explains"
    return "a pattern to ask about" if p <= LEVEL else "luck explains it as well"


def _seed(seed: int, *names: str) -> int:
    words = "\x00".join((str(seed), *names)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=8).digest(), "big")
