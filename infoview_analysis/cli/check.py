"""``infoview check``: what was read, what was not and why, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.outreach import DUE_SHOWN, show_due, summary_of
from infoview_analysis.cli.terminal import NOTHING_READ, Folder, cell, console, count, progress_bars, say, show, table

if TYPE_CHECKING:
    import pandas as pd

    from infoview_analysis.readers.document import Problem
    from infoview_analysis.workspace import Notes, Workspace

_ROWS = 40
_FEW_PEOPLE = 5


def check(
    folder: Folder,
    everything: Annotated[bool, typer.Option("--all", help="List every file and problem, however many.")] = False,
) -> None:
    """Say what was read, what was not and why, and what to do next."""
    from infoview_analysis.outreach.log import load_outreach
    from infoview_analysis.workspace import Workspace

    workspace = Workspace(folder)
    with progress_bars() as tell:
        notes = workspace.load(progress=lambda done, total, name: tell("reading", done, total))
    log = load_outreach(workspace, notes.interviews)
    problems = all_problems(workspace, notes, log.problems)
    limit = None if everything else _ROWS
    if len(notes.interviews):
        show_files(notes.interviews, limit)
        say()
    say(_totals(notes))
    show_problems(problems, limit)
    if len(log.outreach):
        say()
        show_due(summary_of(workspace, log), limit=None if everything else DUE_SHOWN)
    say()
    say(f"Next: {_next_step(folder, notes, problems)}")
    if not len(notes.points):
        raise typer.Exit(NOTHING_READ)


def all_problems(workspace: Workspace, notes: Notes, outreach: tuple[Problem, ...] = ()) -> pd.DataFrame:
    """Return the problems of the notes, the settings, the codebook, the profile and the outreach log, worst first."""
    import pandas as pd

    from infoview_analysis.codebook import Codebook, reattach
    from infoview_analysis.contrasts.book import load_book
    from infoview_analysis.contrasts.summarize import propositions_problems
    from infoview_analysis.errors import CodebookError
    from infoview_analysis.readers.document import Problem
    from infoview_analysis.skills.summary import skill_problems

    try:
        more = reattach(Codebook.load(workspace.codebook_path), notes.points).problems
        more = (*more, *skill_problems(workspace, notes.points))
        more += propositions_problems(notes.points, load_book(workspace.codebook_path, notes.points), notes.documents)
    except CodebookError as error:
        message = " ".join(part for part in (error.message, error.mend) if part)
        more = (Problem(error.source or workspace.codebook_path.name, error.line, "error", error.code, message),)
    rows = [vars(problem) for problem in (*workspace.settings_problems, *more, *outreach)]
    added = pd.DataFrame(rows, columns=notes.problems.columns)
    both = added.astype(notes.problems.dtypes.to_dict())
    both = pd.concat([notes.problems, both], ignore_index=True).drop_duplicates()
    return both.sort_values(["severity", "source", "line"], na_position="first", kind="stable", ignore_index=True)


def show_files(interviews: pd.DataFrame, limit: int | None) -> None:
    """Print one row an interview: its file, whom it is with, how many points were read from it."""
    rows = table("File", "Interviewee", "Date", "Points", right=("Points",), fixed=("Date",))
    shown = interviews.sort_values(["source", "interview_id"])
    days = shown["date"].dt.strftime("%Y-%m-%d")
    for row, date in list(zip(shown.itertuples(), days, strict=True))[:limit]:
        rows.add_row(cell(row.source), cell(row.interviewee), cell(date), f"{row.n_points:,}")
    show(rows)
    if limit and len(shown) > limit:
        say(f"… and {len(shown) - limit:,} more (--all lists them)", style="dim")


def show_problems(problems: pd.DataFrame, limit: int | None) -> None:
    """Print one line a problem: how bad, where, what and how to mend it."""
    if not len(problems):
        say("No problems.", style="green")
        return
    errors = int((problems["severity"] == "error").sum())
    say()
    left_out = f"{count(errors, 'thing was', 'things were')} left out" if errors else "nothing was left out"
    say(f"{count(len(problems), 'remark')}; {left_out}:", style="bold")
    place = console()
    for row in problems.head(limit or len(problems)).itertuples():
        line = cell(row.line)
        where = f"{row.source}, line {line}" if line else str(row.source)
        place.print(f"  {row.severity}", style="red" if row.severity == "error" else "yellow", end="  ")
        place.print(cell(f"{where}: {row.message}"), soft_wrap=not place.is_terminal)
    if limit and len(problems) > limit:
        say(f"… and {len(problems) - limit:,} more (--all lists them)", style="dim")


def _totals(notes: Notes) -> str:
    people = notes.interviews["interviewee"].nunique()
    read = count(len(notes.interviews), "interview")
    return f"{read} with {count(people, 'person', 'people')}, {count(len(notes.points), 'point')}."


def _next_step(folder: Path, notes: Notes, problems: pd.DataFrame) -> str:
    if not len(notes.points):
        return f"put notes into {folder / 'interviews'} (.md, .txt, .docx, .csv and others), then check again."
    steps = f"infoview report {folder}"
    if (problems["severity"] == "error").any():
        steps = f"mend what was left out if you miss it; then {steps}"
    if notes.interviews["interviewee"].nunique() < _FEW_PEOPLE:
        steps += "  (with so few people, take what it finds as a first impression)"
    return steps
