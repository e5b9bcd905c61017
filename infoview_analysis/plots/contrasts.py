"""Pictures of contrasting views: how many people stand on each side of a proposition, and who.

Every function takes frames of :mod:`infoview_analysis.contrasts`, draws on ``ax`` (or on a new figure of a fitting
size) and returns the Axes. What is marked is filled; what is only suggested is outlined, hatched and called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from infoview_analysis.plots import style
from infoview_analysis.wording import plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS = 20
_MOST_PEOPLE = 40
# Blue and orange are told apart with the common colour deficiencies; grey lies between them.
_COLOURS = {"for": "#0b4f7d", "against": "#d9822b", "depends": "#b9c2ca", "mixed": "#b9c2ca"}
_LETTERS = {"for": "F", "against": "A", "depends": "D", "mixed": "±"}
_WORDS = {"against": "against", "depends": "depends, or both", "for": "for"}
_LABELS = 3.0  # inches for the sentences


def stance_bars(contrasts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw people against, depending and for each proposition by marks, and beside them who is only suggested.

    Parameters
    ----------
    contrasts : DataFrame
        See ``frames.FRAMES["contrasts"]``; at most the first 20 rows are drawn.
    """
    title = "Who is for and who against"
    if contrasts.empty:
        return style.empty_axes(ax, title, "There is no proposition yet.")
    shown = contrasts.head(_MOST_ROWS)
    title = bars_title(contrasts)
    note = "People, each once. Filled: marked, by you or in the notes. Dashed: suggested by the program, not counted."
    if len(shown) < len(contrasts):
        note += f" The first {len(shown)} of {len(contrasts)} propositions."
    with style.styled():
        width, right = 4.3, 0.5
        labels = [style.wrapped(words, _LABELS - 0.25, lines=3) for words in shown["proposition"]]
        heights = _row_heights(labels)
        centres = np.cumsum(heights) - heights / 2
        text_width = _LABELS + width + right - 0.2
        top = style.headline_height(title, note, text_width) + 0.32
        ax = style.framed(ax, left=_LABELS, right=right, top=top, bottom=0.15, width=width, height=float(heights.sum()))
        _draw_bars(ax, shown, centres)
        ax.set_yticks(centres, labels)
        ax.set_ylim(float(heights.sum()), 0)
        style.bare(ax)
        _legend(ax, bool(_suggested(shown).to_numpy().sum()))
        style.headline(ax, title, note, left=_LABELS, width=text_width, above=0.24)
    return ax


def bars_title(contrasts: pd.DataFrame) -> str:
    """Return the finding: which proposition divides people most by marks, or that nothing is marked."""
    if not int(contrasts["n_marked_points"].sum()):
        return f"{plural(len(contrasts), 'proposition')} to ask about; no side is marked yet"
    smaller = contrasts[["n_for", "n_against"]].min(axis=1)
    if not smaller.max():
        return "Nobody contradicts anybody by the sides marked so far"
    first = contrasts.iloc[int(np.argmax(smaller.to_numpy(dtype=float)))]
    return f"“{first['proposition']}” divides people most: {first['n_for']} for, {first['n_against']} against"


