"""Marking sides in a notebook: one quote at a time by letter or button, a table where nobody can type or click.

What is marked is written to codebook.yaml at once; run the notebook again to see it counted.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_analysis.contrasts.review import KEYS, LABELS, WORDS, Review, ReviewQuote
from infoview_analysis.errors import InfoviewError
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.marking_widget import marking_widget
from infoview_analysis.presentation.opening import HANDED_OVER
from infoview_analysis.presentation.quote import quote_figure, shortened
from infoview_analysis.wording import plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_ROWS = 12
_QUOTES = 20
_SHORT = 60  # characters of a quote in a message
_HOW = (
    "infoview proposition review FOLDER goes through the quotes at the terminal, one key each; so does this notebook in"
    " JupyterLab."
)


def marking(synthesis: Synthesis, workspace: Path | str | None = None, *, limit: int = _QUOTES) -> Any:
    """Return a widget to mark the quotes of each proposition; in a report, a table of the quotes still to be marked.

    Parameters
    ----------
    workspace : path, optional
        Where codebook.yaml lies; by default the folder that ``synthesis`` was made of.
    limit : int
        At most so many quotes of a proposition.
    """
    if os.environ.get(HANDED_OVER):
        return to_mark_table(synthesis)
    from infoview_analysis.proposition_actions import list_propositions, review_of

    folder = Path(workspace) if workspace is not None else synthesis.workspace
    listed = [p for p in list_propositions(folder) if not p.dropped and p.gathered]
    if not listed:
        return to_mark_table(synthesis)
    sheet = MarkingSheet({p.contrast_id: review_of(folder, p.contrast_id, limit=limit) for p in listed})
    try:
        return marking_widget(sheet)
    except ImportError:
        return to_mark_table(synthesis)


def to_mark_table(synthesis: Synthesis) -> Fragment:
    """Return the quotes to be marked first, of the first proposition that has unmarked ones."""
    summary = synthesis.contrasts
    waiting = summary.contrasts[summary.contrasts["status"] != "marked"]
    if waiting.empty:
        words = "Nothing waits to be marked."
        return Fragment(element("p", words).html, words)
    first = waiting.iloc[0]
    points = summary.contrast_points
    points = points[(points["contrast_id"] == first["contrast_id"]) & (points["status"] == "suggested")]
    about = synthesis.points[["point_id", "plain", "source", "line"]]
    who = synthesis.interviews.drop_duplicates("interview_id")[["interview_id", "interviewee"]]
    rows = points.sort_values("rank").head(_ROWS).merge(about, on="point_id").merge(who, on="interview_id", how="left")
    body = [
        element("tr", element("td", row["plain"], dir="auto"), element("td", str(row["interviewee"]), dir="auto"),
                element("td", f"{row['source']}:{row['line']}", class_="place"))
        for row in rows.to_dict("records")
    ]  # fmt: skip
    head = element("tr", [element("th", word, scope="col") for word in ("Quote", "Who", "Where")])
    lead = element("p", "To mark first: ", element("b", first["proposition"], dir="auto"), class_="lead")
    table = element("table", element("thead", head), element("tbody", body), class_="rates views")
    holder = element("div", table, class_="wide-table", tabindex=0, role="group", aria_label="Quotes to mark")
    return Fragment(joined(lead, holder, element("p", _HOW, class_="note")).html, plural(len(body), "quote to mark"))


@dataclass
class MarkingSheet:
    """Several propositions to mark, one of them open: the marking without its widget.

    Parameters
    ----------
    reviews : dict of str to Review
        contrast_id → its quotes.

    Attributes
    ----------
    chosen : str
        contrast_id of the open one.
    message : str
        What was done last, or what went wrong.
    """

    reviews: dict[str, Review]
    chosen: str = ""
    message: str = field(default="")

    def __post_init__(self) -> None:
        waiting = [name for name, review in self.reviews.items() if review.current is not None]
        self.chosen = self.chosen or (waiting or list(self.reviews))[0]

    @property
    def review(self) -> Review:
        """The open proposition's quotes."""
        return self.reviews[self.chosen]

    def titles(self) -> list[tuple[str, str]]:
        """Return (sentence with what is left, contrast_id) of each proposition."""
        return [
            (f"{review.statement} ({review.n_marked} of {len(review.quotes)} marked)", name)
            for name, review in self.reviews.items()
        ]

    def choose(self, contrast_id: str) -> None:
        """Open another proposition."""
        self.chosen, self.message = contrast_id, ""

    def can(self, key: str) -> bool:
        """Tell whether ``key`` would do anything now."""
        if key == "u":
            return bool(self.review.decided)
        return self._following() is not None if key == "p" else self.review.current is not None

    def press(self, key: str) -> None:
        """Do what ``key`` says: f, a, d, n mark, s skips, u takes back, p goes on. A failure becomes the message."""
        try:
            if key in KEYS:
                done = self.review.take(KEYS[key])
                self.message = f"{WORDS[KEYS[key]]}: {_short(done)}" if done else ""
            elif key == "s":
                done = self.review.skip()
                self.message = f"Skipped: {_short(done)}" if done else ""
            elif key == "u":
                done = self.review.undo()
                self.message = f"Taken back: {_short(done)}" if done else "Nothing to take back in this sitting."
            elif key == "p":
                following = self._following()
                if following is None:
                    self.message = "No other proposition has quotes to read."
                else:
                    self.choose(following)
            else:
                known = ", ".join(f"{name} ({words.lower()})" for name, words in LABELS.items())
                self.message = f"“{key}” is none of the keys {known}."
        except InfoviewError as error:
            self.message = str(error)

    def _following(self) -> str | None:
        """Return the next proposition that has quotes to read, from the open one on and round again."""
        names = list(self.reviews)
        place = names.index(self.chosen)
        others = [*names[place + 1 :], *names[:place]]
        return next((name for name in others if self.reviews[name].current is not None), None)

    def shown(self) -> Fragment:
        """Return the current quote, or that there is none, with the counts by marks so far."""
        review, quote = self.review, self.review.current
        sides = review.counts()
        counts = f"{sides['for']} for · {sides['against']} against · {sides['depends']} depends"
        line = f"{review.n_marked} of {plural(len(review.quotes), 'quote')} marked. People by your marks: {counts}."
        body = _quote(quote) if quote else element("p", "Every quote shown is marked or skipped.")
        last = element("p", self.message, class_="note", role="status") if self.message else None
        return joined(
            element("p", element("b", review.statement, dir="auto")), body, element("p", line, class_="note"), last
        )


def _quote(quote: ReviewQuote) -> Fragment:
    return quote_figure(
        quote.words,
        who=quote.who,
        about=quote.about,
        where=quote.place,
        under=quote.heading,
        origin=quote.suggestion,
        suggested=bool(quote.suggestion),
    )


def _short(quote: ReviewQuote) -> str:
    return f"“{shortened(quote.words, _SHORT)}”"
