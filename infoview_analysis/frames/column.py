"""One column of a frame."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a frame.

    Attributes
    ----------
    name, dtype, meaning : str
        ``dtype`` is a pandas dtype: "str", "Int64" (whole numbers, may be missing), "Float64", "datetime64[s]".
    required : bool
        Whether every row must have a value.
    unique : bool
        Whether no two rows may have the same value.
    allowed : tuple of str
        The values that may stand, where they are a closed list.
    low, high : float or None
        Smallest and largest value that may stand.
    """

    name: str
    dtype: str
    meaning: str
    required: bool = False
    unique: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
