"""An encoder that remembers: a text is encoded once, and looked up from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from infoview_analysis.encoder.protocol import Encoder, Vectors
from infoview_analysis.encoder.text_vectors import distinct
from infoview_analysis.encoder.vector_store import StoreProblem, VectorStore

TEXTS_A_STEP = 256  # what a run that is stopped loses at most

Progress = Callable[[int, int], None]


class CachedEncoder:
    """Any encoder, with its vectors kept in one file on disk.

    A vector comes back bit for bit as it was computed, so that results are the same with a cold cache, a warm one,
    and none. Two processes may share a file.

    Parameters
    ----------
    encoder : Encoder
        Computes what is not there yet. Its ``name`` is part of the key: another model, or another version of it,
        starts afresh.
    folder : Path
        Holds ``vectors.sqlite``; made when needed.
    progress : callable, optional
        Called as ``progress(done, total)`` while new texts are encoded.

    Attributes
    ----------
    name, dimensions
        Those of ``encoder``.
    encoded, cached : int
        Distinct texts computed and looked up since the start, summed over the calls of ``encode``.
    """

    def __init__(self, encoder: Encoder, folder: Path, *, progress: Progress | None = None) -> None:
        self.encoder = encoder
        self.store = VectorStore(folder)
        self.progress = progress
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self.encoded = 0
        self.cached = 0

    @property
    def problems(self) -> list[StoreProblem]:
        """What was wrong with the file on disk so far; nothing of it touches the vectors."""
        return self.store.problems

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of ``texts``; see :class:`infoview_analysis.encoder.protocol.Encoder`."""
        places = distinct(texts)
        text_of = {self._key(text): text for text in places}
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for key, vector in self.store.read(list(text_of), self.dimensions):
            vectors[places[text_of.pop(key)]] = vector
        self.cached += len(places) - len(text_of)
        missing = list(text_of.items())
        for begin in range(0, len(missing), TEXTS_A_STEP):
            step = missing[begin : begin + TEXTS_A_STEP]
            if self.progress is not None:
                self.progress(begin, len(missing))
            fresh = self.encoder.encode([text for _, text in step])
            self.store.write([key for key, _ in step], fresh)
            for (_, text), vector in zip(step, fresh, strict=True):
                vectors[places[text]] = vector
            self.encoded += len(step)
        if missing and self.progress is not None:
            self.progress(len(missing), len(missing))
        return vectors

    def prune(self, texts: Iterable[str]) -> int:
        """Forget everything but the vectors of ``texts`` by this encoder; returns how many vectors went."""
        return self.store.prune({self._key(text) for text in texts})

    def _key(self, text: str) -> bytes:
        digest = blake2b(self.name.encode(), digest_size=16)
        digest.update(b"\0")
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()
