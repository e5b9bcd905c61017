"""A card a proposition: the sentence, people on each side, their quotes facing each other, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.contrasts.facing import facing
from infoview_analysis.presentation.contrasts import (
    NOT_COUNTED,
    contrast_anchor,
    p_value,
    reading,
    state_badge,
    suggested_counts,
)
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.notes import NotePlaces
from infoview_analysis.presentation.quote import quote_figure
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import given, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_ROWS = 6  # quotes of a side before the rest is folded
_MOST_CARDS = 40
_MOST_OPEN = 30
_FACTS = ("marked", "inline")
_STATUS = {"marked": "marked by you", "inline": "tagged in the note"}
_ABOUT = ("role", "seniority", "company_size", "industry")


def contrast_cards(synthesis: Synthesis) -> Fragment:
    """Return one card a proposition, in the order of ``contrasts``; facts and suggestions in blocks of their own."""
    summary = synthesis.contrasts
    shown = summary.contrasts.head(_MOST_CARDS)
    if shown.empty:
        return Fragment(element("p", "There is no proposition to show.").html, "no proposition")
    quotes = contrast_quotes(synthesis)
    places = NotePlaces(synthesis.documents)
    cards = [_Card(synthesis, row, quotes[quotes["contrast_id"] == row.contrast_id], places) for row in records(shown)]
    parts = [card.html() for card in cards]
    if len(shown) < len(summary.contrasts):
        more = len(summary.contrasts) - len(shown)
        parts.append(element("p", f"{more} more propositions are in tables/contrasts.csv.", class_="note"))
    return Fragment(element("div", parts, class_="cards").html, plural(len(cards), "proposition card"))


def contrast_quotes(synthesis: Synthesis) -> pd.DataFrame:
    """Return the quotes of all propositions, in the order of reading, with who said them and where."""
    points = synthesis.points[["point_id", "source", "line", "start", "heading", "plain"]]
    who = synthesis.interviews.drop_duplicates("interview_id")
    who = who[["interview_id", "interviewee", "date", *(name for name in _ABOUT if name in who)]]
    quotes = synthesis.contrasts.contrast_points.merge(points, on="point_id", how="left")
    return quotes.merge(who, on="interview_id", how="left").sort_values(["contrast_id", "rank"], kind="stable")


class _Card:
    def __init__(self, synthesis: Synthesis, contrast: Any, quotes: pd.DataFrame, places: NotePlaces) -> None:
        self.summary, self.contrast, self.quotes, self.places = synthesis.contrasts, contrast, quotes, places

    def html(self) -> Fragment:
        return element(
            "article",
            self._head(),
            self._facts(),
            self._people(),
            self._reasons_given(),
            self._goes_with(),
            self._ask_next(),
            self._suggestions(),
            self._open(),
            class_="theme view",
            id=contrast_anchor(self.contrast.contrast_id),
        )

    def _head(self) -> Fragment:
        row = self.contrast
        marks = (state_badge(row), element("span", row.contrast_id, class_="id", title="its name, to mark or edit it"))
        counts = f"{row.n_for} for · {row.n_against} against · {row.n_depends} depends"
        suggested = suggested_counts(row)
        return element(
            "header",
            element("p", marks, class_="tags"),
            element("h3", row.proposition, dir="auto"),
            element("p", element("b", counts), f" · {row.n_open} to be read · {row.n_silent} silent", class_="support"),
            element("p", f"{suggested} (not counted)", class_="suggested-count") if suggested else None,
        )

    def _facts(self) -> Fragment | None:
        facts = self.quotes[self.quotes["status"].isin(_FACTS) & self.quotes["side"].notna()]
        if facts.empty:
            return element("p", "No side is marked yet: nothing is known about who thinks what.", class_="note")
        return self._sides(facts, ("For", "Against", "It depends"), "more quote")

    def _suggestions(self) -> Fragment | None:
        found = self.quotes[(self.quotes["status"] == "suggested") & self.quotes["side"].notna()]
        if found.empty:
            return None
        lead = f"Suggested, not counted: {reading(self.summary)}, often wrong. Mark the quote to make it count."
        titles = ("Suggested: for", "Suggested: against", "Suggested: it depends")
        body = self._sides(found, titles, "more suggested quote")
        return element("section", element("p", lead, class_="note"), body, class_="suggestions")

    def _sides(self, quotes: pd.DataFrame, titles: tuple[str, str, str], more: str) -> Fragment:
        sides = [self._one_each(quotes[quotes["side"] == side]) for side in ("for", "against", "depends")]
        left, right, depends = (list(records(side)) for side in sides)
        order = facing([row.plain for row in left], [row.plain for row in right])
        columns = [[rows[place] for place in places] for rows, places in zip((left, right), order, strict=True)]
        parts: list[Fragment | None] = []
        for title, rows in zip(titles, (left, right), strict=False):
            if rows and not (left and right):
                parts.append(self._alone(title, rows, more))
        if left and right:
            head = [element("h4", _title(title, rows)) for title, rows in zip(titles, columns, strict=False)]
            pairs = [self._pair(columns, place) for place in range(min(_ROWS, max(map(len, columns))))]
            parts.append(element("div", element("div", head, class_="pair heads"), pairs, class_="facing"))
            parts.append(self._more(columns, more))
        if depends:
            parts.append(self._alone(titles[2], depends, more))
        return joined(*parts)

    def _alone(self, title: str, rows: list[Any], more: str) -> Fragment:
        return joined(
            element("h4", _title(title, rows)),
            element("div", [self._quote(row) for row in rows[:_ROWS]], class_="quotes"),
            _folded([self._quote(row) for row in rows[_ROWS:]], more),
        )

    def _pair(self, columns: list[list[Any]], place: int) -> Fragment:
        cells = [self._quote(rows[place]) if place < len(rows) else element("div", class_="nobody") for rows in columns]
        return element("div", cells, class_="pair")

    def _more(self, columns: list[list[Any]], more: str) -> Fragment | None:
        rest = [row for rows in columns for row in rows[_ROWS:]]
        return _folded([self._quote(row) for row in rest], more)

    def _one_each(self, quotes: pd.DataFrame) -> pd.DataFrame:
        """Put each person's first quote before anybody's second."""
        turn = quotes.groupby("interviewee", sort=False, dropna=False).cumcount()
        return quotes.assign(turn=turn).sort_values(["turn", "rank"], kind="stable")

    def _quote(self, row: Any) -> Fragment:
        condition = given(row.condition)
        depends = element("p", "Depends on: ", element("q", condition, dir="auto"), class_="under")
        return quote_figure(
            row.plain,
            who=given(row.interviewee),
            about=", ".join(part for part in (given(getattr(row, name, None)) for name in _ABOUT) if part),
            date=row.date,
            where=f"{row.source}:{row.line}",
            anchor=self.places.anchor(row.source, int(row.start)),
            under=given(row.heading),
            after=depends if condition else None,
            origin=self._origin(row),
            suggested=row.status not in _FACTS,
        )

    def _origin(self, row: Any) -> str:
        if row.status in _FACTS:
            return f"{row.side}: {_STATUS[row.status]}"
        if pd.isna(row.side):
            return "side open"
        cue = given(row.cue)
        return f"suggested, {row.confidence}: {row.side}" + (f", by “{cue}”" if cue else "")

    def _people(self) -> Fragment | None:
        people = self.summary.contrast_people
        people = people[people["contrast_id"] == self.contrast.contrast_id]
        marked = people[people["status"] == "marked"]
        words = (("for", "For"), ("against", "Against"), ("depends", "Depends"), ("mixed", "Says both"))
        lines = [
            element("li", element("b", f"{title}: "), _names(rows))
            for side, title in words
            if len(rows := marked[marked["side"] == side])
        ]
        for side, title in words:
            rows = people[(people["status"] == "suggested") & (people["side"] == side)]
            if len(rows):
                lines.append(element("li", f"{title.lower()}, {NOT_COUNTED}: ", _names(rows), class_="suggested-count"))
        for status, title in (("open", "To be read, side open: "), ("silent", "Silent: ")):
            rows = people[people["status"] == status]
            if len(rows):
                lines.append(element("li", title, _names(rows), class_="silent"))
        if not lines:
            return None
        return joined(element("h4", "Who stands where"), element("ul", lines, class_="who"))

    def _reasons_given(self) -> Fragment | None:
        given_reasons = self.summary.reasons_given
        rows = given_reasons[given_reasons["contrast_id"] == self.contrast.contrast_id]
        about = self.quotes.drop_duplicates("point_id")[["point_id", "interviewee", "side", "status"]]
        rows = rows.merge(about, on="point_id", how="inner")
        rows = rows[rows["status"].isin(_FACTS)]  # whose side is not known gives no reason for it
        if rows.empty:
            return None
        items = [
            element("li", element("q", " ".join(row.text.split()), dir="auto"), " ",
                    element("span", f"{given(row.interviewee)} ({given(row.side) or 'side open'})", class_="people"))
            for row in records(rows.head(2 * _ROWS))
        ]  # fmt: skip
        return joined(element("h4", "Reasons they give themselves"), element("ul", items, class_="who"))

    def _goes_with(self) -> Fragment | None:
        reasons = self.summary.contrast_reasons
        rows = reasons[reasons["contrast_id"] == self.contrast.contrast_id]
        rows = rows[(rows["n_for"] > 0) & (rows["n_against"] > 0)]
        if rows.empty:
            return None
        ranked = rows.sort_values(["q", "p", "attribute"], na_position="last", kind="stable")
        tested = ranked[ranked["p"].notna()]
        if tested.empty:
            few = "Too few to test: at least four for and four against are needed before a split can mean anything."
            table = [f"{row.attribute.replace('_', ' ')}: {row.table}" for row in records(ranked.head(2))]
            items = [element("li", line) for line in table]
            return joined(
                element("h4", "What goes with it"),
                element("p", few),
                element("ul", items, class_="who") if items else None,
            )
        items = [
            element(
                "li",
                element("b", row.attribute.replace("_", " ")),
                f": {row.table} (p {p_value(row.p)}, corrected {p_value(row.q)}): {row.note}.",
                f" Rivals, which split the same people alike: {row.rivals.replace('_', ' ')}."
                if given(row.rivals)
                else None,
            )
            for row in records(tested.head(3))
        ]
        return joined(element("h4", "What goes with it"), element("ul", items, class_="who"))

    def _ask_next(self) -> Fragment | None:
        asks = self.summary.ask_next
        rows = asks[asks["contrast_id"] == self.contrast.contrast_id]
        if rows.empty:
            return None
        items = [element("li", row.sentence) for row in records(rows.head(3))]
        return joined(element("h4", "Ask next"), element("ul", items, class_="who"))

    def _open(self) -> Fragment | None:
        rows = self.quotes[self.quotes["side"].isna()].head(_MOST_OPEN)
        return _folded(
            [self._quote(row) for row in records(rows)], "quote to read, side open", "quotes to read, side open"
        )


def _title(side: str, rows: list[Any]) -> str:
    return f"{side} ({plural(len(rows), 'quote')})"


def _names(rows: pd.DataFrame) -> Fragment:
    names = sorted(rows["interviewee"].map(given), key=str.casefold)
    return joined(*[part for name in names for part in (", ", element("bdi", name))][1:])


def _folded(quotes: list[Fragment], one: str, many: str = "") -> Fragment | None:
    if not quotes:
        return None
    return element(
        "details", element("summary", plural(len(quotes), one, many)), element("div", quotes, class_="quotes")
    )
