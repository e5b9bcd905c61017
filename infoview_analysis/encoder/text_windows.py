"""Texts as word pieces, and long texts as windows, so that no word of a long answer is dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infoview_analysis.errors import EncoderError


def valid_text(text: str) -> str:
    """Return the text without lone surrogates, which no tokenizer accepts; damaged file names and logs hold them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def load_tokenizer(path: Path) -> Any:
    """Load a tokenizer.json, without truncation or padding.

    Returns
    -------
    tokenizers.Tokenizer
        Its ``encode`` may be called from several threads.

    Raises
    ------
    EncoderError
        The file is missing or no tokenizer.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # tokenizers raises bare Exception
        raise EncoderError(
            f"the tokenizer cannot be read ({error}).",
            source=str(path),
            mend="Install the package again, or give the folder of a complete model.",
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class WindowTokenizer:
    """Cuts a text into windows of word pieces that a model can read.

    Parameters
    ----------
    path : Path
        A tokenizer.json with the marks ``[CLS]`` and ``[SEP]``.
    max_tokens : int
        Longest window, the two marks included.

    Raises
    ------
    EncoderError
        The file is missing, no tokenizer, or lacks the marks.
    """

    def __init__(self, path: Path, max_tokens: int) -> None:
        self._tokenizer = load_tokenizer(path)
        self._size = max_tokens - 2
        self._start = self._tokenizer.token_to_id("[CLS]")
        self._stop = self._tokenizer.token_to_id("[SEP]")
        if self._start is None or self._stop is None:
            raise EncoderError(
                "the tokenizer lacks the marks [CLS] and [SEP].",
                source=str(path),
                mend="Give the folder of a BERT model that tools/build_encoder.py wrote.",
            )

    def windows(self, text: str) -> list[list[int]]:
        """Return the text's word pieces, in one window or, for a long text, several.

        Parameters
        ----------
        text : str
            Any length.

        Returns
        -------
        list of list of int
            At least one window; each starts with ``[CLS]``, ends with ``[SEP]``. A window ends between two words
            where it can, and every word piece is in exactly one of them.
        """
        encoding = self._tokenizer.encode(valid_text(text), add_special_tokens=False)
        pieces = encoding.ids
        if len(pieces) <= self._size:
            return [[self._start, *pieces, self._stop]]
        words = encoding.word_ids
        windows = []
        begin = 0
        while begin < len(pieces):
            end = min(begin + self._size, len(pieces))
            cut = end
            while end < len(pieces) and cut > begin and words[cut] == words[cut - 1]:
                cut -= 1
            end = cut if cut > begin else end
            windows.append([self._start, *pieces[begin:end], self._stop])
            begin = end
        return windows
