"""``infoview skills`` lists skills and gaps; ``infoview skill …`` settles what counts and keeps the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoview_analysis.cli.terminal import NOTHING_READ, Folder, cell, complain, count, progress_bars, say, show, table

if TYPE_CHECKING:
    from infoview_analysis.workspace import Workspace

_SHOWN = 25
Name = Annotated[str, typer.Argument(metavar="SKILL", help="Its name, or another name for it.")]

app = typer.Typer(
    no_args_is_help=True,
    help="Settle what counts as a skill and how much it is needed. Kept in DIR/codebook.yaml, for every run.",
)


def list_all(
    folder: Folder,
    everything: Annotated[bool, typer.Option("--all", help="Also single voices and what nobody spoke of.")] = False,
) -> None:
    """List skills with people, need, your level and the gap; the largest gap first."""
    from infoview_analysis.presentation.records import records
    from infoview_analysis.skill_actions import summary_of_workspace
    from infoview_analysis.skills.levels import level_name
    from infoview_analysis.wording import interval, percent

    with progress_bars() as tell:
        summary = summary_of_workspace(_workspace(folder), tell)
    several = summary.gaps[summary.gaps["voices"] == "several"]
    shown = summary.gaps if everything or several.empty else several
    if summary.gaps.empty:
        complain(f"{folder}: no skill was found, neither in the notes nor in a profile.")
        raise typer.Exit(NOTHING_READ)
    numbers = ("People", "Likely share", "Gap")
    heads = ("Skill", *numbers[:-1], "They say", "You have", "Asked for", "Gap", "Status")
    rows = table(*heads, right=numbers, fixed=("You have", "Status"))
    limit = len(shown) if everything else _SHOWN
    for row in records(shown.head(limit)):
        have = level_name(float(row.have)) if row.in_profile == "yes" else "–"
        rows.add_row(
            cell(row.skill), f"{row.n_interviews} of {row.n_people}", interval(row.share_low, row.share_high),
            _said(row), have, level_name(float(row.target)) if row.target else "",
            percent(row.gap) if row.gap else "", cell(row.status),
        )  # fmt: skip
    show(rows)
    rest = len(summary.gaps) - min(limit, len(shown))
    if rest > 0:
        say(f"… and {count(rest, 'more skill')}: --all lists them", style="dim")
    suggested = summary.mentions.loc[summary.mentions["status"] == "suggested", "skill"].drop_duplicates()
    if len(suggested):
        say()
        say(f"May be skills: {', '.join(suggested.head(_SHOWN))}.")
        say(
            f'infoview skill confirm {folder} "…" counts one, infoview skill ignore {folder} "…" drops it.', style="dim"
        )
    if summary.problems:
        say(f"{count(len(summary.problems), 'thing')} to look at: infoview check {folder} lists them.", style="yellow")


@app.command("confirm")
def confirm(
    folder: Folder,
    name: Name,
    category: Annotated[str, typer.Option(help="What kind of skill it is.")] = "",
    aliases: Annotated[list[str] | None, typer.Option("--alias", help="Other words for it; may be repeated.")] = None,
) -> None:
    """Count a suggested phrase as a skill."""
    from infoview_analysis import skill_actions

    _done(folder, skill_actions.confirm(_workspace(folder), name, category=category, aliases=aliases or ()))


@app.command("ignore")
def ignore(folder: Folder, name: Name) -> None:
    """Leave a skill or a suggested phrase out."""
    from infoview_analysis import skill_actions

    _done(folder, skill_actions.ignore(_workspace(folder), name))


@app.command("need")
def need(
    folder: Folder,
    name: Name,
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="Point id, or words of the quote in quotation marks.")],
    wanted: Annotated[
        str, typer.Argument(metavar="NEED", help="must, nice, mentioned, not_needed; “as read” takes it back.")
    ],
) -> None:
    """Say how much a skill is needed in one quote."""
    from infoview_analysis import skill_actions

    with progress_bars() as tell:
        sentence = skill_actions.need(_workspace(folder), name, quote, wanted, progress=tell)
    _done(folder, sentence)


@app.command("level")
def level(
    folder: Folder,
    name: Name,
    written: Annotated[str, typer.Argument(metavar="LEVEL", help="none, basic, working, strong, expert, or 3/5.")],
) -> None:
    """Set your own level in a skill."""
    from infoview_analysis import skill_actions

    _done(folder, skill_actions.level(_workspace(folder), name, written))


@app.command("plan")
def plan(
    folder: Folder,
    taken_from: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="An exported plan or workbook that you edited.", dir_okay=False),
    ] = None,
) -> None:
    """Write development_plan.csv; what you ticked, changed or added stays."""
    from infoview_analysis.skill_actions import update_plan

    with progress_bars() as tell:
        path, n_rows, n_own = update_plan(_workspace(folder), taken_from, progress=tell)
    say(f"Plan: {path} ({count(n_rows, 'row')}, {n_own} of them yours)")


def _said(row: Any) -> str:
    counts = ((row.n_must, "must"), (row.n_nice, "helps"), (row.n_mentioned, "named"), (row.n_not_needed, "not needed"))
    return ", ".join(f"{number} {word}" for number, word in counts if number)


def _workspace(folder: Path) -> Workspace:
    from infoview_analysis.workspace import Workspace

    return Workspace(folder)


def _done(folder: Path, sentence: str) -> None:
    say(sentence)
    say(f"Shown by the next `infoview report {folder}`.", style="dim")
