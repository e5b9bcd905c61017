"""``infoview themes`` lists the themes; ``infoview theme …`` changes what the codebook says about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.terminal import NOTHING_READ, Folder, cell, complain, say, show, table

if TYPE_CHECKING:
    from infoview_analysis.theme_actions import Change

Theme = Annotated[str, typer.Argument(metavar="THEME", help="Its id, its name, or a part of its name.")]
Quotes = Annotated[
    list[str], typer.Argument(metavar="QUOTE...", help="Point ids, or first words of quotes in quotation marks.")
]

app = typer.Typer(
    no_args_is_help=True,
    help="Name, merge and correct themes. What you decide is kept in DIR/codebook.yaml and holds on every run.",
)


def list_all(folder: Folder) -> None:
    """List the themes: id, name, people, quotes."""
    from infoview_analysis.theme_actions import list_themes

    found = list_themes(folder)
    if not found:
        complain(f"{folder}: there are no themes yet. Run `infoview report {folder}` first.")
        raise typer.Exit(NOTHING_READ)
    rows = table("Id", "Theme", "People", "Quotes", "Trust", right=("People", "Quotes"), fixed=("Id", "Trust"))
    for theme in found:
        people = "" if theme.n_people is None else str(theme.n_people)
        rows.add_row(cell(theme.theme_id), cell(theme.name), people, str(len(theme.point_ids)), cell(theme.verdict))
    show(rows)
    if any(theme.n_people is None for theme in found):
        say()
        say(f"Themes without a number of people are counted by the next `infoview report {folder}`.", style="dim")


@app.command("rename")
def rename(
    folder: Folder, theme: Theme, name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")]
) -> None:
    """Give a theme another name."""
    from infoview_analysis.theme_actions import rename_theme

    _done(folder, rename_theme(folder, theme, name))


@app.command("merge")
def merge(
    folder: Folder,
    themes: Annotated[list[str], typer.Argument(metavar="THEME THEME...", help="Two or more; the first one stays.")],
    name: Annotated[str, typer.Option("--name", help="Name of the merged theme; by default the first's.")] = "",
) -> None:
    """Make one theme of several."""
    from infoview_analysis.theme_actions import merge_themes

    _done(folder, merge_themes(folder, themes, name))


@app.command("confirm")
def confirm(folder: Folder, theme: Theme, quotes: Quotes) -> None:
    """Say that quotes belong to a theme; the others are placed with their help."""
    from infoview_analysis.theme_actions import confirm_quotes

    _done(folder, confirm_quotes(folder, theme, quotes))


@app.command("reject")
def reject(folder: Folder, theme: Theme, quotes: Quotes) -> None:
    """Take quotes out of a theme."""
    from infoview_analysis.theme_actions import reject_quotes

    _done(folder, reject_quotes(folder, theme, quotes))


@app.command("add")
def add(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call the theme.")],
    definition: Annotated[str, typer.Option(help="When a quote belongs to it, in a sentence.")] = "",
    keywords: Annotated[str, typer.Option(help="Words that point to it, joined by commas.")] = "",
    category: Annotated[str, typer.Option(help="career path, required skills, daily work, …")] = "",
    quotes: Annotated[
        list[str] | None, typer.Option("--quote", help="A quote that belongs to it; may be given several times.")
    ] = None,
) -> None:
    """Add a theme of your own."""
    from infoview_analysis.theme_actions import add_theme

    words = [word.strip() for word in keywords.split(",")]
    change = add_theme(folder, name, definition=definition, keywords=words, category=category, quotes=quotes or ())
    _done(folder, change)


@app.command("undo")
def undo(folder: Folder) -> None:
    """Take back the last change; a second undo puts it in place again."""
    from infoview_analysis.theme_actions import undo as take_back

    _done(folder, take_back(folder))


def _done(folder: Path, change: Change) -> None:
    say(change.summary)
    say(f"Shown by the next `infoview report {folder}`; `infoview theme undo {folder}` takes it back.", style="dim")
