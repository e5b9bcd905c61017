"""What can be exported, and in which formats: one entry a kind; a new part adds its writers here.

A writer gets the synthesis and an empty folder and writes its files there; the caller puts the folder in place at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infoview_analysis.export.skills.contents import SkillReport
    from infoview_analysis.synthesis import Synthesis

Writer = Callable[["Synthesis", Path], None]


@dataclass(frozen=True)
class Kind:
    """Something that can be exported.

    Attributes
    ----------
    meaning : str
        What it is, for the help.
    writers : mapping of str to callable
        Format → its writer; the first is the default.
    """

    meaning: str
    writers: Mapping[str, Writer]


def _tables(synthesis: Synthesis, folder: Path) -> None:
    from infoview_analysis.export.tables import write_tables

    write_tables(synthesis, folder)


def _skills(file_format: str) -> Writer:
    def write(synthesis: Synthesis, folder: Path) -> None:
        from infoview_analysis.export.skills.contents import skill_report

        _skill_writer(file_format)(skill_report(synthesis), folder)

    return write


def _skill_writer(file_format: str) -> Callable[[SkillReport, Path], None]:
    """Return the writer of a format of the skill report; imported when it is asked for."""
    from infoview_analysis.export.skills import json_file, markdown, page, tables, workbook

    return {
        "csv": tables.write_csv, "xlsx": workbook.write_xlsx, "md": markdown.write_markdown, "html": page.write_page,
        "json": json_file.write_json,
    }[file_format]  # fmt: skip


def _takeaways(what: str, file_format: str) -> Writer:
    def write(synthesis: Synthesis, folder: Path) -> None:
        from infoview_analysis.export.takeaways import EXPORTS

        suffix = "ics" if file_format == "ics" else "csv"
        (folder / f"{what}-{file_format}.{suffix}").write_bytes(EXPORTS[what][file_format](synthesis.takeaways))

    return write


def _cards(synthesis: Synthesis, folder: Path) -> None:
    from infoview_analysis.export.interview_cards import write_cards

    write_cards(synthesis, folder)


KINDS: dict[str, Kind] = {
    "tables": Kind("every table, for other programs", {"csv": _tables}),
    "skills": Kind(
        "the skill-gap report with its plan", {name: _skills(name) for name in ("csv", "xlsx", "md", "html", "json")}
    ),
    "actions": Kind(
        "open actions, for a calendar or a task list",
        {name: _takeaways("actions", name) for name in ("ics", "todoist", "asana", "trello")},
    ),
    "cards": Kind("a card an interview", {"md": _cards}),
    "contacts": Kind("people you were referred to, as rows for outreach.csv", {"csv": _takeaways("contacts", "csv")}),
}
