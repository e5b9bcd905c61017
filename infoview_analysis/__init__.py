"""Themes, contrasting views, skill gaps and outreach rates from the notes of many informational interviews.

The names below are loaded when first used, so that ``import infoview_analysis`` stays quick.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Workspace": "infoview_analysis.workspace",
    "Notes": "infoview_analysis.workspace",
    "Codebook": "infoview_analysis.codebook",
    "Synthesis": "infoview_analysis.synthesis",
    "synthesize": "infoview_analysis.synthesis",
    "ThemeModel": "infoview_analysis.themes",
    "find_themes": "infoview_analysis.themes",
    "load_encoder": "infoview_analysis.encoder",
    "search": "infoview_analysis.repository",
    "InfoviewError": "infoview_analysis.errors",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
