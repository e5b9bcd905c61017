"""Saturation: how many themes are heard after so many people, and how many new ones the next is likely to bring.

Groups found in notes need two people to be seen at all: what one person alone said mostly stands in no theme. The
usual estimate of what is still unheard rests on exactly those, so it would come out too small. Two questions are kept
apart therefore. How many themes will the next person turn from one voice into several? That rests on the themes of two
people, which are seen. How many subjects will they raise that nobody raised before? That can only be bounded, between
the one-voice themes alone and these with every unplaced subject.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

ORDERS = 400
_MOST_STEPS = 200
_SEED = 0
_KNOWN = 0.95


@dataclass(frozen=True)
class Outlook:
    """What the next interview is likely to bring.

    Attributes
    ----------
    n_people, n_themes, n_once, n_twice : int
        People asked; themes; of them raised by one person, and by exactly two.
    new_recurring : float
        Themes that the next person is expected to turn from one voice into two: the average over such people.
    recurring_low, recurring_high : float
        95 % interval of this average. What a single person brings is a whole number and varies more.
    none_share : float
        How likely the next person brings none such.
    known_after : int
        How many of the people, any of them, raise 95 % of the recurring themes on average.
    unheard_low, unheard_high : float
        Bounds of the number of subjects nobody raised before that the next person is expected to raise.
    coverage_low, coverage_high : float or None
        Bounds of the share of what is said in the next interview that is about subjects raised before; None with
        fewer than two people.
    """

    n_people: int
    n_themes: int
    n_once: int
    n_twice: int
    new_recurring: float
    recurring_low: float
    recurring_high: float
    none_share: float
    known_after: int
    unheard_low: float
    unheard_high: float
    coverage_low: float | None
    coverage_high: float | None


def expected_themes(counts: ArrayLike, n: int, m: ArrayLike, *, at_least: int = 1) -> NDArray:
    """Return how many themes are raised by ``at_least`` (1 or 2) of ``m`` people drawn from ``n``, on average.

    Exact: the mean over all orders in which the people could have been asked.

    Parameters
    ----------
    counts : array_like of int
        People who raise each theme.
    n : int
        People asked.
    m : array_like of int
        Numbers of people drawn, 0 to ``n``.

    References
    ----------
    S. H. Hurlbert (1971), The nonconcept of species diversity, Ecology 52, 577-586.
    R. K. Colwell et al. (2012), Models and estimators linking individual-based and sample-based rarefaction,
    extrapolation and comparison of assemblages, Journal of Plant Ecology 5, 3-21.
    """
    from scipy.stats import hypergeom

    drawn = np.asarray(m, dtype=int)
    sizes, themes = np.unique(np.asarray(counts, dtype=int), return_counts=True)
    if not len(sizes):
        return np.zeros(drawn.shape)
    fewer = hypergeom.cdf(at_least - 1, n, sizes[:, None], drawn.reshape(1, -1))
    return ((1 - fewer) * themes[:, None]).sum(axis=0).reshape(drawn.shape)


def saturation_curve(incidence: pd.DataFrame, n_people: int, *, orders: int = ORDERS) -> pd.DataFrame:
    """Return how many themes are heard after each number of people, averaged over the orders of asking.

    Parameters
    ----------
    incidence : DataFrame
        ``person`` and ``theme_id``, each pair once; see :func:`infoview_analysis.coverage.incidence.theme_incidence`.
    n_people : int
        People asked, also those who raise no theme.
    orders : int
        Random orders that the band is made of; drawn from a fixed start.

    Returns
    -------
    DataFrame
        ``people`` (0 to n; at most 200 steps), ``n_themes`` and ``n_recurring`` (raised by one, and by two or more, on
        average), ``recurring_low`` and ``recurring_high`` (95 % of the orders), ``new_recurring`` (themes the last of
        these people turned into recurring ones, on average).
    """
    counts = incidence.groupby("theme_id").size().to_numpy()
    steps = np.unique(np.linspace(0, n_people, min(n_people, _MOST_STEPS) + 1).round().astype(int))
    recurring = expected_themes(counts, n_people, steps, at_least=2)
    low, high = _band(incidence, n_people, steps, orders)
    before = expected_themes(counts, n_people, np.maximum(steps - 1, 0), at_least=2)
    frame = pd.DataFrame(
        {
            "people": steps, "n_themes": expected_themes(counts, n_people, steps), "n_recurring": recurring,
            "recurring_low": low, "recurring_high": high, "new_recurring": np.where(steps > 0, recurring - before, 0.0),
        }
    )  # fmt: skip
    return frame.round(6)


def outlook(incidence: pd.DataFrame, n_people: int, n_unplaced: int = 0) -> Outlook:
    """Return what the next interview is likely to bring.

    Parameters
    ----------
    incidence : DataFrame
        ``person`` and ``theme_id``, each pair once.
    n_people : int
        People asked.
    n_unplaced : int
        Subjects that stand in no theme; see :func:`infoview_analysis.coverage.incidence.unplaced_subjects`.

    Notes
    -----
    Leave one person out: the mean over all n choices of how many themes were raised by r others is (r + 1) Q / n, where
    Q is the number of themes raised by exactly r + 1 people (Good-Turing). With r = 0 these are themes nobody else
    raised, with r = 1 those that one other raised. The interval takes Q as Poisson (Garwood) and is widened by what the
    average itself varies with the themes that happened to have one voice: the same argument gives the sum of squared
    chances of the themes of one person as 6 Q3 / n², beside 4 Q2 / n² of the estimate, Qk being the number of themes
    raised by exactly k people. In simulations of unlike themes and unlike people it holds the average in 95 to 97 of
    100 cases (benchmarks/coverage_simulation.py).

    References
    ----------
    I. J. Good (1953), The population frequencies of species and the estimation of population parameters, Biometrika 40,
    237-264.
    A. Chao, L. Jost (2012), Coverage-based rarefaction and extrapolation, Ecology 93, 2533-2547.
    F. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442.
    """
    counts = incidence.groupby("theme_id").size().to_numpy()
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    n = max(n_people, 1)
    low, high = _prediction(counts)
    expected = 2 * twice / n
    covered = [sample_coverage(counts, n_people, q) for q in (once + n_unplaced, once)]
    return Outlook(
        n_people=n_people, n_themes=len(counts), n_once=once, n_twice=twice,
        new_recurring=expected, recurring_low=2 * low / n, recurring_high=2 * high / n,
        none_share=float(np.exp(-expected)), known_after=_known_after(counts, n_people),
        unheard_low=once / n, unheard_high=(once + n_unplaced) / n,
        coverage_low=covered[0], coverage_high=covered[1],
    )  # fmt: skip


def sample_coverage(counts: ArrayLike, n_people: int, once: int) -> float | None:
    """Return the share of what the next person says that is about subjects raised before (Chao and Jost 2012, eq. 10).

    Parameters
    ----------
    counts : array_like of int
        People who raise each theme.
    n_people : int
    once : int
        Subjects raised by one person; it may hold more than ``counts`` does, where those are no themes.
    """
    raised = np.asarray(counts, dtype=int)
    twice = int((raised == 2).sum())
    total = int(raised.sum()) + once - int((raised == 1).sum())
    if n_people < 2 or not total:
        return None
    if not once:
        return 1.0
    few = (n_people - 1) * once
    correction = few / (few + 2 * twice) if twice else (n_people - 1) * (once - 1) / ((n_people - 1) * (once - 1) + 2)
    return float(1 - once / total * correction)


def poisson_interval(count: int, share: float = 0.95) -> tuple[float, float]:
    """Return Garwood's interval of the mean of which ``count`` was seen."""
    from scipy.stats import chi2

    tail = (1 - share) / 2
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2


