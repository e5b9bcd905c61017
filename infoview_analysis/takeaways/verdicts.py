"""From evidence to yes or no: cues and the encoder's head taken together, kind by kind.

The weights of cues and heads are logits. Where the encoder comes without a head for a kind, cues alone decide, with a
threshold of their own, and :func:`by_cues_alone` tells so. The thresholds of resources, referrals and actions were
chosen on nine annotated fields, with heads fitted on other fields, and looked at on three more
(``benchmarks/takeaways_quality.py``); their neighbours do as well. Those of advice and leads are set by hand, as
nothing is annotated to measure them by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.themes.heads import Heads

_MOST_SURE = 5.0  # logits: a head is never surer than this


@dataclass(frozen=True)
class Threshold:
    """When a point counts as one of a kind.

    Attributes
    ----------
    cues : float
        Least weight of cues where there is no head.
    head : float
        How much the head's logit counts beside the cues.
    both : float
        Least weight of cues and head together.
    least : float
        Least weight of cues, however sure the head is: without any cue there is no reason to show.
    """

    cues: float
    head: float
    both: float
    least: float = 0.5


THRESHOLDS = {
    "resource": Threshold(cues=4.35, head=0.5, both=2.95, least=1.5),
    "referral": Threshold(cues=3.6, head=0.5, both=1.9, least=1.8),
    "action": Threshold(cues=3.15, head=0.6, both=1.9, least=1.0),
    "advice": Threshold(cues=3.6, head=1.0, both=2.2, least=1.5),
    "lead": Threshold(cues=3.0, head=0.0, both=3.0, least=3.0),
}


def head_logits(kind: str, points: pd.DataFrame, vectors: Mapping[str, NDArray], heads: Heads | None) -> NDArray | None:
    """Return what the encoder's head for ``kind`` says of each point in logits, shape (n,).

    Parameters
    ----------
    kind : str
        One of ``frames.KINDS``.
    points : DataFrame
        Whole interviews, as a head reads a point in its place.
    vectors : mapping of str to ndarray of shape (d,)
        By text.
    heads : Heads or None

    Returns
    -------
    ndarray or None
        None where there is nothing to ask: no head of that kind (see :func:`by_cues_alone`), or no vectors.

    Raises
    ------
    EncoderError
        A text has no vector.
    """
    if by_cues_alone(kind, heads) or points.empty or not vectors:
        return None
    assert heads is not None
    share = np.clip(heads.probability(kind, points, vectors), 1e-6, 1 - 1e-6)
    return np.clip(np.log(share / (1 - share)), -_MOST_SURE, _MOST_SURE)


def by_cues_alone(kind: str, heads: Heads | None) -> bool:
    """Tell whether the encoder brings no head for ``kind`` along, so that the words of a point decide by themselves."""
    return heads is None or kind not in heads.yes_or_no


def score(kind: str, cues: float, head: float | None) -> float:
    """Return how far a point is above the threshold of ``kind``, in logits: from 0 on it counts."""
    limit = THRESHOLDS[kind]
    if cues < limit.least:
        return min(cues - limit.least, -0.01)
    if head is None:
        return cues - limit.cues
    return cues + limit.head * head - limit.both
