"""Pictures of skills: what is asked for against what the person has, who asks for what, and how firmly.

Every function takes frames of :mod:`infoview_analysis.skills`, draws on ``ax`` (or on a new figure of a fitting size)
and returns the Axes. Nothing is counted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from infoview_analysis.plots import style
from infoview_analysis.skills.levels import HIGHEST, LEVELS, level_name
from infoview_analysis.wording import percent, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_SKILLS = 24
_MOST_PEOPLE = 60
_MOST_COLUMNS = 26  # more people than this stand in rows, so that a page holds them
_NEEDS = ("must", "nice", "mentioned")
# Lightness falls with need; "not needed" is told apart by its hatching as well.
_COLOURS = {"must": style.PLACED, "nice": style.SHADES[2], "mentioned": style.SHADES[1], "not needed": style.UNPLACED}
_LABELS = {"must": "a must", "nice": "helps", "mentioned": "named", "not needed": "not needed"}
_MARKS = {"must": "●", "nice": "○", "mentioned": "·", "not needed": "×", "both": "±"}


def demand_against_level(gaps: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each skill the level the person has, the level asked for, and how many people speak of it.

    Parameters
    ----------
    gaps : DataFrame
        The skill_gaps frame; what nobody asks for is left out. The 24 largest gaps are drawn.
    """
    asked = gaps[gaps["demand"] > 0]
    if asked.empty:
        return style.empty_axes(ax, "No skill asked for yet", "Nobody was understood to ask for a skill.")
    shown = asked.head(_MOST_SKILLS)
    title, note = (
        gap_title(gaps),
        "Ring: your level; dotted: not in your profile. Dot: the level asked for. Gap: share of the demand you do not"
        " meet yet.",
    )
    note += _cut(len(shown), len(asked))
    with style.styled():
        margin, width, right = 2.3, 3.4, 2.4
        labels = [style.wrapped(name, margin - 0.25, lines=2) for name in shown["skill"]]
        heights = [max(0.32, (label.count("\n") + 1) * style.line_height() + 0.1) for label in labels]
        centres = np.cumsum(heights) - np.array(heights) / 2
        text_width = margin + width + right - 0.2
        top = style.headline_height(title, note, text_width) + 0.42
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.15, width=width, height=float(sum(heights)))
        _draw_levels(ax, shown, centres)
        ax.set_yticks(centres, labels)
        ax.set_ylim(float(sum(heights)), 0)
        ax.set_xlim(-0.25, HIGHEST + 0.25)
        ax.xaxis.tick_top()
        ax.set_xticks(range(HIGHEST + 1), LEVELS, fontsize=style.NOTE_SIZE)
        style.bare(ax)
        ax.grid(axis="x", color=style.RULE, linewidth=0.6)
        ax.set_axisbelow(True)
        style.headline(ax, title, note, left=margin, width=text_width, above=0.28)
    return ax


def gap_title(gaps: pd.DataFrame) -> str:
    """Return the finding: the largest gap that several people speak of, or that there is none."""
    missing = gaps[gaps["status"].isin(["gap", "partial"]) & (gaps["gap"] > 0)]
    several = missing[missing["voices"] == "several"]
    chosen = several if len(several) else missing
    if chosen.empty:
        return "You have what people ask for" if len(gaps[gaps["demand"] > 0]) else "No skill asked for yet"
    row = chosen.iloc[0]
    speak = f"{row['n_interviews']} of {plural(int(row['n_people']), 'person', 'people')}"
    speaks = "speaks" if row["n_interviews"] == 1 else "speak"
    have = level_name(float(row["have"])) if row["in_profile"] == "yes" else "no level in your profile"
    asked = level_name(float(row["target"]))
    return f"Largest gap: {row['skill']}. {speak} {speaks} of it, {asked} is asked for, you have {have}"


