"""Whether groups are answered differently, or whether what is seen may well be chance.

Each group is compared with all others of its grouping, not with each of them: ten channels make 45 pairs, of which two
or three look different by luck alone. Ten comparisons still give luck ten chances, so the tests of one grouping are
adjusted together (Holm): if its groups are all alike, the chance that any of them is called different is at most 5 %,
however the comparisons hang together.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis.intervals import newcombe_interval
from infoview_analysis.outreach.groups import EVERYTHING, NO_SUBJECT, NOT_GIVEN
from infoview_analysis.outreach.phrases import comparison_sentence
from infoview_analysis.outreach.rates import is_folded
from infoview_analysis.wording import plural

LEVEL = 0.05
DIFFERENT, PERHAPS, CANNOT_TELL, TOO_FEW = "different", "perhaps", "cannot tell", "too few"
COLUMNS = ("by", "group", "n_replied", "n_mature", "rest_replied", "rest_mature", "difference", "low", "high",
           "p_value", "p_adjusted", "verdict", "sentence")  # fmt: skip


def group_differences(rates: pd.DataFrame, *, floor: int = 5) -> pd.DataFrame:
    """Compare each group with all others of its grouping, by whether they were answered in time.

    Parameters
    ----------
    rates : DataFrame
        Of :mod:`infoview_analysis.outreach.rates`, for one grouping or several. Rows that stand for no group ("not
        given") are left out; folded ones count among the others.
    floor : int
        Fewest mature requests there must be on each side.

    Returns
    -------
    DataFrame
        One row a group: ``by``, ``group``, ``n_replied``, ``n_mature``, ``rest_replied``, ``rest_mature``;
        ``difference`` of the two rates with ``low`` and ``high`` (Newcombe, 95 %; for one comparison by itself);
        ``p_value`` (Fisher's exact test, two-sided); ``p_adjusted`` (Holm, over the rows of one grouping); ``verdict``
        and ``sentence``. Where there are two groups, the second comparison would repeat the first and is
        left out. Verdicts:

        different
            The interval spans no 0, and ``p_adjusted`` is at most 0.05: more than luck.
        perhaps
            The interval spans no 0, but for one of several comparisons that may be luck.
        cannot tell
            The interval spans 0.
        too few
            A side has fewer than ``floor`` mature requests; not tested, and not counted among the comparisons.

    References
    ----------
    S. Holm (1979), A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6, 65-70.
    """
    sides = [_sides(group) for by, group in rates.groupby("by", sort=False) if by != EVERYTHING]
    table = pd.concat(sides, ignore_index=True) if sides else pd.DataFrame(columns=list(COLUMNS[:6]))
    return with_verdicts(table, floor=floor)


def with_verdicts(table: pd.DataFrame, *, floor: int) -> pd.DataFrame:
    """Return counts of two sides with difference, interval, test, verdict and sentence.

    Parameters
    ----------
    table : DataFrame
        ``by``, ``group``, ``n_replied``, ``n_mature``, ``rest_replied``, ``rest_mature``; further columns are kept.
        Rows with the same ``by`` are adjusted together.
    """
    counts = table.astype(dict.fromkeys(COLUMNS[2:6], "int64"))
    one, n_one, rest, n_rest = (counts[name].to_numpy() for name in COLUMNS[2:6])
    low, high = newcombe_interval(one, n_one, rest, n_rest)
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = one / n_one - rest / n_rest
    enough = (n_one >= floor) & (n_rest >= floor)
    p_values = np.array([_p_value(*row) if use else np.nan for *row, use in zip(one, n_one, rest, n_rest, enough,
                                                                                strict=True)], dtype=float)  # fmt: skip
    adjusted = np.full(p_values.shape, np.nan)
    for places in counts.groupby("by", sort=False).indices.values():
        adjusted[places] = holm(p_values[places])
    spans = (low <= 0) & (high >= 0)
    verdict = np.select([~enough, spans, adjusted <= LEVEL], [TOO_FEW, CANNOT_TELL, DIFFERENT], default=PERHAPS).astype(
        object
    )
    result = counts.assign(
        difference=difference, low=low, high=high, p_value=p_values, p_adjusted=adjusted, verdict=verdict
    )
    result["verdict"] = result["verdict"].astype("str")
    sentences = [comparison_sentence(row["by"], row) for _, row in result.iterrows()]
    result["sentence"] = pd.Series(sentences, index=result.index, dtype="str")
    return result


def comparison_note(differences: pd.DataFrame) -> str:
    """Return how many comparisons were made and what that does, in two or three sentences."""
    tested = differences[differences["p_value"].notna()]
    if tested.empty:
        return "There are too few requests to compare groups yet."
    tables = tested["by"].nunique()
    of_them = "In it" if tables == 1 else "In each of them"
    return (
        f"{plural(len(tested), 'comparison')} in {plural(tables, 'grouping')}, each group against all others of its"
        f" grouping. {of_them} the tests are adjusted to each other (Holm): if its groups were all alike, the chance of"
        " calling one different would be at most 1 in 20. Who looks through many groupings gives chance many chances:"
        " with twenty, one would show something by luck."
    )


def holm(p_values: np.ndarray) -> np.ndarray:
    """Return Holm's adjusted p-values; NaN marks what was not tested and stays.

    Parameters
    ----------
    p_values : ndarray, shape (n,)
    """
    adjusted = np.full(p_values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    steps = p_values[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def _sides(rates: pd.DataFrame) -> pd.DataFrame:
    named = rates[~rates["group"].isin([NOT_GIVEN, NO_SUBJECT])]
    total, replied = int(named["n_mature"].sum()), int(named["n_replied"].sum())
    compared = named[~named["group"].map(is_folded).astype(bool)]
    if len(named) < 2:
        compared = compared.iloc[:0]
    elif len(named) == 2:
        compared = compared.iloc[:1]
    table = compared[["by", "group", "n_replied", "n_mature"]].copy()
    return table.assign(rest_replied=replied - table["n_replied"], rest_mature=total - table["n_mature"])


def _p_value(one: int, n_one: int, rest: int, n_rest: int) -> float:
    from scipy.stats import fisher_exact

    return float(fisher_exact([[one, n_one - one], [rest, n_rest - rest]])[1])
