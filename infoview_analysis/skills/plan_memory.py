"""Which suggestions of the plan were made before, so that one nobody touched can be told from what a person wrote.

Kept in the workspace's cache as fingerprints, not as words: when a note is deleted, nothing of it stays there. Without
the file every cell counts as the person's.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.atomic import write_text

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "plan_suggestions.json"
SUGGESTED = ("action", "resource", "ask", "due")
_VERSION = 1
_MOST = 20_000


def fingerprint(column: str, words: str) -> str:
    """Return what a suggestion is known by again: its column and words, however a spreadsheet broke its lines."""
    return hashlib.sha256(f"{column}\x1f{' '.join(words.split())}".encode()).hexdigest()[:20]


def remembered(cache_folder: Path | str) -> frozenset[str]:
    """Return the fingerprints of all suggestions made so far; none when the file is missing or damaged."""
    return frozenset(_read(Path(cache_folder)))


def remember(suggested: pd.DataFrame, cache_folder: Path | str) -> None:
    """Add suggestions to those made so far; a cache that cannot be written costs nothing but the knowledge.

    Parameters
    ----------
    suggested : DataFrame
        Of :func:`infoview_analysis.skills.plan.suggested_plan`.
    """
    folder = Path(cache_folder)
    before = _read(folder)
    new = (fingerprint(column, str(words)) for column in SUGGESTED for words in suggested[column] if str(words).strip())
    both = list(dict.fromkeys([*before, *new]))
    if len(both) == len(before):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"version": _VERSION, "suggestions": both[-_MOST:]}, indent=0)
        write_text(folder / FILE_NAME, text + "\n")
    except OSError:
        return


def _read(folder: Path) -> list[str]:
    try:
        content = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return [str(one) for one in content["suggestions"]] if content["version"] == _VERSION else []
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
