"""``infoview export``: one kind of result as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infoview_analysis.cli.export_kinds import KINDS
from infoview_analysis.cli.report import refuse_inputs
from infoview_analysis.cli.terminal import Folder, progress_bars, say

_FORMATS = tuple(dict.fromkeys(name for kind in KINDS.values() for name in kind.writers))
_WHAT_HELP = "What to write: " + "; ".join(f"{name}, {kind.meaning}" for name, kind in KINDS.items()) + "."


def export(
    folder: Folder,
    file_format: Annotated[
        str,
        typer.Option(
            "--format", metavar="|".join(_FORMATS), help="The format; several are joined by commas, all is each one."
        ),
    ] = "csv",
    what: Annotated[str, typer.Option("--what", metavar="|".join(KINDS), help=_WHAT_HELP)] = "tables",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="OUT",
            help="Where to write; by default DIR/exports for tables, DIR/exports-WHAT for all else.",
            file_okay=False,
        ),
    ] = None,
) -> None:
    """Write one kind of result for other programs, or for other people."""
    kind = what.strip().lower()
    if kind not in KINDS:
        raise typer.BadParameter(f"“{what}” is none of {', '.join(KINDS)}.", param_hint="--what")
    formats = wanted_formats(file_format, kind)
    from infoview_analysis.workspace import Workspace

    workspace = Workspace(folder)
    goal = out or folder / ("exports" if kind == "tables" else f"exports-{kind}")
    refuse_inputs(goal, workspace)
    with progress_bars() as tell:
        from infoview_analysis.atomic import replaced_folder
        from infoview_analysis.synthesis import synthesize

        synthesis = synthesize(workspace, progress=tell)
        with replaced_folder(goal) as building:
            for name in formats:
                KINDS[kind].writers[name](synthesis, building)
    say(f"{kind.capitalize()}: {goal}")


def wanted_formats(named: str, kind: str) -> list[str]:
    """Return the formats named, each once; "all" is every format that ``kind`` has."""
    known = list(KINDS[kind].writers)
    words = [word.strip().lower() for word in named.split(",") if word.strip()]
    unknown = [word for word in words if word not in (*known, "all")]
    if unknown or not words:
        listed = ", ".join(known)
        message = f"“{', '.join(unknown) or named}” is no format of {kind}; there is {listed}."
        raise typer.BadParameter(message, param_hint="--format")
    return known if "all" in words else list(dict.fromkeys(words))
