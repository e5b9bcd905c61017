"""Pictures of what was heard and what was not: the saturation curve, and question groups by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from infoview_analysis.plots import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

    from infoview_analysis.coverage.saturation import Outlook


def saturation(curve: pd.DataFrame, outlook: Outlook, *, ax: Axes | None = None) -> Axes:
    """Draw how many recurring themes are known after each number of people, with the band of 95 % of the orders.

    Parameters
    ----------
    curve : DataFrame
        The frame ``saturation``.
    outlook : Outlook
        What the next interview is likely to bring.
    """
    if outlook.n_people < 2 or not outlook.n_themes:
        return style.empty_axes(
            ax, "No saturation yet", "It takes two people and a theme to see whether it levels off."
        )
    title = saturation_title(outlook)
    note = (
        "Line: mean over all orders of asking the same people. Band: 95 % of the orders; it closes at the last person."
        + (" In brackets: 95 %, of the average of such interviews." if outlook.n_twice else "")
    )
    width = 7.4
    with style.styled():
        ax = style.framed(
            ax, left=0.7, right=0.5, top=style.headline_height(title, note, width), bottom=0.6, width=6.8, height=3.0
        )
        people = curve["people"].to_numpy(float)
        ax.fill_between(people, curve["recurring_low"].to_numpy(float), curve["recurring_high"].to_numpy(float),
                        color=style.SHADES[1], linewidth=0)  # fmt: skip
        ax.plot(people, curve["n_recurring"].to_numpy(float), color=style.PLACED, linewidth=2)
        ax.set_xlim(0, max(outlook.n_people * 1.02, 2))
        ax.set_ylim(0, max(float(curve["recurring_high"].max()), float(curve["n_recurring"].max()), 1.0) * 1.08)
        ax.set_xlabel("people asked", fontsize=style.NOTE_SIZE)
        ax.set_ylabel("themes raised by two or more", fontsize=style.NOTE_SIZE)
        ax.grid(axis="y", color=style.RULE, linewidth=0.6)
        ax.set_axisbelow(True)
        ax.xaxis.set_major_locator(_whole_numbers())
        style.bare(ax)
        style.headline(ax, title, note, left=0.7, width=width)
    return ax


def saturation_title(outlook: Outlook) -> str:
    """Return the finding: how many new themes one more interview brings, or when most of them were known."""
    if not outlook.n_twice:
        return f"Any {outlook.known_after} of the {outlook.n_people} people raise 95 % of the themes"
    low, high = outlook.recurring_low, outlook.recurring_high
    return f"The next interview: {outlook.new_recurring:.1f} new themes likely ({low:.1f} to {high:.1f})"


def question_group_bars(groups: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many people said something of each group of questions, with 95 % Wilson intervals.

    Parameters
    ----------
    groups : DataFrame
        The frame ``question_groups``, thinnest first.
    """
    asked = int(groups["n_asked"].max()) if len(groups) else 0
    if not asked:
        return style.empty_axes(ax, "No question is covered", "Nobody was interviewed yet.")
    title = group_title(groups)
    note = "People who said something of it; line: where the share of all such people may lie (95 %)."
    with style.styled():
        top = style.headline_height(title, note, 7.4)
        ax = style.framed(ax, left=1.6, right=1.2, top=top, bottom=0.55, width=5.2, height=0.42 * len(groups))
        places = np.arange(len(groups))
        thin = (groups["thin"] == "yes").to_numpy()
        colours = [style.UNPLACED if one else style.VERDICT_COLOURS["stable"] for one in thin]
        counts = groups["n_people"].to_numpy(float)
        ax.barh(places, counts, height=0.55, color=colours)
        ax.hlines(places, groups["share_low"].to_numpy(float) * asked, groups["share_high"].to_numpy(float) * asked,
                  color=style.INK, linewidth=1)  # fmt: skip
        for place, row in enumerate(groups.itertuples(index=False)):
            words = f"{row.n_people} of {row.n_asked}" + (" · thin" if row.thin == "yes" else "")
            ax.annotate(words, (1, place), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                        va="center", fontsize=style.NOTE_SIZE, annotation_clip=False)  # fmt: skip
        ax.set_yticks(places, groups["category"].tolist())
        ax.set_ylim(len(groups) - 0.5, -0.5)
        ax.set_xlim(0, asked)
        ax.xaxis.set_major_locator(_whole_numbers())
        ax.set_xlabel(f"people, of {asked}", fontsize=style.NOTE_SIZE)
        style.bare(ax)
        style.headline(ax, title, note, left=1.6, width=7.4)
    return ax


def group_title(groups: pd.DataFrame) -> str:
    """Return the finding: the group of questions that fewest people spoke of."""
    first = groups.iloc[0]
    return f"Fewest spoke of {first['category']}: {int(first['n_people'])} of {int(first['n_asked'])} people"


def _whole_numbers() -> MaxNLocator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)
