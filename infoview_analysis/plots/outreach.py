"""Pictures of the outreach: who answers, how soon, how far requests come, and what happened week by week.

Every function takes frames of :mod:`infoview_analysis.outreach`, draws on ``ax`` (or on a new figure of a fitting size)
and returns the Axes. Nothing is counted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from infoview_analysis.outreach.groups import NO_SUBJECT, NOT_GIVEN
from infoview_analysis.outreach.phrases import title_of
from infoview_analysis.plots import style
from infoview_analysis.wording import plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS = 30
_MOST_CURVES = 6
_REPLIED, _LATE, _SENT = "#0b4f7d", "#8fbcdc", "#cfd6dc"
# Told apart with the common colour deficiencies (Okabe and Ito); lines differ in their dashes as well.
_CURVES = ("#0b4f7d", "#b8500a", "#00795c", "#8d4a86", "#7a6a00", "#586572")
_DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (8, 2, 2, 2)), (0, (4, 1, 1, 1, 1, 1)), "-")


def reply_rates(
    rates: pd.DataFrame,
    differences: pd.DataFrame,
    by: str = "channel",
    *,
    horizon_days: int = 10,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each group that answered in time, with its 95 % Wilson interval and the numbers behind it.

    Parameters
    ----------
    rates, differences : DataFrame
        Of :mod:`infoview_analysis.outreach.rates` and :mod:`infoview_analysis.outreach.differences`.
    by : str
        The grouping to draw.
    horizon_days : int
        What the rates were counted with.
    """
    table = rates[(rates["by"] == by) & (rates["n_sent"] > 0)]
    name = title_of(by).lower()
    if table.empty:
        return style.empty_axes(ax, f"Answers by {name}", "The log holds nothing to tell these apart by.")
    title = rates_title(rates, differences, by)
    judged = int(table["n_mature"].sum())
    if not judged:
        reason = f"No request is {plural(horizon_days, 'day')} old yet: it is too early for a rate."
        return style.empty_axes(ax, title, reason)
    shown = _ranked(table, by).head(_MOST_ROWS)
    note = f"Answered within {plural(horizon_days, 'day')}, of delivered requests at least that old ({judged})."
    if len(shown) < len(table):
        note += f" The first {len(shown)} of {len(table)} groups."
    with style.styled():
        margin, width, right = 2.0, 3.6, 2.5
        labels = [style.wrapped(group, margin - 0.2, lines=2) for group in shown["group"]]
        text_width = margin + width + right - 0.2
        top = style.headline_height(title, note, text_width) + 0.1
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.55, width=width, height=0.42 * len(shown))
        _draw_rates(ax, shown)
        ax.set_yticks(np.arange(len(shown)), labels)
        style.headline(ax, title, note, left=margin, width=text_width)
    return ax


def rates_title(rates: pd.DataFrame, differences: pd.DataFrame, by: str) -> str:
    """Return the finding of a grouping: what is different, or that nothing can be told apart yet."""
    table = rates[rates["by"] == by]
    name = title_of(by).lower()
    found = differences[(differences["by"] == by) & (differences["verdict"] == "different")]
    if len(found):
        strongest = found.sort_values(["p_adjusted", "group"]).iloc[0]
        return str(strongest["sentence"]).rstrip(".")
    judged, replied = int(table["n_mature"].sum()), int(table["n_replied"].sum())
    total = f"{replied} of {plural(judged, 'request')} answered"
    tested = differences[(differences["by"] == by) & differences["p_value"].notna()]
    if not judged:
        return f"Answers by {name}: too early to say"
    if tested.empty:
        return f"{total}: too few to compare by {name}"
    return f"{total}; by {name} nothing can be told apart yet"


