"""Workspaces with outreach logs for the tests."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from infoview_analysis.outreach import OutreachLog, load_outreach
from infoview_analysis.workspace import Workspace


def load(folder: Path, files: dict[str, str | bytes], interviews: pd.DataFrame | None = None) -> OutreachLog:
    """Write ``files`` into ``folder``, load the log, and check what holds of every log."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    log = load_outreach(Workspace(folder), interviews)
    assert log.n_rows == len(log.outreach) + log.n_merged + log.n_rejected
    assert log.n_merged == len(log.merged)
    assert set(log.events["outreach_id"]) == set(log.outreach["outreach_id"])
    assert (log.events["stage"] == "sent").sum() == len(log.outreach)
    for name, content in files.items():  # inputs are never written to
        assert (folder / name).read_bytes() == (content if isinstance(content, bytes) else content.encode("utf-8"))
    return log


def row(log: OutreachLog, contact: str) -> dict[str, object]:
    """Return the one request to ``contact``: days as ISO text, missing values as None."""
    found = log.outreach[log.outreach["contact"] == contact]
    assert len(found) == 1, found
    return {name: plain(value) for name, value in found.iloc[0].items()}


def plain(value: object) -> object:
    """Return a cell as plain Python."""
    if value is pd.NaT or value is pd.NA or value != value:
        return None
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else value


def history(log: OutreachLog, contact: str) -> list[tuple[str, object]]:
    """Return the events with one contact: stage and day."""
    events = log.events[log.events["contact"] == contact]
    return [(stage, plain(on)) for stage, on in zip(events["stage"], events["on"], strict=True)]


def codes(log: OutreachLog) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in log.problems]


def interviews(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """Return an interviews frame of (interviewee, company, day)."""
    frame = pd.DataFrame(rows, columns=["interviewee", "company", "date"])
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[s]")
    frame["source"] = [f"interviews/{number}.md" for number in range(len(frame))]
    return frame
