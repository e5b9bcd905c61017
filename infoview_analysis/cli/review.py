"""Going through quotes at the terminal, one key each; where the input is no terminal, one line each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from infoview_analysis.cli.terminal import count, say, say_indented

if TYPE_CHECKING:
    from infoview_analysis.contrasts.review import Review, ReviewQuote

_STOP = ("q", "\x1b", "\x03", "\x04", "")  # also Escape, Ctrl-C, Ctrl-D, and the end of the input
_INDENT = 2


def review_quotes(review: Review, of_all: str = "") -> bool:
    """Ask about each open quote of a proposition; every answer is kept before the next question.

    Parameters
    ----------
    of_all : str
        Which proposition of how many this is.

    Returns
    -------
    bool
        False: the person wants to stop.
    """
    from infoview_analysis.contrasts.review import KEYS, LABELS, WORDS

    help_line = " · ".join([*(f"{key} {words.lower()}" for key, words in LABELS.items()), "q stop"])
    say()
    say(f"{review.statement}" + (f"  ({of_all})" if of_all else ""), style="bold")
    if review.current is None:
        say("Every quote that was gathered for it is marked." if review.quotes else "No quote bears on it.")
        return True
    say(f"{count(len(review.quotes), 'quote')}, {review.n_marked} marked.  {help_line}", style="dim")
    shown = None
    while (quote := review.current) is not None:
        if quote is not shown:
            _show(review, quote)
            shown = quote
        key = _key()
        if key in _STOP:
            say("Stopped; what you marked is kept, and the rest comes again.")
            return False
        if key in KEYS:
            review.take(KEYS[key])
            say(f"  → {WORDS[KEYS[key]].lower()}")
        elif key == "s":
            review.skip()
            say("  → skipped")
        elif key == "p":
            say("  → next proposition; the rest of this one comes again")
            return True
        elif key == "u":
            back = review.undo()
            say("  → taken back" if back else "  Nothing to take back in this sitting.")
        else:
            say(f"  {help_line}", style="dim")
    sides = review.counts()
    say(f"Done: {sides['for']} for · {sides['against']} against · {sides['depends']} depends (people, by your marks).")
    return True


def _show(review: Review, quote: ReviewQuote) -> None:
    place = next(number for number, other in enumerate(review.quotes, 1) if other is quote)
    say()
    if quote.heading:
        say_indented(_printable(quote.heading), _INDENT, style="dim")
    say_indented(f"“{_printable(quote.words)}”", _INDENT)
    who = " · ".join(part for part in (quote.who, quote.about, quote.place) if part)
    say_indented(f"{_printable(who)}   {place}/{len(review.quotes)}", _INDENT, style="dim")
    if quote.suggestion:
        say_indented(f"({_printable(quote.suggestion)})", _INDENT, style="dim italic")


def _key() -> str:
    """Return one key, or the first letter of a line where the input is no terminal; nothing at its end."""
    if sys.stdin.isatty():
        try:
            return typer.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            return ""
    line = sys.stdin.readline()
    return (line.strip().lower()[:1] or "?") if line else ""


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