def reply_time_curves(curves: pd.DataFrame, at_risk: pd.DataFrame, waits: str = "", *, ax: Axes | None = None) -> Axes:
    """Draw the share answered by each day since the request (Kaplan-Meier), with how many were still silent below.

    Parameters
    ----------
    curves, at_risk : DataFrame
        Of :func:`infoview_analysis.outreach.timing.reply_curves` and ``at_risk_counts``; the days of ``at_risk`` are
        the marks of the axis. At most six curves are drawn, of the largest groups.
    waits : str
        The finding to put above; by default how many have answered.
    """
    title = "How long answers take"
    if curves.empty or at_risk.empty:
        return style.empty_axes(ax, title, "No delivered request with a day yet.")
    groups = curves["group"].drop_duplicates().tolist()
    shown = groups[:_MOST_CURVES]
    total = int(curves.loc[curves["day"] == 0].drop_duplicates("group")["n_at_risk"].sum())
    note = f"Share answered by each day, from {plural(total, 'delivered request')}."
    note += " A curve ends where nobody was left to wait for."
    if len(shown) < len(groups):
        note += f" The {len(shown)} largest of {len(groups)} groups."
    days = sorted(at_risk["day"].unique())
    finding = waits.rstrip(".") or title
    with style.styled():
        margin, width, right = 1.75, 4.6, 1.75
        below = 0.75 + 0.22 * len(shown)
        top = style.headline_height(finding, note, margin + width + right - 0.2) + 0.2
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=below, width=width, height=3.0)
        ends = [_draw_curve(ax, curves[curves["group"] == group], place, days[-1]) for place, group in enumerate(shown)]
        _curve_axes(ax, days)
        _end_labels(ax, shown, ends)
        _risk_table(ax, at_risk, shown, days)
        style.headline(ax, finding, note, left=margin, width=margin + width + right - 0.2, above=0.1)
    return ax


