"""Text that a spreadsheet program would take for a formula, made harmless and read back as it was.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets an apostrophe in front.

References
----------
OWASP, CSV injection.
"""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet computes it."""
    return f"'{cell}" if cell.lstrip("'").startswith(_STARTS) else cell


def unguarded(cell: str) -> str:
    """Return what :func:`guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_STARTS) else cell
