"""Themes as cards with the quotes behind them, and the points that stand in no theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.crosstabs import people_count, theme_order
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.notes import NotePlaces
from infoview_analysis.presentation.overview import support_bar, theme_anchor, verdict_badge
from infoview_analysis.presentation.quote import quote_figure
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import VERDICTS, given, interval, people, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_SIDE_BY_SIDE = 6
_MOST_QUOTES = 60  # a card; the tables hold all
_MOST_UNPLACED = 400


def theme_cards(synthesis: Synthesis) -> Fragment:
    """Return one card a theme, most people first: support, verdict, and what people said, one quote a person."""
    themes = theme_order(synthesis.themes)
    if themes.empty:
        return Fragment(element("p", "There is no theme to show.").html, "no theme")
    quotes = quote_frame(synthesis)
    by_theme = {str(name): group for name, group in quotes.groupby("theme_id", sort=False)}
    places = NotePlaces(synthesis.documents)
    n_people = people_count(synthesis.interviews)
    cards = [
        _card(rank, row, by_theme.get(row.theme_id, quotes.iloc[:0]), n_people, places)
        for rank, row in enumerate(records(themes), start=1)
    ]
    return Fragment(element("div", cards, class_="cards").html, plural(len(cards), "theme card"))


def unplaced(synthesis: Synthesis) -> Fragment:
    """Return the points that stand in no theme, by interview, folded."""
    loose = quote_frame(synthesis)
    loose = loose[loose["theme_id"].isna()]
    if loose.empty:
        return Fragment(element("p", "Every point stands in a theme.").html, "none unplaced")
    places = NotePlaces(synthesis.documents)
    shown = loose.head(_MOST_UNPLACED)
    parts = [
        element(
            "details",
            element("summary", element("bdi", group["interviewee"].iloc[0]), f" · {plural(len(group), 'point')}"),
            element("div", [_quote(row, places) for row in records(group)], class_="quotes"),
        )
        for _, group in shown.groupby("interview_id", sort=False)
    ]
    if len(shown) < len(loose):
        rest = f"The first {len(shown)} of {len(loose):,}; all are in tables/points.csv, with an empty theme_id."
        parts.append(element("p", rest, class_="note"))
    return Fragment(element("div", parts, class_="folded").html, plural(len(loose), "unplaced point"))


def quote_frame(synthesis: Synthesis) -> pd.DataFrame:
    """Return the points with the interviewee, role, company and date of each; order of the points frame kept."""
    who = synthesis.interviews[["interview_id", "interviewee", "role", "company", "date"]]
    return synthesis.points.merge(who, on="interview_id", how="left")


def ranked_quotes(quotes: pd.DataFrame, exemplar: str) -> pd.DataFrame:
    """Return the quotes of a theme with each person's best first: exemplar, then by how well they sit in the theme."""
    first = quotes["point_id"].eq(exemplar)
    ordered = quotes.assign(first=first).sort_values(
        ["first", "theme_confidence", "point_id"], ascending=[False, False, True], kind="stable", na_position="last"
    )
    ordered["turn"] = ordered.groupby("interviewee", sort=False).cumcount()
    return ordered.sort_values("turn", kind="stable").drop(columns=["first"])


def _card(rank: int, theme: Any, quotes: pd.DataFrame, n_people: int, places: NotePlaces) -> Fragment:
    ranked = ranked_quotes(quotes, given(theme.exemplar_point_id))
    shown = ranked[ranked["turn"] == 0].head(_SIDE_BY_SIDE)
    rest = ranked.drop(shown.index).head(_MOST_QUOTES)
    marks = (
        verdict_badge(theme.verdict, theme.status),
        element("span", given(theme.category)),
        element("span", given(theme.theme_id), class_="id", title="id of the theme, to rename or merge it"),
    )
    head = element(
        "header",
        element("p", element("span", f"{rank}", class_="rank"), marks, class_="tags"),
        element("h3", theme.label, dir="auto"),
        element("p", element("b", people(theme.n_interviews, n_people)), f" · {plural(theme.n_points, 'point')}"
                f" · likely {interval(theme.share_low, theme.share_high)} of people like them", class_="support"),
        support_bar(theme),
        _about(theme),
    )  # fmt: skip
    return element(
        "article",
        head,
        element("div", [_quote(row, places) for row in records(shown)], class_="quotes"),
        _more(rest, len(ranked) - len(shown), places),
        class_="theme",
        id=theme_anchor(theme.theme_id),
    )


def _about(theme: Any) -> Fragment:
    definition, words = given(theme.definition), given(theme.keywords).replace("; ", ", ")
    return joined(
        element("p", definition, class_="definition", dir="auto") if definition else None,
        element("p", f"{theme.verdict.capitalize()}: {VERDICTS[theme.verdict]}.", class_="meaning"),
        element("p", "Words that set it apart: ", element("bdi", words), ".", class_="meaning") if words else None,
    )


def _more(rest: pd.DataFrame, total: int, places: NotePlaces) -> Fragment | None:
    if rest.empty:
        return None
    count = plural(total, "more quote")
    note = f" (the first {len(rest)} here, all in tables/points.csv)" if len(rest) < total else ""
    body = element("div", [_quote(row, places) for row in records(rest)], class_="quotes")
    return element("details", element("summary", count + note), body)


def _quote(row: Any, places: NotePlaces) -> Fragment:
    return quote_figure(
        row.plain,
        who=given(row.interviewee),
        about=", ".join(part for part in (given(row.role), given(row.company)) if part),
        date=row.date,
        where=f"{row.source}:{row.line}",
        anchor=places.anchor(row.source, int(row.start)),
        under=given(row.heading),
    )
