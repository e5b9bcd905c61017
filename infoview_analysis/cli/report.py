"""``infoview report``: tables, executed notebooks and one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.terminal import Folder, Progress, cell, count, progress_bars, say, show, table

if TYPE_CHECKING:
    from infoview_analysis.encoder import Encoder
    from infoview_analysis.synthesis import Synthesis
    from infoview_analysis.workspace import Workspace

PARTS = ("tables", "page", "notebooks", "figures", "sources")
_THEMES_SHOWN = 8


def report(
    folder: Folder,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="OUT", help="Where to write; by default DIR/reports.", file_okay=False),
    ] = None,
    only: Annotated[
        str, typer.Option("--only", metavar="PARTS", help="Some of " + ", ".join(PARTS) + ", joined by commas.")
    ] = "",
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser afterwards.")] = False,
) -> None:
    """Find the themes and write tables, notebooks and one page you can open, print or send."""
    parts = wanted_parts(only)
    from infoview_analysis.workspace import Workspace

    workspace = Workspace(folder)
    goal = out or workspace.reports_folder
    refuse_inputs(goal, workspace)
    with progress_bars() as tell:
        from infoview_analysis.repository import content_key
        from infoview_analysis.repository.upkeep import workspace_encoder
        from infoview_analysis.synthesis import synthesize

        encoder = workspace_encoder(workspace)
        key = content_key(workspace, encoder.name)
        synthesis = synthesize(workspace, progress=tell)
        if not len(synthesis.points):
            from infoview_analysis.errors import WorkspaceError

            raise WorkspaceError(
                "holds no notes that could be read.", source=str(folder), mend=f"Run `infoview check {folder}`."
            )
        from infoview_analysis.export.report import write_report

        page = write_report(synthesis, goal, only=parts, progress=tell)
        unsearchable = _make_searchable(synthesis, key, encoder, tell)
    show_summary(synthesis)
    say()
    say(f"Report: {page}")
    say(unsearchable or f'Search: infoview search {folder} "words"')
    if open_page:
        import webbrowser

        if page.suffix != ".html" or not webbrowser.open(page.resolve().as_uri()):
            say("There is no page to open, or no browser to open it with.")


def _make_searchable(synthesis: Synthesis, key: str, encoder: Encoder, tell: Progress) -> str:
    """Build the search file; returns why it cannot be, since the report stands without it."""
    from infoview_analysis.errors import RepositoryError
    from infoview_analysis.repository import build_repository

    try:
        build_repository(synthesis, key=key, encoder=encoder, progress=lambda done, total: tell("search", done, total))
    except RepositoryError as error:
        return f"Not searchable: {error}"
    return ""


def wanted_parts(only: str) -> frozenset[str]:
    """Return the parts named in ``--only``; all of them when it is empty."""
    named = [part.strip().lower() for part in only.split(",") if part.strip()]
    unknown = [part for part in named if part not in PARTS]
    if unknown or (only and not named):
        raise typer.BadParameter(f"“{', '.join(unknown) or only}” is none of {', '.join(PARTS)}.", param_hint="--only")
    return frozenset(named or PARTS)


def refuse_inputs(goal: Path, workspace: Workspace) -> None:
    """Refuse to write where the person's own files lie."""
    folder = Path(workspace.folder).resolve()
    target = goal.resolve()
    inside = target.is_relative_to(Path(workspace.interviews_folder).resolve())
    if target == folder or folder.is_relative_to(target) or inside:
        raise typer.BadParameter(
            f"{goal} holds your notes; give a folder of its own, such as {folder / 'reports'}.", param_hint="--out"
        )


def show_summary(synthesis: Synthesis) -> None:
    """Print what was found: the themes most people speak of, what is unplaced, what was left out."""
    people = synthesis.interviews["interviewee"].nunique()
    say(f"{count(len(synthesis.interviews), 'interview')} with {count(people, 'person', 'people')}, "
        f"{count(len(synthesis.points), 'point')}.")  # fmt: skip
    if len(synthesis.themes):
        say()
        rows = table("Theme", "People", "Quotes", "Trust", right=("People", "Quotes"), fixed=("Trust",))
        for row in synthesis.themes.head(_THEMES_SHOWN).itertuples():
            rows.add_row(cell(row.label), f"{row.n_interviews} of {people}", str(row.n_points), cell(row.verdict))
        show(rows)
        rest = len(synthesis.themes) - _THEMES_SHOWN
        if rest > 0:
            say(f"… and {count(rest, 'more theme')}", style="dim")
    else:
        say("No themes yet: too few notes say something alike.")
    unplaced = int(synthesis.points["theme_id"].isna().sum())
    if unplaced:
        say(f"{count(unplaced, 'point')} in no theme; the report lists them.")
    if len(synthesis.problems):
        say(f"{count(len(synthesis.problems), 'problem')}: infoview check {synthesis.workspace}", style="yellow")
