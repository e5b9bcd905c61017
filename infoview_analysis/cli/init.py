"""``infoview init``: a folder to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infoview_analysis.cli.terminal import say


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make, or to complete.")],
) -> None:
    """Make a folder with templates to start from. Nothing that exists is changed."""
    if folder.exists() and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is a file; give the name of a folder.", param_hint="DIR")
    from infoview_analysis.workspace import Workspace

    before = _files(folder)
    Workspace.create(folder)
    made = sorted(_files(folder) - before)
    if not made:
        say(f"{folder} has everything already; nothing was changed.")
    else:
        say(f"Made in {folder}:")
        for name in made:
            say(f"  {name}")
    say()
    say(f"Next: put your notes into {folder / 'interviews'}, in any format you keep them in, then")
    say(f"  infoview check {folder}")


def _files(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    found = (path for path in folder.rglob("*") if not any(p.startswith(".") for p in path.relative_to(folder).parts))
    return {path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "") for path in found}
