"""The encoder that ships with the package: a small BERT on ONNX Runtime, without torch and without the network."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from infoview_analysis.encoder.model_folder import DIGITS, check_files, read_card
from infoview_analysis.encoder.protocol import Vectors
from infoview_analysis.encoder.text_vectors import available_threads, one_by_one
from infoview_analysis.encoder.text_windows import WindowTokenizer
from infoview_analysis.errors import EncoderError

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"


def runtime_version() -> str:
    """Return ONNX Runtime's version, without importing it."""
    try:
        return version("onnxruntime")
    except PackageNotFoundError:  # one of its variants, under another distribution name
        import onnxruntime

        return str(onnxruntime.__version__)


class OnnxEncoder:
    """Vectors from a model folder that ``tools/build_encoder.py`` wrote.

    Every text runs alone, at its own length and on one thread, several texts side by side; so a vector is the same
    bit for bit whatever the batch, the order and the number of threads. A text longer than the model reads is cut
    into windows, whose vectors are averaged by their number of word pieces.

    Parameters
    ----------
    folder : Path
        Holds model.json, model.onnx and tokenizer.json. Their SHA-256 is checked at once; the model itself is
        loaded with the first text.
    threads : int, optional
        Texts computed at the same time; by default one for each processor.

    Attributes
    ----------
    name : str
        Model, version, the file's SHA-256 and ONNX Runtime's version, whose kernels decide the last bits.
    dimensions : int
        Length of a vector.

    Raises
    ------
    EncoderError
        A file is missing, damaged or not the one that the card names.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self.folder = Path(folder)
        self._card = read_card(self.folder)
        for file in (MODEL, TOKENIZER):
            if file not in self._card.files:
                raise EncoderError(
                    f"the encoder's card does not name {file}.",
                    source=str(self.folder / "model.json"),
                    mend="Build the model anew with tools/build_encoder.py.",
                )
        check_files(self.folder, self._card)
        self.threads = threads or available_threads()
        # Both files decide a vector: the words' numbers come from the tokenizer.
        digests = "+".join(self._card.files[file][:DIGITS] for file in (MODEL, TOKENIZER))
        self.name = f"{self._card.name}@{self._card.version} {digests} onnxruntime {runtime_version()}"
        self.dimensions = self._card.dimensions
        self._lock = Lock()
        self._session: Any = None
        self._tokenizer: WindowTokenizer | None = None

    def _loaded(self) -> tuple[Any, WindowTokenizer]:
        with self._lock:
            if self._session is None or self._tokenizer is None:
                self._tokenizer = WindowTokenizer(self.folder / TOKENIZER, self._card.max_tokens)
                self._session = load_session(self.folder / MODEL)
            return self._session, self._tokenizer

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of ``texts``; see :class:`infoview_analysis.encoder.protocol.Encoder`."""
        if not len(texts):
            return np.empty((0, self.dimensions), dtype=np.float32)
        session, tokenizer = self._loaded()

        def vector_of(text: str) -> Vectors:
            windows = tokenizer.windows(text)
            if len(windows) == 1:
                return _window_vector(session, windows[0])
            total = np.zeros(self.dimensions, dtype=np.float64)
            for window in windows:
                total += (len(window) - 2) * _window_vector(session, window).astype(np.float64)
            return (total / np.sqrt(np.sum(total * total))).astype(np.float32)

        return one_by_one(texts, vector_of, dimensions=self.dimensions, threads=self.threads)


def load_session(path: Path) -> Any:
    """Load a model for one thread a text."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.enable_mem_pattern = False  # every text has its own length: a plan of memory for each would pile up
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no public base class
        raise EncoderError(
            f"ONNX Runtime cannot load the model ({error}).",
            source=str(path),
            mend="Install a newer onnxruntime, or build the model anew with tools/build_encoder.py.",
        ) from error


def _window_vector(session: Any, window: list[int]) -> Vectors:
    """Run one window of word pieces through the model."""
    pieces = np.array([window], dtype=np.int64)
    outputs = session.run(None, {"input_ids": pieces, "attention_mask": np.ones_like(pieces)})
    vector: Vectors = outputs[0][0]
    return vector
