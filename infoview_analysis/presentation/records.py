"""The rows of a frame, for writing them out one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of ``frame`` as named tuples, without the index."""
    return iter(frame.itertuples(index=False))
