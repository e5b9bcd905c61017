"""The propositions of the last run with the quotes gathered for each, kept to be marked without a new run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_analysis.atomic import write_text

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "last_contrasts.json"
_VERSION = 1
_QUOTES_KEPT = 120  # a proposition; nobody reads more in one go


@dataclass(frozen=True)
class GatheredQuote:
    """One quote that bears on a proposition, the likeliest first.

    Attributes
    ----------
    point_id, heading, place : str
        ``place`` is file and line.
    side, level, cue : str
        What was suggested, how sure, and by which words; empty where nothing was.
    inline : str
        The side it takes by a tag in the notes; empty without one.
    """

    point_id: str
    heading: str = ""
    place: str = ""
    side: str = ""
    level: str = ""
    cue: str = ""
    inline: str = ""


@dataclass(frozen=True)
class GatheredProposition:
    """One proposition of the last run; ``origin`` is own, inline or proposed."""

    contrast_id: str
    statement: str
    theme_id: str = ""
    source_point_id: str = ""
    origin: str = "proposed"
    quotes: tuple[GatheredQuote, ...] = ()


def gathered(contrasts: pd.DataFrame, contrast_points: pd.DataFrame, points: pd.DataFrame) -> list[GatheredProposition]:
    """Return the propositions in their order, each with its quotes in theirs.

    Parameters
    ----------
    contrasts, contrast_points, points : DataFrame
        As described in ``frames.FRAMES``.
    """
    about = points.set_index("point_id")[["heading", "source", "line"]]
    rows = contrast_points.join(about, on="point_id")
    by_contrast = {str(name): group.head(_QUOTES_KEPT) for name, group in rows.groupby("contrast_id", sort=False)}
    return [
        GatheredProposition(
            contrast_id=str(row["contrast_id"]),
            statement=str(row["proposition"]),
            theme_id=_text(row["theme_id"]),
            source_point_id=_text(row["source_point_id"]),
            origin=_text(row["origin"]),
            quotes=tuple(map(_quote, by_contrast[row["contrast_id"]].to_dict("records")))
            if row["contrast_id"] in by_contrast
            else (),
        )
        for row in contrasts.to_dict("records")
    ]


def save(propositions: list[GatheredProposition], cache_folder: Path | str) -> None:
    """Write them in one step to ``last_contrasts.json`` in the cache folder."""
    content = {"version": _VERSION, "propositions": [asdict(proposition) for proposition in propositions]}
    write_text(Path(cache_folder) / FILE_NAME, json.dumps(content, ensure_ascii=False, indent=0) + "\n")


def load(cache_folder: Path | str) -> list[GatheredProposition] | None:
    """Read them back; None when there are none, or the file is damaged or of another version: it can be made again."""
    try:
        content = json.loads((Path(cache_folder) / FILE_NAME).read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            return None
        return [
            GatheredProposition(**{**entry, "quotes": tuple(GatheredQuote(**quote) for quote in entry["quotes"])})
            for entry in content["propositions"]
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _quote(row: Mapping[Any, Any]) -> GatheredQuote:
    suggested = row["status"] == "suggested"
    return GatheredQuote(
        point_id=str(row["point_id"]),
        heading=_text(row["heading"]),
        place=f"{row['source']}:{row['line']}",
        side=_text(row["side"]) if suggested else "",
        level=_text(row["confidence"]) if suggested else "",
        cue=_text(row["cue"]) if suggested else "",
        inline=_text(row["side"]) if row["status"] == "inline" else "",
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
