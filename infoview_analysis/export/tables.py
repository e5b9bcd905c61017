"""The tables of a synthesis as CSV files for other programs.

UTF-8 without byte order mark, a line feed at the end of a row, one header row, commas. Missing is empty, dates are ISO
days, fractions are rounded to six digits, so that the same notes give the same bytes.

Text stands in them verbatim: ``source[start:end]`` is the ``text`` of a point, also where it begins with ``=``, ``+``,
``-`` or ``@``. A spreadsheet program would take such a cell for a formula; who opens notes of strangers in one should
import the columns as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.coverage import coverage_of
from infoview_analysis.frames import conform

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

DIGITS = 6


@dataclass(frozen=True)
class Table:
    """Where the frame of a table is: the attribute ``attribute`` of what ``holder`` returns for a synthesis."""

    name: str
    holder: Callable[[Synthesis], object]
    attribute: str

    def __call__(self, synthesis: Synthesis) -> pd.DataFrame:
        """Return the frame of a synthesis."""
        return self.of(self.holder(synthesis))

    def of(self, held: object) -> pd.DataFrame:
        """Return the frame of what ``holder`` returned."""
        return conform(getattr(held, self.attribute), self.name)


def _held_by(holder: Callable[[Synthesis], object], *names: str, **named: str) -> dict[str, Table]:
    """Return the tables whose frames ``holder`` has, under their own name or under another (table = attribute)."""
    attributes = {**{name: name for name in names}, **named}
    return {name: Table(name, holder, attribute) for name, attribute in attributes.items()}


# File name → where the frame is; a new part adds its tables here.
TABLES: dict[str, Table] = {
    **_held_by(lambda synthesis: synthesis, "interviews", "points", "themes"),
    **_held_by(
        lambda synthesis: synthesis.contrasts, "contrasts", "contrast_points", "contrast_people", "contrast_reasons",
        "pooled_reasons", "consensus", "mixed_tone", "reasons_given", "ask_next",
    ),
    **_held_by(lambda synthesis: synthesis.skills, skill_mentions="mentions", skill_gaps="gaps"),
    **_held_by(
        lambda synthesis: synthesis.takeaways, "takeaways", "resources", "contacts", "introductions", "targets", "goals"
    ),
    **_held_by(lambda synthesis: synthesis.outreach_summary.log, outreach="outreach", outreach_events="events"),
    **_held_by(lambda synthesis: synthesis.outreach_summary, outreach_rates="rates", outreach_due="due"),
    **_held_by(coverage_of, "saturation", "question_groups", "next_questions"),
    **_held_by(lambda synthesis: synthesis, "problems"),
}  # fmt: skip


def write_tables(synthesis: Synthesis, folder: Path) -> list[Path]:
    """Write every table of ``TABLES`` to ``folder/<name>.csv`` and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    held: dict[Callable[[Synthesis], object], object] = {}  # what several tables share is computed once
    written = []
    for name, table in TABLES.items():
        if table.holder not in held:
            held[table.holder] = table.holder(synthesis)
        path = folder / f"{name}.csv"
        path.write_bytes(csv_text(table.of(held[table.holder])).encode("utf-8", errors="replace"))
        written.append(path)
    return written


def csv_text(frame: pd.DataFrame) -> str:
    """Return ``frame`` as the text of a CSV file, without its index."""
    columns = [_cells(frame.iloc[:, place]) for place in range(frame.shape[1])]
    rows = (",".join(cells) for cells in zip(*columns, strict=True)) if columns else iter(())
    return "\n".join([",".join(_field(str(name)) for name in frame.columns), *rows]) + "\n"


def _cells(series: pd.Series) -> Iterator[str]:
    if pd.api.types.is_bool_dtype(series.dtype):
        return ("" if pd.isna(value) else str(bool(value)).lower() for value in series)
    if pd.api.types.is_integer_dtype(series.dtype):
        return ("" if pd.isna(value) else str(int(value)) for value in series)
    if pd.api.types.is_float_dtype(series.dtype):
        return ("" if pd.isna(value) else _number(float(value)) for value in series)
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return ("" if pd.isna(value) else f"{value:%Y-%m-%d}" for value in series)
    return (_field("" if pd.isna(value) else str(value)) for value in series)


def _number(value: float) -> str:
    written = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def _field(text: str) -> str:
    """Quote a field where it needs it, also for a lone carriage return, which readers take for the end of a row."""
    if any(sign in text for sign in ',"\n\r') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
