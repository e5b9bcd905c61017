"""No output shows a suggestion as a fact: the tables, the pictures' words, the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import pytest
from contrast_fixtures import with_contrasts

from infoview_analysis import plots
from infoview_analysis import presentation as show
from infoview_analysis.contrasts.facing import facing
from infoview_analysis.export.tables import TABLES
from infoview_analysis.presentation.contrast_cards import contrast_quotes

PARTS = (
    show.summary_of_contrasts, show.contrasts_table, show.contrast_cards, show.pooled_table, show.consensus_list,
    show.mixed_tone_list, show.next_contrast_steps,
)  # fmt: skip
SAID_SO = re.compile(r"suggest|side open|silent|not counted", re.IGNORECASE)


@pytest.fixture(scope="module")
def unmarked():
    """A synthesis in which nothing is marked and much is suggested."""
    return with_contrasts(4, marked=False)


@pytest.fixture(scope="module")
def bundle():
    return with_contrasts(4)


class Figures(HTMLParser):
    """The quotes of a page: their classes and their words; and the words outside of them."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: list[tuple[str, str]] = []
        self.outside = ""
        self._open = False

    def handle_starttag(self, tag, attrs):
        if tag == "figure":
            self.figures.append((dict(attrs).get("class") or "", ""))
            self._open = True

    def handle_endtag(self, tag):
        if tag == "figure":
            self._open = False
        self.outside += "\n" if tag in ("li", "p", "h3", "h4", "tr", "figure") else " "

    def handle_data(self, data):
        if self._open:
            kind, words = self.figures[-1]
            self.figures[-1] = (kind, words + data)
        else:
            self.outside += data


def figures(synthesis) -> Figures:
    reader = Figures()
    for part in PARTS:
        reader.feed(part(synthesis).html)
    return reader


def test_tables_keep_counts_by_marks_apart_from_suggestions(bundle, unmarked):
    for synthesis in (bundle, unmarked):
        contrasts = TABLES["contrasts"](synthesis)
        points = TABLES["contrast_points"](synthesis)
        people = TABLES["contrast_people"](synthesis)
        facts = points[points["status"] != "suggested"]
        assert (facts["confidence"] == "marked").all()
        assert (points.loc[points["status"] == "suggested", "confidence"] != "marked").all()
        marked = people[people["status"] == "marked"]
        assert set(marked["contrast_id"]) <= set(facts["contrast_id"])
        for side, column in (("for", "n_for"), ("against", "n_against")):
            counted = marked[marked["side"] == side].groupby("contrast_id").size()
            assert contrasts.set_index("contrast_id")[column].to_dict() == {
                name: counted.get(name, 0) for name in contrasts["contrast_id"]
            }


def test_every_suggested_quote_of_the_page_is_dashed_and_called_suggested(bundle, unmarked):
    for synthesis in (bundle, unmarked):
        quotes = contrast_quotes(synthesis)
        found = figures(synthesis).figures
        facts = [words for kind, words in found if "suggested" not in kind.split()]
        others = [words for kind, words in found if "suggested" in kind.split()]
        assert len(facts) == (quotes["status"] != "suggested").sum()
        assert all(words.endswith(("marked by you", "tagged in the note")) for words in facts)
        assert all(SAID_SO.search(words) for words in others)
        assert not any(phrase in words for words in others for phrase in ("marked by you", "tagged in the note"))


def test_without_marks_no_line_of_the_page_puts_anybody_on_a_side(unmarked):
    names = [name for name in unmarked.interviews["interviewee"]]
    for line in figures(unmarked).outside.splitlines():
        if any(name in line for name in names):
            assert SAID_SO.search(line), line
        for count, side in re.findall(r"(\d+) (for|against|depends)\b", line):
            assert count == "0" or SAID_SO.search(line), f"{count} {side}: {line}"


def test_without_marks_no_word_of_a_picture_puts_anybody_on_a_side(unmarked):
    summary = unmarked.contrasts
    for ax in (plots.stance_bars(summary.contrasts), plots.stance_matrix(summary.contrasts, summary.contrast_people)):
        texts = [text.get_text() for text in ax.texts] + [ax.get_title(loc="left")]
        for text in texts:
            if re.search(r"\d+ (for|against|depends)\b", text):
                assert "suggested" in text
        assert not any(patch.get_gid() == "marked" for patch in ax.patches)
        assert not any(p.get_width() for p in ax.patches if str(p.get_gid()).startswith("marked-"))
    plt.close("all")


def test_reasons_are_quoted_only_for_marked_sides(bundle, unmarked):
    assert "because of &lt;b&gt;pay" in show.contrast_cards(bundle).html
    assert "because of" not in show.contrast_cards(unmarked).html


def test_a_page_without_propositions_says_how_to_begin():
    from report_fixtures import synthesis

    empty = synthesis(2, 2)
    for part in PARTS:
        assert part(empty).html
    assert "infoview proposition add" in show.summary_of_contrasts(empty).html


def test_words_of_the_notes_are_escaped(bundle):
    html = "".join(part(bundle).html for part in PARTS)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; belongs in a note." in html
    assert "stood in the note &amp; stayed" in html


def test_quotes_that_speak_of_the_same_face_each_other():
    left = ["pay is low at first", "the course opened a door", "nights are hard"]
    right = ["no door was opened by a course", "never looked back", "low pay forever"]
    assert facing(left, right) == ([1, 0, 2], [0, 2, 1])
    assert facing([], ["a"]) == ([], [0])
    assert facing(["?"], ["!"]) == ([0], [0])
