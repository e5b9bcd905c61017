"""A person's folder: where the notes and the other files lie, the settings, and reading all notes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.boilerplate import template_lines
from infoview_analysis.errors import WorkspaceError
from infoview_analysis.identity import slug
from infoview_analysis.interviews import Interview, Record, interviews_frame, join_records, read_record, split_source
from infoview_analysis.points import points_frame
from infoview_analysis.readers import SUFFIXES, find_notes, read_file, source_name
from infoview_analysis.readers.document import Document, Problem
from infoview_analysis.readers.options import MEBIBYTE, ReadOptions
from infoview_analysis.settings import SETTINGS_FILE, Settings, load_settings
from infoview_analysis.workspace_templates import FILES, TEMPLATE_STEM

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]

# Files of a workspace that are no notes, should notes lie beside them.
_OTHER_FILES = frozenset(
    str.split(
        "outreach.csv outreach.xlsx skills.csv skills_vocabulary.csv development_plan.csv resume.json profile.yaml "
        "codebook.yaml infoview.toml readme.md readme.txt license.txt licence.txt license.md resume.docx resume.md "
        "resume.txt cv.docx cv.md cv.txt connections.csv messages.csv invitations.csv positions.csv certifications.csv"
    )
)
_TABLES = (".csv", ".tsv", ".xlsx", ".json", ".jsonl")


@dataclass(frozen=True)
class Notes:
    """All notes of a workspace, read.

    Attributes
    ----------
    interviews, points, problems : DataFrame
        See ``frames.FRAMES``. Interviews and points are sorted by ``interview_id``, problems by file and line.
    documents : tuple of Document
        What the readers returned, sorted by source; ``points.source`` names one of them, and ``start`` and ``end``
        point into its ``text``.
    """

    interviews: pd.DataFrame
    points: pd.DataFrame
    problems: pd.DataFrame
    documents: tuple[Document, ...]


class Workspace:
    """A person's folder.

    Parameters
    ----------
    folder : Path or str
        The folder; it must exist.

    Raises
    ------
    WorkspaceError
        There is no such folder.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            what = "This is a file, not a folder." if self.folder.exists() else "There is no such folder."
            raise WorkspaceError(
                what, source=str(folder), mend="Check the path, or set up a new workspace with infoview init."
            )

    def __repr__(self) -> str:
        return f"Workspace({str(self.folder)!r})"

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.folder.resolve().name

    @property
    def interviews_folder(self) -> Path:
        """Where the notes lie."""
        return self.folder / "interviews"

    @property
    def cache_folder(self) -> Path:
        """What can be made again and is kept to save time."""
        return self.folder / ".infoview"

    @property
    def reports_folder(self) -> Path:
        """Where reports are written."""
        return self.folder / "reports"

    @property
    def codebook_path(self) -> Path:
        """The person's own themes."""
        return self.folder / "codebook.yaml"

    @property
    def settings_path(self) -> Path:
        """The settings file; it may be missing."""
        return self.folder / SETTINGS_FILE

    @property
    def settings(self) -> Settings:
        """The settings.

        Raises
        ------
        SettingsError
            ``infoview.toml`` cannot be read, or holds a value that is not allowed.
        """
        return self._settings[0]

    @property
    def settings_problems(self) -> tuple[Problem, ...]:
        """A warning for each key of ``infoview.toml`` that is not known."""
        return self._settings[1]

    @cached_property
    def _settings(self) -> tuple[Settings, tuple[Problem, ...]]:
        return load_settings(self.settings_path)

    @classmethod
    def create(cls, folder: Path | str) -> Workspace:
        """Set up a workspace with a file of each kind to start from; what is there already stays as it is.

        Raises
        ------
        WorkspaceError
            The folder cannot be written to.
        """
        folder = Path(folder)
        try:
            for name, text in FILES.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    with path.open("x", encoding="utf-8", newline="\n") as file:
                        file.write(text)
                except FileExistsError:
                    continue
        except OSError as error:
            raise WorkspaceError(
                f"The workspace cannot be set up here: {error.strerror or error}.",
                source=str(folder),
                mend="Choose a folder that you may write to.",
            ) from None
        return cls(folder)

    def load(self, progress: Progress | None = None) -> Notes:
        """Read all notes.

        Every file is the source of an interview, or a row of ``problems`` with the severity "error".

        Parameters
        ----------
        progress : callable, optional
            Called after each file with the number of files read, their total, and the file's name.

        Raises
        ------
        WorkspaceError
            Not one interview could be read; the message names the first reasons.
        SettingsError
            See ``settings``.
        """
        notes = self.settings.notes
        options = ReadOptions(
            interviewers=(*ReadOptions().interviewers, *notes.interviewers),
            date_format=notes.date_format,
            max_bytes=notes.max_megabytes * MEBIBYTE,
        )
        paths, problems = self._note_files()
        problems.extend(self.settings_problems)
        records: list[Record] = []
        for number, path in enumerate(paths, 1):
            source = source_name(path, self.folder)
            found, more = _read(path, self.folder, source, options)
            records.extend(found)
            problems.extend(more)
            if progress is not None:
                progress(number, len(paths), source)
        if not records:
            raise self._nothing_read(paths, problems)
        interviews, more = join_records(records)
        problems.extend(more)
        if not notes.keep_repeated_lines:
            problems.extend(_leave_out_template_lines(interviews))
        problems.extend(_without_points(interviews))
        return Notes(
            interviews=interviews_frame(interviews),
            points=points_frame([(interview.interview_id, interview.points) for interview in interviews]),
            problems=problems_frame(problems),
            documents=tuple(sorted((record.document for record in records), key=lambda document: document.source)),
        )

    def input_files(self) -> list[Path]:
        """Return every file that a run reads, sorted: the notes, and what lies beside them."""
        beside = [path for path in self.folder.iterdir() if path.is_file() and _is_input(path)]
        linkedin = self.folder / "linkedin"
        exports = [path for path in linkedin.rglob("*") if path.is_file()] if linkedin.is_dir() else []
        return sorted({*self._note_files()[0], *beside, *exports})

    def _note_files(self) -> tuple[list[Path], list[Problem]]:
        """Return the files to read: those in the folder interviews, or, if there are none, those beside it."""
        problems: list[Problem] = []
        if self.interviews_folder.is_dir():
            listing = find_notes(self.interviews_folder, root=self.folder)
            paths = [path for path in listing.paths if not _is_template(path)]
            problems.extend(listing.problems)
            if paths:
                return paths, problems
        beside = [path for path in self._files_beside() if not _is_template(path)]
        if beside:
            message = (
                f"There are no notes in a folder {self.interviews_folder.name}, so the {len(beside)} notes here"
                f" were read. Move them into {self.interviews_folder.name} to keep them apart from other files."
            )
            problems.append(Problem(".", None, "warning", "no-interviews-folder", message))
        return beside, problems

    def _files_beside(self) -> list[Path]:
        try:
            entries = sorted(self.folder.iterdir(), key=lambda path: path.name)
        except OSError as error:
            raise WorkspaceError(
                f"The folder cannot be read: {error.strerror or error}.",
                source=str(self.folder),
                mend="Give yourself permission to read it.",
            ) from None
        return [
            path
            for path in entries
            if path.suffix.lower() in SUFFIXES
            and not path.name.startswith((".", "~$"))
            and path.name.lower() not in _OTHER_FILES
            and not path.is_dir()
        ]

    def _nothing_read(self, paths: Sequence[Path], problems: Sequence[Problem]) -> WorkspaceError:
        reasons = [f"{problem.source}: {problem.message}" for problem in problems if problem.severity == "error"]
        if not paths and not reasons:
            return WorkspaceError(
                "There are no interview notes here.",
                source=str(self.folder),
                mend=f"Put your notes into the folder {self.interviews_folder.name}, one file an interview; .md, .txt,"
                " .docx and others are read.",
            )
        shown = " ".join(reasons[:3]) + (f" And {len(reasons) - 3} more." if len(reasons) > 3 else "")
        return WorkspaceError(
            f"Of the {len(paths) or len(reasons)} file(s) here none could be read as an interview.",
            source=str(self.folder),
            mend=shown,
        )


