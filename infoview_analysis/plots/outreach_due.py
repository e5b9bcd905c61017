"""A picture of what is due in the outreach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from infoview_analysis.plots import style
from infoview_analysis.wording import day, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS = 30
_KINDS = {"follow up": ("o", "#0b4f7d"), "thank": ("s", "#00795c"), "prepare": ("D", "#8d4a86"),
          "reply": ("^", "#b8500a")}  # fmt: skip


def due_timeline(due: pd.DataFrame, as_of: pd.Timestamp, *, ax: Axes | None = None) -> Axes:
    """Draw what is due: one line an item, from the day it is due to the last day that is in time.

    Parameters
    ----------
    due : DataFrame
        Of :func:`infoview_analysis.outreach.due.due_items`; at most 30 items are drawn, in their order.
    as_of : Timestamp
        The day the list is for.
    """
    today = pd.Timestamp(as_of)
    if due.empty or pd.isna(today):
        return style.empty_axes(ax, "Nothing is due", "Nobody waits for you, and nothing is to be followed up.")
    shown = due.head(_MOST_ROWS).reset_index(drop=True)
    title = due_title(due, today)
    note = f"As of {day(today)}. From the day an item is due to the last day that is in time." + (
        f" The first {len(shown)} of {len(due)}." if len(shown) < len(due) else ""
    )
    with style.styled():
        margin, width, right = 3.0, 4.3, 0.7
        text_width = margin + width
        top = style.headline_height(title, note, text_width) + 0.32
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.45, width=width, height=0.27 * len(shown))
        start, end = _draw_due(ax, shown, today)
        labels = [style.wrapped(f"{who} · {purpose}", margin - 0.15, style.NOTE_SIZE, lines=1)
                  for who, purpose in zip(shown["contact"], shown["purpose"], strict=True)]  # fmt: skip
        ax.set_yticks(np.arange(len(shown)), labels, fontsize=style.NOTE_SIZE)
        _due_axes(ax, today, start, end, len(shown), margin)
        style.headline(ax, title, note, left=margin, width=text_width, above=0.22)
    return ax


def due_title(due: pd.DataFrame, as_of: pd.Timestamp) -> str:
    """Return how much is due, and how much of it overdue."""
    if due.empty:
        return "Nothing is due"
    overdue = int((due["overdue"] == "yes").sum())
    now = int(((due["due_on"] <= as_of) & (due["overdue"] != "yes")).sum())
    later = len(due) - overdue - now
    parts = [
        f"{overdue} overdue" if overdue else "",
        f"{now} due now" if now else "",
        f"{later} to come" if later else "",
    ]
    return f"{plural(len(due), 'thing')} to do: " + ", ".join(part for part in parts if part)


def _draw_due(ax: Axes, shown: pd.DataFrame, today: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    due_on, latest = pd.DatetimeIndex(shown["due_on"]), pd.DatetimeIndex(shown["latest_on"])
    days = (due_on - today).days.to_numpy(dtype=float)
    last = (latest - today).days.to_numpy(dtype=float)
    places = np.arange(len(shown))
    overdue = (shown["overdue"] == "yes").to_numpy(dtype=bool)
    ax.hlines(places, days, np.maximum(last, days), color=style.RULE, linewidth=4, zorder=2, gid="window")
    for kind, (sign, colour) in _KINDS.items():
        some = (shown["kind"] == kind).to_numpy(dtype=bool)
        if some.any():
            ax.plot(days[some], places[some], sign, color=colour, markersize=5.5, label=kind, zorder=4, gid=kind)
    for place in places[overdue]:
        ax.annotate("overdue", (1, place), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                    va="center", fontsize=style.NOTE_SIZE, color="#a33a00", annotation_clip=False)  # fmt: skip
    ax.axvline(0, color=style.INK, linewidth=1, zorder=3)
    start, end = (
        today + pd.Timedelta(days=min(days.min(), 0)),
        today + pd.Timedelta(days=max(last.max(), days.max(), 1)),
    )
    return start, end


def _due_axes(ax: Axes, today: pd.Timestamp, start: pd.Timestamp, end: pd.Timestamp, rows: int, margin: float) -> None:
    span = (end - start).days
    step = next((step for step in (1, 2, 7, 14, 28, 56) if span / step <= 6), 112)
    marks = list(range(-((today - start).days // step) * step, (end - today).days + 1, step))
    stamps = [today + pd.Timedelta(days=mark) for mark in marks]
    ax.set_xticks(marks, [f"{stamp.day} {stamp:%b}" for stamp in stamps])
    ax.set_xlim((start - today).days - 0.02 * span - 0.5, (end - today).days + 0.02 * span + 0.5)
    ax.set_ylim(rows - 0.5, -0.5)
    style.bare(ax)
    ax.grid(axis="x", color=style.RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.legend(loc="lower left", bbox_to_anchor=(-(margin - 0.1) / style.width_in_inches(ax), 1.0), ncols=4,
              frameon=False, fontsize=style.NOTE_SIZE, borderaxespad=0, borderpad=0.2, handlelength=1.0)  # fmt: skip
