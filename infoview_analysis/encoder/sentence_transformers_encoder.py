"""A sentence-transformers model from a folder on disk, for those who installed the extra ``train``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from infoview_analysis.encoder.model_folder import DIGITS, file_digest
from infoview_analysis.encoder.protocol import Vectors
from infoview_analysis.encoder.text_vectors import available_threads, one_by_one
from infoview_analysis.encoder.text_windows import valid_text
from infoview_analysis.errors import EncoderError

DECIDING_FILES = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")


class SentenceTransformersEncoder:
    """Vectors from a sentence-transformers model in a folder; nothing is ever downloaded.

    Every text runs alone and on one thread, several texts side by side, for the reason given in
    :class:`infoview_analysis.encoder.onnx_encoder.OnnxEncoder`. What lies beyond the model's longest text is not
    read.

    Parameters
    ----------
    folder : Path
        What ``SentenceTransformer.save`` wrote.
    threads : int, optional
        Texts computed at the same time; by default one for each processor.

    Attributes
    ----------
    name : str
        Folder name and the SHA-256 of what is in it.
    dimensions : int
        Length of a vector.

    Raises
    ------
    EncoderError
        The folder is missing, holds no such model, or the extra is not installed.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self.folder = Path(folder)
        self.threads = threads or available_threads()
        if not self.folder.is_dir():
            raise EncoderError(
                "there is no such folder.",
                source=str(self.folder),
                mend="Give the path of a folder that SentenceTransformer.save wrote; models are never downloaded.",
            )
        self._model = _loaded(self.folder)
        self._tokenising = Lock()  # the tokenizer inside keeps settings between calls
        self.name = f"sentence-transformers:{self.folder.resolve().name} {_folder_digest(self.folder)[:DIGITS]}"
        size_of = getattr(self._model, "get_embedding_dimension", None) or self._model.get_sentence_embedding_dimension
        self.dimensions = int(size_of())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of ``texts``; see :class:`infoview_analysis.encoder.protocol.Encoder`."""
        import torch

        prepared = getattr(self._model, "preprocess", None) or self._model.tokenize

        def vector_of(text: str) -> Vectors:
            with self._tokenising:
                features = prepared([valid_text(text)])
            with torch.inference_mode():
                vector = self._model(features)["sentence_embedding"][0].numpy().astype(np.float64)
            return (vector / np.sqrt(np.sum(vector * vector))).astype(np.float32)

        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return one_by_one(texts, vector_of, dimensions=self.dimensions, threads=self.threads)
        finally:
            torch.set_num_threads(threads)


def _loaded(folder: Path) -> Any:
    """Load the model on the processor, with the network ruled out."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging
    except ImportError as error:
        raise EncoderError(
            "this encoder needs sentence-transformers and torch.",
            source=str(folder),
            mend='Install the extra: pip install "infoview-analysis[train]".',
        ) from error
    logging.disable_progress_bar()
    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # whatever transformers, torch or safetensors raise
        raise EncoderError(
            f"no sentence-transformers model can be loaded from this folder ({error}).",
            source=str(folder),
            mend="Give the path of a folder that SentenceTransformer.save wrote; models are never downloaded.",
        ) from error
    return model.eval()


def _folder_digest(folder: Path) -> str:
    """Return one SHA-256 for all files that decide the vectors."""
    digest = sha256()
    for path in sorted({path for pattern in DECIDING_FILES for path in folder.rglob(pattern)}):
        digest.update(f"{path.relative_to(folder).as_posix()} {file_digest(path)}\n".encode())
    return digest.hexdigest()