def _prediction(counts: NDArray) -> tuple[float, float]:
    """Return between which numbers the themes of exactly two people may lie once one more person is asked."""
    twice, thrice = int((counts == 2).sum()), int((counts == 3).sum())
    low, high = poisson_interval(twice)
    wider = float(np.sqrt(1 + 1.5 * thrice / max(twice, 1)))
    return max(0.0, twice - (twice - low) * wider), twice + (high - twice) * wider


def _known_after(counts: NDArray, n_people: int) -> int:
    """Return after how many people ``_KNOWN`` of the recurring themes are known on average."""
    known = expected_themes(counts, n_people, np.arange(n_people + 1), at_least=2)
    return int(np.argmax(known >= _KNOWN * known[-1]))


def _band(incidence: pd.DataFrame, n_people: int, steps: NDArray, orders: int) -> tuple[NDArray, NDArray]:
    """Return between how many recurring themes 95 % of random orders lie after each number of people."""
    if incidence.empty or not n_people:
        return np.zeros(len(steps)), np.zeros(len(steps))
    person = pd.factorize(incidence["person"], sort=True)[0]
    theme = pd.factorize(incidence["theme_id"], sort=True)[0]
    random = np.random.default_rng(_SEED)
    curves = np.empty((orders, len(steps)))
    for row in range(orders):
        places = random.permutation(n_people)[person] + 1
        order = np.lexsort((places, theme))
        themes = theme[order]
        second = np.flatnonzero((themes[1:] == themes[:-1]) & np.concatenate([[True], themes[1:-1] != themes[:-2]])) + 1
        curves[row] = np.searchsorted(np.sort(places[order][second]), steps, side="right")
    return np.quantile(curves, 0.025, axis=0), np.quantile(curves, 0.975, axis=0)
