"""Static word vectors: a text is the mean of its word pieces. Less exact, and hundreds of times as fast."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.encoder.model_folder import DIGITS, file_digest
from infoview_analysis.encoder.protocol import Vectors
from infoview_analysis.encoder.text_vectors import distinct
from infoview_analysis.encoder.text_windows import load_tokenizer, valid_text
from infoview_analysis.errors import EncoderError

TOKENIZER = "tokenizer.json"
TEXTS_A_STEP = 4096


class StaticEncoder:
    """Vectors from a folder of static word vectors.

    Parameters
    ----------
    folder : Path
        Holds tokenizer.json and either ``vectors.npy`` (one row a word piece; float or int8) with an optional
        ``weights.npy`` (one weight a word piece), or ``model.safetensors`` in the layout of model2vec (tensors
        ``embeddings`` and, where given, ``weights`` and ``mapping``).
    threads : int, optional
        Taken for the sake of a common signature; the tokenizer decides for itself.

    Attributes
    ----------
    name : str
        Folder name and the SHA-256 of the files.
    dimensions : int
        Length of a vector.

    Raises
    ------
    EncoderError
        A file is missing, cannot be read, or does not fit the others.

    Notes
    -----
    A text without any known word piece gets the direction of the mean of all word pieces: it is near nothing in
    particular, and still of unit length.

    References
    ----------
    S. Tulkens and T. van Dongen (2024), Model2Vec: fast state-of-the-art static embeddings.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self.folder = Path(folder)
        self.threads = threads
        file = self.folder / ("vectors.npy" if (self.folder / "vectors.npy").exists() else "model.safetensors")
        tensors = _numpy_tensors(self.folder) if file.suffix == ".npy" else _safetensors(file)
        self._table, self._weights, self._rows = _checked(tensors, file)
        self._tokenizer = load_tokenizer(self.folder / TOKENIZER)
        if self._tokenizer.get_vocab_size() > len(self._rows):
            raise EncoderError(
                f"the tokenizer knows {self._tokenizer.get_vocab_size()} word pieces, the vectors {len(self._rows)}.",
                source=str(file),
                mend="Take both files from one model.",
            )
        self._unknown = _unknown_piece(self.folder / TOKENIZER, self._tokenizer)
        files = sorted({file, self.folder / TOKENIZER, *self.folder.glob("weights.npy")})
        digests = "+".join(file_digest(part)[:DIGITS] for part in files)
        self.name = f"static:{self.folder.resolve().name} {digests}"
        self.dimensions = int(self._table.shape[1])
        self._fallback = _unit(self._table.mean(axis=0, dtype=np.float64))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of ``texts``; see :class:`infoview_analysis.encoder.protocol.Encoder`."""
        places = distinct(texts)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        todo = list(places)
        for begin in range(0, len(todo), TEXTS_A_STEP):
            step = todo[begin : begin + TEXTS_A_STEP]
            encodings = self._tokenizer.encode_batch_fast([valid_text(text) for text in step], add_special_tokens=False)
            for text, encoding in zip(step, encodings, strict=True):
                vectors[places[text]] = self._vector(encoding.ids)
        return vectors

    def _vector(self, pieces: list[int]) -> Vectors:
        """Return the unit vector of one text; each text is summed on its own, so neighbours cannot matter."""
        known = np.array([piece for piece in pieces if piece != self._unknown], dtype=np.int64)
        total = np.zeros(self.dimensions)
        if len(known):
            rows = self._table[self._rows[known]].astype(np.float64)
            total = (rows * self._weights[known, None]).sum(axis=0)
        return _unit(total) if total.any() else self._fallback


def _unit(vector: NDArray[np.float64]) -> Vectors:
    length = np.sqrt(np.sum(vector * vector))
    if not length > 0:
        vector = np.ones_like(vector)
        length = np.sqrt(len(vector))
    return (vector / length).astype(np.float32)


def _numpy_tensors(folder: Path) -> dict[str, NDArray]:
    """Read vectors.npy and, where there is one, weights.npy."""
    tensors = {}
    for name, file in (("embeddings", "vectors.npy"), ("weights", "weights.npy")):
        path = folder / file
        if name == "weights" and not path.exists():
            continue
        try:
            tensors[name] = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise _unreadable(path, error) from error
    return tensors


def _safetensors(path: Path) -> dict[str, NDArray]:
    """Read a file in the safetensors format."""
    try:
        from safetensors.numpy import load_file
    except ImportError as error:
        raise EncoderError(
            "reading this format needs the package safetensors.",
            source=str(path),
            mend="Install it (pip install safetensors), or save the table as vectors.npy with numpy.save.",
        ) from error
    try:
        return load_file(path)
    except Exception as error:  # safetensors raises its own error beside OSError
        raise _unreadable(path, error) from error


def _checked(tensors: dict[str, NDArray], path: Path) -> tuple[NDArray, NDArray[np.float64], NDArray[np.int64]]:
    """Return table, weight of each word piece, and row of each word piece, after checking that they fit."""
    table = tensors.get("embeddings")
    if table is None or table.ndim != 2 or not table.size or table.dtype.kind not in "fi":
        raise EncoderError(
            "there is no table of word vectors (numbers in rows and columns) in this file.",
            source=str(path),
            mend="Give a folder in the layout of model2vec, or one with vectors.npy and tokenizer.json.",
        )
    if table.dtype.kind == "f" and not np.isfinite(table).all():
        raise EncoderError(
            "the word vectors hold values that are no numbers (NaN or infinity).",
            source=str(path),
            mend="Export the model again.",
        )
    rows = np.asarray(tensors.get("mapping", np.arange(len(table))), dtype=np.int64)
    weights = np.asarray(tensors.get("weights", np.ones(len(rows))), dtype=np.float64)
    if len(weights) != len(rows) or rows.min() < 0 or rows.max() >= len(table):
        raise EncoderError(
            f"{len(weights)} weights and {len(rows)} word pieces do not fit a table of {len(table)} rows.",
            source=str(path),
            mend="Export the model again, all files at once.",
        )
    return table, weights, rows


def _unknown_piece(path: Path, tokenizer: object) -> int | None:
    """Return the number of the mark that stands for unknown words, if the tokenizer has one."""
    mark = json.loads(path.read_text(encoding="utf-8")).get("model", {}).get("unk_token")
    number: int | None = tokenizer.token_to_id(mark) if mark else None  # type: ignore[attr-defined]
    return number


def _unreadable(path: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"the word vectors cannot be read ({error}).",
        source=str(path),
        mend="Give a folder in the layout of model2vec, or one with vectors.npy and tokenizer.json.",
    )
