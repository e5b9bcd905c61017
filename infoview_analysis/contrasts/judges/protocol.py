"""What every judge offers: a proposition and quotes in, a side for each quote out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from infoview_analysis.readers.document import Problem

Side = Literal["for", "against", "depends"]
Level = Literal["likely", "possible", "unclear"]


@dataclass(frozen=True)
class Quote:
    """A quote to be judged.

    Attributes
    ----------
    point_id : str
    text : str
        The words, verbatim.
    heading : str
        What it stands under, or nothing.
    """

    point_id: str
    text: str
    heading: str = ""


@dataclass(frozen=True)
class Verdict:
    """The side one quote takes, as a judge sees it. A suggestion, never a fact.

    Attributes
    ----------
    point_id : str
    side : "for", "against", "depends" or None
        None: the judge abstains.
    level : "likely", "possible" or "unclear"
    reason : str
        Why, in the judge's words or by the cue that decided.
    cited : tuple of str
        Words of the quote it goes by, verbatim.
    condition : str
        What it depends on, in the words of the note.
    """

    point_id: str
    side: Side | None
    level: Level = "unclear"
    reason: str = ""
    cited: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a judge says of the quotes of one proposition.

    Attributes
    ----------
    verdicts : tuple of Verdict
        One for each quote it could judge.
    problems : tuple of Problem
        What went wrong, for the load report.
    n_discarded : int
        Answers left out because they cite words that are not in the note, or name a side there is not.
    """

    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...] = ()
    n_discarded: int = field(default=0)


@runtime_checkable
class Judge(Protocol):
    """Suggests the side that quotes take on a written proposition."""

    @property
    def name(self) -> str:
        """What the tables call it."""
        ...

    def judge(self, proposition: str, quotes: Sequence[Quote]) -> Judgement:
        """Return the side of each quote; abstain rather than guess."""
        ...
