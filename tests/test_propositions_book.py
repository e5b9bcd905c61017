"""The section of propositions: what it means, what is wrong with it, and changes that lose nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.codebook import Quote, undo
from infoview_analysis.codebook.sections import Section
from infoview_analysis.contrasts.book import MARKS, load_book, read_book, statement_id
from infoview_analysis.contrasts.decisions import Asked, add, drop, keep, mark, reword
from infoview_analysis.contrasts.inline import inline_marks, loose_tags
from infoview_analysis.contrasts.summarize import asked, overruled
from infoview_analysis.errors import CodebookError
from infoview_analysis.points import document_points, points_frame
from infoview_analysis.readers import read_file

ANA, BEN, CHO, DEE = (f"p00000000000{n}" for n in range(1, 5))
PLAIN = {
    ANA: "A degree is needed, every posting here asks for one",
    BEN: "Skip the degree: nobody looked at mine",
    CHO: "It depends on the field, she said",
    DEE: "The coffee is good",
}
POINTS = pd.DataFrame({"point_id": list(PLAIN), "plain": list(PLAIN.values())})
TEXT = """\
# mine
themes:
  - name: Pay

propositions:
  # the one that decides it
  - statement: A degree is needed.   # still true?
    for:
      - a degree is needed
    against: [skip the degree]
  - Everybody should learn to code

# the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "codebook.yaml"
    place.write_text(TEXT, encoding="utf-8")
    return place


def written(path: Path, text: str):
    path.write_text(text, encoding="utf-8")
    return load_book(path, POINTS)


def problems(book) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in book.problems]


# -- reading -----------------------------------------------------------------------------------------------------


def test_quotes_are_named_by_words_or_id(path):
    book = load_book(path, POINTS)
    assert [(p.contrast_id, p.statement, dict(p.marks)) for p in book.propositions] == [
        ("a-degree-is-needed", "A degree is needed.", {ANA: "for", BEN: "against"}),
        ("everybody-should-learn-to-code", "Everybody should learn to code", {}),
    ]
    assert not book.problems
    book = written(path, f"propositions:\n  - statement: X\n    depends:\n      - {CHO}\n      - {DEE}: other words\n")
    assert book.propositions[0].marks == {CHO: "depends", DEE: "depends"}


def test_a_mark_finds_its_quote_again_when_the_id_changed(path):
    book = written(
        path, "propositions:\n  - statement: X\n    for:\n      - pffffffffffff: skip the degree, nobody …\n"
    )
    assert book.propositions[0].marks == {BEN: "for"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("propositions: no list\n", [(1, "wrong-type")]),
        ("propositions:\n  - statement: X\n    agianst: [a]\n", [(3, "unknown-key")]),
        ("propositions:\n  - statement: X\n    yes: [a]\n", [(3, "unknown-key")]),
        ("propositions:\n  - for: [a degree is needed]\n", [(2, "no-statement")]),
        ("propositions:\n  - statement: X\n    for:\n      - nobody ever said this\n", [(4, "quote-lost")]),
        ("propositions:\n  - statement: X\n    for:\n      - pffffffffffff\n", [(4, "quote-lost")]),
        (
            "propositions:\n  - statement: X\n    for: [the coffee is good]\n    against:\n      - the coffee\n",
            [(5, "two-sides")],
        ),
        ("propositions:\n  - statement: X y.\n  - statement: x Y\n", [(3, "same-statement")]),
        ("propositions:\n  - {id: a, statement: X}\n  - {id: a, statement: Z}\n", [(3, "same-id")]),
        ("propositions:\n  - statement: X\n    for:\n      - [nested]\n", [(4, "wrong-type")]),
        ("propositions:\n  - [nested]\n", [(2, "wrong-type")]),
    ],
)
def test_what_cannot_be_meant_is_a_row_with_its_line(path, text, expected):
    assert problems(written(path, text)) == expected


