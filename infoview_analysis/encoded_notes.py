"""What every analysis begins with: the notes of a workspace, the person's codebook, and the vector of every text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_analysis.codebook import Codebook, reattach
from infoview_analysis.encoder import Encoder, load_encoder
from infoview_analysis.readers.document import Problem
from infoview_analysis.themes import Heads, load_heads, texts_to_encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from infoview_analysis.workspace import Notes, Workspace

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class EncodedNotes:
    """Notes with what is needed to compare them by meaning.

    Attributes
    ----------
    notes : Notes
    codebook : Codebook
        Its quotes attached to the points.
    encoder : Encoder
    heads : Heads or None
        What comes with the encoder's model, if there are any.
    vectors : dict of str to ndarray
        Of the texts that :func:`infoview_analysis.themes.texts_to_encode` lists.
    """

    notes: Notes
    codebook: Codebook
    encoder: Encoder
    heads: Heads | None
    vectors: dict[str, NDArray]

    @property
    def cache_problems(self) -> tuple[Problem, ...]:
        """What was wrong with the vectors on disk; it cost time and changed nothing."""
        return tuple(
            Problem(found.source, None, "warning", found.code, found.message)
            for found in getattr(self.encoder, "problems", ())
        )


def encode_notes(workspace: Workspace, tell: Progress) -> EncodedNotes:
    """Read a workspace and encode its texts; vectors are kept in the workspace's cache folder.

    Parameters
    ----------
    workspace : Workspace
    tell : callable
        Called as ``tell(stage, done, total)``; stages are "reading" and "encoding".

    Raises
    ------
    WorkspaceError
        Nothing could be read.
    SettingsError, CodebookError, EncoderError
        The file named in the message holds something that cannot be meant.
    """
    settings = workspace.settings.encoder
    notes = workspace.load(progress=lambda done, total, name: tell("reading", done, total))
    codebook = reattach(Codebook.load(workspace.codebook_path), notes.points)
    encoder = load_encoder(settings.model, cache_folder=workspace.cache_folder, threads=settings.threads)
    heads = heads_of(encoder)
    tell("encoding", 0, 1)
    texts = texts_to_encode(notes.points, codebook)
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    tell("encoding", 1, 1)
    return EncodedNotes(notes, codebook, encoder, heads, vectors)


def heads_of(encoder: Encoder) -> Heads | None:
    """Return the heads that stand in the folder of the encoder's model, if there are any."""
    folder = getattr(getattr(encoder, "encoder", encoder), "folder", None)
    return load_heads(folder) if folder is not None else None