def stance_matrix(contrasts: pd.DataFrame, contrast_people: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each proposition on which side each person stands.

    Parameters
    ----------
    contrasts, contrast_people : DataFrame
        See ``frames.FRAMES``. At most 20 propositions and 40 people are drawn, those who took most marked sides first.
    """
    title = "Where each person stands"
    people = contrast_people[contrast_people["status"].isin(["marked", "suggested"])]
    if contrasts.empty or people.empty:
        reason = "There is no proposition yet." if contrasts.empty else "Nobody has taken a side yet."
        return style.empty_axes(ax, title, reason)
    rows = contrasts.head(_MOST_ROWS)
    people = people[people["contrast_id"].isin(rows["contrast_id"])]
    names, total = _people(people)
    people = people[people["person"].isin(names.index)]
    title = matrix_title(people, total)
    note = (
        "F for, A against, D depends, ± says both: marked by you or in the notes. Small letters in dashed boxes are"
        " only suggested by the program, not counted. Empty: silent, or side open."
    )
    cut = [f"the first {len(rows)} of {len(contrasts)} propositions" if len(rows) < len(contrasts) else "",
           f"{len(names)} of {total} people" if len(names) < total else ""]  # fmt: skip
    note += f" Shown: {' and '.join(part for part in cut if part)}." if any(cut) else ""
    with style.styled():
        labels = [style.wrapped(words, _LABELS - 0.25, style.NOTE_SIZE, lines=2) for words in rows["proposition"]]
        columns = [style.wrapped(name, 2.2, style.NOTE_SIZE, lines=1) for name in names]
        cell = float(np.clip(5.0 / len(columns), 0.23, 0.34))
        row_height = max(0.34, 0.1 + style.line_height(style.NOTE_SIZE) * (1 + max(x.count("\n") for x in labels)))
        above = max(len(name) for name in columns) * style.NOTE_SIZE * 0.0085 + 0.12
        width = cell * len(columns)
        right = max(0.2, 5.0 - width)
        text_width = _LABELS + width + right - 0.2
        top = style.headline_height(title, note, text_width) + above
        ax = style.framed(
            ax, left=_LABELS, right=right, top=top, bottom=0.1, width=width, height=row_height * len(rows)
        )
        _draw_cells(ax, people, rows["contrast_id"].tolist(), names.index.tolist())
        ax.set_yticks(np.arange(len(rows)), labels, fontsize=style.NOTE_SIZE)
        ax.xaxis.tick_top()
        ax.set_xticks(np.arange(len(columns)), columns, rotation=90, fontsize=style.NOTE_SIZE)
        style.bare(ax)
        style.headline(ax, title, note, left=_LABELS, width=text_width, above=above)
    return ax


def matrix_title(people: pd.DataFrame, total: int) -> str:
    """Return the finding: how many people stand on a marked side of something."""
    marked = int(people.loc[people["status"] == "marked", "person"].nunique())
    if not marked:
        return f"No side is marked yet; for {plural(total, 'person', 'people')} a side is suggested"
    return f"{plural(marked, 'person', 'people')} stand{'s' if marked == 1 else ''} on a marked side of something"


def _row_heights(labels: list[str]) -> np.ndarray:
    lines = np.array([label.count("\n") + 1 for label in labels])
    return np.maximum(0.42, 0.16 + lines * style.line_height())


def _suggested(contrasts: pd.DataFrame) -> pd.DataFrame:
    names = ["n_suggested_against", "n_suggested_depends", "n_suggested_for"]
    return contrasts[names].astype("float64").fillna(0)


def _draw_bars(ax: Axes, shown: pd.DataFrame, centres: np.ndarray) -> None:
    against, depends, for_ = (shown[f"n_{side}"].to_numpy(dtype=float) for side in ("against", "depends", "for"))
    guess_against, guess_depends, guess_for = (_suggested(shown)[name].to_numpy() for name in _suggested(shown))
    # What depends lies in the middle, half on each side of zero; suggestions lie outside of what is marked.
    edges = {
        "depends": (-depends / 2, depends),
        "against": (-depends / 2 - against, against),
        "for": (depends / 2, for_),
    }
    for side, (left, counts) in edges.items():
        ax.barh(centres, counts, left=left, height=0.2, color=_COLOURS[side], gid=f"marked-{side}", zorder=3)
        _numbers(ax, left + counts / 2, centres, counts, style.PAPER if side == "for" else style.INK, bold=True)
    outer = (("against", -depends / 2 - against - guess_against, guess_against), ("for", depends / 2 + for_, guess_for))
    for side, left, counts in outer:
        some = counts > 0
        ax.barh(centres[some], counts[some], left=left[some], height=0.2, facecolor=style.PAPER, hatch="////",
                edgecolor=_COLOURS[side], linestyle="--", linewidth=0.9, alpha=0.75, gid=f"suggested-{side}",
                zorder=2)  # fmt: skip
    reach = float(max(np.max(depends / 2 + np.maximum(against + guess_against, for_ + guess_for)), 1.0))
    ax.set_xlim(-reach * 1.06, reach * 1.06)
    for centre, row in zip(centres, zip(guess_against, guess_depends, guess_for, strict=True), strict=True):
        words = [f"{n:.0f} {side}" for n, side in zip(row, ("against", "depends", "for"), strict=True) if n]
        if words:
            text = "suggested: " + ", ".join(words)
            ax.annotate(text, (0, centre), (0, -9.5), textcoords="offset points", ha="center", va="top", style="italic",
                        fontsize=style.NOTE_SIZE - 1, color=style.MUTED, gid="suggested-words")  # fmt: skip
    ax.axvline(0, color=style.RULE, linewidth=0.8, zorder=1)
    ax.set_xticks([])


def _numbers(ax: Axes, x: np.ndarray, y: np.ndarray, counts: np.ndarray, colour: str, *, bold: bool) -> None:
    for place, height, n in zip(x, y, counts, strict=True):
        if n:
            ax.text(place, height, f"{n:.0f}", ha="center", va="center", color=colour, fontsize=style.NOTE_SIZE,
                    fontweight="bold" if bold else "normal", zorder=4)  # fmt: skip


def _legend(ax: Axes, suggested: bool) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(facecolor=_COLOURS[side], label=words) for side, words in _WORDS.items()]
    if suggested:
        patches.append(Patch(facecolor=style.PAPER, edgecolor=style.MUTED, hatch="////", linestyle="--",
                             label="suggested, not counted"))  # fmt: skip
    width = style.width_in_inches(ax)
    ax.legend(handles=patches, loc="lower left", bbox_to_anchor=(-(_LABELS - 0.1) / width, 1.0), ncols=len(patches),
              frameon=False, fontsize=style.NOTE_SIZE, handlelength=1.4, borderaxespad=0, borderpad=0.2)  # fmt: skip


def _people(people: pd.DataFrame) -> tuple[pd.Series, int]:
    """Return person → name, those with most marked sides first."""
    ranked = people.assign(marked=people["status"].eq("marked")).groupby("person").agg(
        marked=("marked", "sum"), sides=("side", "size"), name=("interviewee", "first")
    )  # fmt: skip
    ranked = ranked.reset_index().sort_values(["marked", "sides", "person"], ascending=[False, False, True])
    return ranked.head(_MOST_PEOPLE).set_index("person")["name"], len(ranked)


def _draw_cells(ax: Axes, people: pd.DataFrame, contrasts: list[str], names: list[str]) -> None:
    from matplotlib.patches import Rectangle

    rows = {name: place for place, name in enumerate(contrasts)}
    columns = {name: place for place, name in enumerate(names)}
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.set_ylim(len(contrasts) - 0.5, -0.5)
    ax.hlines(np.arange(len(contrasts) + 1) - 0.5, -0.5, len(names) - 0.5, color=style.RULE, linewidth=0.5, zorder=0)
    ax.vlines(np.arange(len(names) + 1) - 0.5, -0.5, len(contrasts) - 0.5, color=style.RULE, linewidth=0.5, zorder=0)
    for contrast, person, side, status in people[["contrast_id", "person", "side", "status"]].itertuples(index=False):
        x, y = columns[person], rows[contrast]
        fact = status == "marked"
        if fact:
            box = Rectangle((x - 0.5, y - 0.5), 1.0, 1.0, facecolor=_COLOURS[side], edgecolor=style.PAPER,
                            linewidth=1.2, gid="marked")  # fmt: skip
        else:
            box = Rectangle((x - 0.36, y - 0.36), 0.72, 0.72, facecolor="none", edgecolor=style.MUTED, linewidth=0.7,
                            linestyle=(0, (2, 1.5)), gid="suggested")  # fmt: skip
        ax.add_patch(box)
        colour = style.MUTED if not fact else style.PAPER if side == "for" else style.INK
        letter = _LETTERS[side] if fact else _LETTERS[side].lower()
        ax.text(x, y, letter, ha="center", va="center", color=colour, fontsize=style.NOTE_SIZE - (0 if fact else 1),
                fontweight="bold" if fact else "normal", style="normal" if fact else "italic")  # fmt: skip
