"""``infoview search``: everything that was heard, found by words and by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from infoview_analysis.cli.terminal import WRONG_USAGE, Folder, complain, count, progress_bars, say

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("text", "json", "csv")
_LONGEST = 400  # characters of a quote on the screen


def search(
    folder: Folder,
    words: Annotated[str, typer.Argument(metavar="WORDS", help='What to look for; "words in quotes", begin*.')] = "",
    theme: Annotated[str, typer.Option("--theme", metavar="THEME", help="Name or id of a theme.")] = "",
    category: Annotated[str, typer.Option("--category", metavar="CATEGORY", help="Such as advice, daily work.")] = "",
    role: Annotated[str, typer.Option("--role", metavar="WORDS", help="Words of the speaker's role.")] = "",
    seniority: Annotated[str, typer.Option("--seniority", metavar="LEVEL", help="Such as junior, senior.")] = "",
    interviewee: Annotated[str, typer.Option("--interviewee", metavar="NAME", help="Words of their name.")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Interviews from this day, as 2026-05-14.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Interviews up to this day.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Kept as insight, advice, resource, …; or skill, contrast.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="Results at most.")] = 10,
    file_format: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="How to print.")] = "text",
    meaning: Annotated[bool, typer.Option("--meaning/--no-meaning", help="Also look for meaning, not words only.")] = (
        True
    ),
) -> None:
    """Search everything people said, by words and by meaning."""
    if file_format.lower() not in FORMATS:
        raise typer.BadParameter(f"“{file_format}” is none of {', '.join(FORMATS)}.", param_hint="--format")
    from infoview_analysis.repository import current_repository
    from infoview_analysis.repository import search as search_workspace
    from infoview_analysis.workspace import Workspace

    workspace = Workspace(folder)
    narrowed = {
        "theme": theme, "category": category, "role": role, "seniority": seniority, "interviewee": interviewee,
        "since": since, "until": until, "kind": kind,
    }  # fmt: skip
    if not words.strip() and not any(value.strip() for value in narrowed.values()):
        complain("there is nothing to look for. Give words, or narrow with --theme, --category, --interviewee …")
        raise typer.Exit(WRONG_USAGE)
    if current_repository(workspace) is False:
        typer.echo("The notes changed since the search file was built: it is built again.", err=True)
    with progress_bars() as tell:
        found = search_workspace(workspace, words, limit=limit, meaning=meaning, progress=tell, **narrowed)
    if file_format.lower() == "text":
        _show(found, words)
    else:
        typer.echo(as_json(found) if file_format.lower() == "json" else _as_csv(found), nl=False)


def as_json(found: pd.DataFrame) -> str:
    """Return the results as JSON, one object each."""
    import json

    rows = [
        {name: _plain(value) for name, value in row.items()} for row in found.astype(object).to_dict(orient="records")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _as_csv(found: pd.DataFrame) -> str:
    from infoview_analysis.export.tables import csv_text

    return csv_text(found)


def _plain(value: object) -> object:
    import pandas as pd

    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


def _show(found: pd.DataFrame, words: str) -> None:
    if found.empty:
        say(f"Nothing found for “{words}”." if words.strip() else "Nothing is left with these filters.")
        return
    from infoview_analysis.presentation.records import records

    for row in records(found):
        _show_one(row)
    only_meaning = int((found["found_by"] == "meaning").sum())
    if only_meaning == len(found):
        say("No quote has these words; these come nearest in meaning.", style="dim")
    else:
        say(count(len(found), "quote") + (f", {only_meaning} by meaning alone" if only_meaning else "") + ".",
            style="dim")  # fmt: skip


def _show_one(row: object) -> None:
    from rich.text import Text

    from infoview_analysis.cli.terminal import console
    from infoview_analysis.repository.search import MARK
    from infoview_analysis.wording import day, given

    marked = " ".join(given(getattr(row, "marked", "")).split())
    if len(marked) > _LONGEST:
        marked = marked[:_LONGEST].rsplit(" ", 1)[0] + " …"
    place = console()
    line = Text(f"{getattr(row, 'rank', '')}. ")
    for number, part in enumerate(marked.replace(MARK[1], MARK[0]).split(MARK[0])):
        inside = number % 2 == 1
        # Without colours the matching words stand between stars, so that a pipe shows them too.
        line.append(part if place.is_terminal or not inside else f"*{part}*", style="bold yellow" if inside else "")
    place.print(line, soft_wrap=not place.is_terminal)
    who = ", ".join(filter(None, (given(getattr(row, name)) for name in ("interviewee", "role", "company"))))
    when = day(getattr(row, "date", None))
    theme = given(getattr(row, "theme", ""))
    say("   " + " · ".join(filter(None, (who, when, f"theme: {theme}" if theme else ""))), style="dim")
    say(f"   {given(getattr(row, 'where', ''))}", style="dim")
