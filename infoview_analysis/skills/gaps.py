"""What people ask for, set against what the person has: demand, target, gap and status of each skill.

People are counted, not mentions. Of each interviewee the strongest statement counts; a refusal ("nobody asks for X")
counts against the skill, also from somebody who asks for it elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from infoview_analysis.crosstabs import people_count
from infoview_analysis.frames import conform
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.skills.levels import HIGHEST
from infoview_analysis.themes.support import people_of

POSITIVE = ("must", "nice", "mentioned")
STATUSES = ("gap", "partial", "strength", "contested", "not needed", "unmentioned")
DECIMALS = 6


@dataclass(frozen=True)
class GapWeights:
    """How much a statement counts, and the level it asks for.

    Attributes
    ----------
    must, nice, mentioned : float
        Weight of the strongest statement of one person.
    refusal : float
        What one person who says that the skill is not needed takes away.
    target_must, target_nice, target_mentioned : float
        Level asked for, 0 to 4, where the strongest statement of all is of that kind.
    """

    must: float = 1.0
    nice: float = 0.5
    mentioned: float = 0.25
    refusal: float = 1.0
    target_must: float = 3.0
    target_nice: float = 2.0
    target_mentioned: float = 1.0


def needs_by_person(mentions: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return what each person says of each skill.

    Parameters
    ----------
    mentions : DataFrame
        The skill_mentions frame; suggested ones do not count.
    interviews : DataFrame
        The frame of that name.

    Returns
    -------
    DataFrame
        ``skill``, ``person`` (a key), ``interviewee`` (as written), ``need`` (the strongest of must, nice, mentioned;
        missing: only refuses), ``refuses`` (bool), ``n_mentions``. Sorted by skill and person.
    """
    counted = mentions[mentions["status"] == "vocabulary"]
    names = interviews.drop_duplicates("interview_id").set_index("interview_id")["interviewee"]
    table = pd.DataFrame(
        {
            "skill": counted["skill"].astype("str"),
            "person": people_of(counted, interviews),
            "interviewee": counted["interview_id"].map(names).fillna(counted["interview_id"]).astype("str"),
            "rank": counted["need"].map({need: rank for rank, need in enumerate(POSITIVE)}).fillna(len(POSITIVE)),
            "refuses": counted["need"].eq("not_needed"),
        }
    )
    grouped = table.groupby(["skill", "person"], sort=True)
    result = grouped.agg(
        interviewee=("interviewee", "min"),
        rank=("rank", "min"),
        refuses=("refuses", "any"),
        n_mentions=("rank", "size"),
    ).reset_index()
    words = dict(enumerate(POSITIVE))
    result["need"] = result["rank"].astype("int64").map(words).astype("str")
    return result[["skill", "person", "interviewee", "need", "refuses", "n_mentions"]]


def skill_gaps(
    mentions: pd.DataFrame,
    interviews: pd.DataFrame,
    profile: pd.DataFrame,
    *,
    categories: Mapping[str, str],
    weights: GapWeights | None = None,
) -> pd.DataFrame:
    """Return the gap of each skill that is asked for, refused or had, the largest first.

    Parameters
    ----------
    mentions, interviews : DataFrame
        The frames skill_mentions and interviews.
    profile : DataFrame
        ``Profile.skills``: ``skill``, ``level``, ``note``, ``source``, ``kind``.
    categories : mapping of str to str
        Skill → category.
    weights : GapWeights, optional

    Returns
    -------
    DataFrame
        The skill_gaps frame, and behind its columns ``n_people`` (people asked), ``share``, ``share_low`` and
        ``share_high`` (people who speak of it, Wilson 95 %), ``voices`` (several, single or none), ``in_profile`` (yes,
        no) and ``have_note``. demand = max(0, Σ weight of each person's strongest statement − refusals) / people;
        gap = demand × max(0, target − have) / target.
    """
    weights = weights or GapWeights()
    people = needs_by_person(mentions, interviews)
    counts = _counts(people)
    had = profile.drop_duplicates("skill").set_index("skill")
    frame = counts.reindex(sorted({*counts.index, *had.index})).fillna(0)
    frame.index.name = "skill"
    whole = ["n_interviews", "n_must", "n_nice", "n_mentioned", "n_not_needed"]
    frame[whole] = frame[whole].astype("int64")
    n_people = people_count(interviews)
    asked = weights.must * frame["n_must"] + weights.nice * frame["n_nice"] + weights.mentioned * frame["n_mentioned"]
    demand = (asked - weights.refusal * frame["n_not_needed"]).clip(lower=0) / max(n_people, 1)
    frame["demand"] = demand.clip(upper=1).round(DECIMALS)
    frame["have"] = had["level"].astype("float64").reindex(frame.index).fillna(0).clip(0, HIGHEST)
    frame["target"] = np.select(
        [frame["n_must"] > 0, frame["n_nice"] > 0, frame["n_mentioned"] > 0],
        [weights.target_must, weights.target_nice, weights.target_mentioned],
        0.0,
    )
    missing = (frame["target"] - frame["have"]).clip(lower=0) / frame["target"].where(frame["target"] > 0, 1)
    frame["gap"] = (frame["demand"] * missing).round(DECIMALS)
    frame["status"] = _statuses(frame)
    frame["category"] = [categories.get(skill) or pd.NA for skill in frame.index]
    return conform(_described(frame, had, n_people), "skill_gaps")


def _described(frame: pd.DataFrame, had: pd.DataFrame, n_people: int) -> pd.DataFrame:
    """Return ``frame`` with interval, voices and where the level comes from, in order of the gap."""
    frame["n_people"] = n_people
    frame["share"] = (frame["n_interviews"] / max(n_people, 1)).round(DECIMALS)
    low, high = wilson_interval(np.minimum(frame["n_interviews"], n_people), n_people)
    frame["share_low"], frame["share_high"] = low.round(DECIMALS), high.round(DECIMALS)
    frame["voices"] = np.select([frame["n_interviews"] > 1, frame["n_interviews"] == 1], ["several", "single"], "none")
    frame["in_profile"] = np.where(frame.index.isin(had.index), "yes", "no")
    note = had["note"] if "note" in had.columns else pd.Series("", index=had.index, dtype="str")
    frame["have_note"] = note.reindex(frame.index).fillna("").astype("str")
    return frame.reset_index().sort_values(
        ["gap", "demand", "n_interviews", "skill"], ascending=[False, False, False, True], kind="stable",
        ignore_index=True,
    )  # fmt: skip


def _counts(people: pd.DataFrame) -> pd.DataFrame:
    flags = pd.DataFrame({"skill": people["skill"], "n_interviews": 1})
    for need in POSITIVE:
        flags[f"n_{need}"] = people["need"].eq(need).fillna(False).astype("int64")
    flags["n_not_needed"] = people["refuses"].astype("int64")
    # Two with one name of different people are two, so the count is of rows: one row is one person.
    return flags.groupby("skill", sort=True).sum()


def _statuses(frame: pd.DataFrame) -> np.ndarray:
    """Return the status of each skill; contested: somebody asks for it, and somebody says it is not needed."""
    asked = frame["n_must"] + frame["n_nice"] > 0
    refused = frame["n_not_needed"] > 0
    return np.select(
        [
            frame["n_interviews"] == 0,
            asked & refused,
            (frame["demand"] == 0) & refused,
            frame["have"] >= frame["target"],
            frame["have"] > 0,
        ],
        ["unmentioned", "contested", "not needed", "strength", "partial"],
        "gap",
    )
