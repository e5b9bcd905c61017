"""A small network that reads a note with its heading: which words speak of a skill, and how much it is needed.

The network stands on the word vectors and the
two lowest layers of all-MiniLM-L6-v2, has four layers of its own, and was taught with ``tools/train_skill_tagger.py``
on the notes in data/skill_points. By itself it is no better than the rules; what it says is one sign among others for
:mod:`infoview_analysis.skills.mention_head` and :mod:`infoview_analysis.skills.need_head`.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.encoder.model_folder import DIGITS, SHIPPED, check_files, read_card
from infoview_analysis.encoder.onnx_encoder import TOKENIZER, load_session, runtime_version
from infoview_analysis.encoder.protocol import Vectors
from infoview_analysis.encoder.text_vectors import available_threads
from infoview_analysis.encoder.text_windows import load_tokenizer, valid_text
from infoview_analysis.frames import NEEDS

MODEL = "skill_tagger.onnx"
FOLDER = SHIPPED / "all-MiniLM-L6-v2"
MASK = "[MASK]"
MAX_TOKENS = 256
TAGS = ("outside", "begins", "inside")
_HEADING_TOKENS = 24
_UNREAD = (0.1, *([-math.log(len(NEEDS))] * len(NEEDS)))  # of what holds no word: few are skills, any need

Span = tuple[int, int]


class Question(NamedTuple):
    """Words ``text[start:end]`` of a note under a heading."""

    heading: str
    text: str
    start: int
    end: int


class Reading(NamedTuple):
    """What the tagger says of some words.

    Attributes
    ----------
    spoken : float
        Probability that they speak of a skill, 0 to 1.
    needs : tuple of float
        Logarithms of the probabilities of ``frames.NEEDS``, in that order.
    """

    spoken: float
    needs: tuple[float, ...]


class Tagger(Protocol):
    """Answers questions written by :func:`asked`: a :class:`SkillTagger`, or one with a cache around it."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the answers, a :class:`Reading` a row."""
        ...


@dataclass(frozen=True)
class Window:
    """Word pieces of a heading and a stretch of a text, and where each piece of the text stands in it."""

    pieces: list[int]
    spans: list[Span | None]

    def places(self, span: Span) -> list[int]:
        """Return the places of the pieces that lie in ``span`` of the text."""
        return [n for n, one in enumerate(self.spans) if one is not None and one[0] < span[1] and span[0] < one[1]]

    def without(self, span: Span, mask: int) -> Window:
        """Return the window with the piece ``mask`` in place of each piece in ``span``."""
        hidden = set(self.places(span))
        return Window([mask if n in hidden else piece for n, piece in enumerate(self.pieces)], self.spans)


def pieces_of(tokenizer: Any, heading: str, text: str) -> list[Window]:
    """Return a note as word pieces, the heading before each window; at least one window, and no piece left out."""
    begin, stop = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    above = tokenizer.encode(valid_text(heading), add_special_tokens=False).ids[:_HEADING_TOKENS]
    encoding = tokenizer.encode(valid_text(text), add_special_tokens=False)
    size = MAX_TOKENS - len(above) - 3
    windows = []
    for at in range(0, max(1, len(encoding.ids)), size):
        part = encoding.ids[at : at + size]
        spans = [*([None] * (len(above) + 2)), *encoding.offsets[at : at + size], None]
        windows.append(Window([begin, *above, stop, *part, stop], spans))
    return windows


