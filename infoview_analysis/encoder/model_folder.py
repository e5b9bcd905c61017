"""A model on disk: its card, and the proof that its files are the ones the card speaks of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infoview_analysis.errors import EncoderError

CARD = "model.json"
SHIPPED = Path(__file__).resolve().parent / "models"
DIGITS = 12  # of a SHA-256 in a name: enough that two versions of a model are never taken for each other


@dataclass(frozen=True)
class ModelCard:
    """What model.json says.

    Parameters
    ----------
    name, version : str
        The model and its version.
    dimensions : int
        Length of a vector.
    max_tokens : int
        Longest text in word pieces, with the two marks at its ends.
    files : dict of str to str
        SHA-256 of each file in the folder.
    """

    name: str
    version: str
    dimensions: int
    max_tokens: int
    files: dict[str, str]


def shipped_models() -> list[str]:
    """Return the names of the models that came with the package, sorted."""
    return sorted(card.parent.name for card in SHIPPED.glob(f"*/{CARD}"))


def kind_of_folder(folder: Path) -> str:
    """Tell by its files what kind of encoder a folder holds.

    Returns
    -------
    str
        ``onnx``, ``static`` or ``sentence-transformers``.

    Raises
    ------
    EncoderError
        Its files are those of none of them.
    """
    if (folder / CARD).exists():
        return "onnx"
    if (folder / "vectors.npy").exists():
        return "static"
    if (folder / "config.json").exists() and (folder / "model.safetensors").exists():
        content = (folder / "config.json").read_text(encoding="utf-8", errors="replace")
        return "static" if "model2vec" in content else "sentence-transformers"
    if (folder / "modules.json").exists():
        return "sentence-transformers"
    raise EncoderError(
        "this folder holds no encoder that is known here.",
        source=str(folder),
        mend=f"It should hold {CARD} (of tools/build_encoder.py), vectors.npy, or a sentence-transformers model.",
    )


def read_card(folder: Path) -> ModelCard:
    """Read and check the card of a model folder.

    Raises
    ------
    EncoderError
        There is no such folder or card, or the card lacks a field.
    """
    path = folder / CARD
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return ModelCard(
            name=str(fields["name"]),
            version=str(fields["version"]),
            dimensions=int(fields["dimensions"]),
            max_tokens=int(fields["max_tokens"]),
            files={str(file): str(digest) for file, digest in fields["files"].items()},
        )
    except OSError as error:
        raise EncoderError(
            f"the encoder's card cannot be read ({error.strerror or error}).",
            source=str(path),
            mend="Name a folder that tools/build_encoder.py wrote, or use the encoder that came with the package.",
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderError(
            f"the encoder's card is not what it should be ({type(error).__name__}: {error}).",
            source=str(path),
            mend="Install the package again, or build the model anew with tools/build_encoder.py.",
        ) from error


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits.

    Raises
    ------
    EncoderError
        The file is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(
            f"a file of the encoder cannot be read ({error.strerror or error}).",
            source=str(path),
            mend="Install the package again, or give the folder of a complete model.",
        ) from error


def check_files(folder: Path, card: ModelCard) -> None:
    """Check that the model's files are there, byte for byte.

    Raises
    ------
    EncoderError
        A file is missing, or is not the one that the card was written for.
    """
    for file, expected in card.files.items():
        found = file_digest(folder / file)
        if found != expected:
            raise EncoderError(
                f"this file is damaged or was replaced (SHA-256 {found[:DIGITS]}…, expected {expected[:DIGITS]}…).",
                source=str(folder / file),
                mend="Install the package again; for a model of your own, build it anew with tools/build_encoder.py.",
            )
