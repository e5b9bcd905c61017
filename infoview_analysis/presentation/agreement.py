"""What is no contrast: sentences on which nearly all agree, and themes of mixed tone without contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.presentation.contrasts import sentence
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.notes import NotePlaces
from infoview_analysis.presentation.quote import shortened
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import given, interval, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_MOST_TONES = 8
_SHORT = 160  # characters of a quote in a list


def consensus_list(synthesis: Synthesis) -> Fragment:
    """Return the propositions on which nearly all who took a marked side agree."""
    found = synthesis.contrasts.consensus
    if found.empty:
        words = "No proposition yet on which nearly all marked people agree."
        return Fragment(element("p", words).html, words)
    verb = {"for": "say so", "against": "say no", "depends": "say it depends"}
    items = [
        element(
            "li",
            element("span", row.proposition, dir="auto"),
            " ",
            element(
                "span",
                f"{row.n_people} of {plural(int(row.n_asked), 'person', 'people')} marked {verb[row.side]}; the share"
                f" behind it may be {interval(row.share_low, row.share_high)}.",
                class_="people",
            ),
        )
        for row in records(found)
    ]
    plain = "\n".join(found["proposition"])
    return Fragment(element("ul", items, class_="trust").html, plain)


def mixed_tone_list(synthesis: Synthesis) -> Fragment:
    """Return themes that some praise and some complain of, with a quote of each, without contradicting each other."""
    found = synthesis.contrasts.mixed_tone.head(_MOST_TONES)
    if found.empty:
        words = "In no theme that is not divided already do two people sound glad and two sorry."
        return Fragment(element("p", words).html, words)
    points = synthesis.points.drop_duplicates("point_id").set_index("point_id")
    places = NotePlaces(synthesis.documents)
    items = [
        element(
            "li",
            element("b", given(row.label) or row.theme_id, dir="auto"),
            f": the words of {row.n_glad} sound glad, of {row.n_sorry} sorry. {sentence(row.note)}",
            element("ul", [_toned(points.loc[point], tone, places)
                           for tone, point in (("glad", row.glad_point_id), ("sorry", row.sorry_point_id))
                           if point in points.index], class_="who"),
        )
        for row in records(found)
    ]  # fmt: skip
    note = "Told by words such as “proud” or “dreadful” alone, which miss irony: read the quotes before you believe it."
    body = joined(element("ul", items, class_="trust"), element("p", note, class_="note"))
    return Fragment(body.html, "\n".join(found["label"].map(given)))


def _toned(point: pd.Series, tone: str, places: NotePlaces) -> Fragment:
    anchor = places.anchor(point["source"], int(point["start"]))
    where = f"{point['source']}:{point['line']}"
    place = element("a", where, href=f"#{anchor}") if anchor else where
    words = element("q", shortened(point["plain"], _SHORT), dir="auto")
    return element("li", f"{tone}: ", words, " ", element("span", place, class_="place"))
