"""Colours, sizes and text measures that every picture shares.

The colours are told apart by people with the common colour deficiencies and, by their lightness, in a greyscale print.
"""

from __future__ import annotations

import textwrap
import unicodedata
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1d2730"
MUTED = "#586572"
RULE = "#d5dbe1"
PAPER = "#ffffff"

# Lightness falls from "one voice" to "stable", so that the order survives without colour.
VERDICT_COLOURS = {"stable": "#3f84b5", "tentative": "#b4d2e7", "untested": "#dde2e7", "one voice": "#ffffff"}
VERDICT_ORDER = ("stable", "tentative", "untested", "one voice")
PLACED, UNPLACED = "#0b4f7d", "#e3a857"
SHADES = ("#f2f5f8", "#cfe1ef", "#8fbcdc", "#3f84b5", "#0b4f7d")  # none, then ever more

TITLE_SIZE, TEXT_SIZE, NOTE_SIZE = 12.5, 9.5, 8.5
WIDTH = 8.0  # inches: the text width of an A4 page, and of the report's column
# Mean width of a character of DejaVu Sans in inches per point of size; measured on English prose.
_CHARACTER = 0.0077
_OTHER_SCRIPTS = ("Noto Sans CJK JP", "Hiragino Sans", "Microsoft YaHei", "Noto Sans Arabic", "Noto Sans Hebrew",
                  "Noto Sans Devanagari", "Arial Unicode MS")  # fmt: skip

RC: dict[str, Any] = {
    "text.parse_math": False,  # a dollar sign is money
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": RULE,
    "axes.titlecolor": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "infoview_analysis",  # the same picture gives the same bytes
    "svg.fonttype": "path",
}


def styled() -> AbstractContextManager[None]:
    """Return a context in which pictures take this style; what a person set for their own pictures stays."""
    import matplotlib.pyplot as plt

    return plt.rc_context(cast("Any", {**RC, "font.family": fonts()}))


def wrapped(text: str, inches: float, size: float = TEXT_SIZE, *, lines: int = 0) -> str:
    """Return ``text`` broken into lines that fit ``inches`` at ``size`` points.

    Parameters
    ----------
    lines : int
        Longest result; what is beyond it is cut and marked with "…". 0: no limit.
    """
    width = max(8, int(inches / (_CHARACTER * size)))
    found = textwrap.wrap(drawable(text), width, break_long_words=True, max_lines=lines or None, placeholder=" …")
    return "\n".join(found)


def drawable(text: str) -> str:
    """Return ``text`` on one line without emoji, which the fonts of pictures do not hold."""
    kept = (sign for sign in text if unicodedata.category(sign) not in ("So", "Cs", "Co", "Cn", "Sk", "Cf"))
    return " ".join("".join(kept).split())


def fonts() -> list[str]:
    """Return the families to draw with: DejaVu Sans, then what is installed for other scripts."""
    from matplotlib import font_manager

    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *(family for family in _OTHER_SCRIPTS if family in installed)]


def line_height(size: float = TEXT_SIZE) -> float:
    """Return the height in inches of one line of text at ``size`` points."""
    return size * 1.22 / 72


def headline(ax: Axes, title: str, note: str, *, left: float, width: float, above: float = 0.0) -> None:
    """Write the finding above ``ax``, and below it what is counted.

    Parameters
    ----------
    left : float
        Inches between the figure's left edge and the axes' left edge: both lines start at the figure's edge.
    width : float
        Inches there are for the text.
    above : float
        Inches directly above the axes that are taken by labels.
    """
    inches = width_in_inches(ax)
    x = -(left - 0.1) / inches if inches else 0.0
    text = wrapped(note, width, NOTE_SIZE)
    ax.annotate(text, (x, 1), (0, above * 72 + 6), xycoords="axes fraction", textcoords="offset points", gid="note",
                fontsize=NOTE_SIZE, color=MUTED, va="bottom", ha="left", annotation_clip=False)  # fmt: skip
    pad = above * 72 + 11 + (text.count("\n") + 1 if text else 0) * line_height(NOTE_SIZE) * 72
    ax.set_title(wrapped(title, width, TITLE_SIZE * 1.08), loc="left", x=x, y=1.0, fontsize=TITLE_SIZE,
                 fontweight="bold", pad=pad)  # fmt: skip


def width_in_inches(ax: Axes) -> float:
    """Return how wide ``ax`` is drawn."""
    return ax.get_window_extent().width / figure_of(ax).dpi


def figure_of(ax: Axes) -> Figure:
    """Return the figure that ``ax`` is drawn on."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("ax has been removed from its figure")
    return figure


def headline_height(title: str, note: str, width: float) -> float:
    """Return the inches that :func:`headline` needs above the axes."""
    title_lines = wrapped(title, width, TITLE_SIZE * 1.08).count("\n") + 1
    note_lines = wrapped(note, width, NOTE_SIZE).count("\n") + 1 if note else 0
    return title_lines * line_height(TITLE_SIZE) + note_lines * line_height(NOTE_SIZE) + 0.26


def bare(ax: Axes) -> None:
    """Take away the frame and the tick marks of ``ax``."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0)


def empty_axes(ax: Axes | None, title: str, reason: str) -> Axes:
    """Return axes without data that say why there is nothing to see."""
    import matplotlib.pyplot as plt

    with styled():
        if ax is None:
            figure, ax = plt.subplots(figsize=(WIDTH, 1.7))
            figure.subplots_adjust(left=0.02, right=0.98, bottom=0.08, top=0.68)
        ax.set(xticks=[], yticks=[])
        bare(ax)
        ax.set_facecolor(SHADES[0])
        ax.set_title(wrapped(title, WIDTH - 0.4, TITLE_SIZE), loc="left", fontsize=TITLE_SIZE, fontweight="bold")
        ax.text(0.5, 0.5, wrapped(reason, WIDTH * 0.8), ha="center", va="center", color=MUTED, transform=ax.transAxes)
    return ax


def framed(
    ax: Axes | None, *, left: float, right: float, top: float, bottom: float, width: float, height: float
) -> Axes:
    """Return ``ax``, or new axes of ``width`` × ``height`` inches with these margins around them."""
    import matplotlib.pyplot as plt

    if ax is not None:
        return ax
    whole_width, whole_height = left + width + right, top + height + bottom
    figure = plt.figure(figsize=(whole_width, whole_height))
    return figure.add_axes((left / whole_width, bottom / whole_height, width / whole_width, height / whole_height))
