"""The role a person aims at, as profile.yaml names it."""

from __future__ import annotations

from pathlib import Path

from infoview_analysis.codebook.sections import read_section
from infoview_analysis.errors import CodebookError

KEYS = ("target_role", "target", "goal", "aim")


def target_role_of(folder: Path) -> str:
    """Return ``target_role`` of the profile in a workspace; empty where there is none or it cannot be read.

    What is wrong with a profile is told where skills are read from it.
    """
    path = Path(folder) / "profile.yaml"
    for key in KEYS:
        try:
            value = read_section(path, key).value
        except CodebookError:
            return ""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""
