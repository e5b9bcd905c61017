from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_analysis.markup import inline_tags, plain


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**Excel** is _90 %_ of it", "Excel is 90 % of it"),
        ('I made [Greasemonkey][] at [Acme](http://a.com/x_(y) "Acme\'s site").', "I made Greasemonkey at Acme."),
        ("snake_case_name and 5 * 3 * 2 = 30 and 2*3*4", "snake_case_name and 5 * 3 * 2 = 30 and 2*3*4"),
        ("see [[people/Sam Ito|Sam]] and [[Ana#work]]", "see Sam and Ana"),
        ("R&amp;D &lt;soon&gt;<br>next <b>line</b>", "R&D <soon> next line"),
        ("text[^1] with `a_b_c` and `#no`", "text with a_b_c and #no"),
        ("ask #networking and #work/remote, not #1 or C#", "ask networking and work/remote, not #1 or C#"),
        (r"\*not bold\* \#nor-tag", "*not bold* #nor-tag"),
        ("[x] call Ana", "call Ana"),
        ("over\ntwo  lines\u00a0here", "over two lines here"),
        ("a\n> b", "a b"),
        ("***both*** ~~gone~~ ==mark==", "both gone mark"),
        ("%%private%% open <!-- hidden --> end ^abc12", "open end"),
        ("[![alt](a.png)](b)", "alt"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("über zwölf Jahre", "über zwölf Jahre"),
    ],
)
def test_plain_words(marked, words):
    assert plain(marked) == words


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("learn it #skills/data and (#ümlaut), #日本 #skills/data", ("skills/data", "ümlaut", "日本")),
        ("#1 choice, C#, F#, http://x.y/#anchor, [x](#part), `#code`, \\#no, <http://a.b/#c>", ()),
        ("#2026goals #follow-up.", ("2026goals", "follow-up")),
        ("no tags", ()),
    ],
)
def test_inline_tags(text, tags):
    assert inline_tags(text) == tags


@given(st.text(alphabet="ab *_`[]()<>&#\\~=%!^\n\ue000\ue0010", max_size=60))
def test_plain_is_one_line_and_plain_text_stays(text):
    words = plain(text)
    assert words == " ".join(words.split())
    letters = re.sub(r"[^ab]", " ", text)
    assert plain(letters) == " ".join(letters.split())
