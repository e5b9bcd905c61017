"""Mistakes that a person can mend: each error names the file, the line, the cause and what to do."""

from __future__ import annotations


class InfoviewError(Exception):
    """Base of every error this package raises on purpose.

    Parameters
    ----------
    message : str
        What went wrong, in one sentence.
    source : str, optional
        The file it happened in.
    line : int, optional
        The line of that file, counted from 1.
    mend : str, optional
        What the reader can do about it, in one sentence.
    """

    code = "error"

    def __init__(
        self, message: str, *, source: str | None = None, line: int | None = None, mend: str | None = None
    ) -> None:
        self.message = message
        self.source = source
        self.line = line
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = self.source or ""
        if self.source and self.line is not None:
            place = f"{self.source}, line {self.line}"
        parts = [f"{place}: {self.message}" if place else self.message]
        if self.mend:
            parts.append(self.mend)
        return " ".join(parts)


class WorkspaceError(InfoviewError):
    """The folder given is no workspace, or holds nothing that can be read."""

    code = "workspace"


class SettingsError(InfoviewError):
    """infoview.toml cannot be read, or a value in it is not allowed."""

    code = "settings"


class UnreadableFileError(InfoviewError):
    """A note file cannot be read at all; it becomes a row of the load report."""

    code = "unreadable"


class CodebookError(InfoviewError):
    """codebook.yaml cannot be read, or a change to it names something it does not hold."""

    code = "codebook"


class VocabularyError(InfoviewError):
    """A list of skills named in the settings is missing, or is not laid out as its publisher lays it out."""

    code = "vocabulary"


class EncoderError(InfoviewError):
    """The encoder named in the settings is missing, damaged, or does not fit."""

    code = "encoder"


class FrameError(InfoviewError):
    """A frame lacks columns, or holds values, that the schema in frames.py does not allow."""

    code = "frame"


class ReportError(InfoviewError):
    """A report could not be written."""

    code = "report"


class RepositoryError(InfoviewError):
    """The search file cannot be built, read or asked."""

    code = "repository"
