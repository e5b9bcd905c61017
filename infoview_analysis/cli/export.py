"""``infoview export``: one kind of result as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.report import refuse_inputs
from infoview_analysis.cli.terminal import Folder, progress_bars, say

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

FORMATS = ("csv", "ics", "todoist", "asana", "trello")
KINDS = ("tables", "actions", "contacts")


def export(
    folder: Folder,
    file_format: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="The format.")] = "csv",
    what: Annotated[str, typer.Option("--what", metavar="|".join(KINDS), help="What to write.")] = "tables",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="OUT", help="Where to write; by default DIR/exports.", file_okay=False),
    ] = None,
) -> None:
    """Write results for other programs: every table as a CSV file."""
    if file_format.lower() not in FORMATS:
        raise typer.BadParameter(f"“{file_format}” is none of {', '.join(FORMATS)}.", param_hint="--format")
    if what.lower() not in KINDS:
        raise typer.BadParameter(f"“{what}” is none of {', '.join(KINDS)}.", param_hint="--what")
    from infoview_analysis.workspace import Workspace

    workspace = Workspace(folder)
    goal = out or folder / "exports"
    refuse_inputs(goal, workspace)
    with progress_bars() as tell:
        from infoview_analysis.atomic import replaced_folder
        from infoview_analysis.export.tables import write_tables
        from infoview_analysis.synthesis import synthesize

        synthesis = synthesize(workspace, progress=tell)
        if what.lower() != "tables":
            _write_takeaways(synthesis, what.lower(), file_format.lower(), goal)
            return
        with replaced_folder(goal) as building:
            write_tables(synthesis, building)
    say(f"Tables: {goal}")


def _write_takeaways(synthesis: Synthesis, what: str, file_format: str, goal: Path) -> None:
    from infoview_analysis.atomic import write_bytes
    from infoview_analysis.export.takeaways import EXPORTS

    writers = EXPORTS[what]
    if file_format not in writers:
        raise typer.BadParameter(f"{what} can be written as {', '.join(writers)}.", param_hint="--format")
    goal.mkdir(parents=True, exist_ok=True)
    suffix = ".ics" if file_format == "ics" else ".csv"
    path = goal / f"{what}-{file_format}{suffix}"
    write_bytes(path, writers[file_format](synthesis.takeaways))
    say(f"{what.capitalize()}: {path}")
