"""``infoview takeaways`` lists what is worth keeping; ``infoview takeaway …`` ticks, edits, adds and drops."""

from __future__ import annotations

from typing import Annotated

import typer

from infoview_analysis.cli.terminal import Folder, cell, say, show, table

Takeaway = Annotated[str, typer.Argument(metavar="TAKEAWAY", help="Its id, or words that no other has.")]

app = typer.Typer(
    no_args_is_help=True,
    help="Tick, edit, add and drop takeaways. What you decide is kept in DIR/codebook.yaml and holds on every run.",
)


def list_all(
    folder: Folder,
    kind: Annotated[str, typer.Option("--kind", help="insight, advice, resource, referral, lead or action.")] = "",
) -> None:
    """List the takeaways of the last run: id with its kind, who said it, the words, by when."""
    from infoview_analysis.takeaways.editing import list_takeaways, short_ids

    rows = table("Id", "Who", "What", "By", "Status", fixed=("Id", "By"))
    listed = list_takeaways(folder)
    ids = short_ids(listed)
    for row in listed:
        if not kind or row.kind == kind:
            what = f"{row.about}: {row.text}" if row.about else row.text
            rows.add_row(*map(cell, (ids[row.takeaway_id], row.who, what, row.due_on, row.status)))
    show(rows)


@app.command("done")
def done(folder: Folder, takeaway: Takeaway) -> None:
    """Tick a takeaway."""
    from infoview_analysis.takeaways.editing import tick

    say(tick(folder, takeaway))


@app.command("drop")
def drop(folder: Folder, takeaway: Takeaway) -> None:
    """Take a takeaway out for good."""
    from infoview_analysis.takeaways import editing

    say(editing.drop(folder, takeaway))


@app.command("edit")
def edit(
    folder: Folder,
    takeaway: Takeaway,
    text: Annotated[str, typer.Option("--text", help="The words to show instead.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="As 2026-05-14.")] = "",
) -> None:
    """Give a takeaway other words or another day."""
    from infoview_analysis.takeaways import editing

    say(editing.edit(folder, takeaway, text, due))


@app.command("add")
def add(
    folder: Folder,
    interview: Annotated[str, typer.Argument(metavar="INTERVIEW", help="Its id, or the interviewee's name.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to keep.")],
    kind: Annotated[
        str, typer.Option("--kind", help="insight, advice, resource, referral, lead or action.")
    ] = "action",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="As 2026-05-14.")] = "",
) -> None:
    """Add a takeaway of your own."""
    from infoview_analysis.takeaways import editing

    say(editing.add(folder, interview, kind, text, due))
