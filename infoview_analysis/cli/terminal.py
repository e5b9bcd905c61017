"""What the commands share: where to print, tables, progress bars, and errors as one readable line.

Answers go to standard output, progress and errors to standard error. Without a terminal nothing but plain text is
written: no colours, no bars, no lines cut to a screen's width.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Progress = Callable[[str, int, int], None]
Folder = Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Your folder of interviews.")]

NOTHING_READ = 1
WRONG_USAGE = 2
STOPPED = 130
_PIPE_WIDTH = 400

STAGES = {
    "reading": "Reading notes",
    "encoding": "Encoding",
    "themes": "Finding themes",
    "contrasts": "Gathering views",
    "stability": "Testing stability",
    "tables": "Writing tables",
    "notebook": "Running notebooks",
    "notebooks": "Running notebooks",
    "page": "Writing page",
    "search": "Making searchable",
}


def console(*, stderr: bool = False) -> Console:
    """Return where to print to; in a pipe lines are as long as they need to be."""
    from rich.console import Console

    result = Console(stderr=stderr, highlight=False)
    if not result.is_terminal and "COLUMNS" not in os.environ:
        result = Console(stderr=stderr, highlight=False, width=_PIPE_WIDTH)
    return result


def say(text: str = "", style: str | None = None) -> None:
    """Print one line; words in square brackets are words."""
    console().print(text, style=style, markup=False, soft_wrap=not console().is_terminal)


def say_indented(text: str, indent: int, style: str | None = None) -> None:
    """Print one paragraph, on a terminal folded at its width, each line ``indent`` columns in."""
    place = console()
    if not place.is_terminal:
        say(" " * indent + text)
        return
    from rich.padding import Padding
    from rich.text import Text

    place.print(Padding(Text(text, style=style or ""), (0, 0, 0, indent)))


def table(*headings: str, right: tuple[str, ...] = (), fixed: tuple[str, ...] = ()) -> Table:
    """Return an empty table without rules; columns in ``right`` hold numbers, those in ``fixed`` are never folded."""
    from rich.table import Table

    result = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        result.add_column(
            heading,
            justify="right" if heading in right else "left",
            no_wrap=heading in fixed or heading in right,
            overflow="fold",
        )
    return result


def show(rows: Table) -> None:
    """Print a table; in a pipe without the blanks that fill its last column."""
    place = console()
    if place.is_terminal:
        place.print(rows)
        return
    with place.capture() as captured:
        place.print(rows)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def cell(text: object) -> str:
    """Return ``text`` as table words: brackets kept, control characters out, nothing for a missing value."""
    from rich.markup import escape

    if text is None or str(text) in ("<NA>", "nan", "NaT"):
        return ""
    return escape("".join(c if c.isprintable() else " " for c in str(text)))


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 quote, 2 quotes."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Give a function that shows how far each stage is: as bars on a terminal, else as one line a stage."""
    place = console(stderr=True)
    if not place.is_terminal or place.is_dumb_terminal:
        yield _progress_lines(place)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=place) as bars:
        tasks: dict[str, int] = {}

        def tell(stage: str, done: int, total: int) -> None:
            label = STAGES.get(stage, stage.capitalize())
            if label not in tasks:
                tasks[label] = bars.add_task(f"{label:<18}", total=total or None)
            bars.update(tasks[label], completed=done, total=total or None)  # type: ignore[arg-type]

        yield tell


def _progress_lines(place: Console) -> Progress:
    begun: set[str] = set()

    def tell(stage: str, done: int, total: int) -> None:
        del done, total
        label = STAGES.get(stage, stage.capitalize())
        if label not in begun:
            begun.add(label)
            place.print(f"{label} …", markup=False)

    return tell


def complain(message: str) -> None:
    """Print an error to standard error."""
    place = console(stderr=True)
    place.print("Error:", style="bold red", end=" ")
    place.print(message, markup=False, soft_wrap=not place.is_terminal)
