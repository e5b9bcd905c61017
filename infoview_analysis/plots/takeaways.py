"""Pictures of what was heard: who named whom, what several people recommend, and what is open by day.

Every function takes frames, draws on ``ax`` (or on a new figure of a fitting size) and returns the Axes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from infoview_analysis.plots import style
from infoview_analysis.takeaways.introduction_tree import introduction_tree
from infoview_analysis.wording import day, given, people, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS = 60  # of introductions
_MOST_RESOURCES = 24
_MOST_ACTIONS = 30
_COLUMN = 2.4  # inches of a column of names, where there is room
# Told apart by how full the mark is, with and without colour.
_STATES = {
    "next": ("to write to", style.PAPER),
    "contacted": ("written to", style.SHADES[2]),
    "met": ("met", style.PLACED),
}


def who_introduced_whom(introductions: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw from left to right who named or introduced whom, and who of them was written to or met.

    Parameters
    ----------
    introductions : DataFrame
        As described in ``frames.FRAMES``. Up to 60 lines are drawn, first those of people who named most whom nobody
        has written to.
    """
    if introductions.empty:
        return style.empty_axes(ax, "Nobody named anybody yet", "Ask at the end of each talk whom else to speak to.")
    tree = introduction_tree(introductions)
    shown = tree[tree["row"] < _MOST_ROWS]
    title = introduction_title(tree)
    note = "From left to right: who named or introduced whom. Whoever was named by several stands once."
    if len(shown) < len(tree):
        note += f" The first {len(shown)} of {plural(len(tree), 'person', 'people')}; the tables hold all."
    columns = int(shown["depth"].max()) + 1
    column = max(1.5, min(_COLUMN, (style.WIDTH - 0.2) / columns))
    with style.styled():
        labels = [_name(row.name, row.n_introducers, column) for row in _rows(shown)]
        lines = pd.Series([label.count("\n") + 1 for label in labels]).groupby(shown["row"].to_numpy()).max()
        heights = lines.to_numpy(float) * style.line_height() + 0.12
        centres = np.cumsum(heights) - heights / 2
        width = column * columns
        text_width = max(width, style.WIDTH - 0.3)
        top = style.headline_height(title, note, text_width) + 0.3
        ax = style.framed(ax, left=0.1, right=0.1 + text_width - width, top=top, bottom=0.1, width=width,
                          height=float(heights.sum()))  # fmt: skip
        _draw_tree(ax, shown, labels, centres, column)
        ax.set_xlim(0, width)
        ax.set_ylim(float(heights.sum()), 0)
        ax.set(xticks=[], yticks=[])
        style.bare(ax)
        _state_legend(ax, [state for state in _STATES if (shown["state"] == state).any()])
        style.headline(ax, title, note, left=0.1, width=text_width, above=0.24)
    return ax


def introduction_title(tree: pd.DataFrame) -> str:
    """Return the finding: how many people were named, and how many of them nobody has written to."""
    named = tree[tree["state"] != ""]
    left = int((named["state"] == "next").sum())
    rest = f"{left} still to write to" if left else "all written to or met"
    return f"{plural(len(named), 'person was', 'people were')} named or introduced: {rest}"


def _name(name: str, n_introducers: int, column: float) -> str:
    several = f" ({n_introducers} named them)" if n_introducers > 1 else ""
    return style.wrapped(name + several, column - 0.45, style.TEXT_SIZE, lines=2)


