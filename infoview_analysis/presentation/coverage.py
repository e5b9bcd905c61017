"""What was heard and what was not, in a notebook: the outlook in words, what to ask next, what is new, and a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.coverage.since import CHANCE, FEW
from infoview_analysis.coverage.summary import CoverageSummary, coverage_of, last_batch, since_day
from infoview_analysis.frames import empty
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.notes import NotePlaces
from infoview_analysis.presentation.quote import quote_figure
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import day, given, listed, percent, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_MOST = 40


def open_coverage(synthesis: Synthesis) -> CoverageSummary:
    """Return the coverage of a synthesis."""
    return coverage_of(synthesis)


def open_changes(synthesis: Synthesis, since: str = "") -> tuple[pd.DataFrame, str]:
    """Return what changed since a day (by default since the last batch), and that day in words."""
    start = pd.Timestamp(since) if since else last_batch(synthesis.interviews)
    if start is None:
        return empty("changes"), ""
    return since_day(synthesis, start), day(start)


def summary_of_coverage(coverage: CoverageSummary) -> Fragment:
    """Return how much was heard, and what the next interview is likely to bring."""
    found, groups = coverage.outlook, coverage.question_groups
    thin = groups.loc[groups["thin"] == "yes", "category"].tolist()
    numbers = (
        (found.n_people, "person", "people"), (found.n_themes, "theme", "themes"),
        (len(thin), "thin question group", "thin question groups"),
        (len(coverage.next_questions), "question to ask next", "questions to ask next"),
    )  # fmt: skip
    items = [element("li", element("b", f"{n:,}"), " ", one if n == 1 else many) for n, one, many in numbers]
    row = element("ul", items,
                  class_="counts")  # fmt: skip
    facts = [
        *outlook_sentences(coverage),
        f"Thin so far: {listed(thin)}." if thin else "No group of questions is thin.",
    ]
    return Fragment(joined(row, element("ul", [element("li", fact) for fact in facts], class_="trust")).html,
                    "\n".join(facts))  # fmt: skip


def outlook_sentences(coverage: CoverageSummary) -> list[str]:
    """Return the outlook in words, with how sure it is."""
    found = coverage.outlook
    if found.n_people < 2 or not found.n_themes:
        return ["With fewer than two people, or no theme, nothing can be said about the next interview."]
    known = (
        f"Any {found.known_after} of the {found.n_people} people raise 95 % of these themes on average, each by two or"
        " more."
    )
    if found.n_twice:
        new = [
            f"The next interview is likely to bring {found.new_recurring:.1f} new recurring themes: subjects one person"
            f" raised and a second confirms. This is the average of such interviews, which lies between"
            f" {found.recurring_low:.1f} and {found.recurring_high:.1f} (95 %); a single one brings none with a chance"
            f" of {percent(found.none_share)}.",
            known,
        ]  # fmt: skip
    else:
        new = [
            "How many new themes the next interview brings is told by the themes of exactly two people. There is none:"
            " it is few, or groups that small were not found.",
            known,
        ]
    return [
        *new,
        f"It may raise {found.unheard_low:.1f} to {found.unheard_high:.1f} subjects that nobody raised before. This is"
        " known only roughly: what one person alone says seldom makes a theme.",
        *([f"Of what it brings, {percent(found.coverage_low)} to {percent(found.coverage_high or 1.0)} is likely about"
           " subjects heard before."] if found.coverage_low is not None else []),
        "All this holds for one more person like those asked; a person of another kind brings more.",
    ]  # fmt: skip


def next_questions_table(coverage: CoverageSummary) -> Fragment:
    """Return what to ask next, whom, and why."""
    asked = coverage.next_questions
    if asked.empty:
        words = "Every group of questions, and every kind of people, was heard."
        return Fragment(element("p", words).html, words)
    rows = [
        element("tr", element("td", row.kind), element("th", row.about, scope="row", dir="auto"),
                element("td", row.question, dir="auto"), element("td", row.ask_whom, dir="auto"),
                element("td", row.reason, dir="auto"))
        for row in records(asked.head(_MOST))
    ]  # fmt: skip
    more = len(asked) - _MOST
    rest = element("p", f"{more} more in tables/next_questions.csv.", class_="note") if more > 0 else None
    table = _table(("", "About", "A way to ask", "Whom", "Why"), rows)
    return Fragment(joined(table, rest).html, "\n".join(f"{row.about}: {row.reason}" for row in records(asked)))


def changes_table(changes: pd.DataFrame, since: str) -> Fragment:
    """Return what changed since a day: what chance does not explain, and folded the rest."""
    if not since:
        words = "All interviews are of one day, or have none: there is no earlier batch to compare with."
        return Fragment(element("p", words).html, words)
    quiet = changes["judgement"].isin([CHANCE, FEW]) | changes["change"].eq("unchanged")
    loud = changes[~quiet]
    lead = f"Since {since}:" if len(loud) else f"Since {since} nothing changed that chance would not explain."
    folded = None
    if quiet.any():
        words = f"{plural(int(quiet.sum()), 'other')}: unchanged, or a difference that chance explains"
        folded = element("details", element("summary", words), _changes(changes[quiet]))
    body = joined(element("p", lead, class_="lead"), _changes(loud) if len(loud) else None, folded)
    return Fragment(body.html, "\n".join([lead, *(f"{row.change}: {row.label}" for row in records(loud))]))


def search_results(synthesis: Synthesis, words: str = "", limit: int = 5) -> Fragment:
    """Return what a search by words finds in the notes; by default for the first keyword of the largest theme."""
    from infoview_analysis.repository import search_in

    if not words and len(synthesis.themes):
        words = given(synthesis.themes["keywords"].iloc[0]).split(";")[0].strip() or synthesis.themes["label"].iloc[0]
    found = search_in(synthesis, words, limit=limit)
    if found.empty:
        text = f"Nothing found for “{words}”." if words else "There is nothing to look for yet."
        return Fragment(element("p", text).html, text)
    places = NotePlaces(synthesis.documents)
    starts = dict(zip(synthesis.points["point_id"], synthesis.points["start"], strict=True))
    quotes = [_hit(row, places, starts) for row in records(found)]
    lead = element("p", f"Searched for “{words}”.", class_="note")
    return Fragment(joined(lead, element("div", quotes, class_="quotes")).html, plural(len(found), "quote"))


def _hit(row: Any, places: NotePlaces, starts: dict[str, int]) -> Fragment:
    from infoview_analysis.repository.search import MARK

    parts = given(row.marked).replace(MARK[1], MARK[0]).split(MARK[0])
    words = [element("mark", part) if place % 2 else joined(part) for place, part in enumerate(parts)]
    start = starts.get(given(row.point_id))
    return quote_figure(
        joined(words),
        who=given(row.interviewee),
        about=", ".join(part for part in (given(row.role), given(row.company)) if part),
        date=row.date,
        where=given(row.where),
        anchor=places.anchor(given(row.source), int(start)) if start is not None else None,
    )


def _changes(changes: pd.DataFrame) -> Fragment:
    rows = [
        element("tr", element("td", row.change), element("th", row.label, scope="row", dir="auto"),
                element("td", row.sentence))
        for row in records(changes)
    ]  # fmt: skip
    return _table(("Change", "What", "In numbers of people"), rows)


def _table(head: tuple[str, ...], rows: list[Fragment]) -> Fragment:
    top = element("tr", [element("th", word, scope="col") for word in head])
    table = element("table", element("thead", top), element("tbody", rows))
    return element("div", table, class_="wide-table", tabindex=0, role="group", aria_label=" ".join(head).strip())
