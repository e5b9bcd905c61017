"""Pictures of themes: how many people raise each, who they are, and what stands in no theme.

Every function takes frames, draws on ``ax`` (or on a new figure of a fitting size) and returns the Axes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from infoview_analysis.crosstabs import (
    people_by_attribute,
    people_count,
    placement_by_interview,
    points_by_person,
    theme_order,
)
from infoview_analysis.plots import style
from infoview_analysis.wording import plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MAX_THEMES = 40
_MAX_PEOPLE = 80
_MOST_COLUMNS = 26  # more people than this stand in rows, so that a page holds them


def support_bars(themes: pd.DataFrame, interviews: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the themes by how many people raise them, with 95 % Wilson intervals and how far to trust each.

    Parameters
    ----------
    themes, interviews : DataFrame
        The frames of these names.
    ax : Axes, optional
        Where to draw; by default a new figure as high as it needs to be.
    """
    people = people_count(interviews)
    if themes.empty or not people:
        return style.empty_axes(ax, "No theme yet", "Nothing was said by enough people to make a theme.")
    ranked = theme_order(themes)
    shown = ranked.head(_MAX_THEMES)
    note = _support_note(people, len(shown), len(ranked))
    title = support_title(themes, interviews)
    with style.styled():
        margin, bar_width, right = 2.75, 3.75, 1.5
        labels = [style.wrapped(label, margin - 0.2) for label in shown["label"]]
        heights = [max(0.34, (label.count("\n") + 1) * style.line_height() + 0.13) for label in labels]
        centres = np.cumsum(heights) - np.array(heights) / 2
        width = margin + bar_width + right - 0.1
        top = style.headline_height(title, note, width) + 0.32
        ax = style.framed(
            ax, left=margin, right=right, top=top, bottom=0.52, width=bar_width, height=float(sum(heights))
        )
        _draw_support(ax, shown, centres, people)
        ax.set_yticks(centres, labels)
        ax.set_ylim(float(sum(heights)), 0)
        style.bare(ax)
        ax.set_xlabel(f"people who raise it, of {people}; line: where the share of all such people may lie (95 %)",
                      fontsize=style.NOTE_SIZE, x=0.3)  # fmt: skip
        _verdict_legend(ax, shown["verdict"], margin)
        style.headline(ax, title, note, left=margin, width=width, above=0.22)
    return ax


def support_title(themes: pd.DataFrame, interviews: pd.DataFrame) -> str:
    """Return the finding in a sentence: the theme or themes that most people raise."""
    people = people_count(interviews)
    ranked = theme_order(themes)
    if ranked.empty:
        return "No theme yet"
    most = int(ranked["n_interviews"].iloc[0])
    tied = ranked[ranked["n_interviews"] == most]
    if len(tied) > 2:
        return f"{len(tied)} themes are heard most often, each from {most} of {people} people"
    names = " and ".join(f"“{label}”" for label in tied["label"])
    each = ", each from" if len(tied) == 2 else ", from"
    return f"Most often heard: {names}{each} {most} of {people} people"


def theme_by_interviewee(
    points: pd.DataFrame, interviews: pd.DataFrame, themes: pd.DataFrame, *, ax: Axes | None = None
) -> Axes:
    """Draw who speaks of what: one cell a theme and person, with the number of points.

    Themes are ranked by people; people who speak of much the same stand together. Up to 26 people stand in columns,
    more in rows. At most 40 themes and 80 people are shown, and the picture says so.
    """
    title = "Who speaks of what"
    if themes.empty or interviews.empty:
        return style.empty_axes(ax, title, "There is no theme yet that somebody could speak of.")
    everything = points_by_person(points, interviews, themes)
    counts = everything.iloc[:_MAX_THEMES, :_MAX_PEOPLE]
    labels = theme_order(themes).set_index("theme_id")["label"].reindex(counts.index)
    title = matrix_title(everything)
    note = "Number of points each person makes on each theme." + _cut_note(everything, counts)
    with style.styled():
        if counts.shape[1] > _MOST_COLUMNS:
            ax = _matrix(ax, counts.T, counts.columns.tolist(), labels.tolist(), title, note, slanted=True)
        else:
            ax = _matrix(ax, counts, labels.tolist(), counts.columns.tolist(), title, note, slanted=False)
    return ax


