"""The check that a frame keeps its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.errors import FrameError
from infoview_analysis.frames import contrasts, coverage, notes, outreach, skills, takeaways
from infoview_analysis.frames.column import Column

if TYPE_CHECKING:
    import pandera.pandas as pa

FRAMES: dict[str, tuple[Column, ...]] = {
    **{name: columns for name, columns in notes.FRAMES.items() if name != "problems"},
    **contrasts.FRAMES,
    **skills.FRAMES,
    **takeaways.FRAMES,
    **coverage.FRAMES,
    **outreach.FRAMES,
    "problems": notes.FRAMES["problems"],
}


def columns(name: str) -> tuple[Column, ...]:
    """Return the columns of the frame called ``name``, in their order."""
    try:
        return FRAMES[name]
    except KeyError:
        raise FrameError(f"There is no frame called {name!r}; there are {', '.join(FRAMES)}.") from None


def empty(name: str) -> pd.DataFrame:
    """Return the frame called ``name`` with its columns and types and no row."""
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in columns(name)})


def describe(name: str) -> pd.DataFrame:
    """Return the data dictionary of a frame: one row a column, with ``name``, ``dtype``, ``meaning``."""
    return pd.DataFrame([{"name": c.name, "dtype": c.dtype, "meaning": c.meaning} for c in columns(name)])


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return ``frame`` with the columns of ``name`` first, in order and of their types, and validated.

    Parameters
    ----------
    frame : DataFrame
        Columns that the schema lists and ``frame`` lacks are added empty, unless they are required. Further columns
        follow in their own order.
    name : str
        One of ``FRAMES``.

    Raises
    ------
    FrameError
        A required column is missing or has gaps, or a value is not allowed; the message lists the columns and
        the first offending values.
    """
    known = columns(name)
    missing = [c.name for c in known if c.required and c.name not in frame.columns]
    if missing:
        raise FrameError(f"The {name} frame lacks the columns {missing}; it has {list(frame.columns)}.")
    listed = {}
    for column in known:
        values = frame[column.name] if column.name in frame.columns else pd.Series(index=frame.index, dtype="object")
        try:
            listed[column.name] = values.astype(pd.api.types.pandas_dtype(column.dtype))
        except (TypeError, ValueError) as error:
            raise FrameError(f"Column {column.name!r} of the {name} frame must be {column.dtype}: {error}") from None
    extra = [c for c in frame.columns if c not in listed]
    result = pd.concat([pd.DataFrame(listed, index=frame.index), frame[extra]], axis=1) if extra else pd.DataFrame(
        listed, index=frame.index)  # fmt: skip
    validate(result, name)
    return result


def validate(frame: pd.DataFrame, name: str) -> None:
    """Check ``frame`` against the schema called ``name``.

    Raises
    ------
    FrameError
        Names each column, the check it fails and up to three values that fail it.
    """
    from pandera.errors import SchemaErrors

    try:
        _schema(name).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.astype({"column": "str", "check": "str"})
        lines = [
            f"{column}: {check} fails for {group['failure_case'].head(3).tolist()}"
            for (column, check), group in cases.groupby(["column", "check"], sort=True, dropna=False)
        ]
        raise FrameError(f"The {name} frame is not valid. " + "; ".join(lines) + ".") from None


def _schema(name: str) -> pa.DataFrameSchema:
    import pandera.pandas as pa

    def checks(column: Column) -> list[pa.Check]:
        found = []
        if column.allowed:
            found.append(pa.Check.isin(column.allowed))
        if column.low is not None:
            found.append(pa.Check.ge(column.low))
        if column.high is not None:
            found.append(pa.Check.le(column.high))
        return found

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                column.dtype,
                checks(column),
                nullable=not column.required,
                unique=column.unique,
                required=True,
            )
            for column in columns(name)
        },
        strict=False,
    )
