"""Write the reference pages that come from the code: docs/tables.md and docs/settings.md.

python -m tools.make_docs
"""

from __future__ import annotations

from pathlib import Path

from infoview_analysis.frames import FRAMES
from infoview_analysis.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"

TABLES_HEAD = """\
# The tables

`infoview report` writes each of these as `tables/NAME.csv`: UTF-8, one header row, commas, dates as 2026-01-31, empty
where nothing is known. The same frames are the attributes of `infoview.synthesize(…)`. More columns may follow those
listed: a person's own attributes. Names and columns are a contract; other programs read them.
`changes` alone is no file of the report: `infoview since` tells it.

Text is verbatim: `source[start:end] == text`, where the source is the decoded file (byte order mark removed, line ends
kept), or for Word, Evernote, Notion, captions, spreadsheets and JSON the text in `sources/`. Nothing is changed for the
sake of spreadsheet programs, so open the files by importing them as text: a note that begins with `=` is a formula to
such programs.
"""
SETTINGS_HEAD = """\
# Settings

All are optional and stand in `infoview.toml`. Unknown keys are reported; a value that cannot be meant stops the run and
names its line.
"""


def tables_page() -> str:
    """Return docs/tables.md."""
    parts = [TABLES_HEAD]
    for name, columns in FRAMES.items():
        parts.append(f"\n## {name}\n\n| column | type | meaning |\n|---|---|---|\n")
        for column in columns:
            always = "" if column.required else " (may be empty)"
            parts.append(f"| {column.name} | {column.dtype} | {column.meaning}{always} |\n")
    return "".join(parts)


def settings_page() -> str:
    """Return docs/settings.md."""
    parts = [SETTINGS_HEAD]
    for name, field in Settings.model_fields.items():
        parts.append(f"\n## [{name}]\n\n{field.description}\n\n| setting | default | meaning |\n|---|---|---|\n")
        for key, setting in type(field.default).model_fields.items():
            default = getattr(field.default, key)
            shown = str(default).lower() if isinstance(default, bool) else str(default)
            shown = "" if default in (None, "", ()) else f"`{shown}`"
            parts.append(f"| `{key}` | {shown} | {' '.join((setting.description or '').split())} |\n")
    return "".join(parts)


PAGES = {"tables.md": tables_page, "settings.md": settings_page}


if __name__ == "__main__":
    for page, text in PAGES.items():
        (DOCS / page).write_text(text(), encoding="utf-8")
