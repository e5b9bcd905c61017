"""``infoview proposition …``: what people may agree or disagree with, and on which side each quote stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.review import review_quotes
from infoview_analysis.cli.terminal import NOTHING_READ, Folder, cell, complain, count, progress_bars, say, show, table

if TYPE_CHECKING:
    from infoview_analysis.proposition_actions import ListedProposition, PropositionChange

Name = Annotated[str, typer.Argument(metavar="PROPOSITION", help="Its name, or a part of its sentence.")]
Quotes = Annotated[
    list[str], typer.Argument(metavar="QUOTE...", help="Point ids, or first words of quotes in quotation marks.")
]

app = typer.Typer(
    no_args_is_help=True,
    help="Say what to ask people's views on, and who stands where. Kept in DIR/codebook.yaml; holds on every run.",
)


@app.command("add")
def add(
    folder: Folder,
    statement: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence one can agree or disagree with.")],
    name: Annotated[str, typer.Option("--name", help="A short name, to use in tags such as #for/NAME.")] = "",
) -> None:
    """Add a proposition of your own."""
    from infoview_analysis.proposition_actions import add_proposition

    change = add_proposition(folder, statement, name=name)
    say(change.summary)
    say(f"Next: `infoview proposition review {folder} {change.contrast_id}` shows the quotes that bear on it.", "dim")


@app.command("list")
def list_all(
    folder: Folder,
    dropped: Annotated[bool, typer.Option("--dropped", help="Also those that are not worth asking.")] = False,
) -> None:
    """List the propositions: people on each side by your marks, and quotes still to be read."""
    from infoview_analysis.proposition_actions import list_propositions, proposition_problems

    everything = list_propositions(folder)
    found = [listed for listed in everything if dropped or not listed.dropped]
    if not found:
        hidden = f" ({count(len(everything), 'is', 'are')} dropped: --dropped lists them)" if everything else ""
        complain(
            f"{folder}: there are no propositions yet{hidden}. Add one with `infoview proposition add {folder} …`, or"
            f" run `infoview report {folder}` to have some proposed."
        )
        raise typer.Exit(NOTHING_READ)
    numbers = ("For", "Against", "Depends", "To read")
    rows = table("Name", "Proposition", *numbers, "From", right=numbers, fixed=("Name", "From"))
    for listed in found:
        sides = (str(listed.n_for), str(listed.n_against), str(listed.n_depends))
        to_read = str(listed.n_open) if listed.gathered else "next run"
        rows.add_row(cell(listed.contrast_id), cell(listed.statement), *sides, to_read, _origin(listed))
    show(rows)
    say()
    say("For, against, depends: people, by what you marked. Nothing suggested is counted.", style="dim")
    for problem in proposition_problems(folder):
        line = "" if problem.line is None else f", line {problem.line}"
        complain(f"{problem.source}{line}: {problem.message}")


@app.command("review")
def review(
    folder: Folder,
    proposition: Annotated[
        str, typer.Argument(metavar="[PROPOSITION]", help="Its name or a part of its sentence; by default all in turn.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many quotes of each proposition.")] = 20,
) -> None:
    """Go through the quotes that bear on a proposition, one key each; every answer is kept at once."""
    from infoview_analysis.proposition_actions import list_propositions, review_of

    chosen = _chosen(folder, proposition)
    if chosen is None or not chosen.gathered:
        _gather(folder)
        chosen = _chosen(folder, proposition)
    names = [chosen.contrast_id] if chosen and proposition else []
    names = names or [p.contrast_id for p in list_propositions(folder) if not p.dropped and p.n_open]
    if not names:
        say("Every quote that was gathered is marked.")
    for number, name in enumerate(names, 1):
        of_all = f"{number} of {len(names)}" if len(names) > 1 else ""
        if not review_quotes(review_of(folder, name, limit=limit), of_all):
            break
    say(f"The next `infoview report {folder}` shows it; `infoview proposition list {folder}` the counts.", style="dim")


@app.command("mark")
def mark(
    folder: Folder,
    proposition: Name,
    side: Annotated[str, typer.Argument(metavar="SIDE", help="for, against, depends, none (not about it), or open.")],
    quotes: Quotes,
) -> None:
    """Say on which side quotes stand; `open` takes a mark back."""
    from infoview_analysis.contrasts.book import MARKS
    from infoview_analysis.proposition_actions import mark_quotes

    if side not in (*MARKS, "open"):
        raise typer.BadParameter(f"{side!r} is none of for, against, depends, none, open.", param_hint="SIDE")
    _done(folder, mark_quotes(folder, proposition, None if side == "open" else side, quotes))


@app.command("edit")
def edit(
    folder: Folder,
    proposition: Name,
    statement: Annotated[str, typer.Argument(metavar="SENTENCE", help="The new one.")],
) -> None:
    """Word a proposition anew; its name and its marks stay."""
    from infoview_analysis.proposition_actions import edit_proposition

    _done(folder, edit_proposition(folder, proposition, statement))


@app.command("drop")
def drop(folder: Folder, proposition: Name) -> None:
    """Say that a proposition is not worth asking; it is not proposed again."""
    from infoview_analysis.proposition_actions import drop_proposition

    _done(folder, drop_proposition(folder, proposition))


@app.command("keep")
def keep(folder: Folder, proposition: Name) -> None:
    """Take back a dropped proposition, or make a proposed one your own."""
    from infoview_analysis.proposition_actions import keep_proposition

    _done(folder, keep_proposition(folder, proposition))


@app.command("undo")
def undo(folder: Folder) -> None:
    """Take back the last change to the codebook; a second undo puts it in place again."""
    from infoview_analysis.proposition_actions import undo_proposition

    say(undo_proposition(folder).summary)


def _chosen(folder: Path, proposition: str) -> ListedProposition | None:
    """Return the proposition that was named, or the first that can be reviewed; None when the next run must tell."""
    from infoview_analysis.proposition_actions import find_proposition, list_propositions

    if proposition:
        return find_proposition(folder, proposition)
    found = [listed for listed in list_propositions(folder) if not listed.dropped]
    return next((listed for listed in found if not listed.gathered), found[0] if found else None)


def _gather(folder: Path) -> None:
    """Read the notes anew and gather quotes for each proposition."""
    from infoview_analysis.synthesis import synthesize

    with progress_bars() as tell:
        synthesize(folder, progress=tell)


def _origin(listed: ListedProposition) -> str:
    if listed.dropped:
        return "dropped"
    return {"own": "you", "inline": "notes", "proposed": "proposed"}[listed.origin]


def _done(folder: Path, change: PropositionChange) -> None:
    say(change.summary)
    say(f"Shown by the next `infoview report {folder}`; `infoview proposition undo {folder}` takes it back.", "dim")