def test_a_quote_on_two_sides_counts_as_neither_and_an_ambiguous_one_not_at_all(path):
    book = written(path, "propositions:\n  - statement: X\n    for: [the coffee is good]\n    against: [the coffee]\n")
    assert not book.propositions[0].marks
    twins = pd.DataFrame({"point_id": [ANA, BEN], "plain": ["ask for a day on site", "ask for a day on site, twice"]})
    path.write_text("propositions:\n  - statement: X\n    for: [ask for a day]\n", encoding="utf-8")
    book = load_book(path, twins)
    assert problems(book) == [(3, "quote-ambiguous")]
    assert ANA in book.problems[0].message
    assert not book.propositions[0].marks


def test_ids_of_long_statements_end_with_a_whole_word():
    made = statement_id("A certificate is worth more than a year of work, whatever they say")
    assert made == "a-certificate-is-worth-more-than-a-year"


words = st.one_of(st.none(), st.text(max_size=12), st.sampled_from([*PLAIN, *PLAIN.values(), "yes"]))
nested = st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["statement", "id", "for", "against", "depends", "none", "dropped", "x", ANA]), inner, max_size=4
), max_leaves=12)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(nested)
def test_no_section_breaks_the_reader_and_no_entry_is_lost(value):
    book = read_book(Section(value), PLAIN)
    assert len({p.contrast_id for p in book.propositions}) == len(book.propositions)
    for proposition in book.propositions:
        assert set(proposition.marks) <= set(PLAIN)
        assert set(proposition.marks.values()) <= set(MARKS)
    if isinstance(value, list):
        unusable = {p.code for p in book.problems} & {"wrong-type", "no-statement"}
        assert len(book.propositions) == len(value) or unusable


# -- deciding ----------------------------------------------------------------------------------------------------


def test_marking_moves_a_quote_and_leaves_the_rest_of_the_file(path):
    book = load_book(path, POINTS)
    quotes = {CHO: Quote(PLAIN[CHO], "Cho"), BEN: Quote(PLAIN[BEN], "Ben")}
    one = Asked("a-degree-is-needed", "A degree is needed.")
    assert mark(path, book, one, {CHO: "depends", BEN: "none"}, quotes)
    assert path.read_text(encoding="utf-8") == TEXT.replace(
        "  - statement: A degree", "  - id: a-degree-is-needed\n    statement: A degree"
    ).replace(
        "    against: [skip the degree]\n",
        f"    depends:\n      - {CHO}: It depends on the field, she said # Cho\n"
        f"    none:\n      - {BEN}: 'Skip the degree: nobody looked at mine' # Ben\n",
    )
    book = load_book(path, POINTS)
    assert book.get("a-degree-is-needed").marks == {ANA: "for", CHO: "depends", BEN: "none"}
    assert not mark(path, book, one, {CHO: "depends"}, quotes)  # it was so before
    assert mark(path, book, one, dict.fromkeys((ANA, BEN, CHO)), quotes)
    assert not load_book(path, POINTS).get("a-degree-is-needed").marks
    undo(path)
    assert len(load_book(path, POINTS).get("a-degree-is-needed").marks) == 3


def test_a_new_wording_keeps_name_and_marks(path):
    book = load_book(path, POINTS)
    reword(path, book, Asked("a-degree-is-needed", "A degree is needed."), "One needs\n a degree")
    changed = load_book(path, POINTS).get("a-degree-is-needed")
    assert (changed.statement, dict(changed.marks)) == ("One needs a degree", {ANA: "for", BEN: "against"})
    assert "# still true?" in path.read_text(encoding="utf-8")
    with pytest.raises(CodebookError, match="already"):
        reword(path, load_book(path, POINTS), Asked("a-degree-is-needed", ""), "everybody should LEARN to code!")


def test_adding_dropping_and_keeping(tmp_path):
    path = tmp_path / "codebook.yaml"
    first = add(path, load_book(path, POINTS), "Pay is fair.", name="Fair pay")
    assert first == Asked("fair-pay", "Pay is fair.")
    for sentence, name in (("pay is fair", ""), ("Other", "fair-pay"), (" ", "")):
        with pytest.raises(CodebookError):
            add(path, load_book(path, POINTS), sentence, name=name)
    proposed = Asked("c0123456789", "Coffee is good.", "t-1", DEE)
    drop(path, load_book(path, POINTS), proposed)
    held = load_book(path, POINTS).get("c0123456789")
    assert (held.dropped, held.theme_id, held.source_point_id) == (True, "t-1", DEE)
    keep(path, load_book(path, POINTS), proposed)
    assert not load_book(path, POINTS).get("c0123456789").dropped
    assert path.read_text(encoding="utf-8").startswith("# Your codebook")


