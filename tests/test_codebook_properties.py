"""Any codebook and any change: what was meant is written, and every comment stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from codebook_files import HAND_MADE, changed_lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from infoview_analysis.codebook import Codebook, CodebookTheme, Quote, Wanted, first_words
from infoview_analysis.codebook.contents import Contents, one_line
from infoview_analysis.codebook.editing import edited
from infoview_analysis.codebook.reading import read
from infoview_analysis.errors import CodebookError

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=25)
IDS = st.integers(0, 12).map(lambda n: f"p{n:x}{n:x}")


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_any_words_come_back_from_the_file(text):
    codebook = Codebook(Path("codebook.yaml")).add("A", definition=text, keywords=[text])
    codebook = codebook.confirm("a", ["p1"]).with_quotes({"p1": Quote(first_words(text), text)})
    out = edited("", codebook.contents, "codebook.yaml")
    again, _ = read(out, "codebook.yaml")
    assert again.themes == codebook.themes
    assert " ".join(again.themes[0].definition.split()) == one_line(text)
    assert YAML(typ="safe", pure=True).load(out)["themes"][0].get("keywords", []) == list(codebook.themes[0].keywords)


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("rename"), st.integers(0, 5), WORDS),
        st.tuples(st.just("confirm"), st.integers(0, 5), st.lists(IDS, min_size=1, max_size=3)),
        st.tuples(st.just("reject"), st.integers(0, 5), st.lists(IDS, min_size=1, max_size=3)),
        st.tuples(st.just("add"), st.just(0), WORDS),
        st.tuples(st.just("merge"), st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("category"), IDS, st.sampled_from(["advice", "daily work", None])),
    ),
    max_size=6,
)

FILES = [
    "",
    "# nothing yet\n",
    "themes:\n",
    "themes: []  # none\n# end",
    HAND_MADE,
    HAND_MADE.replace("\n", "\r\n"),
    HAND_MADE.replace("  - ", "- ").replace("\n    ", "\n  "),
    "categories:\n  advice:\n  # why\n  - p11: a  # b\n  daily work: [p22, p33]\n"
    "themes:\n- name: A\n  rejected:\n# end\n",
    "themes:\n-   name: |\n      A\n\n    id: a\n    confirmed: p11\n    keywords:\n\n    - b\n\n# c\n"
    "-\n  name: B\n  anchors: []\n\n\n",
    "themes:\n- name: A\n  confirmed: [p11, p22]\n  rejected: [p11, {p33: words here}]\n"
    "- name: B\n  confirmed:\n  - p22\n  - p00",
]


@given(st.sampled_from(FILES), OPERATIONS)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_change_is_written_as_meant_and_keeps_every_comment(text, operations):
    contents, _ = read(text, "codebook.yaml")
    codebook = Codebook(Path("codebook.yaml"), contents)
    merged = False
    for name, *arguments in operations:
        ids = [theme.theme_id for theme in codebook.themes] or ["t-1"]
        first = ids[int(arguments[0]) % len(ids)] if name not in ("category",) else ""
        try:
            match name:
                case "rename":
                    codebook = codebook.rename(first, arguments[1], members=["p77"])
                case "confirm":
                    codebook = codebook.confirm(first, arguments[1], name="New")
                case "reject":
                    codebook = codebook.reject(first, arguments[1], name="New")
                case "add":
                    codebook = codebook.add(arguments[1])
                case "merge":
                    codebook = codebook.merge([first, ids[arguments[1] % len(ids)], "t-9"], name="Merged")
                    merged = True
                case "category":
                    codebook = codebook.set_category(arguments[0], arguments[1])
        except CodebookError:
            continue
    out = edited(text, codebook.contents, "codebook.yaml")
    again, _ = read(out, "codebook.yaml")
    assert [t.theme_id for t in again.themes] == [t.theme_id for t in codebook.themes]
    assert [set(t.confirmed) for t in again.themes] == [set(t.confirmed) for t in codebook.themes]
    assert [set(t.rejected) for t in again.themes] == [set(t.rejected) for t in codebook.themes]
    assert dict(again.point_categories) == codebook.point_categories
    if not merged:
        lost, _ = changed_lines(text, out)
        assert not [line for line in lost if line.lstrip().startswith("#")]
        for unknown in ("my_note: keep this", "later: {a: 1, b: [2, 3]}"):
            assert (unknown in text) == (unknown in out)
    assert edited(out, again, "codebook.yaml") == out


def test_a_large_codebook_comes_back_and_changes_by_one_line():
    themes = tuple(
        CodebookTheme(f"t-{i}", f"Theme {i}", anchors=tuple(f"p{i:03x}{j:04x}" for j in range(40))) for i in range(40)
    )
    text = edited("", Contents(themes), "codebook.yaml")
    contents, _ = read(text, "codebook.yaml")
    assert contents.themes == themes
    after = edited(text, replace(contents, wanted=(Wanted("t-3", "confirmed", "said so"),)), "codebook.yaml")
    assert changed_lines(text, after)[0] == []
    assert len(after.splitlines()) == len(text.splitlines()) + 2