def funnel_bars(funnel: pd.DataFrame, losses: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many requests came to each stage or further, and beside it where the others stopped.

    Parameters
    ----------
    funnel, losses : DataFrame
        Of :mod:`infoview_analysis.outreach.funnel`.
    """
    sent = int(funnel["n_requests"].iloc[0])
    if not sent:
        return style.empty_axes(ax, "How far requests come", "No request has been sent yet.")
    title = funnel_title(funnel)
    note = "Requests that came to a stage or further. At the right: where the others stopped."
    with style.styled():
        margin, width, right = 1.1, 3.1, 3.7
        text_width = margin + width + right - 0.2
        top = style.headline_height(title, note, text_width) + 0.1
        reasons = [_reasons(losses, stage) for stage in funnel["stage"]]
        texts = [style.wrapped(reason, right - 0.2, style.NOTE_SIZE) for reason in reasons]
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.15, width=width, height=0.5 * len(funnel))
        places, counts = np.arange(len(funnel)), funnel["n_requests"].to_numpy(dtype=float)
        ax.barh(places, counts, height=0.62, color=_REPLIED, gid="funnel")
        ax.barh(places, sent - counts, left=counts, height=0.62, color=style.SHADES[0])
        for place, count, text in zip(places.astype(float), counts, texts, strict=True):
            inside = count > 0.16 * sent
            ax.text(
                count - 0.015 * sent if inside else count + 0.015 * sent,
                place,
                f"{count:.0f}",
                va="center",
                ha="right" if inside else "left",
                color=style.PAPER if inside else style.INK,
                fontweight="bold",
            )
            ax.text(sent * 1.03, place, text, va="center", fontsize=style.NOTE_SIZE, color=style.MUTED)  # fmt: skip
        ax.set_yticks(places, funnel["stage"].tolist())
        ax.set_ylim(len(funnel) - 0.5, -0.5)
        ax.set_xlim(0, sent)
        ax.set_xticks([])
        style.bare(ax)
        style.headline(ax, title, note, left=margin, width=text_width)
    return ax


def funnel_title(funnel: pd.DataFrame) -> str:
    """Return the finding of the funnel: how many talks came of how many requests."""
    counts = dict(zip(funnel["stage"], funnel["n_requests"].astype(int), strict=True))
    sent, met, replied = counts["sent"], counts["met"], counts["replied"]
    if met:
        return (
            f"{plural(sent, 'request')} led to {plural(met, 'talk')}: {replied} answered, {counts['accepted']} agreed"
        )
    if replied:
        return f"{replied} of {plural(sent, 'request')} answered, no talk yet"
    return f"{plural(sent, 'request')} sent, no answer yet"


def weekly_bars(activity: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw requests, answers and talks week by week; at most the last two years.

    Parameters
    ----------
    activity : DataFrame
        Of :func:`infoview_analysis.outreach.activity.weekly_activity`.
    """
    if activity.empty:
        return style.empty_axes(ax, "Week by week", "Nothing in the log has a day yet.")
    shown = activity.tail(104).reset_index(drop=True)
    title = weekly_title(shown)
    note = "Bars: requests sent in a week. Dots: answers and talks of that week." + (
        f" The last {len(shown)} of {len(activity)} weeks." if len(shown) < len(activity) else ""
    )
    with style.styled():
        margin, width, right = 0.6, 6.9, 0.5
        top = style.headline_height(title, note, width) + 0.32
        ax = style.framed(ax, left=margin, right=right, top=top, bottom=0.5, width=width, height=2.3)
        places = np.arange(len(shown))
        ax.bar(places, shown["n_sent"], width=0.72, color=_SENT, label="requests sent", gid="sent")
        for column, label, sign, colour, shift in (
            ("n_replied", "answers", "o", "#0b4f7d", -0.16), ("n_met", "talks", "D", "#b8500a", 0.16),
        ):  # fmt: skip
            some = shown[column].to_numpy() > 0
            ax.plot(places[some] + shift, shown[column].to_numpy()[some], sign, color=colour, markersize=4.5,
                    label=label, clip_on=False, gid=column)  # fmt: skip
        _week_axes(ax, shown)
        corner = (-(margin - 0.1) / style.width_in_inches(ax), 1.0)
        ax.legend(loc="lower left", bbox_to_anchor=corner, ncols=3, frameon=False, fontsize=style.NOTE_SIZE,
                  borderaxespad=0, borderpad=0.2, handlelength=1.2)  # fmt: skip
        style.headline(ax, title, note, left=margin, width=width, above=0.22)
    return ax


def weekly_title(activity: pd.DataFrame) -> str:
    """Return the finding of the weeks: how many requests a week, and how many weeks without one."""
    weeks, sent = len(activity), int(activity["n_sent"].sum())
    quiet = int((activity["n_sent"] == 0).sum())
    title = f"{plural(sent, 'request')} in {plural(weeks, 'week')}"
    if weeks > 1:
        title += f", {sent / weeks:.1f} a week"
    return title + (f"; {plural(quiet, 'week')} without one" if quiet else "")


def _ranked(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows to draw: groups in their own order where they have one, else the best answered first."""
    if by in ("month", "weekday", "seniority", "company_size", "subject_length", "message_length"):
        return table
    last = table["group"].isin([NOT_GIVEN, NO_SUBJECT]) | table["group"].str.startswith("others (")
    ranked = table.assign(last=last, rate=table["reply_rate"].fillna(-1))
    return ranked.sort_values(["last", "rate", "n_mature", "group"], ascending=[True, False, False, True])


def _draw_rates(ax: Axes, shown: pd.DataFrame) -> None:
    places = np.arange(len(shown))
    known = shown["n_mature"].to_numpy(dtype=int) > 0
    low, high = (shown[name].to_numpy(dtype=float) for name in ("reply_low", "reply_high"))
    rate = shown["reply_rate"].astype("float64").to_numpy()
    ax.barh(places[known], rate[known], height=0.3, color=_LATE, zorder=2, gid="rate")
    ax.hlines(places[known], low[known], high[known], color=style.INK, linewidth=1.2, zorder=3, gid="interval")
    ax.plot(rate[known], places[known], "o", color=_REPLIED, markersize=6, zorder=4, clip_on=False)
    rows: list[Any] = list(shown.itertuples(index=False))
    for place, row in enumerate(rows):
        main = f"{row.n_replied} of {row.n_mature}" if row.n_mature else "none old enough"
        more = [f"{row.n_replied_late} later" if row.n_replied_late else "",
                f"{row.n_waiting} waiting" if row.n_waiting else "",
                f"{row.n_bounced} bounced" if row.n_bounced else ""]  # fmt: skip
        ax.text(1.03, place, main, va="center", fontweight="bold" if row.n_mature else "normal")
        ax.annotate(", ".join(part for part in more if part), (1.03, place), (58 if row.n_mature else 92, 0),
                    textcoords="offset points", va="center", fontsize=style.NOTE_SIZE, color=style.MUTED,
                    annotation_clip=False)  # fmt: skip
    ax.set_xlim(-0.025, 1)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
    style.bare(ax)
    ax.grid(axis="x", color=style.RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel("share answered; line: where it may lie (95 %)", fontsize=style.NOTE_SIZE)


def _draw_curve(ax: Axes, curve: pd.DataFrame, place: int, last_day: int) -> float:
    inside = curve[curve["day"] <= last_day]
    if curve["day"].iloc[-1] > last_day:  # the curve goes on beyond the axis
        inside = pd.concat([inside, inside.tail(1).assign(day=last_day)])
    days, share, low, high = (inside[name].to_numpy(dtype=float) for name in ("day", "replied_by", "low", "high"))
    colour = _CURVES[place]
    ax.step(days, share, where="post", color=colour, linestyle=_DASHES[place], linewidth=1.9, gid="curve", zorder=3)
    ax.fill_between(days, low, high, step="post", color=colour, alpha=0.07, linewidth=0)
    ax.plot(days[-1:], share[-1:], "|", color=colour, markersize=8)
    return float(share[-1])


def _curve_axes(ax: Axes, days: list[int]) -> None:
    ax.set_xlim(0, days[-1])
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
    ax.set_xticks(days)
    style.bare(ax)
    ax.grid(axis="y", color=style.RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel("days since the request", fontsize=style.NOTE_SIZE)


def _end_labels(ax: Axes, groups: list[str], ends: list[float]) -> None:
    """Name each curve at its end; names that would meet are moved apart."""
    order = np.argsort(ends, kind="stable")
    heights = np.array(ends)[order]
    step = 0.062
    for place in range(1, len(heights)):
        heights[place] = max(heights[place], heights[place - 1] + step)
    heights -= max(0.0, float(heights[-1]) - 1.0)
    for rank, place in enumerate(order):
        label = style.wrapped(groups[place], 1.6, style.NOTE_SIZE, lines=1)
        ax.annotate(label, (1, heights[rank]), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                    va="center", color=_CURVES[place], fontsize=style.NOTE_SIZE, fontweight="bold",
                    annotation_clip=False)  # fmt: skip


def _risk_table(ax: Axes, at_risk: pd.DataFrame, groups: list[str], days: list[int]) -> None:
    first, row_height = -38.0, 15.0  # points below the axes
    left = -16.0
    ax.annotate("still silent", (0, 0), (left, first), xycoords="axes fraction", textcoords="offset points", ha="right",
                va="center", fontsize=style.NOTE_SIZE, color=style.MUTED, annotation_clip=False)  # fmt: skip
    for place, group in enumerate(groups):
        counts = at_risk[at_risk["group"] == group].set_index("day")["n_at_risk"]
        height = first - (place + 1) * row_height
        ax.annotate(style.wrapped(group, 1.6, style.NOTE_SIZE, lines=1), (0, 0), (left, height),
                    xycoords="axes fraction", textcoords="offset points", ha="right", va="center",
                    fontsize=style.NOTE_SIZE, color=_CURVES[place], annotation_clip=False)  # fmt: skip
        for at in days:
            ax.annotate(str(counts.get(at, 0)), (at, 0), (0, height), xycoords=("data", "axes fraction"),
                        textcoords="offset points", ha="center", va="center", fontsize=style.NOTE_SIZE,
                        color=style.INK, annotation_clip=False)  # fmt: skip


def _reasons(losses: pd.DataFrame, stage: str) -> str:
    rows = losses[losses["stage"] == stage]
    return ", ".join(f"{count} {reason}" for count, reason in zip(rows["n_requests"], rows["reason"], strict=True))


def _week_axes(ax: Axes, shown: pd.DataFrame) -> None:
    weeks = len(shown)
    step = max(1, int(np.ceil(weeks / 9)))
    marks = np.arange(0, weeks, step)
    ax.set_xticks(marks, [f"{week.day} {week:%b}" + (f"\n{week.year}" if place == 0 or week.month < last.month else "")
                          for place, (week, last) in enumerate(_with_previous(shown["week"].iloc[marks]))])  # fmt: skip
    ax.set_xlim(-0.6, max(weeks, 4) - 0.4)
    most = max(1, int(shown[["n_sent", "n_replied", "n_met"]].to_numpy().max()))
    step = next(
        step for scale in (1, 10, 100, 1000, 10**6) for step in (scale, 2 * scale, 5 * scale) if most / step <= 5
    )
    ax.set_yticks(np.arange(0, most + 1, step))
    ax.set_ylim(0, most * 1.12)
    style.bare(ax)
    ax.grid(axis="y", color=style.RULE, linewidth=0.6)
    ax.set_axisbelow(True)


def _with_previous(weeks: pd.Series) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    found = [pd.Timestamp(week) for week in weeks]
    return list(zip(found, [found[0], *found[:-1]], strict=True))
