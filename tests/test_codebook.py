"""What the person decides holds, in a file they can edit by hand: nothing they wrote is lost or moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from infoview_analysis.codebook import TEMPLATE, Codebook, CodebookTheme, Quote, Wanted, first_words, reattach, undo
from infoview_analysis.codebook.contents import Contents, one_line
from infoview_analysis.codebook.editing import edited
from infoview_analysis.codebook.quotes import QuoteIndex
from infoview_analysis.codebook.reading import read
from infoview_analysis.errors import CodebookError

HAND_MADE = """\
# My codebook, begun in March.

themes:
  # The one I care about most
  - id: field-first
    name: "Getting in through the field"   # asked everyone
    definition: >
      A first job on site
      opens the door.
    keywords: [crew,  apprentice]
    confirmed:
      - p1: go pull wire & set posts for a season …  # Walter
      # Dana said it twice
      - p2
    rejected: []
    my_note: keep this

  - name: Math: only some
    keywords:
    - calculus   # rarely
    - statistics
    rejected:
      - p9: we never use it

# what comes below is for later
later: {a: 1, b: [2, 3]}
"""
HAND_MADE = HAND_MADE.replace("name: Math: only some", "name: 'Math: only some'")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(text.encode())
    return path


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines only ``before`` has, and those only ``after`` has."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def points(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"point_id": [f"n{i}" for i in range(len(texts))], "plain": texts})


# -- reading -----------------------------------------------------------------------------------------------------


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


# -- operations --------------------------------------------------------------------------------------------------


def saved(path: Path, codebook: Codebook) -> str:
    assert codebook.save()
    return path.read_bytes().decode()


def test_rename_changes_one_line(tmp_path):
    path = written(tmp_path, HAND_MADE)
    text = saved(path, Codebook.load(path).rename("field-first", "From the crew up"))
    assert text == HAND_MADE.replace('"Getting in through the field"', "From the crew up")
    assert path.with_name("codebook.yaml.bak").read_bytes().decode() == HAND_MADE


def test_confirm_adds_one_line_with_words_and_who(tmp_path):
    path = written(tmp_path, HAND_MADE)
    codebook = Codebook.load(path).confirm("field-first", ["p3"])
    codebook = codebook.with_quotes({"p3": Quote(first_words("start: on the roof, # one"), "Ana Ruiz")})
    text = saved(path, codebook)
    assert text == HAND_MADE.replace(
        "      - p2\n", "      - p2\n      - p3: 'start: on the roof, # one'  # Ana Ruiz\n"
    )


def test_reject_moves_a_line_and_leaves_the_comments(tmp_path):
    path = written(tmp_path, HAND_MADE)
    text = saved(path, Codebook.load(path).reject("field-first", ["p1"]))
    assert text == HAND_MADE.replace("      - p1: go pull wire & set posts for a season …  # Walter\n", "").replace(
        "    rejected: []\n", "    rejected:\n      - p1: go pull wire & set posts for a season …\n"
    )


def test_add_goes_behind_the_last_theme_and_before_the_comment_after_it(tmp_path):
    path = written(tmp_path, HAND_MADE)
    text = saved(
        path, Codebook.load(path).add("Heat", definition="It is hot.", keywords=["sun", "a, b"], category="daily work")
    )
    new = """\
  - id: heat
    name: Heat
    definition: It is hot.
    category: daily work
    keywords: [sun, 'a, b']
