"""An entailment model on this computer as judge: whether a note entails the sentence or contradicts it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from infoview_analysis.contrasts.cues import DEPENDS, leaning
from infoview_analysis.contrasts.judges.protocol import Judgement, Level, Quote, Verdict
from infoview_analysis.errors import SettingsError

LIKELY, POSSIBLE = 0.9, 0.7  # probability of the better of entailment and contradiction


class NliJudge:
    """Asks a cross-encoder for natural language inference, kept in a folder; needs the extra ``train``.

    Parameters
    ----------
    folder : str or Path
        Folder of the model; nothing is downloaded.
    model : object, optional
        A loaded one: anything with ``predict(pairs)`` and ``config.id2label``.

    Raises
    ------
    SettingsError
        The folder is not there, the extra is not installed, or the model is none for inference.
    """

    def __init__(self, folder: str | Path, *, model: Any = None) -> None:
        self.folder = Path(folder).expanduser()
        self._model = model if model is not None else _loaded(self.folder)
        self._columns = _columns(getattr(self._model.config, "id2label", {}), self.folder)

    @property
    def name(self) -> str:
        """What the tables call it."""
        return f"nli: {self.folder.name}"

    def judge(self, proposition: str, quotes: Sequence[Quote]) -> Judgement:
        """Return the side of each quote; none where neither entailment nor contradiction is clear."""
        if not quotes:
            return Judgement(())
        pairs = [(f"{quote.heading}: {quote.text}" if quote.heading else quote.text, proposition) for quote in quotes]
        logits = np.asarray(self._model.predict(pairs), dtype=float)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        entails, contradicts = (shares[:, column] for column in self._columns)
        return Judgement(
            tuple(_verdict(quote, float(a), float(b)) for quote, a, b in zip(quotes, entails, contradicts, strict=True))
        )


def _verdict(quote: Quote, entails: float, contradicts: float) -> Verdict:
    better = max(entails, contradicts)
    if better < POSSIBLE:
        return Verdict(quote.point_id, None, "unclear", "neither follows from the note nor speaks against it")
    view = leaning(quote.text)
    level: Level = "likely" if better >= LIKELY else "possible"
    if view.direction == DEPENDS:
        return Verdict(quote.point_id, "depends", "possible", "names a condition", (view.cue,), view.condition)
    if entails >= contradicts:
        return Verdict(quote.point_id, "for", level, "the sentence follows from the note")
    return Verdict(quote.point_id, "against", level, "the note contradicts the sentence")


def _columns(labels: dict[int, str], folder: Path) -> tuple[int, int]:
    """Return the places of entailment and contradiction among the model's outputs."""
    names = {str(label).casefold(): int(number) for number, label in labels.items()}
    try:
        return names["entailment"], names["contradiction"]
    except KeyError:
        raise SettingsError(
            f"The model in {folder} does not tell entailment from contradiction; it has {sorted(names)}.",
            mend="Name the folder of a model for natural language inference in contrasts.model.",
        ) from None


def _loaded(folder: Path) -> Any:
    if not folder.is_dir():
        raise SettingsError(f"There is no folder {folder}.", mend="Correct contrasts.model, or set judge to cues.")
    try:
        from sentence_transformers import CrossEncoder
    except ImportError:
        raise SettingsError(
            "The judge nli needs the package sentence-transformers.",
            mend='Install it with  pip install "infoview-analysis[train]" , or set judge to cues.',
        ) from None
    return CrossEncoder(str(folder), local_files_only=True)