def _draw_tree(ax: Axes, shown: pd.DataFrame, labels: list[str], centres: np.ndarray, column: float) -> None:
    place_of = {}
    for place, (row, label) in enumerate(zip(_rows(shown), labels, strict=True)):
        x, y = row.depth * column, centres[row.row]
        place_of[place] = (x, y)
        if row.parent >= 0:
            parent_y = place_of[row.parent][1]
            start = (row.depth - 1) * column + 0.2  # the names lie over the line
            ax.plot([start, x - 0.1, x - 0.1, x + 0.06], [parent_y, parent_y, y, y], color=style.RULE, linewidth=1.1,
                    zorder=1)  # fmt: skip
        if row.state:
            ax.plot([x + 0.12], [y], "o", markersize=6.5, markerfacecolor=_STATES[row.state][1],
                    markeredgecolor=style.PLACED, markeredgewidth=1.1, zorder=3, gid=row.state)  # fmt: skip
        ax.text(x + (0.26 if row.state else 0.0), y, label, va="center", ha="left", linespacing=1.1,
                fontweight="normal" if row.state else "bold", zorder=2,
                bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _state_legend(ax: Axes, states: list[str]) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], linestyle="none", marker="o", markersize=6.5, markerfacecolor=_STATES[state][1],
               markeredgecolor=style.PLACED, label=_STATES[state][0])
        for state in states
    ]  # fmt: skip
    if marks:
        ax.legend(handles=marks, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=len(marks), frameon=False,
                  fontsize=style.NOTE_SIZE, handletextpad=0.3, borderaxespad=0, borderpad=0.2)  # fmt: skip


def resources_by_people(resources: pd.DataFrame, n_people: int, *, ax: Axes | None = None) -> Axes:
    """Draw for each resource how many people named it.

    Parameters
    ----------
    resources : DataFrame
        As described in ``frames.FRAMES``: most people first. 24 are drawn.
    n_people : int
        How many were asked.
    """
    if resources.empty:
        return style.empty_axes(ax, "No resource was named", "Nobody was understood to recommend something to read.")
    shown = resources.head(_MOST_RESOURCES)
    title = resource_title(resources, n_people)
    note = f"People who named it, out of {plural(n_people, 'person', 'people')}."
    if len(shown) < len(resources):
        note += f" The first {len(shown)} of {len(resources)}; the tables hold all."
    with style.styled():
        margin, width, right = 3.4, 3.0, 1.4
        labels = [style.wrapped(str(name), margin - 0.25, lines=2) for name in shown["title"]]
        heights = np.array([max(0.28, (label.count("\n") + 1) * style.line_height() + 0.1) for label in labels])
        centres = np.cumsum(heights) - heights / 2
        text_width = margin + width + right - 0.2
        top = style.headline_height(title, note, text_width)
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.15, width=width, height=float(heights.sum()))
        counts = shown["n_people"].to_numpy(float)
        several = counts > 1
        colours = np.where(several, style.VERDICT_COLOURS["stable"], style.VERDICT_COLOURS["untested"])
        ax.barh(centres, counts, height=0.17, color=colours, gid="people")
        for centre, row in zip(centres, _rows(shown), strict=True):
            kind = given(row.kind)
            words = f"{int(row.n_people)}" + (f"  {kind}" if kind else "") + (" · done" if row.done == "yes" else "")
            ax.annotate(words, (float(row.n_people), centre), (5, 0), textcoords="offset points", va="center",
                        fontsize=style.NOTE_SIZE, color=style.MUTED, annotation_clip=False)  # fmt: skip
        ax.set_yticks(centres, labels)
        ax.set_ylim(float(heights.sum()), 0)
        ax.set_xlim(0, max(float(counts.max()), 3.0))
        ax.set_xticks([])
        style.bare(ax)
        style.headline(ax, title, note, left=margin, width=text_width)
    return ax


def resource_title(resources: pd.DataFrame, n_people: int) -> str:
    """Return the finding: what most people named, or that nothing was named twice."""
    first = resources.iloc[0]
    count = int(first["n_people"])
    if count > 1:
        tied = int((resources["n_people"] == count).sum()) - 1
        more = f", and {tied} more as often" if tied else ""
        return f"Named most often: {first['title']}, by {people(count, n_people)}{more}"
    if n_people < 2 or len(resources) == 1:
        return f"{plural(len(resources), 'resource was', 'resources were')} named, each by one person"
    return f"{len(resources)} resources were named, none by two people"


