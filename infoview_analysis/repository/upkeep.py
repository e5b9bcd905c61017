"""The search file of a workspace: built when it is missing or no longer says what the notes say, then asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.repository.build import build_repository
from infoview_analysis.repository.filters import Filters
from infoview_analysis.repository.freshness import content_key, repository_path, stored_key
from infoview_analysis.repository.search import LIMIT, Repository

if TYPE_CHECKING:
    import pandas as pd

    from infoview_analysis.encoder import Encoder
    from infoview_analysis.workspace import Workspace

Progress = Callable[[str, int, int], None]


def workspace_encoder(workspace: Workspace) -> Encoder:
    """Return the encoder that the settings of a workspace name, with its cache."""
    from infoview_analysis.encoder import load_encoder

    settings = workspace.settings.encoder
    return load_encoder(settings.model, cache_folder=workspace.cache_folder, threads=settings.threads)


def current_repository(workspace: Workspace) -> bool | None:
    """Tell whether the search file says what the notes say now; None when there is none."""
    kept = stored_key(repository_path(workspace))
    return None if kept is None else kept == content_key(workspace, workspace_encoder(workspace).name)


def refresh(workspace: Workspace, *, progress: Progress | None = None) -> Path:
    """Return the search file of a workspace, built anew unless it is current.

    Parameters
    ----------
    progress : callable, optional
        Called as ``progress(stage, done, total)`` while it is built.

    Raises
    ------
    WorkspaceError, SettingsError, CodebookError, EncoderError
        As :func:`infoview_analysis.synthesis.synthesize`.
    RepositoryError
        As :func:`infoview_analysis.repository.build.build_repository`.
    """
    path = repository_path(workspace)
    encoder = workspace_encoder(workspace)
    # The key is taken before the notes are read: what changes meanwhile makes the file outdated, never wrongly current.
    key = content_key(workspace, encoder.name)
    if stored_key(path) == key:
        return path
    from infoview_analysis.synthesis import synthesize

    try:
        synthesis = synthesize(workspace, progress=progress)
        return build_repository(
            synthesis, key=key, encoder=encoder, path=path,
            progress=(lambda done, total: progress("search", done, total)) if progress else None,
        )  # fmt: skip
    except BaseException:
        path.unlink(missing_ok=True)  # what it says is outdated, and may be what somebody asked to be deleted
        raise


def search(
    workspace: Workspace | Path | str, words: str = "", *, theme: str = "", category: str = "", role: str = "",
    seniority: str = "", interviewee: str = "", since: str = "", until: str = "", kind: str = "", limit: int = LIMIT,
    meaning: bool = True, progress: Progress | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Search everything that was heard, by words and by meaning.

    The search file is built when it is missing or the notes changed since.

    Parameters
    ----------
    workspace : Workspace or path
        The person's folder.
    words : str
        See :meth:`infoview_analysis.repository.search.Repository.search`.
    theme, category, role, seniority, interviewee, since, until, kind : str
        See :class:`infoview_analysis.repository.filters.Filters`.
    limit : int
        How many results at most.
    meaning : bool
        False looks for words alone, which needs no model.

    Returns
    -------
    DataFrame
        See :meth:`infoview_analysis.repository.search.Repository.search`.
    """
    from infoview_analysis.workspace import Workspace

    if not isinstance(workspace, Workspace):
        workspace = Workspace(Path(workspace))
    filters = Filters(
        theme=theme, category=category, role=role, seniority=seniority, interviewee=interviewee, since=since,
        until=until, kind=kind,
    )  # fmt: skip
    path = refresh(workspace, progress=progress)
    with Repository.open(path) as repository:
        encoder = workspace_encoder(workspace) if meaning else None
        return repository.search(words, encoder=encoder, filters=filters, limit=limit)
