"""What a person decides is written with the fewest changed lines, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from codebook_files import HAND_MADE, saved, written

from infoview_analysis.codebook import TEMPLATE, Codebook, CodebookTheme, Quote, first_words, undo
from infoview_analysis.errors import CodebookError


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