def problems_frame(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return the problems frame: each problem once, sorted by file, line, severity, code and message."""
    import pandas as pd

    from infoview_analysis.frames import conform, empty

    ordered = sorted(set(problems), key=lambda p: (p.source, p.line or 0, p.severity, p.code, p.message))
    if not ordered:
        return empty("problems")
    return conform(pd.DataFrame([vars(problem) for problem in ordered]), "problems")


def _is_input(path: Path) -> bool:
    return path.name.lower() in _OTHER_FILES or path.suffix.lower() == ".mbox"


def _is_template(path: Path) -> bool:
    return path.stem == TEMPLATE_STEM


def _read(path: Path, folder: Path, source: str, options: ReadOptions) -> tuple[list[Record], list[Problem]]:
    """Read one file; a file that gives no interview has a row of severity "error"."""
    reading = read_file(path, root=folder, options=options)
    records: list[Record] = []
    problems = list(reading.problems)
    for document in reading.documents:
        record, more = read_record(document, options.date_format)
        records.append(record)
        problems.extend(more)
    if not records and not any(problem.severity == "error" for problem in problems):
        if problems:
            problems[0] = replace(problems[0], severity="error")
        else:
            message = "No interview was found in it. Check what the file holds."
            problems.append(Problem(source, None, "error", "no-interview", message))
    return records, problems


def _leave_out_template_lines(interviews: Sequence[Interview]) -> list[Problem]:
    """Take template lines out of ``interviews`` and return a warning for each of them."""
    lines: dict[str, list[str]] = defaultdict(list)
    for interview in interviews:
        lines[slug(interview.interviewee)].extend(
            point.plain for point in interview.points if not _from_table(point.source)
        )
    repeated = {line.key: line.people for line in template_lines(lines)}
    if not repeated:
        return []
    problems = []
    for interview in interviews:
        kept = []
        for point in interview.points:
            people = repeated.get(point.key)
            if people is None or _from_table(point.source):
                kept.append(point)
            elif people:
                shown = point.plain if len(point.plain) <= 80 else point.plain[:77] + "..."
                problems.append(
                    Problem(
                        point.source,
                        point.line,
                        "warning",
                        "template-line",
                        f"“{shown}” stands in the notes of {people} people and is left out of all as part of the"
                        " template. If it is something they said, set keep_repeated_lines = true in infoview.toml.",
                    )
                )
                repeated[point.key] = 0  # reported once
        interview.points = kept
    return problems


def _from_table(source: str) -> bool:
    return split_source(source)[0].lower().endswith(_TABLES)


def _without_points(interviews: Sequence[Interview]) -> list[Problem]:
    return [
        Problem(
            interview.records[0].source,
            None,
            "warning",
            "no-points",
            f"Nothing that {interview.interviewee} said was found in it. Write each thing said as a bullet or"
            " sentence.",
        )
        for interview in interviews
        if not interview.points
    ]
