"""Resources over all interviews: one row a title, by how many people named it, several wordings of a title merged."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.identity import word_key
from infoview_analysis.intervals import wilson_interval

_ARTICLE = re.compile(r"^(?:the|a|an|her|his|their|some|local) ")
_KIND_WORD = re.compile(
    r" (?:book|books|newsletter|podcast|blog|course|community|site|website|app|magazine|channel|slack|group|meetup"
    r"|meet up)$"
)


def title_key(title: str) -> str:
    """Return a title without case, marks, article, author and the word for its kind."""
    key = _ARTICLE.sub("", word_key(re.split(r"\s+by\s+(?=[A-Z])", title)[0]))
    return _KIND_WORD.sub("", key) or key


def resource_list(takeaways: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return the frame ``resources``: most people first, then by title."""
    found = takeaways[(takeaways["kind"] == "resource") & takeaways["title"].notna()]
    if found.empty:
        return frames.empty("resources")
    who = dict(zip(interviews["interview_id"], interviews["interviewee"].astype(str), strict=True))
    total = interviews["interviewee"].nunique()
    keys = merged_titles([str(title) for title in found["title"]])
    found = found.assign(key=keys, who=found["interview_id"].map(who))
    rows = []
    for _, group in found.groupby("key", sort=True):
        titles = Counter(group["title"].astype(str))
        best = sorted(titles, key=lambda title: (-titles[title], -len(title), title))
        kinds = Counter(group["resource_kind"].dropna().astype(str))
        people = sorted(group["who"].unique())
        low, high = wilson_interval(len(people), total)
        rows.append(
            {
                "title": best[0],
                "kind": min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else None,
                "n_people": len(people),
                "share_low": float(low),
                "share_high": float(high),
                "people": "; ".join(people),
                "also_called": "; ".join(best[1:]) or None,
                "point_ids": "; ".join(dict.fromkeys(point for point in group["point_id"] if point)),
                "done": "yes" if (group["status"] == "done").any() else "no",
            }
        )
    frame = pd.DataFrame(rows).sort_values(["n_people", "title"], ascending=[False, True], ignore_index=True)
    return frames.conform(frame, "resources")


def resources_named(takeaways: pd.DataFrame) -> pd.DataFrame:
    """Return the points that name a resource: ``point_id``, ``text``; what the person dropped is not among them."""
    return takeaways.loc[takeaways["kind"] == "resource", ["point_id", "text"]].reset_index(drop=True)


def merged_titles(titles: list[str]) -> list[str]:
    """Return for each title the key it is counted under.

    Titles with the same key are one. A title of two words or more that is the beginning or the end of exactly one
    longer one ("Designing Data-Intensive" of "Designing Data-Intensive Applications") is counted with it.
    """
    keys = [title_key(title) for title in titles]
    distinct = sorted(set(keys), key=lambda key: (len(key), key))
    longer: dict[str, list[str]] = defaultdict(list)
    for place, key in enumerate(distinct):
        if key.count(" ") < 1:
            continue
        for other in distinct[place + 1 :]:
            if other.startswith(key + " ") or other.endswith(" " + key):
                longer[key].append(other)
    into = {key: found[0] for key, found in longer.items() if len(found) == 1}

    def last(key: str) -> str:
        while key in into:
            key = into[key]
        return key

    return [last(key) for key in keys]
