"""The one place where the parts meet: a workspace in, a bundle of tidy frames out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from infoview_analysis import __version__, frames
from infoview_analysis.contrasts import ContrastSummary, last_contrasts
from infoview_analysis.contrasts.book import load_book
from infoview_analysis.contrasts.judges import judge_of
from infoview_analysis.contrasts.summarize import summarize_contrasts
from infoview_analysis.encoded_notes import encode_notes
from infoview_analysis.last_run import LastRun
from infoview_analysis.outreach.log import load_outreach
from infoview_analysis.outreach.summary import OutreachSummary, day_of, summarize_outreach
from infoview_analysis.readers.document import Document, Problem
from infoview_analysis.settings import Settings
from infoview_analysis.skills.plan_memory import remember
from infoview_analysis.skills.summary import SkillSummary, summarize_skills
from infoview_analysis.skills.tagger import cached_tagger
from infoview_analysis.takeaways import TakeawaySummary, resources_named, summarize_takeaways, target_role_of
from infoview_analysis.takeaways.last_list import listed, save_list
from infoview_analysis.themes import find_themes
from infoview_analysis.workspace import Workspace

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Synthesis:
    """What the notes of a workspace say.

    Attributes
    ----------
    name : str
        Name of the workspace's folder.
    workspace : Path
        The folder.
    interviews, points, themes, problems : DataFrame
        As described in ``frames.FRAMES``; themes are ranked by people.
    documents : tuple of Document
        What the readers returned, for the text behind each quote.
    members : dict of str to tuple of str
        For each theme_id the point_ids placed in it.
    contrasts : ContrastSummary
        Who stands where on which proposition, and why.
    skills : SkillSummary
        What people say one needs, against what the person has.
    outreach_summary : OutreachSummary
        What the log of requests tells, as of the day in the settings or that of the newest request.
    takeaways : TakeawaySummary
        What each interview is worth keeping for, and the lists over all of them.
    settings : Settings
        What the run was made with.
    made_with : dict of str to str
        Version of the package and name of the encoder.
    """

    name: str
    workspace: Path
    interviews: pd.DataFrame
    points: pd.DataFrame
    themes: pd.DataFrame
    problems: pd.DataFrame
    documents: tuple[Document, ...]
    members: dict[str, tuple[str, ...]]
    contrasts: ContrastSummary
    skills: SkillSummary
    outreach_summary: OutreachSummary
    takeaways: TakeawaySummary
    settings: Settings
    made_with: dict[str, str]


def synthesize(workspace: Workspace | Path | str, *, progress: Progress | None = None) -> Synthesis:
    """Read a workspace and find its themes.

    Vectors are kept in the workspace's cache folder, and so is which point belonged to which theme, so that a theme
    keeps its id when further interviews come in. Nothing else is written.

    Parameters
    ----------
    workspace : Workspace or path
        The person's folder.
    progress : callable, optional
        Called as ``progress(stage, done, total)``; stages are "reading", "encoding", "themes" and "contrasts".

    Returns
    -------
    Synthesis

    Raises
    ------
    WorkspaceError
        There is no such folder, or nothing in it could be read.
    SettingsError, CodebookError, EncoderError
        The file named in the message holds something that cannot be meant.
    """
    if not isinstance(workspace, Workspace):
        workspace = Workspace(Path(workspace))
    tell = progress or _silent
    settings = workspace.settings
    last_run = LastRun.load(workspace.cache_folder)
    read = encode_notes(workspace, tell)
    notes, codebook, encoder, heads, vectors = read.notes, read.codebook, read.encoder, read.heads, read.vectors
    themes = find_themes(
        notes.points,
        notes.interviews,
        vectors,
        codebook=codebook,
        settings=settings.themes,
        earlier=last_run.members if last_run else None,
        heads=heads,
        encode=encoder.encode,
        names=(*settings.notes.interviewers, *notes.interviews.get("introduced_by", pd.Series(dtype="str")).dropna()),
        progress=lambda done, total: tell("themes", done, total),
    )
    tell("contrasts", 0, 1)
    contrasts = summarize_contrasts(
        themes.points,
        notes.interviews,
        themes.themes,
        vectors,
        book=load_book(workspace.codebook_path, notes.points),
        encode=encoder.encode,
        documents=notes.documents,
        judge=judge_of(settings.contrasts),
        settings=settings.contrasts,
        heads=heads,
    )
    tell("contrasts", 1, 1)
    log = load_outreach(workspace, notes.interviews)
    outreach = summarize_outreach(log, as_of=day_of(log, settings.outreach), settings=settings.outreach)
    takeaways = summarize_takeaways(
        themes.points,
        notes.interviews,
        themes.themes,
        vectors,
        codebook_path=workspace.codebook_path,
        outreach=log.outreach,
        as_of=outreach.as_of,
        target_role=target_role_of(workspace.folder),
        heads=heads,
        interviewers=settings.notes.interviewers,
    )
    skills = summarize_skills(
        workspace,
        notes.interviews,
        themes.points,
        resources=resources_named(takeaways.takeaways),
        tagger=cached_tagger(workspace.cache_folder, threads=settings.encoder.threads),
    )
    LastRun.from_frames(notes.interviews, themes.points, themes.themes).save(workspace.cache_folder)
    last_contrasts.save(
        last_contrasts.gathered(contrasts.contrasts, contrasts.contrast_points, notes.points), workspace.cache_folder
    )
    remember(skills.suggested, workspace.cache_folder)
    save_list(listed(takeaways.takeaways, themes.points, notes.interviews), workspace.cache_folder)
    parts = (codebook, contrasts, skills, log, takeaways)
    more = (*(problem for part in parts for problem in part.problems), *read.cache_problems)
    return Synthesis(
        name=workspace.folder.resolve().name,
        workspace=workspace.folder,
        interviews=notes.interviews,
        points=themes.points,
        themes=themes.themes,
        problems=with_problems(notes.problems, more),
        documents=notes.documents,
        members=themes.members,
        contrasts=contrasts,
        skills=skills,
        outreach_summary=outreach,
        takeaways=takeaways,
        settings=settings,
        made_with={"version": __version__, "encoder": encoder.name},
    )


def with_problems(problems: pd.DataFrame, more: tuple[Problem, ...]) -> pd.DataFrame:
    """Return the load report with further rows, in its order."""
    added = pd.DataFrame([vars(problem) for problem in more], columns=[c.name for c in frames.columns("problems")])
    both = pd.concat([problems, frames.conform(added, "problems")], ignore_index=True).drop_duplicates()
    return both.sort_values(["source", "line", "code", "message"], na_position="first", ignore_index=True)


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total
