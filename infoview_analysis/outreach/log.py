"""Finds every log of requests in a workspace and makes one ledger of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.outreach.ledger import merge_logs
from infoview_analysis.outreach.linkedin import read_linkedin
from infoview_analysis.outreach.linkedin_files import find_linkedin
from infoview_analysis.outreach.mail import find_mail, read_mail
from infoview_analysis.outreach.own_table import read_own_table
from infoview_analysis.outreach.source_log import SourceLog, mapping_frame
from infoview_analysis.readers import source_name
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import problem_of, unreadable
from infoview_analysis.readers.tables import shortened
from infoview_analysis.workspace import Workspace

_TABLES = ("outreach.csv", "outreach.tsv", "outreach.xlsx", "outreach.xlsm")
_SOURCES = ("source", "kind", "n_rows", "n_requests", "n_merged", "n_rejected", "n_blank", "n_messages", "left_out")


@dataclass(frozen=True)
class OutreachLog:
    """All requests of a workspace.

    Attributes
    ----------
    outreach : DataFrame
        One row a request; see ``frames.FRAMES``. Further columns of the person's table follow.
    events : DataFrame
        What happened when; the frame ``outreach_events``.
    header_mapping : DataFrame
        What each column of each table was read as: ``source``, ``column``, ``read_as``.
    problems : tuple of Problem
    n_rows : int
        Requests met in all files: rows of tables, requests found among messages. They are the rows of ``outreach``, and
        ``n_merged``, and ``n_rejected``.
    n_rejected : int
        Rows that are no request; ``problems`` names them.
    n_merged : int
        Rows that tell of a request that another row tells of, too.
    merged : DataFrame
        Those rows: ``source``, ``line``, ``contact``, ``into_source``, ``into_line``, ``log``.
    sources : DataFrame
        What each file held: ``source``, ``kind`` (table, linkedin, mail), ``n_rows``, ``n_requests`` (of the rows,
        those that are a request of their own), ``n_merged``, ``n_rejected``, ``n_blank``, ``n_messages``, ``left_out``
        (why messages were no part of a request, and how many).
    """

    outreach: pd.DataFrame
    events: pd.DataFrame
    header_mapping: pd.DataFrame
    problems: tuple[Problem, ...]
    n_rows: int
    n_rejected: int
    n_merged: int
    merged: pd.DataFrame
    sources: pd.DataFrame


def load_outreach(workspace: Workspace, interviews: pd.DataFrame | None = None) -> OutreachLog:
    """Read every log of requests in a workspace: its own table, a LinkedIn export, mailboxes.

    Parameters
    ----------
    workspace : Workspace
        The person's folder. Read are outreach.csv (.tsv, .xlsx), the files or the .zip of a LinkedIn export in the
        folder linkedin, and mailboxes (.mbox) beside them or in the folder mail.
    interviews : DataFrame, optional
        The frame ``interviews``: interviews count as met.

    Returns
    -------
    OutreachLog
        With empty frames where there is no log. A file that cannot be read is a row of ``problems``.

    Raises
    ------
    SettingsError
        ``infoview.toml`` cannot be read.
    """
    settings = workspace.settings
    logs: list[SourceLog] = []
    problems: list[Problem] = []

    def read(source: str, reader: Callable[[], SourceLog | None]) -> None:
        try:
            log = reader()
        except UnreadableFileError as error:
            problems.append(problem_of(error))
            return
        except OSError as error:
            message = f"The file cannot be read: {error.strerror or error}. Check that you may read it."
            problems.append(Problem(source, None, "error", "unreadable-file", message))
            return
        if log is not None:
            logs.append(log)

    for path in _tables(workspace.folder):
        source = source_name(path, workspace.folder)
        read(source, partial(_read_table, path, source, settings.notes.date_format))
    files, more = find_linkedin(workspace.folder)
    problems += more
    if files:
        read("linkedin", lambda: read_linkedin(files, settings.outreach, date_format=settings.notes.date_format))
    mailboxes = [(path, source_name(path, workspace.folder)) for path in find_mail(workspace.folder)]
    if mailboxes:
        read(mailboxes[0][1], lambda: read_mail(mailboxes, settings.outreach))
    return _merged(logs, problems, interviews)


def _merged(logs: Sequence[SourceLog], problems: list[Problem], interviews: pd.DataFrame | None) -> OutreachLog:
    ledger = merge_logs(logs, interviews)
    mapping = [log.header_mapping for log in logs if len(log.header_mapping)]
    for log in logs:
        problems += log.problems
    n_merged = ledger.merged["log"].value_counts()
    sources = pd.DataFrame(
        [
            (
                log.source, log.kind, log.n_rows,
                len(log.requests) - int(n_merged.get(log.source, 0)), int(n_merged.get(log.source, 0)),
                log.n_rejected, log.n_blank, log.n_messages,
                "; ".join(f"{reason}: {number}" for reason, number in (log.left_out or {}).items()),
            )
            for log in logs
        ],
        columns=list(_SOURCES),
    )  # fmt: skip
    return OutreachLog(
        outreach=ledger.outreach,
        events=ledger.events,
        header_mapping=pd.concat(mapping, ignore_index=True) if mapping else mapping_frame([]),
        problems=tuple(shortened(sorted({*problems, *ledger.problems}, key=_place))),
        n_rows=sum(log.n_rows for log in logs),
        n_rejected=sum(log.n_rejected for log in logs),
        n_merged=len(ledger.merged),
        merged=ledger.merged,
        sources=sources,
    )


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.source, problem.line or 0, problem.code, problem.message


def _tables(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.lower() in _TABLES and not path.is_dir())


def _read_table(path: Path, source: str, date_format: str | None) -> SourceLog | None:
    limit = ReadOptions().max_container_bytes
    if path.stat().st_size > limit:
        raise unreadable(
            "too-large", f"The file has more than {limit // 1024**2} MB.", source=source, mend="Split it in two tables."
        )
    data = path.read_bytes()
    if not data.strip():
        raise unreadable("empty-file", "The file is empty.", source=source, mend="Fill it in, or delete it.")
    return read_own_table(data, source, date_format=date_format)
