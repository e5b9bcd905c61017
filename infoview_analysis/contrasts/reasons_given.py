"""The reasons people gave themselves: "because …", "since …", in their own words."""

from __future__ import annotations

import re

import pandas as pd

from infoview_analysis import frames

_REASON = re.compile(
    r"\b(?:because|bc|cos|since (?:the|she|he|they|it|there|you|we|I|no|nobody)|so that|the reason(?: is"
    r"| being)?|that's why|as you)\b"
    r"[^.;!?\n]*|\bin (?:my|our|her|his|their) (?:company|field|team|industry|firm|shop)\b[^.;!?\n]*",
    re.IGNORECASE,
)
_SHORTEST = 3  # words


def reasons_given(contrast_points: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Return the passages that name a reason in quotes with a side, or gathered to be read.

    Parameters
    ----------
    contrast_points : DataFrame
        Columns ``contrast_id``, ``point_id``, in the order of reading.
    points : DataFrame
        Columns ``point_id``, ``text``, ``start``.

    Returns
    -------
    DataFrame
        As ``frames.FRAMES["reasons_given"]`` describes; ``text`` is the source's text from ``start`` to ``end``.
    """
    by_id = points.set_index("point_id")[["text", "start"]]
    rows = []
    for contrast, point in zip(contrast_points["contrast_id"], contrast_points["point_id"], strict=True):
        text, offset = str(by_id.at[point, "text"]), int(str(by_id.at[point, "start"]))
        for match in _REASON.finditer(text):
            words = match.group().rstrip(" ,:–—-")
            if len(words.split()) >= _SHORTEST:
                start = offset + match.start()
                rows.append((contrast, point, words, start, start + len(words)))
    return frames.conform(
        pd.DataFrame(rows, columns=["contrast_id", "point_id", "text", "start", "end"]), "reasons_given"
    )
