"""Going through the quotes of one proposition, one decision each; the terminal and the notebook show the same one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from infoview_analysis.contrasts.book import MARKS

Save = Callable[[Mapping[str, str | None]], object]

# One key a decision; the words stand on the buttons.
KEYS = {"f": "for", "a": "against", "d": "depends", "n": "none"}
WORDS = {"for": "For", "against": "Against", "depends": "Depends", "none": "Not about it"}
LABELS = {
    **{key: WORDS[side] for key, side in KEYS.items()},
    **{"s": "Skip", "u": "Undo", "p": "Next proposition"},
}


@dataclass(frozen=True)
class ReviewQuote:
    """One quote to decide about.

    Attributes
    ----------
    point_id, words, who, about, heading, place : str
        ``about`` is role and company, ``place`` file and line.
    suggestion : str
        What was suggested, in words; empty: nothing.
    """

    point_id: str
    words: str
    who: str = ""
    about: str = ""
    heading: str = ""
    place: str = ""
    suggestion: str = ""


@dataclass
class Review:
    """The quotes of one proposition and what was decided about them so far.

    Parameters
    ----------
    statement : str
        The proposition.
    quotes : sequence of ReviewQuote
        In the order in which they are shown.
    marks : mapping of str to str
        point_id → side, of quotes that are decided already, also of such that are not in ``quotes``.
    save : callable
        Gets point_id → side (None: taken back) after each decision and keeps it.

    Attributes
    ----------
    decided : list of (str, str or None)
        point_id and side (None: skipped) of this sitting, in their order.
    """

    statement: str
    quotes: Sequence[ReviewQuote]
    marks: dict[str, str]
    save: Save
    decided: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def current(self) -> ReviewQuote | None:
        """The first quote that is neither marked nor skipped; None when there is none."""
        passed = {point for point, _ in self.decided}
        return next((q for q in self.quotes if q.point_id not in self.marks and q.point_id not in passed), None)

    @property
    def n_marked(self) -> int:
        """How many of the quotes are marked."""
        return sum(quote.point_id in self.marks for quote in self.quotes)

    def take(self, side: str) -> ReviewQuote | None:
        """Mark the current quote, keep it, and return it.

        Raises
        ------
        ValueError
            There is no such side.
        CodebookError
            It could not be kept; the quote is still the current one.
        """
        if side not in MARKS:
            raise ValueError(f"side must be one of {MARKS}, not {side!r}")
        quote = self.current
        if quote is not None:
            self.save({quote.point_id: side})
            self.marks[quote.point_id] = side
            self.decided.append((quote.point_id, side))
        return quote

    def skip(self) -> ReviewQuote | None:
        """Leave the current quote open; it comes again in the next sitting."""
        quote = self.current
        if quote is not None:
            self.decided.append((quote.point_id, None))
        return quote

    def undo(self) -> ReviewQuote | None:
        """Take back the last decision of this sitting and return its quote, which is the current one again."""
        if not self.decided:
            return None
        point, side = self.decided[-1]
        if side is not None:
            self.save({point: None})
            self.marks.pop(point, None)
        self.decided.pop()
        return next(quote for quote in self.quotes if quote.point_id == point)

    def counts(self) -> dict[str, int]:
        """Return how many people stand on each side by the marks; who is on both counts as depends.

        Quotes that are not among ``quotes`` are not counted.
        """
        sides: dict[str, set[str]] = {}
        for quote in self.quotes:
            side = self.marks.get(quote.point_id, "none")
            if side != "none":
                sides.setdefault(quote.who or quote.point_id, set()).add(side)
        stances = [next(iter(found)) if len(found) == 1 else "depends" for found in sides.values()]
        return {side: stances.count(side) for side in MARKS if side != "none"}
