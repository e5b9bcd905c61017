"""What nearly all agree on, and themes of mixed tone in which nobody was found to disagree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis import frames
from infoview_analysis.contrasts.tone import glad_words, sorry_words
from infoview_analysis.intervals import wilson_interval

AGREED = 0.85  # share of the people asked from which a proposition is consensus
FEWEST = 4  # people asked
FEWEST_A_TONE = 2  # people who sound glad, and people who sound sorry
_NOT_ASKED = "glad and sorry words, but no sentence was found that people take sides on"
_NOT_DIVIDED = "glad and sorry words; by the marks so far nobody contradicts anybody"


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
    """Return themes that some people speak of gladly and others complain of, most people on the smaller side first.

    Tone is not stance: two people may like and dislike their hours and agree about them. Left out are themes in which
    marks put people on both sides of a sentence. A sentence that was merely proposed says nothing about who disagrees.

    Parameters
    ----------
    points : DataFrame
        Columns ``point_id``, ``theme_id`` and ``plain``.
    people : Series
        Who said each point.
    themes : DataFrame
        Columns ``theme_id`` and ``label``.
    contrasts : DataFrame
        Columns ``theme_id``, ``n_for`` and ``n_against``.
    """
    toned = pd.DataFrame(
        {
            "theme_id": points["theme_id"],
            "person": people,
            "point_id": points["point_id"],
            "length": points["plain"].str.len(),
            "glad": glad_words(points["plain"]).notna(),
            "sorry": sorry_words(points["plain"]).notna(),
        }
    ).dropna(subset=["theme_id"])
    by_person = toned.groupby(["theme_id", "person"])[["glad", "sorry"]].any()
    counts = by_person.groupby("theme_id").sum().astype("int64")
    divided = set(contrasts.loc[(contrasts["n_for"] > 0) & (contrasts["n_against"] > 0), "theme_id"].dropna())
    mixed = counts[(counts >= FEWEST_A_TONE).all(axis=1) & ~counts.index.isin(divided)]
    ranked = mixed.assign(smaller=mixed.min(axis=1), both=mixed.sum(axis=1)).reset_index()
    ranked = ranked.sort_values(["smaller", "both", "theme_id"], ascending=[False, False, True])
    asked = ranked["theme_id"].isin(set(contrasts["theme_id"].dropna()))
    rows = pd.DataFrame(
        {
            "theme_id": ranked["theme_id"],
            "label": ranked["theme_id"].map(themes.set_index("theme_id")["label"]),
            "n_glad": ranked["glad"],
            "n_sorry": ranked["sorry"],
            "note": np.where(asked, _NOT_DIVIDED, _NOT_ASKED),
            "glad_point_id": ranked["theme_id"].map(_shortest(toned, "glad", "sorry")),
            "sorry_point_id": ranked["theme_id"].map(_shortest(toned, "sorry", "glad")),
        }
    )
    return frames.conform(rows.reset_index(drop=True), "mixed_tone")


def _shortest(toned: pd.DataFrame, tone: str, other: str) -> pd.Series:
    """Return the shortest quote of each theme with words of one tone, if possible with none of the other."""
    quotes = toned[toned[tone]].sort_values([other, "length", "point_id"])
    return quotes.drop_duplicates("theme_id").set_index("theme_id")["point_id"]
