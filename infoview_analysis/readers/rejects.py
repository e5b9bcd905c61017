"""Named rejects: how a reader says that a file, or a part of it, cannot be read."""

from __future__ import annotations

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.document import Problem


def unreadable(code: str, message: str, *, source: str, mend: str, line: int | None = None) -> UnreadableFileError:
    """Return the error to raise for a file that cannot be read at all.

    Parameters
    ----------
    code : str
        Stable name of the kind of mistake, which the load report shows ("empty-file").
    message, mend : str
        The cause, and what the person can do about it, one sentence each.
    source : str
        The file.
    line : int, optional
        Line of that file, counted from 1.
    """
    error = UnreadableFileError(message, source=source, line=line, mend=mend)
    error.code = code
    return error


def problem_of(error: UnreadableFileError) -> Problem:
    """Return the row of the load report for a file that was left out."""
    words = f"{error.message} {error.mend}" if error.mend else error.message
    return Problem(error.source or "", error.line, "error", error.code, words)
