"""One sheet of an outreach table: its columns as cleaned text, and what has been read of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from infoview_analysis.outreach.headers import HeaderMapping
from infoview_analysis.outreach.source_log import FLAGS, row_problems
from infoview_analysis.readers.document import Problem, Severity


@dataclass
class Sheet:
    """The rows below one header, as columns of cleaned text, and what has been read of them."""

    source: str
    lines: np.ndarray
    cells: list[np.ndarray]
    mapping: list[HeaderMapping]
    date_format: str | None
    data: dict[str, np.ndarray] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.lines)

    def of(self, target: str) -> list[HeaderMapping]:
        """Return the columns read as ``target``."""
        return [one for one in self.mapping if one.target == target]

    def column(self, target: str) -> np.ndarray | None:
        """Return the cells of the one column read as ``target``."""
        found = self.of(target)
        return self.cells[found[0].position] if found else None

    def report(self, severity: Severity, code: str, where: np.ndarray, message: str, shown: np.ndarray) -> None:
        """Add a problem for each row that ``where`` marks; ``{}`` in the message stands for what ``shown`` holds."""
        self.problems += row_problems(
            self.source, severity, code, self.lines, lambda row: message.format(repr(shown[row])), np.flatnonzero(where)
        )

    def keep_as_written(self, column: str, where: np.ndarray, cells: np.ndarray) -> None:
        """Keep cells that say more than was read, or could not be read, under the column's name."""
        where = where & (cells != "")
        if not where.any():
            return
        name = f"{column}_as_written"
        kept = self.data.setdefault(name, np.full(self.n_rows, "", dtype=object))
        joined = where & (kept != "")
        kept[where & ~joined] = cells[where & ~joined]
        kept[joined] = kept[joined] + "; " + cells[joined]

    @cached_property
    def yes(self) -> dict[str, np.ndarray]:
        """By flag, the rows that are known to have reached that stage."""
        return {flag: np.zeros(self.n_rows, dtype=bool) for flag in ("sent", *FLAGS)}

    @cached_property
    def no(self) -> dict[str, np.ndarray]:
        """By flag, the rows that say they did not."""
        return {flag: np.zeros(self.n_rows, dtype=bool) for flag in ("sent", *FLAGS)}