def matrix_title(counts: pd.DataFrame) -> str:
    """Return the finding of a theme × person table: how many themes a person speaks of."""
    spoken = (counts > 0).sum(axis=0)
    silent = int((spoken == 0).sum())
    if len(spoken) == 1:
        return f"{spoken.index[0]} speaks of {plural(int(spoken.iloc[0]), 'theme')}"
    middle = f"{float(spoken.median()):g}"
    title = f"The middle person speaks of {middle} of the {plural(len(counts), 'theme')}"
    if silent:
        title += f"; {silent} of {len(spoken)} people speak{'s' if silent == 1 else ''} of none"
    return title


def theme_by_attribute(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    attribute: str = "role",
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many people of each group raise each theme, with the size of each group.

    Parameters
    ----------
    attribute : str
        Column of ``interviews`` that makes the groups; small groups are folded (see
        :func:`infoview_analysis.crosstabs.people_by_attribute`).
    """
    name = attribute.replace("_", " ")
    table = people_by_attribute(points, interviews, themes, attribute)
    if table.empty:
        reason = f"Fewer than two groups of people share a {name}: there is nothing to set side by side."
        if themes.empty:
            reason = "There is no theme yet."
        return style.empty_axes(ax, f"Themes by {name}", reason)
    order = table["theme_id"].drop_duplicates().head(_MAX_THEMES)
    shown = table[table["theme_id"].isin(order)]
    groups = shown["group"].drop_duplicates().tolist()
    counts = shown.pivot(index="theme_id", columns="group", values="n_people").loc[order, groups]
    sizes = shown.groupby("group")["n_group"].first()[groups]
    labels = shown.drop_duplicates("theme_id")["label"].tolist()
    title = attribute_title(table, attribute)
    note = "People of each group who raise the theme. Groups this small can differ by chance: take them as hints."
    with style.styled():
        return _tiles(ax, counts, sizes, labels, title, note)


def attribute_title(table: pd.DataFrame, attribute: str) -> str:
    """Return the finding of :func:`infoview_analysis.crosstabs.people_by_attribute`: what every group speaks of."""
    name = attribute.replace("_", " ")
    everywhere = table.groupby("theme_id", sort=False).agg(least=("n_people", "min"), label=("label", "first"))
    common = everywhere[everywhere["least"] > 0]
    groups = table["group"].nunique()
    count = "both" if groups == 2 else f"all {groups}"
    if common.empty:
        return f"By {name}: no theme is raised in {count} groups"
    first = f"By {name}: “{common['label'].iloc[0]}” is raised in {count} groups"
    more = len(common) - 1
    return first + (f", and so {'is' if more == 1 else 'are'} {plural(more, 'more theme')}" if more else "")


def unplaced_by_interview(points: pd.DataFrame, interviews: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many points of each interview stand in a theme, and how many in none.

    At most 40 interviews are shown, those with most unplaced points.
    """
    if points.empty:
        return style.empty_axes(ax, "What stands in no theme", "No points were read.")
    table = placement_by_interview(points, interviews)
    shown = table.head(_MAX_THEMES)
    unplaced, total = int(points["theme_id"].isna().sum()), len(points)
    title = f"{unplaced:,} of {plural(total, 'point')} stand{'s' if unplaced == 1 else ''} in no theme"
    note = "Points of each interview." + (
        f" The {len(shown)} interviews of {len(table)} with most unplaced points." if len(shown) < len(table) else ""
    )
    with style.styled():
        margin, width, row = 2.0, 5.2, 0.27
        top = style.headline_height(title, note, margin + width) + 0.3
        ax = style.framed(ax, left=margin, right=0.8, top=top, bottom=0.2, width=width, height=row * len(shown))
        places = np.arange(len(shown))
        ax.barh(places, shown["n_placed"], color=style.PLACED, height=0.66, label="in a theme")
        ax.barh(places, shown["n_unplaced"], left=shown["n_placed"], color=style.UNPLACED, height=0.66,
                label="in no theme", hatch="///", edgecolor=style.PAPER, linewidth=0.5)  # fmt: skip
        longest = max(1, int((shown["n_placed"] + shown["n_unplaced"]).max()))
        for place, inside, outside in zip(places, shown["n_placed"], shown["n_unplaced"], strict=True):
            ax.text(inside + outside + longest * 0.012, float(place), f"{inside} + {outside}", va="center",
                    fontsize=style.NOTE_SIZE, color=style.MUTED)  # fmt: skip
        ax.set_yticks(places, _interview_labels(shown, margin))
        ax.set_ylim(len(shown) - 0.5, -0.5)
        ax.set_xlim(0, longest)
        ax.set_xticks([])
        style.bare(ax)
        ax.legend(loc="lower left", bbox_to_anchor=(-(margin - 0.1) / width, 1.0), ncols=2, frameon=False,
                  borderaxespad=0, fontsize=style.NOTE_SIZE, handlelength=1.2, borderpad=0.2)  # fmt: skip
        style.headline(ax, title, note, left=margin, width=margin + width, above=0.22)
    return ax


def _draw_support(ax: Axes, shown: pd.DataFrame, centres: np.ndarray, people: int) -> None:
    counts = shown["n_interviews"].astype(float).to_numpy()
    low = shown["share_low"].astype(float).to_numpy() * people
    high = shown["share_high"].astype(float).to_numpy() * people
    verdicts = shown["verdict"].tolist()
    colours = [style.VERDICT_COLOURS[verdict] for verdict in verdicts]
    ax.barh(centres, counts, height=0.2, color=colours, edgecolor=style.INK, linewidth=0.7, zorder=2, gid="support")
    ax.hlines(centres, low, high, color=style.INK, linewidth=1.2, zorder=4, gid="interval")
    for ends in (low, high):
        ax.vlines(ends, centres - 0.055, centres + 0.055, color=style.INK, linewidth=1.2, zorder=4)
    for centre, count, end in zip(centres, counts, np.fmax(high, counts), strict=True):
        ax.text(end + people * 0.025, centre, f"{count:.0f} of {people}", va="center", fontweight="bold")
    ax.set_xlim(0, float(np.fmax(high, counts).max()))
    ax.set_xticks([])
    ax.axvline(0, color=style.INK, linewidth=0.8, zorder=5)


def _verdict_legend(ax: Axes, verdicts: pd.Series, margin: float) -> None:
    from matplotlib.patches import Patch

    present = [verdict for verdict in style.VERDICT_ORDER if (verdicts == verdict).any()]
    patches = [Patch(facecolor=style.VERDICT_COLOURS[v], edgecolor=style.INK, linewidth=0.7, label=v) for v in present]
    width = style.width_in_inches(ax)
    ax.legend(handles=patches, loc="lower left", bbox_to_anchor=(-(margin - 0.1) / width, 1.0), ncols=len(patches),
              frameon=False, fontsize=style.NOTE_SIZE, handlelength=1.4, borderaxespad=0, borderpad=0.2)  # fmt: skip


def _support_note(people: int, shown: int, total: int) -> str:
    note = f"Themes by the number of people who raise them, out of {plural(people, 'person', 'people')}."
    return note + (f" The first {shown} of {total} themes." if shown < total else "")


def _cut_note(everything: pd.DataFrame, shown: pd.DataFrame) -> str:
    parts = []
    if shown.shape[0] < everything.shape[0]:
        parts.append(f"the first {shown.shape[0]} of {everything.shape[0]} themes")
    if shown.shape[1] < everything.shape[1]:
        parts.append(f"{shown.shape[1]} of {everything.shape[1]} people")
    return f" Shown: {' and '.join(parts)}." if parts else ""


def _matrix(
    ax: Axes | None, counts: pd.DataFrame, rows: list[str], columns: list[str], title: str, note: str, *, slanted: bool
) -> Axes:
    margin = 1.7 if slanted else 2.9
    cell = 0.24 if slanted else float(np.clip(5.2 / max(1, counts.shape[1]), 0.24, 0.42))
    column_width = float(np.clip(6.0 / max(1, counts.shape[1]), 0.3, 0.5)) if slanted else cell
    row_labels = [style.wrapped(row, margin - 0.2, lines=2) for row in rows]
    # Slanted names lie sin(60°) of a column apart: two lines need a wide one.
    name_lines = 2 if slanted and column_width >= 0.4 else 1
    column_labels = [style.wrapped(name, 2.1 if name_lines == 2 else 2.5, lines=name_lines) for name in columns]
    row_height = cell if slanted else max(cell, 0.2 + style.line_height() * max(r.count("\n") for r in row_labels))
    reach = max((len(line) for label in column_labels for line in label.split("\n")), default=1)
    names = reach * style.NOTE_SIZE * 0.0085 * (0.87 if slanted else 1.0) + 0.1
    width, height = column_width * counts.shape[1], row_height * counts.shape[0]
    right = max(0.2, 5.2 - width, 1.3 if slanted else 0.2)
    text_width = margin + width + right - 0.2
    top = style.headline_height(title, note, text_width) + names
    ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.15, width=width, height=height)
    _cells(ax, counts.to_numpy(), numbers=True)
    ax.set_yticks(np.arange(len(rows)), row_labels, fontsize=style.NOTE_SIZE if slanted else style.TEXT_SIZE)
    ax.xaxis.tick_top()
    ax.set_xticks(np.arange(len(columns)), column_labels, rotation=60 if slanted else 90,
                  ha="left" if slanted else "center", va="bottom", rotation_mode="anchor" if slanted else "default",
                  fontsize=style.NOTE_SIZE)  # fmt: skip
    style.bare(ax)
    style.headline(ax, title, note, left=margin, width=text_width, above=names)
    return ax


