"""A proposition: a sentence that people agree or disagree with; and the marks that say who does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

import pandas as pd

from infoview_analysis.errors import FrameError
from infoview_analysis.frames import MARK_SIDES
from infoview_analysis.identity import word_key

Origin = Literal["own", "inline", "proposed"]
MARK_COLUMNS = ("contrast_id", "point_id", "side", "origin")
MARK_ORIGINS = ("marked", "inline")


@dataclass(frozen=True)
class Proposition:
    """A sentence that people agree or disagree with.

    Attributes
    ----------
    contrast_id : str
        Its name. Once given it stays, also when the person edits the sentence.
    statement : str
        The sentence.
    theme_id : str or None
        The theme it belongs to, if one was named.
    origin : "own", "inline" or "proposed"
        In the codebook, in the notes, or by the program.
    source_point_id : str or None
        The quote the sentence was taken from.
    """

    contrast_id: str
    statement: str
    theme_id: str | None = None
    origin: Origin = "own"
    source_point_id: str | None = None


def contrast_id(statement: str) -> str:
    """Return a name for a statement, made of its words: the same for the same words in another case or punctuation."""
    return "c" + blake2b(word_key(statement).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def no_marks() -> pd.DataFrame:
    """Return an empty frame of marks."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in MARK_COLUMNS})


def marks_frame(rows: Iterable[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Return marks as a frame.

    Parameters
    ----------
    rows : iterable of (contrast_id, point_id, side, origin)
        ``side`` is for, against, depends, or none (the quote does not bear on the sentence); ``origin`` is marked (in
        the codebook) or inline (in the notes).

    Returns
    -------
    DataFrame
        Columns ``contrast_id``, ``point_id``, ``side``, ``origin``. Where a quote has both a mark and an inline mark on
        one proposition, the codebook decides.

    Raises
    ------
    FrameError
        A side or an origin is none of these.
    """
    marks = pd.DataFrame(list(rows), columns=list(MARK_COLUMNS)).astype("str")
    for column, allowed in (("side", MARK_SIDES), ("origin", MARK_ORIGINS)):
        wrong = marks.loc[~marks[column].isin(allowed), column]
        if len(wrong):
            raise FrameError(f"Column {column!r} of the marks must hold one of {allowed}, but holds {wrong.iloc[0]!r}.")
    # "marked" sorts after "inline", and the last stays.
    ordered = marks.sort_values([*MARK_COLUMNS[:2], "origin"], kind="stable")
    return ordered.drop_duplicates(["contrast_id", "point_id"], keep="last", ignore_index=True)