class SkillTagger:
    """The network on ONNX Runtime.

    It offers what :class:`infoview_analysis.encoder.protocol.Encoder` asks for, so that a
    :class:`infoview_analysis.encoder.cache.CachedEncoder` keeps its answers: the text is a question as
    :func:`asked` writes it, the vector is a :class:`Reading`. Every note runs alone, so an answer does not depend
    on the others.

    Parameters
    ----------
    folder : Path, optional
        Holds model.json, skill_tagger.onnx and tokenizer.json.
    threads : int, optional
        Notes read at the same time; by default one for each processor.

    Raises
    ------
    EncoderError
        A file is missing or damaged.
    """

    dimensions = 1 + len(NEEDS)

    def __init__(self, folder: Path = FOLDER, *, threads: int | None = None) -> None:
        self.folder = Path(folder)
        self.threads = threads or available_threads()
        card = read_card(self.folder)
        check_files(self.folder, card)
        digests = "+".join(card.files[file][:DIGITS] for file in (MODEL, TOKENIZER))
        self.name = f"skill tagger {digests} onnxruntime {runtime_version()}"
        self._lock = Lock()
        self._loaded: tuple[Any, Any] | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the answers to questions, shape (len(texts), 1 + needs)."""
        by_note: dict[tuple[str, str], list[tuple[int, Span]]] = defaultdict(list)
        for number, text in enumerate(texts):
            heading, note, start, end = json.loads(text)
            by_note[heading, note].append((number, (start, end)))
        answers = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if not by_note:
            return answers
        session, tokenizer = self._load()

        def read(note: tuple[str, str]) -> None:
            windows = pieces_of(tokenizer, *note)
            signs = [_signs(session, window) for window in windows]
            for number, span in by_note[note]:
                answers[number] = _answer(windows, signs, span)

        # Long notes first: a long one started last would leave the other threads idle at the end.
        todo = sorted(by_note, key=lambda note: len(note[1]), reverse=True)
        with ThreadPoolExecutor(min(self.threads, len(todo)), thread_name_prefix="tagger") as pool:
            for _ in pool.map(read, todo):
                pass
        return answers

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                self._loaded = load_session(self.folder / MODEL), load_tokenizer(self.folder / TOKENIZER)
            return self._loaded


@cache
def shipped_tagger() -> SkillTagger:
    """Return the tagger that comes along."""
    return SkillTagger()


def cached_tagger(cache_folder: Path, *, threads: int | None = None) -> Tagger:
    """Return the tagger that comes along, with its answers kept beside the vectors of the notes."""
    from infoview_analysis.encoder.cache import CachedEncoder

    return CachedEncoder(SkillTagger(threads=threads), cache_folder)


def asked(question: Question) -> str:
    """Return a question as one text, under which its answer is kept."""
    return json.dumps(list(question), ensure_ascii=True)


def readings(tagger: Tagger, questions: Sequence[Question]) -> list[Reading]:
    """Return what a tagger, cached or not, says of words in notes.

    Parameters
    ----------
    tagger : Tagger
    questions : sequence of Question
    """
    answers = tagger.encode([asked(question) for question in questions])
    return [Reading(float(row[0]), tuple(map(float, row[1:]))) for row in answers]


def _signs(session: Any, window: Window) -> NDArray[np.float32]:
    """Run one window; returns logits of the tags and the needs, shape (pieces, tags + needs)."""
    pieces = np.array([window.pieces], dtype=np.int64)
    outputs = session.run(None, {"input_ids": pieces, "attention_mask": np.ones_like(pieces)})
    signs: NDArray[np.float32] = outputs[0][0]
    return signs


def _answer(windows: Sequence[Window], signs: Sequence[NDArray[np.float32]], span: Span) -> tuple[float, ...]:
    """Return the answer on words, from the first window that holds some of their pieces."""
    for window, rows in zip(windows, signs, strict=True):
        if places := window.places(span):
            tags = _log_softmax(rows[places, : len(TAGS)].astype(np.float64))
            needs = _log_softmax(rows[places, len(TAGS) :].astype(np.float64))
            return (1 - float(np.exp(tags[:, 0]).min()), *needs.mean(axis=0).tolist())
    return _UNREAD


def _log_softmax(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = rows - rows.max(axis=1, keepdims=True)
    logs: NDArray[np.float64] = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return logs
