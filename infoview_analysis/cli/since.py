"""``infoview since``: what is new since a day or an earlier report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infoview_analysis.cli.terminal import Folder, cell, count, progress_bars, say, show, table


def since(
    folder: Folder,
    date: Annotated[
        str, typer.Option("--date", metavar="DAY", help="Since this day, as 2026-05-14; by default the last batch.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option("--report", metavar="DIR", help="Since the report in this folder.", file_okay=False)
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also list what chance explains or did not change.")
    ] = False,
) -> None:
    """Say what is new, stronger, weaker or newly contested since a day or an earlier report."""
    if date and report:
        raise typer.BadParameter("Give a day or a report, not both.", param_hint="--date")
    day = _day(date) if date else None
    from infoview_analysis.coverage import read_earlier, since_day, since_report
    from infoview_analysis.coverage.summary import last_batch
    from infoview_analysis.presentation.records import records
    from infoview_analysis.synthesis import synthesize
    from infoview_analysis.wording import day as day_words
    from infoview_analysis.workspace import Workspace

    if report:
        read_earlier(report)  # a wrong folder is told before the long part
    with progress_bars() as tell:
        synthesis = synthesize(Workspace(folder), progress=tell)
    if report:
        changes, words = since_report(synthesis, report), f"Since the report in {report}"
    else:
        start = day if day is not None else last_batch(synthesis.interviews)
        if start is None:
            say("All interviews are of one day, or have none: there is nothing to compare with.")
            return
        changes, words = since_day(synthesis, start), f"Since {day_words(start)}"
    shown = changes if everything else changes[~changes["judgement"].isin(QUIET) & changes["change"].ne("unchanged")]
    say(f"{words}:", style="bold")
    if shown.empty:
        say("Nothing that chance would not explain.")
    else:
        rows = table("Change", "What", "In numbers", fixed=("Change",))
        for row in records(shown):
            rows.add_row(cell(row.change), cell(row.label), cell(row.sentence))
        show(rows)
    rest = len(changes) - len(shown)
    if rest:
        say(f"{count(rest, 'other')}: unchanged, or a difference that chance explains (--all lists them).", style="dim")


QUIET = ("chance explains it", "too few to say")


def _day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    import pandas as pd

    try:
        return pd.Timestamp(date.fromisoformat(text.strip()))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day written as 2026-05-14.", param_hint="--date") from None
