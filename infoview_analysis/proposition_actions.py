"""What a person decides about propositions, by what they see: a proposition by its name or words, a quote by its own.

For the notebook and the command line alike. Each function changes ``codebook.yaml`` and returns what was done; the
report shows it after the next run. ``undo`` takes the last change back.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis import codebook as codebooks
from infoview_analysis.codebook import Quote, first_words
from infoview_analysis.codebook.quotes import QuoteIndex
from infoview_analysis.codebook.sections import read_section
from infoview_analysis.contrasts import decisions, last_contrasts
from infoview_analysis.contrasts.book import SECTION, PropositionBook, read_book
from infoview_analysis.contrasts.decisions import Asked
from infoview_analysis.contrasts.last_contrasts import GatheredProposition, GatheredQuote
from infoview_analysis.contrasts.review import Review, ReviewQuote
from infoview_analysis.last_run import LastRun
from infoview_analysis.theme_actions import UnclearChoiceError

if TYPE_CHECKING:
    from infoview_analysis.readers.document import Problem
    from infoview_analysis.workspace import Workspace

_SHOWN = 8
_SIDE_WORDS = {"for": "for", "against": "against", "depends": "depending", "none": "not about it"}


@dataclass(frozen=True)
class PropositionChange:
    """What an action did: one sentence, and the proposition it was done to."""

    summary: str
    contrast_id: str = ""

    def __repr__(self) -> str:
        return self.summary


@dataclass(frozen=True)
class ListedProposition:
    """A proposition as a person sees it.

    Attributes
    ----------
    contrast_id, statement : str
    origin : str
        own, inline or proposed.
    n_for, n_against, n_depends : int
        People, by the marks.
    n_open : int
        Quotes gathered for it that are not marked yet.
    gathered : bool
        Whether the last run gathered quotes for it.
    dropped : bool
        Whether it was called not worth asking.
    """

    contrast_id: str
    statement: str
    origin: str
    n_for: int = 0
    n_against: int = 0
    n_depends: int = 0
    n_open: int = 0
    gathered: bool = True
    dropped: bool = False


def list_propositions(workspace: Workspace | Path | str) -> list[ListedProposition]:
    """Return the propositions of the last run and of the codebook, as they stand with all that was decided."""
    desk = _Desk(workspace)
    return [desk.listed(asked) for asked in desk.all]


def proposition_problems(workspace: Workspace | Path | str) -> tuple[Problem, ...]:
    """Return what the section of the codebook says that cannot be meant, a row each with its line."""
    return _Desk(workspace).book.problems


def find_proposition(workspace: Workspace | Path | str, proposition: str) -> ListedProposition:
    """Return the proposition with that name, or the only one whose sentence holds these words."""
    desk = _Desk(workspace)
    return desk.listed(desk.proposition(proposition))


def add_proposition(workspace: Workspace | Path | str, statement: str, *, name: str = "") -> PropositionChange:
    """Add a proposition of one's own: a sentence that people may agree or disagree with.

    Parameters
    ----------
    workspace : Workspace or path
        The person's folder.
    statement : str
        The sentence.
    name : str
        A short name for tags in notes, such as degree-needed; by default made of the sentence.

    Raises
    ------
    CodebookError
        There is such a proposition, or the name is taken, or codebook.yaml is broken or cannot be written.
    """
    desk = _Desk(workspace)
    asked = decisions.add(desk.path, desk.book, statement, name=name)
    return PropositionChange(f"“{asked.statement}” is asked from now on, as {asked.contrast_id}.", asked.contrast_id)


def edit_proposition(workspace: Workspace | Path | str, proposition: str, statement: str) -> PropositionChange:
    """Word a proposition anew; its name and its marks stay."""
    desk = _Desk(workspace)
    asked = desk.proposition(proposition)
    new = decisions.reword(desk.path, desk.book, asked, statement)
    return PropositionChange(f"“{asked.statement}” now reads “{new.statement}”.", asked.contrast_id)


def mark_quotes(
    workspace: Workspace | Path | str, proposition: str, side: str | None, quotes: str | Iterable[str]
) -> PropositionChange:
    """Say on which side quotes stand: for, against, depends, none (not about it); None takes the mark back."""
    desk = _Desk(workspace)
    asked = desk.proposition(proposition)
    points = [desk.point(quote) for quote in ([quotes] if isinstance(quotes, str) else quotes)]
    written = desk.mark(asked, dict.fromkeys(points, side))
    what = "no longer marked" if side is None else f"marked as {_SIDE_WORDS[side]}"
    summary = f"{desk.shown(points)} {what} on “{asked.statement}”."
    return PropositionChange(summary if written else f"{summary} (It was so before.)", asked.contrast_id)


def drop_proposition(workspace: Workspace | Path | str, proposition: str) -> PropositionChange:
    """Say that a proposition is not worth asking; it does not come back."""
    desk = _Desk(workspace)
    asked = desk.proposition(proposition)
    decisions.drop(desk.path, desk.book, asked)
    return PropositionChange(f"“{asked.statement}” is not asked any more; its marks are kept.", asked.contrast_id)


def keep_proposition(workspace: Workspace | Path | str, proposition: str) -> PropositionChange:
    """Take a dropped proposition back, or make a proposed one your own."""
    desk = _Desk(workspace)
    asked = desk.proposition(proposition)
    decisions.keep(desk.path, desk.book, asked)
    return PropositionChange(f"“{asked.statement}” is asked from now on.", asked.contrast_id)


def undo_proposition(workspace: Workspace | Path | str) -> PropositionChange:
    """Take back the last change to the codebook; a second call puts it in place again."""
    path = _workspace(workspace).codebook_path
    codebooks.undo(path)
    return PropositionChange(f"{path.name} is as it was before the last change.")


def review_of(workspace: Workspace | Path | str, proposition: str, *, limit: int = 0) -> Review:
    """Return the quotes of a proposition to go through; each decision is written to the codebook at once.

    Parameters
    ----------
    limit : int
        Show at most so many quotes; 0: all that were gathered.
    """
    desk = _Desk(workspace)
    return desk.review(desk.proposition(proposition), limit)


class _Desk:
    """The codebook and the last run side by side, and what a person may call the things in them."""

    def __init__(self, workspace: Workspace | Path | str) -> None:
        place = _workspace(workspace)
        self.path = place.codebook_path
        self.run = LastRun.load(place.cache_folder) or LastRun()
        self.found = {p.contrast_id: p for p in last_contrasts.load(place.cache_folder) or ()}
        self.inline: dict[str, dict[str, str]] = {}
        for proposition in self.found.values():
            tagged = {q.point_id: q.inline for q in proposition.quotes if q.inline}
            self.inline[proposition.contrast_id] = tagged
        self.plain = {point: p.quote for point, p in self.run.points.items()}
        self.book = self._book()
        self._index: QuoteIndex | None = None

    def _book(self) -> PropositionBook:
        return read_book(read_section(self.path, SECTION), self.plain)

    @property
    def all(self) -> list[Asked]:
        """Those of the codebook first, then those of the last run."""
        own = [Asked(p.contrast_id, p.statement, p.theme_id, p.source_point_id) for p in self.book.propositions]
        known = {asked.contrast_id for asked in own}
        run = [
            Asked(p.contrast_id, p.statement, p.theme_id, p.source_point_id)
            for p in self.found.values()
            if p.contrast_id not in known and not _left_over(p, self.book)
        ]
        return own + run

    def marks(self, contrast_id: str) -> dict[str, str]:
        """Return point_id → side by tags in notes and by the codebook, which has the last word."""
        held = self.book.get(contrast_id)
        return {**self.inline.get(contrast_id, {}), **(held.marks if held else {})}

    def listed(self, asked: Asked) -> ListedProposition:
        held, found = self.book.get(asked.contrast_id), self.found.get(asked.contrast_id)
        marks = self.marks(asked.contrast_id)
        counts = self._review(asked, found, [*dict.fromkeys(marks)]).counts()
        return ListedProposition(
            asked.contrast_id,
            asked.statement,
            "own" if held else found.origin if found else "own",
            counts["for"],
            counts["against"],
            counts["depends"],
            sum(q.point_id not in marks for q in found.quotes) if found else 0,
            found is not None and (held is None or found.statement == held.statement),
            bool(held and held.dropped),
        )

    def review(self, asked: Asked, limit: int) -> Review:
        found = self.found.get(asked.contrast_id)
        points = [q.point_id for q in found.quotes] if found else []
        return self._review(asked, found, points[: limit or None])

    def _review(self, asked: Asked, found: GatheredProposition | None, points: list[str]) -> Review:
        gathered = {q.point_id: q for q in found.quotes} if found else {}
        quotes = [self._quote(p, gathered.get(p, GatheredQuote(p))) for p in points if p in self.run.points]
        return Review(asked.statement, quotes, self.marks(asked.contrast_id), lambda marks: self.mark(asked, marks))

    def _quote(self, point: str, gathered: GatheredQuote) -> ReviewQuote:
        said = self.run.points[point]
        return ReviewQuote(
            point, said.quote, said.who, "", gathered.heading, gathered.place,
            suggestion_words(gathered.side, gathered.level, gathered.cue),
        )  # fmt: skip

    def mark(self, asked: Asked, marks: Mapping[str, str | None]) -> bool:
        """Write marks on top of what the file says now."""
        self.book = self._book()
        quotes = {p: Quote(self.run.points[p].quote, self.run.points[p].who) for p in marks if p in self.run.points}
        return decisions.mark(self.path, self.book, asked, marks, quotes)

    def proposition(self, written: str) -> Asked:
        """Return the proposition that ``written`` names.

        Raises
        ------
        UnclearChoiceError
            It names none, or several; they are listed.
        """
        choices = self.all
        if not choices:
            raise UnclearChoiceError(
                "there are no propositions yet.",
                mend="Add one with `infoview proposition add`, or run `infoview report` to have some proposed.",
            )
        wish = " ".join(written.split()).casefold()
        ways: tuple[Callable[[Asked], bool], ...] = (
            lambda a: a.contrast_id.casefold() == wish,
            lambda a: a.statement.casefold() == wish,
            lambda a: len(wish) >= 3 and a.contrast_id.casefold().startswith(wish),
            lambda a: bool(wish) and wish in a.statement.casefold(),
        )
        for way in ways:
            found = [asked for asked in choices if way(asked)]
            if len(found) == 1:
                return found[0]
            if found:
                raise UnclearChoiceError(
                    f"“{written}” could be any of {len(found)} propositions:{_lines(map(_named, found))}"
                )
        statements = {asked.statement.casefold(): asked for asked in choices}
        near = [statements[words] for words in difflib.get_close_matches(wish, statements, 3, 0.5)]
        heading = "Did you mean:" if near else "The propositions are:"
        raise UnclearChoiceError(
            f"no proposition is called “{written}”. {heading}{_lines(map(_named, near or choices))}"
        )

    def point(self, written: str) -> str:
        """Return the point_id that ``written`` names, by id or by words no other quote has."""
        if written in self.run.points:
            return written
        if not self.run.points:
            raise UnclearChoiceError("the quotes are not known yet.", mend="Run `infoview report` on the folder first.")
        if self._index is None:
            self._index = QuoteIndex(self.plain.items())
        match = self._index.find(written, near=False)
        if match.kind == "exact":
            return match.point_ids[0]
        if match.kind == "ambiguous":
            listed = [f"{point}  {self.shown([point])}" for point in match.point_ids]
            raise UnclearChoiceError(f"“{written}” could be any of {len(listed)} quotes:{_lines(listed)}")
        raise UnclearChoiceError(
            f"no quote begins with or holds “{written}”.", mend="Copy its first words from the page."
        )

    def shown(self, points: list[str]) -> str:
        first = self.run.points[points[0]]
        quote = f"“{first_words(first.quote, 60)}” ({first.who})"
        return quote if len(points) == 1 else f"{quote} and {len(points) - 1} more"


def suggestion_words(side: str, level: str, cue: str) -> str:
    """Return a suggestion in words that cannot be taken for a fact; empty where there is none."""
    if not side:
        return ""
    by = f", by the words “{cue}”" if cue else ""
    return f"suggested: {level + ' ' if level else ''}{side}{by}"


def _left_over(proposition: GatheredProposition, book: PropositionBook) -> bool:
    """Tell whether the last run knew a proposition of the codebook that is not there any more."""
    return proposition.origin == "own" and book.get(proposition.contrast_id) is None


def _workspace(workspace: Workspace | Path | str) -> Workspace:
    from infoview_analysis.workspace import Workspace

    return workspace if isinstance(workspace, Workspace) else Workspace(Path(workspace))


def _named(asked: Asked) -> str:
    return f"{asked.contrast_id}  {asked.statement}"


def _lines(choices: Iterable[str]) -> str:
    listed = list(choices)
    more = [f"… and {len(listed) - _SHOWN} more"] if len(listed) > _SHOWN else []
    return "".join(f"\n  {line}" for line in [*listed[:_SHOWN], *more])