"""
    assert text == HAND_MADE.replace("      - p9: we never use it\n", "      - p9: we never use it\n" + new)


def test_merge_of_discovered_themes_into_a_new_file(tmp_path):
    path = tmp_path / "codebook.yaml"
    members = {"t-1": ("p1", "p2"), "t-2": ("p3",)}
    codebook = Codebook.load(path).merge(["t-1", "t-2"], name="One", members=members)
    assert codebook.themes == (CodebookTheme("t-1", "One", merged=("t-2",), anchors=("p1", "p3", "p2")),)
    text = saved(path, codebook)
    assert text.startswith(TEMPLATE)
    assert Codebook.load(path).themes == codebook.themes
    assert not path.with_name("codebook.yaml.bak").exists()


def test_merge_of_two_codebook_themes_keeps_all_that_was_decided(tmp_path):
    path = written(tmp_path, HAND_MADE)
    codebook = Codebook.load(path).merge(["field-first", "math-only-some", "t-7"], members={"t-7": ["p5"]})
    text = saved(path, codebook)
    (theme,) = Codebook.load(path).themes
    assert theme.name == "Getting in through the field"
    assert theme.keywords == ("crew", "apprentice", "calculus", "statistics")
    assert (theme.confirmed, theme.rejected, theme.anchors) == (("p1", "p2"), ("p9",), ("p5",))
    assert theme.merged == ("math-only-some", "t-7")
    for kept in (
        "# The one I care about most",
        "# Dana said it twice",
        "my_note: keep this",
        "later: {a: 1, b: [2, 3]}",
    ):
        assert kept in text
    assert Codebook.load(path).rename("t-7", "Other name").themes[0].name == "Other name"


def test_a_quote_belongs_to_one_theme(tmp_path):
    path = written(tmp_path, HAND_MADE)
    codebook = Codebook.load(path).confirm("math-only-some", ["p1", "p9"])
    assert codebook.themes[0].confirmed == ("p2",)
    assert (codebook.themes[1].confirmed, codebook.themes[1].rejected) == (("p1", "p9"), ())
    saved(path, codebook)
    assert Codebook.load(path).themes == codebook.themes


def test_a_discovered_theme_keeps_its_members_as_anchors():
    codebook = Codebook(Path("codebook.yaml")).confirm("t-1", ["p9"], name="wire", members=["p1", "p2"])
    assert codebook.themes == (CodebookTheme("t-1", "wire", anchors=("p1", "p2"), confirmed=("p9",)),)
    again = codebook.rename("t-1", "Wire", members=["p3"])
    assert again.themes[0].anchors == ("p1", "p2")
    assert codebook.reject("t-1", ["p2"]).themes[0].anchors == ("p1",)
    many = Codebook(Path("codebook.yaml")).rename("t-1", "Many", members=[f"p{i}" for i in range(900)])
    assert many.themes[0].anchors == tuple(f"p{i}" for i in range(40))


def test_operations_leave_the_old_codebook_as_it_was(tmp_path):
    codebook = Codebook.load(written(tmp_path, HAND_MADE))
    before = codebook.themes
    codebook.rename("field-first", "X").merge(["field-first", "math-only-some"]).set_category("p1", "advice")
    assert codebook.themes == before
    assert codebook.point_categories == {}


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda c: c.rename("field-first", "math: ONLY some"), "merge the two"),
        (lambda c: c.rename("field-first", "  "), "needs a name"),
        (lambda c: c.add("Getting in through the field"), "another theme is called"),
        (lambda c: c.add("X", category="wisdom"), "no category"),
        (lambda c: c.add("X", theme_id="field-first"), "taken"),
        (lambda c: c.merge(["field-first", "field-first"]), "two different"),
        (lambda c: c.merge(["t-1", "t-2"]), "needs a name"),
        (lambda c: c.confirm("t-1", ["p1"]), "no theme t-1"),
        (lambda c: c.set_category("p1", "wisdom"), "no category"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path, act, words):
    with pytest.raises(CodebookError, match=words):
        act(Codebook.load(written(tmp_path, HAND_MADE)))


def test_categories_are_given_changed_and_taken_back(tmp_path):
    path = written(tmp_path, HAND_MADE)
    codebook = Codebook.load(path).set_category("p1", "advice").set_category("p2", "daily work")
    text = saved(path, codebook)
    assert text == HAND_MADE + (
        "\ncategories:\n  advice:\n    - p1: go pull wire & set posts for a season …\n  daily work:\n    - p2\n"
    )
    saved(path, Codebook.load(path).set_category("p2", "advice").set_category("p1", None))
    assert Codebook.load(path).point_categories == {"p2": "advice"}


def test_a_decision_resolves_a_contradiction(tmp_path):
    text = (
        "themes:\n- name: A\n  confirmed:\n  - p1\n  - p2\n  rejected:\n  - p1 # hm\n- name: B\n  confirmed:\n  - p2\n"
    )
    path = written(tmp_path, text)
    codebook = Codebook.load(path)
    assert len(codebook.problems) == 2
    saved(path, codebook.rename("b", "Bee"))
    assert len(Codebook.load(path).problems) == 2
    saved(path, Codebook.load(path).confirm("a", ["p1"]))
    saved(path, Codebook.load(path).reject("a", ["p2"]))
    after = Codebook.load(path)
    assert after.problems == ()
    assert [(t.confirmed, t.rejected) for t in after.themes] == [(("p1",), ("p2",)), (("p2",), ())]


def test_what_could_not_be_understood_stays(tmp_path):
    text = "themes:\n- name: A\n  confirmed:\n  - [odd]\n  - p1\n- no theme\n- name: A\n  id: a\n"
    path = written(tmp_path, text)
    out = saved(path, Codebook.load(path).reject("a", ["p1"]))
    assert out == text.replace("  - p1\n", "").replace("- no theme\n", "  rejected:\n  - p1\n- no theme\n")


def test_the_same_again_writes_nothing(tmp_path):
    path = written(tmp_path, HAND_MADE)
    assert not Codebook.load(path).confirm("field-first", ["p1"]).save()
    assert not path.with_name("codebook.yaml.bak").exists()
    assert not Codebook.load(tmp_path / "none.yaml").save()
    assert not (tmp_path / "none.yaml").exists()


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path):
    path = written(tmp_path, HAND_MADE)
    codebook = Codebook.load(path).rename("field-first", "Mine")
    path.write_text("themes: []\n")
    with pytest.raises(CodebookError, match="changed by another program"):
        codebook.save()
    assert path.read_text() == "themes: []\n"
    path.unlink()
    with pytest.raises(CodebookError, match="changed by another program"):
        codebook.save()
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        "themes: [{name: A, id: a}]\n",
        "{themes: [{name: A, id: a}]}\n",
        "themes:\n- name: A\n  confirmed: [p1,  # mine\n    p2]\n",
        "x: &x [p1]\nthemes:\n- name: A\n  confirmed: *x\n",
    ],
)
def test_a_layout_that_cannot_be_changed_safely_is_refused(tmp_path, text):
    path = written(tmp_path, text)
    with pytest.raises(CodebookError):
        Codebook.load(path).rename("a", "B").confirm("a", ["p3"]).save()
    assert path.read_text() == text


def test_undo_takes_back_and_puts_in_again(tmp_path):
    path = written(tmp_path, HAND_MADE)
    with pytest.raises(CodebookError, match="no earlier state"):
        undo(path)
    after = saved(path, Codebook.load(path).rename("field-first", "Mine"))
    undo(path)
    assert path.read_text() == HAND_MADE
    undo(path)
    assert path.read_text() == after


# -- finding quotes again ----------------------------------------------------------------------------------------


def test_a_quote_is_found_again_by_its_words(tmp_path):
    text = """\
