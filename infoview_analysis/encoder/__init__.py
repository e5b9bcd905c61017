"""Text into vectors: the encoder that ships with the package, others in its place, and a cache on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infoview_analysis.encoder.model_folder import SHIPPED, kind_of_folder, shipped_models
from infoview_analysis.encoder.protocol import Encoder
from infoview_analysis.errors import EncoderError

DEFAULT_ENCODER = "interview-notes"

__all__ = ["DEFAULT_ENCODER", "Encoder", "load_encoder", "shipped_models"]


def load_encoder(
    setting: str = DEFAULT_ENCODER,
    *,
    cache_folder: Path | None = None,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Encoder:
    """Return the encoder that a setting names.

    Parameters
    ----------
    setting : str
        The name of a model that came with the package (nothing: the default one), ``onnx:FOLDER``,
        ``static:FOLDER``, ``sentence-transformers:FOLDER``, or a folder alone, whose kind is told by its files.
    cache_folder : Path, optional
        Where vectors are kept between runs (a :class:`infoview_analysis.encoder.cache.CachedEncoder` is returned);
        without it every text is encoded anew.
    threads : int, optional
        Texts computed at the same time; by default one for each processor. The vectors do not depend on it.
    progress : callable, optional
        Called as ``progress(done, total)`` while texts that are not in the cache are encoded; needs a cache folder.

    Returns
    -------
    Encoder
        Nothing heavy is loaded before the first text that needs it.

    Raises
    ------
    EncoderError
        There is no such encoder, or its files are missing or damaged.
    """
    encoder = _named_encoder(setting.strip(), threads)
    if cache_folder is None:
        return encoder
    from infoview_analysis.encoder.cache import CachedEncoder

    return CachedEncoder(encoder, Path(cache_folder), progress=progress)


def _named_encoder(setting: str, threads: int | None) -> Encoder:
    """Return the encoder that a setting names, without a cache."""
    setting = setting or DEFAULT_ENCODER
    kind, _, place = setting.partition(":")
    if setting in shipped_models():
        kind, place = "onnx", str(SHIPPED / setting)
    elif Path(setting).expanduser().is_dir():
        kind, place = kind_of_folder(Path(setting).expanduser()), setting
    folder = Path(place).expanduser()
    if place and kind == "onnx":
        from infoview_analysis.encoder.onnx_encoder import OnnxEncoder

        return OnnxEncoder(folder, threads=threads)
    if place and kind == "static":
        from infoview_analysis.encoder.static_vectors import StaticEncoder

        return StaticEncoder(folder, threads=threads)
    if place and kind == "sentence-transformers":
        from infoview_analysis.encoder.sentence_transformers_encoder import SentenceTransformersEncoder

        return SentenceTransformersEncoder(folder, threads=threads)
    there_is = ", ".join([*shipped_models(), "onnx:FOLDER", "static:FOLDER", "sentence-transformers:FOLDER"])
    raise EncoderError(f"there is no encoder called {setting!r}.", mend=f"There is: {there_is}, or a folder alone.")
