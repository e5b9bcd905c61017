"""What all interviews together are worth keeping for: what to do, to read, whom to write to, what speaks for a goal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.presentation.cards import quote_frame
from infoview_analysis.presentation.fragment import Child, Fragment, element, joined
from infoview_analysis.presentation.records import records
from infoview_analysis.takeaways.found import HEADS as WEIGHED
from infoview_analysis.wording import day, given, listed, people, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_MOST_ROWS = 60  # the tables hold all
_WORDS = "What the notes say"  # its column keeps room for a line of words on a telephone
_SIDES = {"for": "speaks for it", "against": "speaks against it"}


def summary_of_takeaways(synthesis: Synthesis) -> Fragment:
    """Return how much there is to do, to read and to ask for, as numbers."""
    found = synthesis.takeaways
    kinds = found.takeaways["kind"].value_counts()
    new = int(found.contacts["state"].eq("next").sum()) if len(found.contacts) else 0
    numbers = (
        (int(found.actions["sure"].eq("likely").sum()), "open action", "open actions"),
        (new, "person to write to next", "people to write to next"),
        (len(found.resources), "resource named", "resources named"),
        (int(kinds.get("advice", 0)), "piece of advice", "pieces of advice"),
        (int(kinds.get("lead", 0)), "opening or programme", "openings and programmes"),
    )
    items = [element("li", element("b", f"{n:,}"), " ", one if n == 1 else many) for n, one, many in numbers]
    note = "Found by the words people use; some are missed, some are none. Tick, edit, add or drop them: that stays."
    return Fragment(joined(element("ul", items, class_="counts"), element("p", note, class_="note")).html, note)


def actions_table(synthesis: Synthesis) -> Fragment:
    """Return what is open, by day, with who has to do it and with whom it was agreed; what is doubtful is folded."""
    actions = synthesis.takeaways.actions
    likely, perhaps = (actions[actions["sure"] == sure] for sure in ("likely", "perhaps"))
    table = _actions(likely, "Nothing is open." if perhaps.empty else "Nothing is open for certain.")
    if perhaps.empty:
        return table
    note = f"{len(perhaps)} more that may be something to do; of such ones about one in three is. Tick or drop them."
    more = element("details", element("summary", note), _actions(perhaps, ""))
    return Fragment(element("div", table, element("div", more, class_="folded")).html, f"{table.plain}; {note}")


def _actions(actions: pd.DataFrame, nothing: str) -> Fragment:
    rows = [
        (
            f"{day(row.due_on)}{' (overdue)' if row.overdue == 'yes' else ''}" if pd.notna(row.due_on) else "no day",
            "you" if row.whose == "mine" else "them",
            row.text,
            given(row.interviewee),
            given(row.takeaway_id),
        )
        for row in records(actions.head(_MOST_ROWS))
    ]
    heads = ("Due", "Who", _WORDS, "Talk with", "Id, to tick it")
    return _table(heads, rows, len(actions), nothing)


def contacts_table(synthesis: Synthesis) -> Fragment:
    """Return whom people named: first those nobody was asked yet."""
    contacts = synthesis.takeaways.contacts
    ordered = contacts.assign(_late=contacts["state"].ne("next")).sort_values("_late", kind="stable")
    rows = [
        (
            given(row.name),
            ", ".join(part for part in (given(row.role), given(row.company)) if part),
            given(row.named_by),
            given(row.how),
            {"next": "to write to", "contacted": "written to", "met": "met"}.get(given(row.state), given(row.state)),
        )
        for row in records(ordered.head(_MOST_ROWS))
    ]
    return _table(("Whom", "Who they are", "Named by", "How", "State"), rows, len(contacts), "Nobody was named.")


def resources_table(synthesis: Synthesis) -> Fragment:
    """Return books, courses, groups and the like, by how many people named them."""
    n_people = synthesis.interviews["interviewee"].nunique()
    rows = [
        (given(row.title), given(row.kind), people(row.n_people, n_people), given(row.people))
        for row in records(synthesis.takeaways.resources.head(_MOST_ROWS))
    ]
    heads = ("Resource", "Kind", "Named by", "Who")
    return _table(heads, rows, len(synthesis.takeaways.resources), "No resource was named.")


def goal_questions(synthesis: Synthesis) -> Fragment:
    """Return the questions that the goal of the profile raises, with the quotes that speak for and against it."""
    goals, role = synthesis.takeaways.goals, synthesis.takeaways.target_role
    if goals.empty:
        why = "Nothing was heard that speaks for or against it." if role else "Write target_role into profile.yaml."
        return Fragment(element("p", why, class_="note").html, why)
    quotes = quote_frame(synthesis).set_index("point_id")
    parts = []
    for question, group in goals.groupby("question", sort=False):
        rows = [_goal_row(row, quotes.loc[row.point_id]) for row in records(group)]
        parts.append(element("section", element("h3", str(question)), element("ul", rows)))
    head = element("p", f"Your goal: {role}. These are questions to answer, no verdict.", class_="note")
    return Fragment(element("div", head, parts).html, plural(goals["question"].nunique(), "question"))


def takeaway_method(synthesis: Synthesis) -> Fragment:
    """Return how takeaways are found, and which kinds of them by the words alone."""
    alone = synthesis.takeaways.cues_alone
    weighed = [kind for kind in WEIGHED if kind not in alone]
    parts = []
    if weighed:
        parts.append(
            f"{_kinds(weighed)} are found by the words that announce them, weighed with what a small model makes of the"
            " point."
        )
    if alone:
        parts.append(f"{_kinds(alone)} are found by cues alone: the encoder of this run brings no model for them.")
    parts.append("Openings are found by their words alone. Some of all are missed, and some found are none.")
    words = " ".join(parts)
    return Fragment(element("p", words).html, words)


def _kinds(kinds: Sequence[str]) -> str:
    words = listed([{"advice": "advice"}.get(kind, kind + "s") for kind in kinds])
    return words[0].upper() + words[1:]


def _goal_row(row: Any, quote: pd.Series) -> Fragment:
    who = ", ".join(part for part in (given(quote["interviewee"]), given(quote["role"])) if part)
    place = f"{quote['source']}:{quote['line']}"
    return element(
        "li",
        f"{_SIDES.get(row.side, row.side)}: ",
        element("q", quote["plain"], dir="auto"),
        f" — {who}, ",
        element("cite", place, class_="place"),
    )


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], total: int, empty: str) -> Fragment:
    if not rows:
        return Fragment(element("p", empty, class_="note").html, empty)
    classes = ["words" if name == _WORDS else None for name in heads]
    body = [
        element("tr", [element("td", cell, dir="auto", class_=kind) for cell, kind in zip(row, classes, strict=True)])
        for row in rows
    ]
    head = element("thead", element("tr", [element("th", name, scope="col") for name in heads]))
    table = element("table", head, element("tbody", body))
    parts: list[Child] = [
        element("div", table, class_="wide-table", tabindex=0, role="group", aria_label=" ".join(heads))
    ]
    if len(rows) < total:
        parts.append(element("p", f"The first {len(rows)} of {total:,}; the tables hold all.", class_="note"))
    return Fragment(joined(*parts).html, plural(total, "row"))
