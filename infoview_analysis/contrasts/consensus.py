"""What nearly all agree on, and themes of mixed tone in which nobody was found to disagree."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from infoview_analysis import frames
from infoview_analysis.intervals import wilson_interval

AGREED = 0.85  # share of the people asked from which a proposition is consensus
FEWEST = 4  # people asked
_GLAD = re.compile(
    r"\b(?:love[sd]?|great|happy|fun|enjoy\w*|best|proud|lovely|wonderful|favou?rite|kind|laugh\w*|good)\b", re.I
)
_SORRY = re.compile(r"\b(?:hate[sd]?|awful|terrible|tired|exhaust\w*|boring|worst|angry|cr(?:y|ied|ying)"
r"|stress\w*|dread\w*|lonely|burn\w*"
                    r"|miserable|sad|afraid|hard|bad)\b", re.I)  # fmt: skip


def consensus(contrasts: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Return the propositions on which at least four people have a marked side and nearly all the same one."""
    known = held[held["contrast_id"].isin(contrasts["contrast_id"])]
    counts = pd.crosstab(known["contrast_id"], known["side"])
    rows = []
    for contrast, statement in zip(contrasts["contrast_id"], contrasts["proposition"], strict=True):
        if contrast not in counts.index:
            continue
        total, side = int(counts.loc[contrast].sum()), str(counts.loc[contrast].idxmax())
        most = int(counts.loc[contrast].max())
        if total >= FEWEST and most >= AGREED * total and side != "mixed":
            low, high = wilson_interval(np.array([most]), total)
            rows.append((contrast, statement, side, most, total, round(float(low[0]), 6), round(float(high[0]), 6)))
    names = [column.name for column in frames.columns("consensus")]
    return frames.conform(pd.DataFrame(rows, columns=names), "consensus")


def mixed_tone(points: pd.DataFrame, people: pd.Series, themes: pd.DataFrame, contrasts: pd.DataFrame) -> pd.DataFrame:
    """Return themes that some people speak of gladly and others complain of, and in which no contrast lies.

    Tone is not stance: two people may like and dislike their hours and agree about them.
    """
    placed = points["theme_id"].notna()
    table = pd.DataFrame(
        {
            "theme_id": points.loc[placed, "theme_id"],
            "person": people[placed],
            "glad": points.loc[placed, "plain"].str.contains(_GLAD),
            "sorry": points.loc[placed, "plain"].str.contains(_SORRY),
        }
    )
    by_person = table.groupby(["theme_id", "person"])[["glad", "sorry"]].any()
    counts = by_person.groupby("theme_id").sum().astype("int64")
    contested = set(contrasts["theme_id"].dropna())
    mixed = counts[(counts["glad"] >= 2) & (counts["sorry"] >= 2) & ~counts.index.isin(contested)]
    labels = themes.set_index("theme_id")["label"]
    rows = pd.DataFrame(
        {
            "theme_id": mixed.index,
            "label": labels.reindex(mixed.index).to_numpy(),
            "n_glad": mixed["glad"].to_numpy(),
            "n_sorry": mixed["sorry"].to_numpy(),
            "note": "glad and sorry words, but no sentence was found that people take sides on",
        }
    )
    return frames.conform(rows.reset_index(drop=True), "mixed_tone")
