"""What a person can set about reading notes."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class ReadOptions:
    """Settings shared by all readers.

    Attributes
    ----------
    interviewers : tuple of str
        Names under which the user appears in transcripts. Their turns are questions, not evidence.
    date_format : str or None
        ``strptime`` pattern for dates that could be read two ways (03/04/2026); None refuses those.
    max_bytes : int
        Largest note (.md, .txt, .vtt, .srt) that is read, in bytes.
    max_container_bytes : int
        Largest file that may hold many interviews or pictures (.docx, .zip, .csv, .json and the like), in bytes.
    """

    interviewers: tuple[str, ...] = ("me", "interviewer", "q", "i")
    date_format: str | None = None
    max_bytes: int = 20 * MEBIBYTE
    max_container_bytes: int = 256 * MEBIBYTE
