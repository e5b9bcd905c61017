"""Quotes look alike wherever they stand."""

import re
from pathlib import Path

import pandas as pd
import pytest

import infoview_analysis
from infoview_analysis.presentation.fragment import element, joined
from infoview_analysis.presentation.quote import quote_figure, shortened


def test_a_quote_names_who_said_it_when_and_where():
    found = quote_figure(
        "Draw <every> day & night",
        who="Ana Ruiz",
        about="architect, Ponte",
        date=pd.Timestamp("2025-03-04"),
        where="ana.md:7",
        anchor="note-1-7",
        under="What helped?",
    )
    assert found.html == (
        '<figure class="quote"><p class="under" dir="auto">What helped?</p>'
        '<blockquote><p dir="auto">Draw &lt;every&gt; day &amp; night</p></blockquote>'
        "<figcaption><b><bdi>Ana Ruiz</bdi></b> · <bdi>architect, Ponte</bdi> · 4 March 2025"
        '<br><cite class="place"><a href="#note-1-7">ana.md:7</a></cite></figcaption></figure>'
    )


@pytest.mark.parametrize("date", [pd.Timestamp("2025-03-04"), "2025-03-04"])
def test_days_are_written_in_words(date):
    assert " · 4 March 2025" in quote_figure("words", who="Ana", date=date).html


@pytest.mark.parametrize("date", [None, pd.NaT])
def test_what_is_not_known_is_left_out(date):
    found = quote_figure("words", who="Ana", date=date).html
    assert found.endswith("<figcaption><b><bdi>Ana</bdi></b></figcaption></figure>")


def test_a_suggestion_is_dashed_and_says_so():
    found = quote_figure("words", who="Ana", origin="suggested, likely: for", suggested=True).html
    assert 'class="quote suggested"' in found
    assert '<span class="origin">suggested, likely: for</span>' in found


def test_words_marked_by_a_search_stay_marked():
    words = joined("a ", element("mark", "degree"), " helps")
    assert '<p dir="auto">a <mark>degree</mark> helps</p>' in quote_figure(words, who="Ana").html


def test_long_words_are_cut_after_a_whole_word():
    assert shortened("one two three", 8) == "one two …"
    assert shortened("one two", 7) == "one two"


def test_no_other_module_writes_a_quote():
    package = Path(infoview_analysis.__file__).parent
    writers = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"element\(\s*[\"']blockquote", path.read_text(encoding="utf-8"))
    ]
    assert writers == ["presentation/quote.py"]
