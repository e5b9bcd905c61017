"""The takeaways of the last run, kept in the workspace's cache, so that one can be ticked without a new run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_analysis.atomic import write_text

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "takeaways.json"
_VERSION = 1


@dataclass(frozen=True)
class ListedTakeaway:
    """One takeaway as a person sees it in a list; ``quote`` are the words of its point."""

    takeaway_id: str
    kind: str
    who: str
    interview_id: str
    text: str
    quote: str = ""
    about: str = ""
    due_on: str = ""
    status: str = "found"


def listed(takeaways: pd.DataFrame, points: pd.DataFrame, interviews: pd.DataFrame) -> list[ListedTakeaway]:
    """Return the rows of the frame ``takeaways`` as they are listed."""
    from infoview_analysis.wording import given

    who = dict(zip(interviews["interview_id"], interviews["interviewee"].astype(str), strict=True))
    quotes = dict(zip(points["point_id"], points["plain"].astype(str), strict=True))
    rows: Iterable[Any] = takeaways.itertuples(index=False)
    return [
        ListedTakeaway(
            takeaway_id=row.takeaway_id, kind=row.kind, who=who[row.interview_id], interview_id=row.interview_id,
            text=row.text, quote=quotes.get(row.point_id, ""), about=given(row.title) or given(row.name),
            due_on="" if row.due_on != row.due_on else f"{row.due_on:%Y-%m-%d}", status=row.status,
        )
        for row in rows
    ]  # fmt: skip


def save_list(rows: list[ListedTakeaway], cache_folder: Path) -> None:
    """Write the list into the cache; a cache that cannot be written costs nothing but the next run."""
    text = json.dumps({"version": _VERSION, "takeaways": [asdict(row) for row in rows]}, ensure_ascii=False, indent=0)
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        write_text(cache_folder / FILE_NAME, text)
    except OSError:
        return


def load_list(cache_folder: Path) -> list[ListedTakeaway] | None:
    """Return the list of the last run; None where there was none, or it was written by another version."""
    try:
        content = json.loads((cache_folder / FILE_NAME).read_text(encoding="utf-8"))
        if content.get("version") != _VERSION:
            return None
        return [ListedTakeaway(**row) for row in content["takeaways"]]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
