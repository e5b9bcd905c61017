"""What every encoder offers, whatever is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors whose dot product says how alike two texts are.

    A text's vector depends on the text and the encoder alone: not on the other texts, their order, or the number of
    threads.
    """

    @property
    def name(self) -> str:
        """Model and version, down to the bytes of its files; vectors of different names are never mixed."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the texts' vectors.

        Parameters
        ----------
        texts : sequence of str
            Any length, also empty.

        Returns
        -------
        ndarray of float32, shape (len(texts), dimensions)
            Rows of unit length, in the order of ``texts``.
        """
        ...