def need_bars(gaps: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each skill how many people call it a must, say it helps, name it, or say it is not needed (leftwards).

    Parameters
    ----------
    gaps : DataFrame
        The skill_gaps frame. The 24 skills that most people speak of are drawn.
    """
    spoken = gaps[gaps["n_interviews"] > 0]
    if spoken.empty:
        return style.empty_axes(ax, "How firmly people ask", "No skill was recognised in the notes.")
    order = ["n_interviews", "n_must", "n_nice", "skill"]
    ranked = spoken.sort_values(order, ascending=[False, False, False, True], kind="stable")
    shown = ranked.head(_MOST_SKILLS)
    n_people = int(shown["n_people"].iloc[0])
    title = need_title(spoken)
    note = f"People, by the strongest thing each says, out of {plural(n_people, 'person', 'people')}."
    note += _cut(len(shown), len(spoken))
    with style.styled():
        margin, width, right = 2.3, 5.0, 0.8
        labels = [style.wrapped(name, margin - 0.25, lines=2) for name in shown["skill"]]
        row = max(0.32, 0.1 + style.line_height() * (1 + max(label.count("\n") for label in labels)))
        text_width = margin + width + right - 0.2
        top = style.headline_height(title, note, text_width) + 0.32
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.15, width=width, height=row * len(shown))
        _draw_needs(ax, shown)
        ax.set_yticks(np.arange(len(shown)), labels)
        ax.set_ylim(len(shown) - 0.5, -0.5)
        ax.set_xticks([])
        style.bare(ax)
        _legend(ax, [need for need in _LABELS if shown[f"n_{need.replace(' ', '_')}"].sum()], margin)
        style.headline(ax, title, note, left=margin, width=text_width, above=0.22)
    return ax


def need_title(gaps: pd.DataFrame) -> str:
    """Return the finding: what most people call a must, else what most people speak of."""
    n_people = int(gaps["n_people"].iloc[0])
    by_must = gaps.sort_values(["n_must", "n_interviews", "skill"], ascending=[False, False, True], kind="stable").iloc[
        0
    ]
    if by_must["n_must"] > 1:
        return f"Called a must most often: {by_must['skill']}, by {by_must['n_must']} of {n_people} people"
    most = gaps.sort_values(["n_interviews", "skill"], ascending=[False, True], kind="stable").iloc[0]
    who = f"{most['n_interviews']} of {plural(n_people, 'person', 'people')}"
    return f"Spoken of most often: {most['skill']}, by {who}"


def who_asks_for_what(matrix: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who asks for which skill: one cell a skill and person.

    Parameters
    ----------
    matrix : DataFrame
        Of :func:`infoview_analysis.skills.matrix.need_matrix`. Up to 24 skills and 60 people are drawn; above 26 people
        they stand in rows.
    """
    title = "Who asks for what"
    if matrix.empty:
        return style.empty_axes(ax, title, "No skill was recognised in the notes.")
    shown = matrix.iloc[:_MOST_SKILLS, :_MOST_PEOPLE]
    title = matrix_title(matrix)
    note = "What each person says of each skill." + _cut(shown.shape[0], matrix.shape[0])
    if shown.shape[1] < matrix.shape[1]:
        note += f" {shown.shape[1]} of {matrix.shape[1]} people."
    with style.styled():
        turned = shown.shape[1] > _MOST_COLUMNS
        return _draw_matrix(ax, shown.T if turned else shown, title, note, slanted=turned)


def matrix_title(matrix: pd.DataFrame) -> str:
    """Return the finding: how many skills the middle person speaks of, and who speaks of none."""
    spoken = (matrix != "").sum(axis=0)
    silent = int((spoken == 0).sum())
    if len(matrix) == 1 and len(spoken) > 1:
        speak = len(spoken) - silent
        return f"{speak} of {len(spoken)} people {'speaks' if speak == 1 else 'speak'} of {matrix.index[0]}"
    if len(spoken) == 1:
        return f"{spoken.index[0]} speaks of {plural(int(spoken.iloc[0]), 'skill')}"
    title = f"The middle person speaks of {float(spoken.median()):g} of the {plural(len(matrix), 'skill')}"
    return title + (f"; {silent} of {len(spoken)} people of none" if silent else "")


def _draw_levels(ax: Axes, shown: pd.DataFrame, centres: np.ndarray) -> None:
    have, target = shown["have"].to_numpy(dtype=float), shown["target"].to_numpy(dtype=float)
    demand = shown["demand"].to_numpy(dtype=float)
    darkest = max(float(demand.max()), 1e-9)
    steps = np.clip(np.ceil(3 * demand / darkest), 1, 3).astype(int)
    colours = [style.SHADES[1 + step] for step in steps]
    met = have >= target
    lines = [style.RULE if enough else colour for enough, colour in zip(met, colours, strict=True)]
    ax.hlines(centres, have, target, color=lines, linewidth=np.where(met, 1.2, 3.2), zorder=2, gid="gap")
    ax.scatter(target, centres, s=74, color=colours, edgecolor=style.INK, linewidth=0.7, zorder=3, gid="target")
    rings = ax.scatter(have, centres, s=128, facecolor="none", edgecolor=style.INK, linewidth=1.5, zorder=4, gid="have")
    rings.set_linestyle(["-" if known == "yes" else (0, (1, 1.2)) for known in shown["in_profile"]])
    rows: Any = shown.itertuples()
    for centre, row in zip(centres.astype(float), rows, strict=True):
        words = f"{row.n_interviews} of {row.n_people}"
        more = f"gap {percent(row.gap)}" if row.gap > 0 else "you have it"
        if row.status == "contested":
            more += ", contested"
        ax.annotate(words, (1, centre), (8, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                    va="center", fontweight="bold", annotation_clip=False)  # fmt: skip
        ax.annotate(more, (1, centre), (72, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                    va="center", color=style.MUTED, fontsize=style.NOTE_SIZE, annotation_clip=False)  # fmt: skip


def _draw_needs(ax: Axes, shown: pd.DataFrame) -> None:
    places = np.arange(len(shown))
    against = shown["n_not_needed"].to_numpy(dtype=float)
    refused: dict[str, Any] = {
        "color": _COLOURS["not needed"],
        "hatch": "///",
        "edgecolor": style.PAPER,
        "linewidth": 0.5,
    }
    ax.barh(places, -against, height=0.62, gid="not needed", **refused)
    start = np.zeros(len(shown))
    for need in _NEEDS:
        counts = shown[f"n_{need}"].to_numpy(dtype=float)
        ax.barh(places, counts, left=start, height=0.62, color=_COLOURS[need], edgecolor=style.PAPER, linewidth=0.8,
                gid=need)  # fmt: skip
        for place, count, left in zip(places, counts, start, strict=True):
            if count:
                ax.text(left + count / 2, float(place), f"{count:.0f}", ha="center", va="center",
                        fontsize=style.NOTE_SIZE, color=style.PAPER if need == "must" else style.INK)  # fmt: skip
        start = start + counts
    for place, count in zip(places, against, strict=True):
        if count:
            ax.text(-count / 2, float(place), f"{count:.0f}", ha="center", va="center", fontsize=style.NOTE_SIZE,
                    bbox={"boxstyle": "round,pad=0.15", "facecolor": style.PAPER, "edgecolor": "none"})  # fmt: skip
    ax.axvline(0, color=style.INK, linewidth=0.9, zorder=5)
    ax.set_xlim(-max(float(against.max()), 0.02 * float(max(start.max(), 1))), max(float(start.max()), 1.0))


def _legend(ax: Axes, needs: list[str], margin: float) -> None:
    from matplotlib.patches import Patch

    patches = [
        Patch(facecolor=_COLOURS[need], edgecolor=style.PAPER, hatch="///" if need == "not needed" else None,
              label=_LABELS[need])
        for need in needs
    ]  # fmt: skip
    ax.legend(handles=patches, loc="lower left", bbox_to_anchor=(-(margin - 0.1) / style.width_in_inches(ax), 1.0),
              ncols=len(patches), frameon=False, fontsize=style.NOTE_SIZE, handlelength=1.4, borderaxespad=0,
              borderpad=0.2)  # fmt: skip


def _draw_matrix(ax: Axes | None, cells: pd.DataFrame, title: str, note: str, *, slanted: bool) -> Axes:
    margin = 1.9 if slanted else 2.4
    side = 0.26 if slanted else float(np.clip(5.4 / cells.shape[1], 0.24, 0.42))
    column = float(np.clip(6.0 / cells.shape[1], 0.27, 0.45)) if slanted else side
    rows = [style.wrapped(str(name), margin - 0.35, lines=1 if slanted else 2) for name in cells.index]
    columns = [style.wrapped(str(name), 2.2, lines=1) for name in cells.columns]
    height = side if slanted else max(side, 0.18 + style.line_height() * max(row.count("\n") for row in rows))
    names = max(map(len, columns)) * style.NOTE_SIZE * 0.0085 * (0.87 if slanted else 1.0) + 0.12
    width = column * cells.shape[1]
    right = max(0.2, 5.6 - width, 1.3 if slanted else 0.2)
    text_width = margin + width + right - 0.2
    top = style.headline_height(title, note, text_width) + names
    ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.45, width=width, height=height * len(rows))
    _fill(ax, cells)
    ax.set_yticks(np.arange(len(rows)), rows, fontsize=style.NOTE_SIZE if slanted else style.TEXT_SIZE)
    ax.xaxis.tick_top()
    ax.set_xticks(np.arange(len(columns)), columns, rotation=60 if slanted else 90, ha="left" if slanted else "center",
                  va="bottom", rotation_mode="anchor" if slanted else "default", fontsize=style.NOTE_SIZE)  # fmt: skip
    style.bare(ax)
    present = [need for need in _MARKS if (cells == need).to_numpy().any()]
    words = {**_LABELS, "both": "says both"}
    key = "    ".join(f"{_MARKS[need]} {words[need]}" for need in present)
    ax.annotate(key, (0, 0), (0, -9), xycoords="axes fraction", textcoords="offset points", va="top", ha="left",
                fontsize=style.NOTE_SIZE, color=style.MUTED, annotation_clip=False)  # fmt: skip
    style.headline(ax, title, note, left=margin, width=text_width, above=names)
    return ax


def _fill(ax: Axes, cells: pd.DataFrame) -> None:
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Rectangle

    colours = [style.SHADES[0], _COLOURS["mentioned"], _COLOURS["nice"], _COLOURS["must"], _COLOURS["not needed"],
               _COLOURS["not needed"]]  # fmt: skip
    code = {"": 0, "mentioned": 1, "nice": 2, "must": 3, "not needed": 4, "both": 5}
    values = np.array([[code[str(cell)] for cell in row] for row in cells.to_numpy()])
    ax.pcolormesh(np.arange(values.shape[1] + 1) - 0.5, np.arange(values.shape[0] + 1) - 0.5, values,
                  cmap=ListedColormap(colours), vmin=-0.5, vmax=5.5, edgecolors=style.PAPER, linewidth=1.6,
                  gid="cells")  # fmt: skip
    for row, place in np.argwhere(values >= code["not needed"]):  # told from "helps" without colours, too
        ax.add_patch(Rectangle((place - 0.44, row - 0.44), 0.88, 0.88, fill=False, hatch="////", linewidth=0,
                               edgecolor=style.PAPER, gid="refusal"))  # fmt: skip
    for row, place in zip(*np.nonzero(values), strict=True):
        need = str(cells.iat[row, place])
        ax.text(place, row, _MARKS[need], ha="center", va="center", color=style.PAPER if need == "must" else style.INK,
                fontsize=style.NOTE_SIZE + 1, fontweight="bold")  # fmt: skip
    ax.set_xlim(-0.5, values.shape[1] - 0.5)
    ax.set_ylim(values.shape[0] - 0.5, -0.5)


def _cut(shown: int, total: int) -> str:
    return f" The first {shown} of {total} skills." if shown < total else ""