def test_there_is_no_fifth_side(path):
    with pytest.raises(CodebookError, match="for, against, depends, none"):
        mark(path, load_book(path, POINTS), Asked("x", "X"), {ANA: "maybe"}, {})


# -- tags in notes -----------------------------------------------------------------------------------------------

NOTE = """\
# Interview with Ana Ruiz

## Advice

- a degree is needed #for/A-degree-is-needed
- #against/portfolio nobody opened hers
- it depends on the team. #depends/portfolio
- she praised #python and #for/portfolo once
- says both #for/portfolio #against/portfolio
"""


@pytest.fixture
def points(tmp_path):
    (tmp_path / "ana.md").write_text(NOTE, encoding="utf-8")
    document = read_file(tmp_path / "ana.md", root=tmp_path).documents[0]
    found = document_points(document)
    assert all(document.text[p.start : p.end] == p.text for p in found)
    return points_frame([("ana-ruiz", found)])


def test_tags_take_sides_and_leave_words_and_ids_alone(points, path, tmp_path):
    plain = points["plain"].tolist()
    assert plain[:4] == [
        "a degree is needed", "nobody opened hers", "it depends on the team.", "she praised python and once",
    ]  # fmt: skip
    (tmp_path / "ana.md").write_text(NOTE.replace(" #for/A-degree-is-needed", ""), encoding="utf-8")
    bare = document_points(read_file(tmp_path / "ana.md", root=tmp_path).documents[0])
    assert points_frame([("ana-ruiz", bare)])["point_id"][0] == points["point_id"][0]
    book = load_book(path, points)
    ids = points["point_id"].tolist()
    tags = inline_marks(points, book)
    assert tags.marks == {
        "a-degree-is-needed": {ids[0]: "for"},
        "portfolio": {ids[1]: "against", ids[2]: "depends"},
        "portfolo": {ids[3]: "for"},
    }
    assert tags.names == {"portfolio": "portfolio", "portfolo": "portfolo"}
    assert [(p.source, p.line, p.code) for p in tags.problems] == [("ana.md", 9, "two-sides")]


def test_the_codebook_has_the_last_word_and_the_report_says_so(points, path):
    ids = points["point_id"].tolist()
    book = written_for(path, points, f"propositions:\n  - statement: A degree is needed\n    against: [{ids[0]}]\n")
    tags = inline_marks(points, book)
    propositions, marks = asked(book, tags)
    assert [(p.contrast_id, p.origin) for p in propositions][:2] == [
        ("a-degree-is-needed", "own"),
        ("portfolio", "inline"),
    ]
    one = marks[marks["contrast_id"] == "a-degree-is-needed"]
    assert one[["side", "origin"]].to_numpy().tolist() == [["against", "marked"]]
    assert [(p.line, p.code) for p in overruled(points, book, tags)] == [(5, "tag-overruled")]


def test_a_name_near_to_a_known_one_is_pointed_out(points, path):
    book = written_for(path, points, "propositions:\n  - {id: portfolio, statement: A portfolio is needed}\n")
    assert [(p.line, p.code) for p in inline_marks(points, book).problems] == [
        (8, "proposition-like"),
        (9, "two-sides"),
    ]


def test_a_tag_beside_no_words_is_pointed_out(tmp_path):
    text = (
        "# Ana Ruiz\n\n## Advice #for/heading\n\n- get a degree #for/degree\n\n#against/pay\n\nSee #12 and #python.\n"
    )
    (tmp_path / "ana.md").write_text(text, encoding="utf-8")
    document = read_file(tmp_path / "ana.md", root=tmp_path).documents[0]
    found = loose_tags([document], points_frame([("ana", document_points(document))]))
    assert [(p.line, p.message.split("”")[0]) for p in found] == [(3, "“#for/heading"), (7, "“#against/pay")]


def written_for(path, points, text):
    path.write_text(text, encoding="utf-8")
    return load_book(path, points)
