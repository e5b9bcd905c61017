"""``infoview export``: one kind of result as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infoview_analysis.cli.report import refuse_inputs
from infoview_analysis.cli.terminal import Folder, progress_bars, say

FORMATS = ("csv",)
KINDS = ("tables",)


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
        with replaced_folder(goal) as building:
            write_tables(synthesis, building)
    say(f"Tables: {goal}")
