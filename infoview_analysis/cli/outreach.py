"""``infoview outreach``: how many requests are answered, and what is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.terminal import Folder, cell, count, say, show, table

if TYPE_CHECKING:
    import pandas as pd

    from infoview_analysis.outreach.log import OutreachLog
    from infoview_analysis.outreach.summary import OutreachSummary
    from infoview_analysis.workspace import Workspace

DUE_SHOWN = 20


def outreach(
    folder: Folder,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="DAY", help="Look from this day, as 2026-05-14; by default the newest request."
        ),
    ] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="WHAT", help="Group by channel, introduced_by, month, weekday, industry, …")
    ] = "channel",
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write what is due as a calendar file.", dir_okay=False)
    ] = None,
    sankey: Annotated[
        Path | None, typer.Option("--sankey", metavar="FILE", help="Write the funnel for SankeyMATIC.", dir_okay=False)
    ] = None,
) -> None:
    """Say how many requests are answered, by channel or by something else, and what is due."""
    from infoview_analysis.workspace import Workspace

    workspace = Workspace(folder)
    log = read_log(workspace)
    summary = summary_of(workspace, log, as_of)
    if not summary.n_sent:
        say("No request found. Put outreach.csv into the folder: contact, channel, sent_on, replied_on, outcome.")
        show_problems(log)
        raise typer.Exit(1)
    show_rates(summary, by)
    say()
    say(summary.waits_sentence)
    say(summary.follow_up.sentence)
    say()
    show_due(summary, limit=None)
    show_problems(log)
    _write(summary, ics, sankey)


def read_log(workspace: Workspace) -> OutreachLog:
    """Return the log of a workspace; its interviews count as met, if they can be read."""
    from infoview_analysis import frames
    from infoview_analysis.errors import WorkspaceError
    from infoview_analysis.outreach.log import load_outreach

    try:
        interviews = workspace.load().interviews
    except WorkspaceError:  # a log may stand alone
        interviews = frames.empty("interviews")
    return load_outreach(workspace, interviews)


def summary_of(workspace: Workspace, log: OutreachLog, as_of: str = "") -> OutreachSummary:
    """Return the summary as of a day given as text, else as the settings or the log say."""
    from infoview_analysis.outreach.summary import day_of, summarize_outreach

    settings = workspace.settings.outreach
    return summarize_outreach(log, as_of=_day(as_of) if as_of else day_of(log, settings), settings=settings)


def show_rates(summary: OutreachSummary, by: str) -> None:
    """Print the rates of each group, and below them what differs."""
    from infoview_analysis.outreach.differences import CANNOT_TELL, TOO_FEW
    from infoview_analysis.outreach.phrases import title_of
    from infoview_analysis.presentation.records import records
    from infoview_analysis.wording import day, interval, plural

    rates, differences = _rates_by(summary, by)
    horizon = plural(summary.settings.horizon_days, "day")
    say(f"As of {day(summary.as_of)}; answered within {horizon}, of requests at least that old.", style="bold")
    numbers = ("Sent", "Answered", "Likely share", "Agreed", "Met", "Waiting", "Bounced")
    rows = table(title_of(by), *numbers, right=numbers)
    everything = summary.rates[summary.rates["by"] == "all"]
    for frame in (rates, everything) if by != "all" else (everything,):
        for row in records(frame):
            judged = row.n_mature > 0
            rows.add_row(
                cell(row.group), str(row.n_sent), f"{row.n_replied} of {row.n_mature}" if judged else "too early",
                interval(row.reply_low, row.reply_high) if judged else "", str(row.n_accepted), str(row.n_met),
                str(row.n_waiting), str(row.n_bounced),
            )  # fmt: skip
    show(rows)
    telling = differences[~differences["verdict"].isin([CANNOT_TELL, TOO_FEW])]
    for sentence in telling["sentence"]:
        say(str(sentence))
    if telling.empty and by != "all":
        say("Cannot tell these groups apart yet.")


def show_due(summary: OutreachSummary, limit: int | None = DUE_SHOWN) -> None:
    """Print what is due, overdue first."""
    from infoview_analysis.presentation.records import records
    from infoview_analysis.wording import day

    due = summary.due
    if due.empty:
        say("Nothing is due.")
    else:
        say(f"Due as of {day(summary.as_of)}:", style="bold")
        rows = table("Due", "What", "Who", "Why", fixed=("Due", "What"))
        for row in records(due.head(limit or len(due))):
            late = " (overdue)" if row.overdue == "yes" else ""
            rows.add_row(f"{row.due_on:%Y-%m-%d}{late}", cell(row.kind), cell(row.contact), cell(row.reason))
        show(rows)
        if limit and len(due) > limit:
            say(f"… and {count(len(due) - limit, 'more item')}: infoview outreach lists them", style="dim")
    if summary.lapsed:
        say(summary.lapsed, style="dim")


def show_problems(log: OutreachLog) -> None:
    """Print how many rows of the log are to be looked at."""
    if log.problems:
        say(f"{count(len(log.problems), 'row')} of the log to look at: infoview check lists them.", style="yellow")


def _rates_by(summary: OutreachSummary, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    from infoview_analysis.outreach.differences import group_differences
    from infoview_analysis.outreach.groups import GROUPINGS
    from infoview_analysis.outreach.rates import response_rates

    settings = summary.settings
    try:
        rates = response_rates(
            summary.log.outreach,
            by=by,
            as_of=summary.as_of,
            horizon_days=settings.horizon_days,
            floor=settings.floor,
        )
    except KeyError:
        known = ", ".join([*GROUPINGS])
        raise typer.BadParameter(f"There is no {by!r} to group by; there is {known}.", param_hint="--by") from None
    return rates, group_differences(rates, floor=settings.floor)


def _write(summary: OutreachSummary, ics: Path | None, sankey: Path | None) -> None:
    from infoview_analysis.atomic import write_bytes, write_text

    if ics and summary.due.empty:
        say("Nothing is due: no calendar file was written.")
    elif ics:
        from infoview_analysis.export.calendar import calendar_bytes

        write_bytes(ics, calendar_bytes(summary.due, as_of=summary.as_of))
        say(f"Calendar: {ics}")
    if sankey:
        from infoview_analysis.export.sankey import sankey_text

        write_text(sankey, sankey_text(summary.funnel, summary.losses))
        say(f"SankeyMATIC text: {sankey}")


def _day(text: str) -> pd.Timestamp:
    from datetime import date

    import pandas as pd

    try:
        return pd.Timestamp(date.fromisoformat(text.strip()))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day written as 2026-05-14.", param_hint="--as-of") from None