themes:
- name: A
  confirmed:
  - old1: go pull wire & set posts for a season …  # Walter
  - old2: nobody reads your resume, they read your site log
  - climb the ladder
  - gone1: this was deleted from the notes altogether
  - gone2
"""
    path = written(tmp_path, text)
    frame = points(
        "Go pull wire & set posts for a season before you touch an inverter",
        "nobody ever reads your resume; they read your site log",
        "You have to climb the ladder first",
        "something else entirely was said here",
    )
    codebook = reattach(Codebook.load(path), frame)
    assert codebook.themes[0].confirmed == ("n0", "n1", "gone1", "gone2", "n2")
    assert [p.code for p in codebook.problems] == ["quote-edited", "quote-lost", "quote-lost"]
    assert path.read_text() == text
    saved(path, codebook)
    assert (
        path.read_text()
        == """\
themes:
- name: A
  confirmed:
  - n0: Go pull wire & set posts for a season before you touch an inverter  # Walter
  - n1: nobody ever reads your resume; they read your site log
  - n2: You have to climb the ladder first
  - gone1: this was deleted from the notes altogether
  - gone2
"""
    )


def test_words_that_several_quotes_have_are_not_guessed_at(tmp_path):
    path = written(tmp_path, "themes:\n- name: A\n  confirmed:\n  - learn to read drawings\n")
    codebook = reattach(Codebook.load(path), points("Learn to read drawings early", "Learn to read drawings late"))
    assert codebook.themes[0].confirmed == ()
    (problem,) = codebook.problems
    assert (problem.code, problem.severity, problem.line) == ("quote-ambiguous", "error", 4)
    assert "n0, n1" in problem.message


def test_quotes_that_are_there_are_left_alone(tmp_path):
    path = written(tmp_path, "themes:\n- name: A\n  confirmed: [n0]\ncategories:\n  advice: [n1]\n")
    codebook = reattach(Codebook.load(path), points("one", "two"))
    assert (codebook.themes[0].confirmed, codebook.point_categories, codebook.problems) == (
        ("n0",),
        {"n1": "advice"},
        (),
    )
    assert not codebook.save()


def test_opposite_quotes_are_not_near():
    index = QuoteIndex([("a", "You need a degree"), ("b", "Math matters a lot in this job")])
    assert index.find("You need a licence, a van and a tolerant family").kind == "lost"
    assert index.find("completely unrelated words here").kind == "lost"
    assert index.find("").kind == "lost"


# -- any file, any change ----------------------------------------------------------------------------------------

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


def test_first_words_are_cut_at_a_word():
    assert first_words("short\nand  sweet") == "short and sweet"
    assert first_words("word " * 40, 23) == "word word word word …"
    assert len(first_words("x" * 500)) <= 92


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