def _cells(ax: Axes, values: np.ndarray, *, numbers: bool) -> None:
    from matplotlib.colors import ListedColormap

    levels = np.clip(values, 0, len(style.SHADES) - 1)
    ax.pcolormesh(np.arange(values.shape[1] + 1) - 0.5, np.arange(values.shape[0] + 1) - 0.5, levels,
                  cmap=ListedColormap(style.SHADES), vmin=-0.5, vmax=len(style.SHADES) - 0.5,
                  edgecolors=style.PAPER, linewidth=1.6, gid="cells")  # fmt: skip
    ax.set_xlim(-0.5, values.shape[1] - 0.5)
    ax.set_ylim(values.shape[0] - 0.5, -0.5)
    if numbers:
        for row, column in zip(*np.nonzero(values), strict=True):
            colour = style.PAPER if levels[row, column] >= 3 else style.INK
            ax.text(column, row, str(values[row, column]), ha="center", va="center", color=colour,
                    fontsize=style.NOTE_SIZE - 0.5)  # fmt: skip


def _tiles(ax: Axes | None, counts: pd.DataFrame, sizes: pd.Series, labels: list[str], title: str, note: str) -> Axes:
    margin = 2.9
    column = float(np.clip(5.0 / len(sizes), 0.72, 1.25))
    rows = [style.wrapped(label, margin - 0.2, lines=2) for label in labels]
    height_of_row = max(0.3, 0.13 + style.line_height() * (1 + max(row.count("\n") for row in rows)))
    heads = [style.wrapped(str(group), column - 0.08, style.NOTE_SIZE) + f"\nn = {n}" for group, n in sizes.items()]
    names = max(head.count("\n") + 1 for head in heads) * style.line_height(style.NOTE_SIZE) + 0.15
    width, height = column * len(sizes), height_of_row * len(rows)
    right = max(0.2, 5.2 - width)
    text_width = margin + width + right - 0.2
    top = style.headline_height(title, note, text_width) + names
    ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.15, width=width, height=height)
    shares = counts.to_numpy() / sizes.to_numpy()
    levels = np.where(shares > 0, np.ceil(shares * (len(style.SHADES) - 1)), 0).astype(int)
    _cells(ax, levels, numbers=False)
    for (row, place), count in np.ndenumerate(counts.to_numpy()):
        colour = style.PAPER if levels[row, place] >= 3 else style.INK if count else style.MUTED
        ax.text(place, row, f"{count} of {sizes.iloc[place]}", ha="center", va="center", color=colour,
                fontsize=style.NOTE_SIZE)  # fmt: skip
    ax.set_yticks(np.arange(len(rows)), rows)
    ax.xaxis.tick_top()
    ax.set_xticks(np.arange(len(heads)), heads, fontsize=style.NOTE_SIZE)
    style.bare(ax)
    style.headline(ax, title, note, left=margin, width=text_width, above=names)
    return ax


def _interview_labels(table: pd.DataFrame, inches: float) -> list[str]:
    """Name interviews by person, and by date too where one person gave several."""
    twice = table["interviewee"].duplicated(keep=False)
    days = table["date"].dt.strftime(" (%Y-%m-%d)").fillna("").where(twice, "")
    return [style.wrapped(name, inches - 0.15, lines=1) for name in table["interviewee"] + days]
