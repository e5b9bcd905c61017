"""A codebook made by hand is understood, and each mistake in it is named with its line."""

from __future__ import annotations

import pytest
from codebook_files import HAND_MADE, written

from infoview_analysis.codebook import TEMPLATE, Codebook, CodebookTheme, Quote
from infoview_analysis.codebook.reading import read
from infoview_analysis.errors import CodebookError


def test_a_missing_file_is_an_empty_codebook(tmp_path):
    codebook = Codebook.load(tmp_path / "codebook.yaml")
    assert (codebook.themes, codebook.point_categories, codebook.problems) == ((), {}, ())


def test_the_template_says_nothing_and_its_example_is_valid(tmp_path):
    assert Codebook.load(written(tmp_path, TEMPLATE)).themes == ()
    example = "\n".join(line.removeprefix("# ") for line in TEMPLATE.splitlines()[4:] if line.startswith("# "))
    contents, _ = read(example, "codebook.yaml")
    assert not contents.problems
    assert contents.themes[0].name == "Getting in through the field"
    assert {(w.role, w.words) for w in contents.wanted} == {
        ("confirmed", "the first year I only carried tools"),
        ("rejected", "the second year I was in the office"),
        ("category", "ask for a day on site before you sign"),
    }


def test_a_hand_made_file_is_understood(tmp_path):
    codebook = Codebook.load(written(tmp_path, HAND_MADE))
    field, math = codebook.themes
    assert field == CodebookTheme(
        "field-first",
        "Getting in through the field",
        definition="A first job on site opens the door.",
        keywords=("crew", "apprentice"),
        confirmed=("p1", "p2"),
    )
    assert math == CodebookTheme(
        "math-only-some", "Math: only some", keywords=("calculus", "statistics"), rejected=("p9",)
    )
    assert codebook.contents.quotes["p1"] == Quote("go pull wire & set posts for a season …")
    assert [(p.line, p.severity, p.code) for p in codebook.problems] == [
        (16, "warning", "unknown-key"),
        (26, "warning", "unknown-key"),
    ]


def test_quotes_can_be_written_in_every_way_a_person_would():
    text = """\
themes:
- name: A
  keywords: crew, apprentice; union
  confirmed:
  - p1
  - p2: some words
  - {point: p3, quote: other words}
  - just the words
  - "the thing is: learn to code"
  - the catch is: nobody pays
  - quote: only a quote
"""
    contents, _ = read(text, "codebook.yaml")
    assert not contents.problems
    assert contents.themes[0].confirmed == ("p1", "p2", "p3")
    assert contents.themes[0].keywords == ("crew", "apprentice", "union")
    assert [w.words for w in contents.wanted] == [
        "just the words",
        "the thing is: learn to code",
        "the catch is: nobody pays",
        "only a quote",
    ]


def test_names_that_yaml_takes_for_something_else_stay_words():
    contents, _ = read("themes:\n- name: 2024\n- name: yes\n- name: 1e5\n- name: 2024-01-02\n", "codebook.yaml")
    assert [t.name for t in contents.themes] == ["2024", "yes", "1e5", "2024-01-02"]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("themes: 3\n", 1, "wrong-type"),
        ("themes:\n- just words\n", 2, "wrong-type"),
        ("themes:\n- name: A\n  definition: [a]\n", 3, "wrong-type"),
        ("themes:\n- id: a\n", 2, "no-name"),
        ("themes:\n- name: A\n  confirmed:\n  - [p1]\n", 4, "wrong-type"),
        ("themes:\n- name: A\n  confirmed: {p1: words}\n", 3, "wrong-type"),
        ("themes:\n- name: A\n  keywords:\n  - [x]\n", 4, "wrong-type"),
        ("themes:\n- name: A\n  id: x\n- name: B\n  id: x\n", 4, "duplicate-id"),
        ("themes:\n- name: A\n  id: x\n- name: a\n  id: y\n", 4, "duplicate-name"),
        ("themes:\n- name: A\n  name: B\n", 3, "duplicate-key"),
        ("themes:\n- name: A\n  categroy: advice\n", 3, "unknown-key"),
        ("themes:\n- name: A\n  category: wisdom\n", 3, "unknown-category"),
        ("themes:\n- name: A\n  confirmed: [p1]\n  rejected:\n  - p1\n", 5, "contradiction"),
        ("themes:\n- name: A\n  confirmed: [p1]\n- name: B\n  confirmed:\n  - p1\n", 6, "confirmed-twice"),
        ("categories: [a]\n", 1, "wrong-type"),
        ("categories:\n  wisdom: [p1]\n", 2, "unknown-key"),
        ("categories:\n  advice: [p1]\n  daily work:\n  - p1\n", 4, "two-categories"),
    ],
)
def test_each_mistake_is_a_row_with_its_line(text, line, code):
    contents, _ = read(text, "codebook.yaml")
    assert [(p.source, p.line, p.code) for p in contents.problems] == [("codebook.yaml", line, code)]


def test_contradictions_are_not_guessed_at():
    contents, _ = read("themes:\n- name: A\n  confirmed: [p1, p2]\n  rejected: [p1]\n", "codebook.yaml")
    assert (contents.themes[0].confirmed, contents.themes[0].rejected) == (("p2",), ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("themes:\n\t- name: A\n", 2, "Indent with blanks"),
        ("themes:\n- name: A: B\n", 2, "quotation marks"),
        ('themes:\n- name: "A\n', 3, "never closed"),
        ("themes:\n- name: A\n- B: c\n d: e\n", 4, "Indent the line"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("- a\n- b\n", 1, "Begin the file with"),
        ("just words\n", 1, "Begin the file with"),
        ("a: \x07\n", 1, "odd character"),
        ("[" * 5000, None, "nested too deeply"),
    ],
)
def test_a_broken_file_is_named_explained_and_never_changed(tmp_path, text, line, words):
    path = written(tmp_path, text)
    with pytest.raises(CodebookError, match=words) as caught:
        Codebook.load(path)
    assert (caught.value.source, caught.value.line) == ("codebook.yaml", line)
    assert path.read_bytes() == text.encode()


def test_other_encodings(tmp_path):
    path = tmp_path / "codebook.yaml"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes("themes:\r\n- name: Über\r\n".encode(encoding))
        codebook = Codebook.load(path)
        assert codebook.themes[0].name == "Über"
        assert codebook.rename("über", "Ärger").save()
        assert path.read_bytes() == "themes:\r\n- name: Ärger\r\n  id: über\r\n".encode(encoding)
    path.write_bytes("themes:\n- name: Über\n".encode("cp1252"))
    with pytest.raises(CodebookError, match="line 2: holds characters that are not UTF-8"):
        Codebook.load(path)


def test_aliases_do_not_blow_up(tmp_path):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijklmnopqrstu", "bcdefghijklmnopqrstuv", strict=True)
    )
    codebook = Codebook.load(written(tmp_path, bomb + "themes:\n- name: A\n  confirmed: *v\n"))
    assert codebook.themes[0].confirmed == ()
