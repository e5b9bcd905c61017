"""The shipped notebooks: where they are, how they are run for a workspace, and the pictures in them."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.errors import ReportError
from infoview_analysis.presentation.picture import FIGURE_KEY

if TYPE_CHECKING:
    from nbformat import NotebookNode

PARAMETERS_TAG = "parameters"
SECONDS_PER_CELL = 600
_LONGEST_SOCKET_PATH = 100  # macOS allows 104 bytes, Linux 108


def shipped_notebooks() -> list[Path]:
    """Return the notebooks that come along, in their order: of the installed package, or of the source tree."""
    package = Path(str(resources.files("infoview_analysis")))
    for folder in (package / "notebooks", package.parent / "notebooks"):
        found = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
        if found:
            return found
    missing = str(package / "notebooks")
    raise ReportError("the notebooks of this package are missing.", source=missing, mend="Install the package again.")


def with_parameters(notebook: NotebookNode, values: Mapping[str, object]) -> NotebookNode:
    """Return a copy of ``notebook`` whose cell tagged "parameters" sets ``values``.

    The values stand as Python literals in the place of the defaults, so that the executed notebook can be run again as
    it is.

    Raises
    ------
    ReportError
        No cell has the tag.
    """
    import nbformat

    copy = nbformat.from_dict(notebook)
    copy = nbformat.reads(nbformat.writes(copy), as_version=4)
    for cell in copy.cells:
        if PARAMETERS_TAG in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
            return copy
    raise ReportError(
        "the notebook has no cell tagged 'parameters'.", mend="Add the tag to the cell that sets the workspace."
    )


def executed(
    notebook: NotebookNode,
    *,
    folder: Path,
    environment: Mapping[str, str],
    progress: Callable[[int, int], None] | None = None,
) -> NotebookNode:
    """Run ``notebook`` with the Python that runs now, and return it with its outputs.

    Parameters
    ----------
    notebook : NotebookNode
        Is changed.
    folder : Path
        The kernel's working folder; nobody else should be able to read it.
    environment : mapping of str to str
        Variables added to the kernel's environment.
    progress : callable, optional
        Called as ``progress(done, total)`` after each code cell.

    Raises
    ------
    ReportError
        A cell failed, or took longer than ten minutes; the message holds the cell's error.
    """
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    class ThisPython(KernelSpecManager):
        # Whatever kernels a person has installed, the report runs in the Python that has the package.
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, display_name="Python 3", language="python", name=kernel_name)

    total = sum(cell.cell_type == "code" for cell in notebook.cells)
    done = iter(range(1, total + 1))
    client = NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython(), **_channel(folder)),
        timeout=SECONDS_PER_CELL,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        on_cell_executed=lambda **_: progress(next(done, total), total) if progress else None,
    )
    try:
        client.execute(cleanup_kc=True, env={**os.environ, **_QUIET, **environment})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise ReportError(
            f"the notebook stopped: {_last_line(str(error))}",
            source=str(notebook.metadata.get("title", "notebook")),
            mend="Run it in JupyterLab to see the whole error, or report it.",
        ) from error
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


# Pictures are taken from the Axes, so no window system is wanted; a debugger's warning would land in the page.
_QUIET = {"MPLBACKEND": "agg", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONWARNINGS": "ignore"}


def _channel(folder: Path) -> dict[str, str]:
    """Return how to talk to the kernel: through files in the private folder where the system can, else by local TCP."""
    connection = folder / "kernel.json"
    if os.name != "posix" or len(os.fsencode(connection)) > _LONGEST_SOCKET_PATH - len("-ipc-5"):
        return {}
    return {"transport": "ipc", "connection_file": str(connection)}


def figures(notebook: NotebookNode) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield name, SVG and PNG of each picture that the executed ``notebook`` shows."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get(FIGURE_KEY)
            if name:
                vector = output["data"]["text/html"].split("data:image/svg+xml;base64,", 1)[1].split('"', 1)[0]
                yield name, base64.b64decode(vector), base64.b64decode(output["data"]["image/png"])


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"