def open_actions_by_day(actions: pd.DataFrame, as_of: pd.Timestamp, *, ax: Axes | None = None) -> Axes:
    """Draw what is open and has a day, in the order of days.

    Parameters
    ----------
    actions : DataFrame
        Of :func:`infoview_analysis.takeaways.open_actions.open_actions`. 30 are drawn.
    as_of : Timestamp
        The day the list is for.
    """
    dated = actions[actions["due_on"].notna()]
    if dated.empty:
        return style.empty_axes(ax, actions_title(actions), "No open action has a day.")
    shown = dated.head(_MOST_ACTIONS)
    title = actions_title(actions)
    note = f"As of {day(as_of)} (the line)." if pd.notna(as_of) else ""
    note += " Full: yours. Hollow: theirs."
    if len(shown) < len(dated):
        note += f" The first {len(shown)} of {len(dated)} with a day."
    with style.styled():
        margin, width, right = 4.3, 3.0, 0.7
        text_width = margin + width + right - 0.2
        labels = [
            style.wrapped(f"{row.interviewee}: {row.text}", margin - 0.2, style.NOTE_SIZE, lines=2)
            for row in _rows(shown)
        ]
        heights = np.array([(label.count("\n") + 1) * style.line_height(style.NOTE_SIZE) + 0.12 for label in labels])
        centres = np.cumsum(heights) - heights / 2
        top = style.headline_height(title, note, text_width)
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.4, width=width, height=float(heights.sum()))
        _draw_days(ax, shown, centres, as_of)
        ax.set_yticks(centres, labels, fontsize=style.NOTE_SIZE)
        ax.set_ylim(float(heights.sum()), 0)
        style.bare(ax)
        ax.grid(axis="x", color=style.RULE, linewidth=0.6)
        ax.set_axisbelow(True)
        style.headline(ax, title, note, left=margin, width=text_width)
    return ax


def actions_title(actions: pd.DataFrame) -> str:
    """Return how much is open, how much of it has a day, and how much of that has passed."""
    if actions.empty:
        return "Nothing is open"
    late = int((actions["overdue"] == "yes").sum())
    dated = int(actions["due_on"].notna().sum())
    likely = int((actions["sure"] == "likely").sum())
    return f"{plural(likely, 'action')} open: {dated} with a day, {late} of them overdue"


def _draw_days(ax: Axes, shown: pd.DataFrame, centres: np.ndarray, as_of: pd.Timestamp) -> None:
    first = shown["due_on"].min() if pd.isna(as_of) else as_of
    days = (shown["due_on"] - first).dt.days.to_numpy(float)
    for (row, place), centre in zip(zip(_rows(shown), days, strict=True), centres, strict=True):
        fill = style.PLACED if row.whose == "mine" else style.PAPER
        ax.plot([place], [centre], "o", markersize=6, markerfacecolor=fill, markeredgecolor=style.PLACED, zorder=4,
                gid=row.whose)  # fmt: skip
        if row.overdue == "yes":
            ax.annotate("overdue", (1, centre), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                        va="center", fontsize=style.NOTE_SIZE, color="#a33a00", annotation_clip=False)  # fmt: skip
    if pd.notna(as_of):
        ax.axvline(0, color=style.INK, linewidth=1, zorder=3)
    low, high = min(days.min(), 0.0), max(days.max(), 1.0)
    step = max(1, int(np.ceil((high - low) / 4)))
    marks = np.arange(np.ceil(low), high + 1, step)
    stamps = [first + pd.Timedelta(days=float(mark)) for mark in marks]
    ax.set_xticks(marks, [f"{stamp.day} {stamp:%b}" for stamp in stamps], fontsize=style.NOTE_SIZE)
    ax.set_xlim(low - 0.03 * (high - low) - 0.5, high + 0.03 * (high - low) + 0.5)


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples(index=False)
