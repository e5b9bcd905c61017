"""Propositions from the command line and the notebook: one key a quote, kept at once, to be gone on with later."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from contrast_fixtures import with_contrasts
from typer.testing import CliRunner

from infoview_analysis.cli import app
from infoview_analysis.contrasts import last_contrasts
from infoview_analysis.contrasts.last_contrasts import GatheredProposition, GatheredQuote
from infoview_analysis.last_run import LastRun, RunPoint
from infoview_analysis.presentation.marking import MarkingSheet, marking
from infoview_analysis.presentation.marking_widget import LetterBox, marking_widget
from infoview_analysis.proposition_actions import list_propositions, review_of, suggestion_words

QUOTES = {
    "p1": RunPoint("Ana Ruiz", "A degree is needed here"),
    "p2": RunPoint("Bo Li", "Nobody asked for my degree"),
    "p3": RunPoint("Bo Li", "For a manager a degree helps"),
    "p4": RunPoint("Dee Fox", "The coffee is good"),
}
RUN = (
    GatheredProposition(
        "c1", "A degree is needed.", quotes=(
            GatheredQuote("p1", "Advice", "interviews/ana.md:7", "for", "likely", "needed"),
            GatheredQuote("p2"), GatheredQuote("p3", side="depends", level="unclear"), GatheredQuote("p4"),
        ),
    ),
    GatheredProposition("portfolio", "portfolio", origin="inline", quotes=(GatheredQuote("p4", inline="against"),)),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "my-search"
    (place / "interviews").mkdir(parents=True)
    LastRun((), QUOTES).save(place / ".infoview")
    last_contrasts.save(list(RUN), place / ".infoview")
    return place


def run(*arguments: object, keys: str = ""):
    env = {"NO_COLOR": "1", "COLUMNS": "200"}
    return CliRunner().invoke(app, ["proposition", *map(str, arguments)], input=keys, env=env)


def codebook(folder: Path) -> str:
    return (folder / "codebook.yaml").read_text(encoding="utf-8").split("propositions:\n")[-1]


def test_a_review_is_kept_answer_by_answer_and_goes_on_where_it_stopped(folder):
    done = run("review", folder, "c1", keys="f\na\nq\n")
    assert done.exit_code == 0, done.output
    assert "“A degree is needed here”" in done.output
    assert "interviews/ana.md:7" in done.output
    assert "(suggested: likely for, by the words “needed”)" in done.output
    assert "what you marked is kept" in done.output
    assert codebook(folder) == (
        "  - id: c1\n    statement: A degree is needed.\n    for:\n      - p1: A degree is needed here # Ana Ruiz\n"
        "    against:\n      - p2: Nobody asked for my degree # Bo Li\n"
    )
    again = run("review", folder, "degree is needed", keys="x\ns\nu\nd\nn\n")
    assert "A degree is needed here" not in again.output.split("marked.")[1]
    assert "taken back" in again.output
    # Bo is against in one quote and says it depends in the other: both.
    assert "Done: 1 for · 0 against · 1 depends (people, by your marks)." in again.output
    assert "none:\n      - p4" in codebook(folder)


def test_p_goes_on_to_the_next_proposition(folder):
    with_two = (*RUN, GatheredProposition("c2", "Coffee is good.", quotes=(GatheredQuote("p4"),)))
    last_contrasts.save(list(with_two), folder / ".infoview")
    done = run("review", folder, keys="p\nf\n")
    assert "the rest of this one comes again" in done.output
    assert "Coffee is good.  (2 of 2)" in done.output
    assert "for:\n      - p4" in codebook(folder)


def test_the_list_says_what_the_codebook_says_wrongly(folder):
    text = "propositions:\n  - id: a\n    statement: A.\n    fro: [x]\n  - id: b\n    statemnt: B.\n"
    (folder / "codebook.yaml").write_text(text, encoding="utf-8")
    done = run("list", folder)
    assert done.exit_code == 0
    assert "codebook.yaml, line 4: `fro:` is not known here" in done.stderr
    assert "codebook.yaml, line 5: the proposition has no statement" in done.stderr


def test_undo_takes_a_kept_answer_back(folder):
    done = run("review", folder, "c1", keys="f\nu\n")  # and the input ends
    assert done.exit_code == 0
    assert "for:" not in codebook(folder)


def test_the_list_counts_marks_and_never_suggestions(folder):
    run("mark", folder, "c1", "against", "nobody asked")
    out = run("list", folder).output
    assert "Nothing suggested is counted." in out
    line = next(line for line in out.splitlines() if line.startswith("c1"))
    assert line.split("A degree is needed.")[1].split() == ["0", "1", "0", "3", "you"]
    inline = next(p for p in list_propositions(folder) if p.contrast_id == "portfolio")
    assert (inline.n_against, inline.origin) == (1, "inline")


def test_add_edit_drop_keep_undo(folder):
    assert "is asked from now on, as fair-pay" in run("add", folder, "Pay is fair.", "--name", "Fair pay").output
    assert run("edit", folder, "fair-pay", "Pay is fair in the end.").exit_code == 0
    assert run("drop", folder, "pay is fair").exit_code == 0
    assert "fair-pay" not in run("list", folder).output
    assert "fair-pay" in run("list", folder, "--dropped").output
    assert run("undo", folder).exit_code == 0
    assert "Pay is fair in the end." in run("list", folder).output
    assert run("drop", folder, "c1").exit_code == 0
    assert "dropped: true" in codebook(folder)
    assert run("keep", folder, "c1").exit_code == 0
    assert "dropped" not in codebook(folder)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("mark", "c1", "maybe", "p1"), 2, "none of for, against"),
        (("mark", "c1", "for", "degree"), 2, "no quote begins with"),
        (("mark", "nothing", "for", "p1"), 2, "no proposition is called"),
        (("add", "a DEGREE is needed"), 0, "is asked"),
        (("edit", "c1", " "), 1, "needs a statement"),
    ],
)
def test_what_is_unclear_is_said_and_changes_nothing(folder, arguments, code, words):
    command, *rest = arguments
    done = run(command, folder, *rest)
    assert done.exit_code == code
    assert words in done.output + (done.stderr if code else "")
    assert (folder / "codebook.yaml").exists() == (code == 0)


def test_no_propositions_yet(tmp_path):
    done = run("list", tmp_path)
    assert done.exit_code == 1
    assert "infoview proposition add" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")
def test_at_a_terminal_one_key_is_enough(folder):
    import pty

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        command = [sys.executable, "-m", "infoview_analysis", "proposition", "review", str(folder), "c1"]
        os.execve(sys.executable, command, {**os.environ, "TERM": "dumb", "COLUMNS": "120"})
    seen = read_until(terminal, b"A degree is needed here")
    os.write(terminal, b"a")
    seen += read_until(terminal, b"Nobody asked for my degree")
    os.write(terminal, b"\x1b[A")  # an arrow is no answer
    seen += read_until(terminal, b"q stop")
    os.write(terminal, b"\x03")  # Ctrl-C stops like q
    while chunk := read(terminal):
        seen += chunk
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"kept" in seen
    assert "against:\n      - p1" in codebook(folder)


def read_until(terminal: int, words: bytes, seconds: float = 100) -> bytes:
    seen, end = b"", time.monotonic() + seconds
    while words not in seen and time.monotonic() < end:
        seen += read(terminal)
    assert words in seen
    time.sleep(0.3)  # the question stands; now it waits for the key
    return seen


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux: the other side is closed
        return b""


# -- the notebook ------------------------------------------------------------------------------------------------


def test_the_sheet_marks_skips_and_takes_back(folder):
    sheet = MarkingSheet({"c1": review_of(folder, "c1"), "portfolio": review_of(folder, "portfolio")})
    sheet.press("f")
    assert "for:\n      - p1" in codebook(folder)
    sheet.press("s")
    assert "For a manager" in sheet.shown().html
    sheet.press("u")
    assert "Nobody asked" in sheet.shown().html
    sheet.press("u")
    assert "for:" not in codebook(folder)
    sheet.press("u")
    assert "Nothing to take back" in sheet.shown().html
    assert sheet.titles()[0] == ("A degree is needed. (0 of 4 marked)", "c1")


def test_a_codebook_that_cannot_be_read_is_said_and_the_quote_stays(folder):
    sheet = MarkingSheet({"c1": review_of(folder, "c1")})
    (folder / "codebook.yaml").write_text("propositions: [\n", encoding="utf-8")
    sheet.press("f")
    assert "codebook.yaml" in sheet.message
    assert sheet.review.current.point_id == "p1"


def test_the_buttons_do_what_they_say(folder):
    pick, view, _, row = widget(folder, "c1", "portfolio").children
    labels = [button.description for button in row.children]
    assert labels == [
        "For (f)", "Against (a)", "Depends (d)", "Not about it (n)", "Skip (s)", "Undo (u)", "Next proposition (p)",
    ]  # fmt: skip
    row.children[1].click()
    assert "against:\n      - p1" in codebook(folder)
    assert "Nobody asked" in view.value
    assert pick.options[0][0] == "A degree is needed. (1 of 4 marked)"
    assert not row.children[5].disabled
    assert row.children[6].disabled  # the other one has nothing to read


def test_a_letter_in_the_box_is_one_answer(folder):
    with_two = (*RUN, GatheredProposition("c2", "Coffee is good.", quotes=(GatheredQuote("p4"),)))
    last_contrasts.save(list(with_two), folder / ".infoview")
    pick, view, box, row = widget(folder, "c1", "portfolio", "c2").children
    box.value = "f"
    assert "for:\n      - p1" in codebook(folder)
    box.value = "fA"  # what was typed stays in the box
    assert "against:\n      - p2" in codebook(folder)
    box.value = "fAud "  # two letters that came at once
    assert "against:" not in codebook(folder)
    assert "depends:\n      - p2" in codebook(folder)
    box.value = "fA"  # taken out of the box: nothing happens
    assert "depends:\n      - p2" in codebook(folder)
    box.value = "fAx"
    assert "“x” is none of the keys" in view.value
    box.value = "fAxp"
    assert pick.value == "c2"
    assert "Coffee is good." in view.value
    pick.value = "c1"
    row.children[5].click()
    assert "depends:" not in codebook(folder)


def test_letters_of_the_box_count_once():
    letters = LetterBox()
    assert [letters.new(text) for text in ("f", "fa", "fa", "f", "fd", "n", "")] == ["f", "a", "", "", "d", "n", ""]


def widget(folder, *names):
    pytest.importorskip("ipywidgets")
    return marking_widget(MarkingSheet({name: review_of(folder, name) for name in names}))


def test_a_report_shows_a_table_in_the_place_of_buttons(folder, monkeypatch):
    monkeypatch.setenv("INFOVIEW_SYNTHESIS", "anything")
    shown = marking(with_contrasts(4), folder)
    assert "To mark first: " in shown.html
    assert "<button" not in shown.html
    assert "suggested" not in shown.html  # what to read, not what to think of it


def test_a_suggestion_is_called_one():
    assert suggestion_words("for", "likely", "must") == "suggested: likely for, by the words “must”"
    assert suggestion_words("", "", "") == ""
