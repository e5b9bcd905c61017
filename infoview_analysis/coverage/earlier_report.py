"""What an earlier report said, read back from its tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from infoview_analysis.coverage.incidence import theme_incidence
from infoview_analysis.coverage.since import Then, side_people
from infoview_analysis.errors import ReportError
from infoview_analysis.frames import empty
from infoview_analysis.parts import settled_sides
from infoview_analysis.themes.support import people_of

_NEEDED = {
    "interviews": ("interview_id", "interviewee"),
    "points": ("point_id", "interview_id", "theme_id"),
    "themes": ("theme_id", "label"),
}


def read_earlier(report: Path | str) -> Then:
    """Return what the report in a folder knew.

    Parameters
    ----------
    report : path
        The folder of a report, or its folder ``tables``.

    Raises
    ------
    ReportError
        There are no such tables, or a column is missing.
    """
    folder = Path(report)
    folder = folder / "tables" if (folder / "tables").is_dir() else folder
    tables = {name: _table(folder / f"{name}.csv", columns) for name, columns in _NEEDED.items()}
    interviews, points = tables["interviews"], tables["points"]
    sides = empty("contrast_points")
    if (folder / "contrast_points.csv").is_file():
        columns = ("contrast_id", "point_id", "interview_id", "side", "confidence")
        sides = settled_sides(_table(folder / "contrast_points.csv", columns))
    labels = dict(zip(tables["themes"]["theme_id"], tables["themes"]["label"], strict=True))
    people = set(people_of(interviews[["interview_id"]], interviews))
    return Then(people, theme_incidence(points, interviews), labels, side_people(sides, interviews))


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    except FileNotFoundError:
        raise ReportError(
            "there is no such table.", source=str(path), mend="Give the folder of an earlier report."
        ) from None
    except (OSError, ValueError) as error:
        raise ReportError(f"cannot be read: {error}.", source=str(path), mend="Give another report.") from None
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise ReportError(f"lacks the columns {', '.join(missing)}.", source=str(path), mend="Give another report.")
    return frame
