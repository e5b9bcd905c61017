"""What can be found: every point, and every takeaway whose words the person made their own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis.parts import Parts, settled_sides
from infoview_analysis.repository.query import printable
from infoview_analysis.wording import given

_OF_POINTS = ("point_id", "interview_id", "source", "line", "heading", "category", "theme_id")


def entries_of(parts: Parts) -> pd.DataFrame:
    """Return what can be found.

    Returns
    -------
    DataFrame
        The columns of the table ``entries``, and beside them ``kinds`` (list of str, what it was kept for) and
        ``about`` (who said it and the name of its theme).
    """
    kinds = _kinds(parts)
    points = parts.points
    made = points[list(_OF_POINTS)].assign(words=points["plain"].astype(str))
    own = _own_takeaways(parts)
    entries = pd.concat([made, own], ignore_index=True) if len(own) else made.reset_index(drop=True)
    entries.insert(0, "number", np.arange(1, len(entries) + 1))
    of_points = [sorted(kinds.get(str(point), ())) for point in made["point_id"]]
    entries["kinds"] = [*of_points, *([kind] for kind in own["kind"])]
    entries["about"] = _about(entries, parts)
    entries["words"] = [printable(words) for words in entries["words"]]
    entries["heading"] = [printable(given(heading)) or None for heading in entries["heading"]]
    return entries


def _kinds(parts: Parts) -> dict[str, set[str]]:
    """Return what each point was kept for."""
    mentions = parts.skill_mentions
    counted = mentions[mentions["status"] != "suggested"] if len(mentions) else mentions
    kinds: dict[str, set[str]] = {}
    for point, kind in zip(parts.takeaways["point_id"], parts.takeaways["kind"], strict=True):
        kinds.setdefault(str(point), set()).add(str(kind))
    for point in counted["point_id"]:
        kinds.setdefault(str(point), set()).add("skill")
    for point in settled_sides(parts.contrast_points)["point_id"]:
        kinds.setdefault(str(point), set()).add("contrast")
    return kinds


def _own_takeaways(parts: Parts) -> pd.DataFrame:
    """Return the takeaways whose text is not in their point: the person added or rewrote them."""
    columns = [*_OF_POINTS, "words", "kind"]
    takeaways = parts.takeaways
    if takeaways.empty:
        return pd.DataFrame(columns=columns)
    points = parts.points.drop_duplicates("point_id")
    joined = takeaways[["interview_id", "point_id", "kind", "text"]].merge(
        points.drop(columns=["interview_id", "text", "kind"], errors="ignore").merge(
            points[["point_id", "text"]].rename(columns={"text": "verbatim"}), on="point_id"
        ),
        on="point_id", how="left",
    )  # fmt: skip
    said = [
        _squeezed(text) in _squeezed(f"{given(verbatim)} \n {given(plain)}")
        or _squeezed(text) in _squeezed(given(plain))
        for text, verbatim, plain in zip(joined["text"], joined["verbatim"], joined["plain"], strict=True)
    ]
    own = joined[~np.array(said, dtype=bool)]
    return own.rename(columns={"text": "words"})[columns].reset_index(drop=True)


def _squeezed(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _about(entries: pd.DataFrame, parts: Parts) -> list[str]:
    """Return who said each entry and the name of its theme: words that may be sought beside what was said."""
    who = {
        row.interview_id: " ".join(filter(None, map(given, (row.interviewee, row.role, row.company))))
        for row in parts.interviews[["interview_id", "interviewee", "role", "company"]].itertuples(index=False)
    }
    labels = dict(zip(parts.themes["theme_id"], parts.themes["label"], strict=True))
    return [
        printable(" ".join(filter(None, (who.get(interview, ""), given(labels.get(theme)) if given(theme) else ""))))
        for interview, theme in zip(entries["interview_id"], entries["theme_id"], strict=True)
    ]


def headed_words(entries: pd.DataFrame) -> list[str]:
    """Return the words of each entry read together with its heading."""
    pairs = zip(entries["heading"], entries["words"], strict=True)
    return [f"{given(heading)}: {words}" if given(heading) else words for heading, words in pairs]
