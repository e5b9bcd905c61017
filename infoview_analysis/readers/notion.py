"""Zip archives of notes: Notion's export (.md or .html with .csv), or any folder of notes that was zipped."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.archive import Archive
from infoview_analysis.readers.attributes import plain_key
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Document, Problem, Reading
from infoview_analysis.readers.html_blocks import read_html
from infoview_analysis.readers.layout import as_transcript, compose
from infoview_analysis.readers.markdown import read_markdown_text
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import problem_of, unreadable
from infoview_analysis.readers.rendering import Rendering, distinct
from infoview_analysis.readers.table_interviews import Grid, Row, interviews
from infoview_analysis.readers.tables import parse_csv

MAX_NESTING = 3
_PAGES = (".md", ".markdown", ".html", ".htm")
_OTHERS = (".txt", ".docx", ".enex", ".vtt", ".srt", ".xlsx", ".json", ".jsonl")
_ID = re.compile(r"[ _-]+[0-9a-f]{32}(?=$|_all$)", re.IGNORECASE)
_EXPORT_FOLDER = re.compile(r"^Export-[0-9a-f-]{8,}$", re.IGNORECASE)
_LINK_LINE = re.compile(r"^\s*(?:[-*+]\s+)?\[.*\]\(\S.*\.(?:md|csv|html?)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Member:
    """A file of the archive; ``path`` is without Notion's ids, ``full`` with them."""

    path: str
    full: str
    archive: Archive
    name: str

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix.lower()

    def read(self) -> bytes:
        return self.archive.read(self.name)


@dataclass
class _Export:
    """What was found so far."""

    source: str
    options: ReadOptions
    members: list[_Member] = field(default_factory=list)
    pages: dict[str, Document] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    taken: set[str] = field(default_factory=set)

    def reject(self, member: _Member, error: UnreadableFileError) -> None:
        place = f"{self.source}#{member.path}"
        self.problems.append(replace(problem_of(error), source=place))


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read every note of a zip archive, and of the archives within it, without unpacking it to disk.

    Notion's ids are taken off the names. The table (.csv) of a Notion database repeats the pages: its columns go to the
    pages that lack them, and only rows without a page become interviews. Pictures are counted in a warning.

    Raises
    ------
    UnreadableFileError
        empty-file, broken-zip, zip-bomb, no-notes.
    """
    export = _Export(source, options)
    archive = Archive(data, source)
    _collect(export, archive, prefix="", depth=0)
    export.members.sort(key=lambda member: (member.path, member.full))
    _name_apart(export)
    for member in export.members:
        if member.suffix in _PAGES:
            _read_page(export, member)
        elif member.suffix in _OTHERS:
            _read_other(export, member)
        elif member.suffix != ".csv":
            export.skipped[member.suffix or "no ending"] += 1
    for member in _tables(export):
        _read_table(export, member)
    if export.skipped:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(export.skipped.items()))
        export.problems.append(
            Problem(
                source, None, "warning", "attachments-skipped",
                f"Files in the archive that are no notes were skipped: {kinds}. Type up what matters in them.",
            )
        )  # fmt: skip
    documents = sorted([*export.pages.values(), *export.documents], key=lambda document: document.source)
    if not documents and not any(problem.severity == "error" for problem in export.problems):
        raise unreadable(
            "no-notes", "No notes were found in the archive.", source=source,
            mend="Export from Notion as Markdown & CSV or HTML, with subpages.",
        )  # fmt: skip
    return Reading(tuple(documents), tuple(export.problems))


def _collect(export: _Export, archive: Archive, *, prefix: str, depth: int) -> None:
    export.problems.extend(archive.problems)
    for name in archive.members:
        full = unicodedata.normalize("NFC", f"{prefix}{name}".replace("\\", "/"))
        member = _Member(_plain_path(full), full, archive, name)
        if member.suffix != ".zip":
            export.members.append(member)
            continue
        if depth >= MAX_NESTING:
            export.problems.append(
                Problem(
                    f"{export.source}#{member.path}", None, "error", "nested-archive",
                    f"Archives within archives are read {MAX_NESTING} deep; this one lies deeper. Unpack it yourself.",
                )
            )  # fmt: skip
            continue
        try:
            inner = Archive(member.read(), export.source, allowance=archive.allowance)
        except UnreadableFileError as error:
            if error.code == "zip-bomb":
                raise
            export.reject(member, error)
            continue
        folder = full.rpartition("/")[0]
        _collect(export, inner, prefix=f"{folder}/" if folder else "", depth=depth + 1)


def _plain_path(full: str) -> str:
    """Return a path without Notion's ids and without the folder of the export, so that a new export reads the same."""
    parts = []
    for part in full.split("/"):
        stem, dot, suffix = part.rpartition(".")
        parts.append(_ID.sub("", stem) + dot + suffix if dot else _ID.sub("", part))
    while len(parts) > 1 and _EXPORT_FOLDER.match(parts[0]):
        parts.pop(0)
    return "/".join(part for part in parts if part)


def _name_apart(export: _Export) -> None:
    """Give pages that are named alike their ids back."""
    counts = Counter(member.path for member in export.members)
    export.members = [
        replace(member, path=member.full) if counts[member.path] > 1 else member for member in export.members
    ]


