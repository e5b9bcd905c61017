"""The words behind each skill: quotes with who said them, how people phrase it, and resources named near it."""

from __future__ import annotations

import re

import pandas as pd

from infoview_analysis.skills.gaps import POSITIVE
from infoview_analysis.themes.support import people_of

_ORDER = {need: rank for rank, need in enumerate(("must", "not_needed", "nice", "mentioned"))}
_RESOURCE = re.compile(
    r"https?://\S+|\bwww\.\S+|\b(?:courses?|books?|podcasts?|newsletters?|tutorials?|webinars?|workshops?|moocs?|"
    r"meet-?ups?|slack (?:group|channel|community)|discord|subreddit|forum|youtube|coursera|udemy|edx|khan academy|"
    r"linkedin learning|blogs?|handbook|textbook|cheat ?sheet|night class(?:es)?|evening class(?:es)?|study group)\b",
    re.IGNORECASE,
)
_NEIGHBOURS = 1  # a resource is near a skill when it stands in its point or the one before or after


def skill_quotes(mentions: pd.DataFrame, points: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return one row a mention with its quote, the person behind it and its place, the strongest first.

    Returns
    -------
    DataFrame
        The columns of ``mentions``, and ``text`` (the point, verbatim), ``plain``, ``source``, ``line``,
        ``point_start`` (offset of the point in its source), ``interviewee``, ``role``, ``company``, ``date``,
        ``turn`` (0 is a person's
        strongest quote on the skill, 1 the next …). Within a skill each person's first quote goes before any second.
    """
    said = points[["point_id", "text", "plain", "source", "line", "start", "heading"]].rename(
        columns={"start": "point_start"}
    )
    who = interviews[["interview_id", "interviewee", "role", "company", "date"]]
    table = mentions.merge(said, on="point_id", how="left").merge(who, on="interview_id", how="left")
    table["person"] = people_of(table, interviews).to_numpy()
    table["rank"] = table["need"].map(_ORDER).astype("int64")
    table = table.sort_values(["skill", "rank", "interview_id", "source", "start"], kind="stable")
    table = table.drop_duplicates(["skill", "point_id", "need"])
    table["turn"] = table.groupby(["skill", "person"], sort=False).cumcount()
    table = table.sort_values(["skill", "turn", "rank", "interview_id", "start"], kind="stable", ignore_index=True)
    return table.drop(columns="rank")


def skill_wording(mentions: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return how people phrase each skill they ask for, the wording of most people first.

    Returns
    -------
    DataFrame
        ``skill``, ``wording`` (in the spelling most used), ``n_people``, ``n_mentions``.
    """
    asked = mentions[(mentions["status"] == "vocabulary") & mentions["need"].isin(POSITIVE)]
    words = asked["mention"].astype("str").map(lambda text: " ".join(text.split()))
    table = pd.DataFrame({"skill": asked["skill"].astype("str"), "written": words, "key": words.str.casefold(),
                          "person": people_of(asked, interviews)})  # fmt: skip
    spelling = table.groupby(["skill", "key", "written"], sort=True).size().reset_index(name="n")
    spelling = spelling.sort_values(["skill", "key", "n", "written"], ascending=[True, True, False, True])
    spelling = spelling.drop_duplicates(["skill", "key"])
    counts = table.groupby(["skill", "key"], sort=True).agg(n_people=("person", "nunique"), n_mentions=("key", "size"))
    found = counts.reset_index().merge(spelling[["skill", "key", "written"]], on=["skill", "key"])
    found = found.sort_values(["skill", "n_people", "n_mentions", "key"], ascending=[True, False, False, True])
    return found.rename(columns={"written": "wording"})[["skill", "wording", "n_people", "n_mentions"]].reset_index(
        drop=True
    )


def points_with_resources(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points that name something to read, hear, watch or join, by simple signs: ``point_id``, ``text``."""
    found = points[points["plain"].astype("str").str.contains(_RESOURCE)]
    return found[["point_id", "plain"]].rename(columns={"plain": "text"}).reset_index(drop=True)


def resources_near(
    mentions: pd.DataFrame, points: pd.DataFrame, interviews: pd.DataFrame, resources: pd.DataFrame
) -> pd.DataFrame:
    """Return the resources that somebody named in the same breath as a skill.

    Parameters
    ----------
    resources : DataFrame
        ``point_id``, ``text``: what the point names, in its own words.

    Returns
    -------
    DataFrame
        ``skill``, ``point_id``, ``text``, ``interviewee``, ``near`` (0: the point that speaks of the skill, 1: beside
        it). Nearest first, each point once a skill.
    """
    columns = ["skill", "point_id", "text", "interviewee", "near"]
    asked = mentions[(mentions["status"] == "vocabulary") & mentions["need"].isin(POSITIVE)]
    named = resources.drop_duplicates("point_id").set_index("point_id")["text"]
    places = points[["point_id", "interview_id", "position", "heading"]]
    at = places[places["point_id"].isin(named.index)].rename(columns={"point_id": "resource_id"})
    spoken = asked[["skill", "point_id"]].drop_duplicates().merge(places, on="point_id", how="inner")
    pairs = pd.concat(
        [
            spoken.assign(position=spoken["position"] + step, near=abs(step)).merge(
                at, on=["interview_id", "position"], suffixes=("", "_other")
            )
            for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1)
        ],
        ignore_index=True,
    )
    same_heading = pairs["heading"].fillna("").eq(pairs["heading_other"].fillna(""))
    pairs = pairs[(pairs["near"] == 0) | same_heading]
    names = interviews.drop_duplicates("interview_id").set_index("interview_id")["interviewee"]
    found = pd.DataFrame(
        {"skill": pairs["skill"], "point_id": pairs["resource_id"], "text": pairs["resource_id"].map(named),
         "interviewee": pairs["interview_id"].map(names), "near": pairs["near"]}
    )  # fmt: skip
    found = found.sort_values(["skill", "near", "point_id"], kind="stable").drop_duplicates(["skill", "point_id"])
    return found[columns].reset_index(drop=True)
