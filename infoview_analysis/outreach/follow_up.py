"""Whether answers come more often after a follow-up, compared only among people who were still silent.

Who answers at once never gets a follow-up. So "answered after a follow-up" against "answered without one" compares the
silent with the quick, and a follow-up without any effect looks harmful. Here, on each day since the request, those
still silent are split into people followed up on an earlier day and people not followed up, and the answers of that day
are compared. It stays an association: whom one follows up, and when, is no accident.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from infoview_analysis.outreach.states import request_states

LEVEL = 0.05
LEAST_VARIANCE = 1.0  # as much as four people at even odds, one answer each


@dataclass(frozen=True)
class FollowUpComparison:
    """Answers after a follow-up against answers without one, among people still silent on the same day.

    Attributes
    ----------
    n_followed_up : int
        Requests followed up while silent.
    n_replied_after : int
        Of them answered later, on any later day.
    n_compared : int
        Of ``n_replied_after`` those that came on a day on which there was somebody to compare with.
    n_expected : float
        How many of ``n_compared`` there would be if a follow-up made no difference.
    variance : float
        Of ``n_compared`` in that case: how much there is to compare. Under 1 nothing is said.
    p_value : float
        Log-rank test, two-sided; NaN where nothing is said.
    """

    n_followed_up: int
    n_replied_after: int
    n_compared: int
    n_expected: float
    variance: float
    p_value: float

    @property
    def sentence(self) -> str:
        """What the comparison shows, in plain words."""
        if not self.n_followed_up:
            return "No follow-up to somebody silent was noted yet."
        was = "request was" if self.n_followed_up == 1 else "requests were"
        start = f"{self.n_followed_up:,} {was} followed up while silent; {self.n_replied_after} of them answered later."
        if np.isnan(self.p_value):
            return (
                f"{start} Whether the follow-up helped cannot be told: there were too few answers from people who had"
                " waited just as long, with a follow-up or without."
            )
        answers = "answer" if self.n_compared == 1 else "answers"
        shown = f"{self.n_compared} {answers} where {self.n_expected:.1f} would be expected if it made no difference"
        if self.p_value > LEVEL:
            return f"{start} Whether it helped cannot be told yet: {shown}."
        word = "more" if self.n_compared > self.n_expected else "less"
        return (
            f"{start} Among people still silent on the same day, those followed up answered {word} often: {shown}."
            " An association, no proof: you chose whom to follow up."
        )


def follow_up_comparison(outreach: pd.DataFrame, *, as_of: pd.Timestamp) -> FollowUpComparison:
    """Compare answers with and without a follow-up, day by day among those still silent.

    Somebody counts as followed up from the day after the follow-up: whoever answers on its very day may have answered
    before it. Follow-ups after the answer count as none. Requests that bounced, or of unknown day, and answers and
    follow-ups of unknown day are left out.

    References
    ----------
    N. Mantel, D. P. Byar (1974), Evaluation of response-time data involving transient states, JASA 69, 81-86.
    """
    states = request_states(outreach, as_of=as_of)
    undated = states["is_replied"] & states["reply_days"].isna()
    undated |= states["is_followed_up"] & states["followed_up_on"].isna()
    used = states[~states["is_bounced"] & states["age_days"].notna() & ~undated]
    last = used["reply_days"].fillna(used["age_days"]).to_numpy(dtype="int64")
    replied = used["reply_days"].notna().to_numpy()
    follow_up = (used["followed_up_on"].dt.normalize() - used["sent_on"].dt.normalize()).dt.days
    nudged = follow_up.astype("float64").to_numpy()
    nudged = np.where((nudged >= 0) & ((nudged < last) | ((nudged == last) & ~replied)), nudged, np.inf)
    after = replied & (last > nudged)
    rows = [_day(day, last, replied, nudged) for day in np.unique(last[replied])]
    a, b, n1, n0 = (np.array(column, dtype=float) for column in zip(*rows, strict=True)) if rows else (np.zeros(0),) * 4
    both = (n1 > 0) & (n0 > 0)
    a, b, n1, n0 = a[both], b[both], n1[both], n0[both]
    total, answers = n1 + n0, a + b
    expected = float((answers * n1 / total).sum())
    spread = answers * (total - answers) * n1 * n0 / (total**2 * np.maximum(total - 1, 1))
    variance = float(spread.sum())
    return FollowUpComparison(
        n_followed_up=int(np.isfinite(nudged).sum()),
        n_replied_after=int(after.sum()),
        n_compared=int(a.sum()),
        n_expected=expected,
        variance=variance,
        p_value=_p_value(float(a.sum()) - expected, variance),
    )


def _p_value(surplus: float, variance: float) -> float:
    from scipy.stats import chi2

    return float(chi2.sf(surplus**2 / variance, 1)) if variance >= LEAST_VARIANCE else float("nan")


def _day(day: int, last: np.ndarray, replied: np.ndarray, nudged: np.ndarray) -> tuple[int, int, int, int]:
    silent = last >= day
    answer = replied & (last == day)
    treated = nudged < day
    return (
        int((answer & treated).sum()),
        int((answer & ~treated).sum()),
        int((silent & treated).sum()),
        int((silent & ~treated).sum()),
    )
