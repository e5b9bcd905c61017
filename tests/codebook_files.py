"""A codebook as a person writes it, and what the tests of codebooks do with files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from infoview_analysis.codebook import Codebook

HAND_MADE = """\
# My codebook, begun in March.

themes:
  # The one I care about most
  - id: field-first
    name: "Getting in through the field"   # asked everyone
    definition: >
      A first job on site
      opens the door.
    keywords: [crew,  apprentice]
    confirmed:
      - p1: go pull wire & set posts for a season …  # Walter
      # Dana said it twice
      - p2
    rejected: []
    my_note: keep this

  - name: Math: only some
    keywords:
    - calculus   # rarely
    - statistics
    rejected:
      - p9: we never use it

# what comes below is for later
later: {a: 1, b: [2, 3]}
"""
HAND_MADE = HAND_MADE.replace("name: Math: only some", "name: 'Math: only some'")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(text.encode())
    return path


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines only ``before`` has, and those only ``after`` has."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def points(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"point_id": [f"n{i}" for i in range(len(texts))], "plain": texts})


def saved(path: Path, codebook: Codebook) -> str:
    assert codebook.save()
    return path.read_bytes().decode()