def _read_page(export: _Export, member: _Member) -> None:
    place = distinct(f"{export.source}#{member.path}", export.taken)
    title = PurePosixPath(_plain_path(member.path)).stem
    try:
        decoded = decode(member.read(), place)
        if member.suffix in (".html", ".htm"):
            document, problems = _html_page(decoded.text, place, title, export.options)
            is_index = PurePosixPath(member.path).name.lower() == "index.html"
        else:
            document, problems = read_markdown_text(decoded.text, place, options=export.options, title=title)
            is_index = _only_links(decoded.text)
    except UnreadableFileError as error:
        if error.code == "zip-bomb":
            raise
        export.reject(member, error)
        return
    if is_index:
        export.problems.append(
            Problem(
                place, None, "warning", "index-page",
                "The page only links to other pages and was not taken for an interview.",
            )
        )  # fmt: skip
        return
    export.problems.extend([*decoded.problems, *problems])
    # The reader of the archive made this text as far as the person is concerned: it is no file they can open.
    export.pages[member.path] = replace(document, rendered=True)


def _html_page(markup: str, place: str, title: str, options: ReadOptions) -> tuple[Document, list[Problem]]:
    page = read_html(markup)
    rendering = Rendering()
    attributes = compose(page.elements, rendering)
    attributes.setdefault("title", title)
    return as_transcript(rendering.document(place, attributes), options)


def _only_links(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return bool(lines) and all(_LINK_LINE.match(line) for line in lines)


def _read_other(export: _Export, member: _Member) -> None:
    """Read a member of another format as that format's reader does."""
    from infoview_analysis.readers import SUFFIXES  # at call time: that module imports this one by name

    place = f"{export.source}#{member.path}"
    reader = import_module(f"infoview_analysis.readers.{SUFFIXES[member.suffix]}")
    try:
        reading: Reading = reader.read(member.read(), place, options=export.options)
    except UnreadableFileError as error:
        if error.code == "zip-bomb":
            raise
        export.reject(member, error)
        return
    for document in reading.documents:
        own = distinct(document.source, export.taken)
        export.documents.append(replace(document, source=own, rendered=True))
    export.problems.extend(reading.problems)


def _tables(export: _Export) -> Iterator[_Member]:
    """Yield the tables; of a view and the whole table (``_all``) of one database only the latter."""
    tables = [member for member in export.members if member.suffix == ".csv"]
    stems = {_table_stem(member) for member in tables if _is_whole(member)}
    for member in tables:
        if _is_whole(member) or _table_stem(member) not in stems:
            yield member


def _is_whole(member: _Member) -> bool:
    return PurePosixPath(member.full).stem.endswith("_all")


def _table_stem(member: _Member) -> str:
    return PurePosixPath(member.full).with_suffix("").as_posix().removesuffix("_all")


def _read_table(export: _Export, member: _Member) -> None:
    place = distinct(f"{export.source}#{member.path}", export.taken)
    try:
        decoded = decode(member.read(), place)
    except UnreadableFileError as error:
        if error.code == "zip-bomb":
            raise
        export.reject(member, error)
        return
    grid, problems = parse_csv(decoded.text, place)
    rows = [row for row in grid.rows if any(row.cells)]
    export.problems.extend([*decoded.problems, *problems])
    if not rows:
        return
    header, body = rows[0], rows[1:]
    pages = _pages_by_title(export, member)
    orphans = [row for row in body if not _merge(export, header, row, pages)]
    if len(orphans) == len(body):  # no table of pages
        found, problems = interviews(grid, source=place, place=place, options=export.options, taken=export.taken)
    else:
        rest = Grid("", [header, *orphans]) if orphans else Grid("")
        found, problems = interviews(rest, source=place, place=place, options=export.options, taken=export.taken)
    export.documents.extend(found)
    export.problems.extend(problems)


def _pages_by_title(export: _Export, table: _Member) -> dict[str, list[str]]:
    """Return the paths of the pages that a table may list: those in the folder of its name, or else all."""
    folder = _plain_path(table.full).rpartition(".")[0].removesuffix("_all") + "/"
    own = [path for path in export.pages if _plain_path(path).startswith(folder)]
    pages: dict[str, list[str]] = {}
    for path in own or export.pages:
        titles = {PurePosixPath(_plain_path(path)).stem, export.pages[path].attributes.get("title", "")}
        for title in sorted(titles):
            if key := plain_key(title):
                pages.setdefault(key, []).append(path)
    return pages


def _merge(export: _Export, header: Row, row: Row, pages: dict[str, list[str]]) -> bool:
    """Give a row's values to the page it is the row of, and tell whether there is such a page."""
    names = [plain_key(cell) for cell in row.cells[:1] if cell]
    # Notion cuts long titles for file names.
    paths = next((pages[name] for name in names if name in pages), None)
    if paths is None:
        paths = next((pages[key] for name in names for key in pages if len(key) >= 20 and name.startswith(key)), None)
    if paths is None:
        return False
    if len(paths) == 1:
        document = export.pages[paths[0]]
        known = {plain_key(key) for key in document.attributes}
        for key, value in zip(header.cells, row.cells, strict=False):
            if key and value and plain_key(key) not in known:
                document.attributes[key] = value
                known.add(plain_key(key))
    return True
