"""A quote whose note was edited is found again by its words, and never guessed at."""

from __future__ import annotations

from codebook_files import points, saved, written

from infoview_analysis.codebook import Codebook, first_words, reattach
from infoview_analysis.codebook.quotes import QuoteIndex


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


def test_first_words_are_cut_at_a_word():
    assert first_words("short\nand  sweet") == "short and sweet"
    assert first_words("word " * 40, 23) == "word word word word …"
    assert len(first_words("x" * 500)) <= 92
