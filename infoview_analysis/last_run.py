"""What the last run found, kept in the workspace's cache, so that a theme or quote can be named without a new run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_analysis.atomic import write_text

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "last_run.json"
_VERSION = 1


@dataclass(frozen=True)
class RunTheme:
    """One theme of the last run; ``point_ids`` are its members, the surest first."""

    theme_id: str
    label: str
    category: str = ""
    n_people: int = 0
    verdict: str = ""
    point_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunPoint:
    """One quote of the last run: who said it, and its words on one line."""

    who: str
    quote: str


@dataclass(frozen=True)
class LastRun:
    """Themes and quotes as the last run left them.

    Attributes
    ----------
    themes : tuple of RunTheme
        In the order of the themes table: most people first.
    points : mapping of str to RunPoint
        point_id → quote, placed or not.
    """

    themes: tuple[RunTheme, ...] = ()
    points: Mapping[str, RunPoint] = field(default_factory=dict)

    @property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Return theme_id → point_ids."""
        return {theme.theme_id: theme.point_ids for theme in self.themes}

    @classmethod
    def from_frames(cls, interviews: pd.DataFrame, points: pd.DataFrame, themes: pd.DataFrame) -> LastRun:
        """Gather what a run found.

        Parameters
        ----------
        interviews, points, themes : DataFrame
            As described in ``frames.FRAMES``.
        """
        people = dict(zip(interviews["interview_id"], interviews["interviewee"], strict=True))
        placed = points[points["theme_id"].notna()]
        placed = placed.sort_values(["theme_confidence", "point_id"], ascending=[False, True], na_position="last")
        members = {theme: tuple(ids) for theme, ids in placed.groupby("theme_id", sort=False)["point_id"]}
        found = (
            RunTheme(
                theme_id=str(row["theme_id"]),
                label=str(row["label"]),
                category=_text(row["category"]),
                n_people=int(row["n_interviews"]),
                verdict=_text(row["verdict"]),
                point_ids=members.get(row["theme_id"], ()),
            )
            for row in themes.to_dict("records")
        )
        quotes = {
            str(point): RunPoint(str(people.get(interview, interview)), str(plain))
            for point, interview, plain in zip(points["point_id"], points["interview_id"], points["plain"], strict=True)
        }
        return cls(tuple(found), quotes)

    def save(self, cache_folder: Path | str) -> Path:
        """Write it in one step to ``last_run.json`` in the cache folder, and return that file."""
        path = Path(cache_folder) / FILE_NAME
        content = {
            "version": _VERSION,
            "themes": [asdict(theme) for theme in self.themes],
            "points": {point: [p.who, p.quote] for point, p in self.points.items()},
        }
        write_text(path, json.dumps(content, ensure_ascii=False, indent=0) + "\n")
        return path

    @classmethod
    def load(cls, cache_folder: Path | str) -> LastRun | None:
        """Read it back; None when there is none, or it is damaged or of another version: it can be made again."""
        try:
            content = json.loads((Path(cache_folder) / FILE_NAME).read_text(encoding="utf-8"))
            if content["version"] != _VERSION:
                return None
            themes = tuple(_theme(entry) for entry in content["themes"])
            points = {str(point): RunPoint(str(who), str(quote)) for point, (who, quote) in content["points"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return cls(themes, points)


def _theme(entry: dict[str, Any]) -> RunTheme:
    return RunTheme(
        theme_id=str(entry["theme_id"]),
        label=str(entry["label"]),
        category=str(entry["category"]),
        n_people=int(entry["n_people"]),
        verdict=str(entry["verdict"]),
        point_ids=tuple(str(point) for point in entry["point_ids"]),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
