"""The report: a folder with tables, executed notebooks, pictures, source texts and one page, replaced as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.atomic import replaced_folder
from infoview_analysis.errors import ReportError
from infoview_analysis.export.notebooks import executed, figures, shipped_notebooks, with_parameters
from infoview_analysis.export.page import page
from infoview_analysis.export.sources import write_sources
from infoview_analysis.export.tables import write_tables
from infoview_analysis.presentation.opening import hand_over
from infoview_analysis.wording import day, plural

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from infoview_analysis.synthesis import Synthesis

Progress = Callable[[str, int, int], None]
PARTS = ("tables", "sources", "notebooks", "figures", "page")
PAGE_NAME = "report.html"


def write_report(
    synthesis: Synthesis, out: Path | str, *, only: Collection[str] | None = None, progress: Progress | None = None
) -> Path:
    """Write the report of ``synthesis`` to the folder ``out``, in one step.

    Everything is built in a folder beside ``out`` and takes its place at the end: a run that fails or is killed leaves
    an earlier report whole.

    Parameters
    ----------
    synthesis : Synthesis
    out : path
        Missing, empty, or an earlier report.
    only : collection of str, optional
        Parts to write, of "tables", "sources", "notebooks", "figures", "page"; by default all. The folder holds just
        these afterwards.
    progress : callable, optional
        Called as ``progress(stage, done, total)``; stages are "tables", "notebooks" and "page".

    Returns
    -------
    Path
        The page, or the folder where no page was asked for.

    Raises
    ------
    ReportError
        ``out`` cannot be replaced, a notebook failed, or ``only`` names a part that there is not.
    """
    parts = tuple(PARTS if only is None else only)
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise ReportError(f"there is no part {', '.join(unknown)}.", mend=f"The parts are {', '.join(PARTS)}.")
    tell = progress or _silent
    target = Path(out)
    with replaced_folder(target) as folder:
        if "tables" in parts:
            tell("tables", 0, 1)
            write_tables(synthesis, folder / "tables")
            tell("tables", 1, 1)
        if "sources" in parts:
            write_sources(synthesis.documents, folder / "sources")
        if {"notebooks", "figures", "page"} & set(parts):
            ran = run_notebooks(synthesis, target, tell)
            _write_notebooks(ran, folder, parts)
        if "page" in parts:
            tell("page", 0, 1)
            text = page(list(ran.values()), title=_title(synthesis), masthead=_masthead(synthesis))
            (folder / PAGE_NAME).write_bytes(text.encode("utf-8", errors="replace"))
            tell("page", 1, 1)
    return target / PAGE_NAME if "page" in parts else target


def run_notebooks(synthesis: Synthesis, out: Path, progress: Progress) -> dict[str, NotebookNode]:
    """Return file name → executed notebook, for each shipped notebook.

    The notebooks get ``synthesis`` handed over in a private file, so that nothing is computed twice; the path of the
    workspace stands in them, so that a person can run them again.
    """
    import nbformat

    ran = {}
    with tempfile.TemporaryDirectory(prefix="infoview-") as private:
        environment = hand_over(synthesis, Path(private) / "synthesis.pickle")
        for path in shipped_notebooks():
            notebook = nbformat.read(path, as_version=4)
            notebook = with_parameters(notebook, {"workspace": _path_from(out / "notebooks", synthesis.workspace)})
            notebook.metadata["title"] = path.name
            ran[path.name] = executed(
                notebook,
                folder=Path(private),
                environment=environment,
                progress=lambda done, total: progress("notebooks", done, total),
            )
    return ran


def _write_notebooks(ran: dict[str, NotebookNode], folder: Path, parts: Collection[str]) -> None:
    import nbformat

    for name, notebook in ran.items():
        if "notebooks" in parts:
            (folder / "notebooks").mkdir(exist_ok=True)
            nbformat.write(notebook, folder / "notebooks" / name)
        if "figures" in parts:
            (folder / "figures").mkdir(exist_ok=True)
            for figure, vector, bitmap in figures(notebook):
                (folder / "figures" / f"{figure}.svg").write_bytes(vector)
                (folder / "figures" / f"{figure}.png").write_bytes(bitmap)


def _path_from(folder: Path, workspace: Path) -> str:
    """Return the path of ``workspace`` as seen from ``folder``; the whole path where they share no drive."""
    import os

    try:
        return Path(os.path.relpath(workspace.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return workspace.resolve().as_posix()


def _title(synthesis: Synthesis) -> str:
    return f"{synthesis.name}: what {plural(len(synthesis.interviews), 'interview')} say"


def _masthead(synthesis: Synthesis) -> list[str]:
    newest = day(synthesis.interviews["date"].max()) if len(synthesis.interviews) else ""
    version = synthesis.made_with.get("version", "")
    return [synthesis.name, *([f"Newest interview: {newest}"] if newest else []), f"infoview_analysis {version}"]


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total
