"""The synthesis a notebook speaks about: computed, or handed over by the report that runs the notebook."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

HANDED_OVER = "INFOVIEW_SYNTHESIS"


def open_synthesis(workspace: Path | str) -> Synthesis:
    """Return the synthesis of ``workspace``.

    While a report is being written the result is there already: the report puts it into a file that nobody else can
    read, names it in the environment of the notebook's kernel, and this function takes it from there. In a notebook
    that a person opens it is computed.

    Parameters
    ----------
    workspace : path
        The person's folder.
    """
    handed = os.environ.get(HANDED_OVER)
    if handed:
        with Path(handed).open("rb") as file:
            return pickle.load(file)
    from infoview_analysis.synthesis import synthesize

    return synthesize(workspace)


def hand_over(synthesis: Synthesis, path: Path) -> dict[str, str]:
    """Write ``synthesis`` to ``path`` and return the environment in which :func:`open_synthesis` finds it."""
    with path.open("wb") as file:
        pickle.dump(synthesis, file, protocol=pickle.HIGHEST_PROTOCOL)
    return {HANDED_OVER: str(path)}
