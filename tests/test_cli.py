"""The command as a person meets it: what it says, where it says it, and what it leaves behind."""

from __future__ import annotations

import importlib
import os
import re
import signal
import subprocess
import sys
import types
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from infoview_analysis import __version__, frames
from infoview_analysis.cli import app
from infoview_analysis.cli.report import PARTS
from infoview_analysis.codebook import Codebook
from infoview_analysis.contrasts import no_contrasts
from infoview_analysis.errors import CodebookError
from infoview_analysis.last_run import LastRun, RunPoint, RunTheme
from infoview_analysis.outreach.summary import no_outreach
from infoview_analysis.skills.summary import no_skills
from infoview_analysis.takeaways import summarize_takeaways
from infoview_analysis.theme_actions import (
    UnclearChoiceError,
    add_theme,
    confirm_quotes,
    list_themes,
    merge_themes,
    reject_quotes,
    rename_theme,
    set_category,
    undo,
)

RUN = LastRun(
    (
        RunTheme("t-91ab22c0", "pull wire; first year", "career path", 3, "stable", ("p1", "p2", "p3")),
        RunTheme("t-91cd33d1", "read drawings", "required skills", 2, "tentative", ("p4", "p5")),
        RunTheme("t-52ee44f2", "read the room", "company culture", 1, "one voice", ("p6",)),
    ),
    {
        "p1": RunPoint("Walter Brandvold", "go pull wire & set posts for a year"),
        "p2": RunPoint("Ana Ruiz", "I pulled wire for the first year"),
        "p3": RunPoint("Bo Li", "The first year I only carried tools [sic]"),
        "p4": RunPoint("Ana Ruiz", "Learn to read drawings early"),
        "p5": RunPoint("Bo Li", "Learn to read drawings before you lead"),
        "p6": RunPoint("Bo Li", "You have to read the room"),
        "p7": RunPoint("Dee Fox", "Nobody placed this quote anywhere"),
    },
)
ESCAPE = "\x1b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with two notes and a last run."""
    place = tmp_path / "my-search"
    (place / "interviews").mkdir(parents=True)
    for name, words in (("Ana Ruiz", "- Learn to read drawings early\n- I pulled wire"), ("Bo Li", "- Read the room")):
        text = f"---\ninterviewee: {name}\ndate: 2026-01-14\n---\n\n## Advice\n\n{words}\n"
        (place / "interviews" / f"{name}.md").write_text(text, encoding="utf-8")
    RUN.save(place / ".infoview")
    return place


def run(*arguments: object, env: dict[str, str] | None = None):
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"NO_COLOR": "1", "COLUMNS": "200", **(env or {})})


def shell(*arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infoview_analysis", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", **env}, timeout=120,
    )  # fmt: skip


# -- the command line itself -------------------------------------------------------------------------------------


def test_help_is_quick_because_nothing_heavy_is_loaded():
    code = (
        "import sys, infoview_analysis.cli\n"
        "heavy = ('pandas', 'numpy', 'sklearn', 'scipy', 'onnxruntime', 'matplotlib', 'ruamel.yaml')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_version_and_help():
    assert run("--version").output == f"infoview {__version__}\n"
    assert run("--help").exit_code == 0
    for command in ("init", "check", "report", "themes", "theme", "export"):
        assert command in run("--help").output
        assert run(command, "--help").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "no-such-folder"],
        ["report", "DIR", "--only", "poems"],
        ["report", "DIR", "--out", "DIR"],
        ["report", "DIR", "--out", "DIR/interviews/out"],
        ["export", "DIR", "--format", "docx"],
        ["export", "DIR", "--what", "poems"],
        ["theme", "rename", "DIR", "read", "x"],
        ["theme", "rename", "DIR", "no such theme", "x"],
        ["theme", "confirm", "DIR", "read the room", "learn to read drawings"],
    ],
)
def test_wrong_usage_ends_with_2_and_changes_nothing(folder, arguments):
    before = sorted(folder.rglob("*"))
    result = run(*(a.replace("DIR", str(folder)) for a in arguments))
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert sorted(folder.rglob("*")) == before


def test_errors_are_one_line_on_standard_error_and_debug_shows_more(folder):
    (folder / "codebook.yaml").write_text("themes:\n\t- name: A\n")
    result = shell("themes", folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: codebook.yaml, line 2: is not valid YAML")
    assert "Indent with blanks" in result.stderr
    for place in (["--debug", "themes", folder], ["themes", folder, "--debug"]):
        assert "Traceback" in shell(*place).stderr


def test_without_a_terminal_there_are_no_control_codes_and_lines_stay_whole(folder):
    (folder / "interviews" / ("long " * 30 + "name.md")).write_bytes(b"\x00\x01\x02")
    result = shell("check", folder, TERM="xterm-256color")
    assert result.returncode == 0, result.stderr
    assert ESCAPE not in result.stdout + result.stderr
    assert "long " * 30 + "name.md" in result.stdout
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


def test_narrow_terminals_and_no_color(folder):
    result = run("themes", folder, env={"COLUMNS": "40"})
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 40
    assert "t-91ab22c0" in result.output
    colored = run("check", folder, env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert not re.search(r"\x1b\[3\dm", colored.output)


# -- init and check ----------------------------------------------------------------------------------------------


def test_init_makes_a_folder_once_and_never_overwrites(tmp_path):
    place = tmp_path / "new"
    first = run("init", place)
    assert first.exit_code == 0
    assert "interviews/" in first.output
    (place / "codebook.yaml").write_text("# mine\n")
    second = run("init", place)
    assert "nothing was changed" in second.output
    assert (place / "codebook.yaml").read_text() == "# mine\n"
    (tmp_path / "file").touch()
    assert run("init", tmp_path / "file").exit_code == 2


def test_check_of_a_new_folder_says_what_to_do_and_ends_with_1(tmp_path):
    run("init", tmp_path / "new")
    result = run("check", tmp_path / "new")
    assert result.exit_code == 1
    assert "Put your notes into the folder interviews" in result.output


def test_check_lists_files_counts_problems_and_the_next_step(folder):
    (folder / "interviews" / "empty.md").touch()
    (folder / "infoview.toml").write_text("[themes]\nnumbre = 3\n")
    (folder / "codebook.yaml").write_text("themes:\n- name: A\n  colour: red\n  confirmed:\n  - gone from the notes\n")
    result = run("check", folder)
    assert result.exit_code == 0, result.output
    assert re.search(r"interviews/Ana Ruiz.md +Ana Ruiz +2026-01-14 +2\n", result.output)
    assert "2 interviews with 2 people, 3 points." in result.output
    for words in ("interviews/empty.md", "infoview.toml", "numbre", "codebook.yaml, line 3: `colour`", "line 5: “gone"):
        assert words in result.output
    assert result.output.index("empty.md") < result.output.index("`colour`"), "what was left out comes first"
    assert f"Next: mend what was left out if you miss it; then infoview report {folder}" in result.output


def test_check_shows_a_broken_codebook_as_a_problem(folder):
    (folder / "codebook.yaml").write_text("themes: [\n")
    result = run("check", folder)
    assert result.exit_code == 0
    assert "error  codebook.yaml, line" in result.output


def test_a_long_load_report_is_cut_unless_asked_for(folder):
    for i in range(60):
        (folder / "interviews" / f"n{i:02d}.md").write_text(f"---\ninterviewee: Person {i}\n---\n- I said thing {i}\n")
    assert "n59.md" not in run("check", folder).output
    assert "--all" in run("check", folder).output
    assert "n59.md" in run("check", folder, "--all").output


# -- report and export -------------------------------------------------------------------------------------------


def conformed(name: str, **columns: list[object]) -> pd.DataFrame:
    return frames.conform(pd.DataFrame(columns), name)


@pytest.fixture
def synthesis(folder, monkeypatch):
    """What ``synthesize`` returns, hand-made, so that the command is tested and not the analysis."""
    people = {"interview_id": ["a", "b"], "interviewee": ["Ana", "Bo"], "source": ["a", "b"], "n_points": [1, 1]}
    said = {"point_id": ["p1", "p2"], "interview_id": ["a", "b"], "position": [1, 1], "source": ["a", "b"]}
    said |= {"line": [1, 1], "start": [0, 0], "end": [4, 4], "text": ["wire"] * 2, "plain": ["wire"] * 2}
    said |= {"kind": ["item"] * 2, "theme_id": ["t-1", None]}
    found = {"theme_id": ["t-1"], "label": ["[wire]"], "n_interviews": [1], "n_points": [1]}
    found |= {"status": ["discovered"], "verdict": ["one voice"]}
    people_heard, points = conformed("interviews", **people), conformed("points", **said)
    themes = conformed("themes", **found)
    made = types.SimpleNamespace(
        contrasts=no_contrasts(),
        skills=no_skills(),
        takeaways=summarize_takeaways(points, people_heard, themes, {}),
        outreach_summary=no_outreach(),
        name="my-search",
        workspace=folder,
        interviews=people_heard,
        points=points,
        themes=themes,
        problems=frames.empty("problems"),
        documents=(),
    )

    def synthesize(workspace, *, progress=None):
        for stage in ("reading", "encoding", "themes"):
            progress(stage, 1, 1)
        if isinstance(made.problems, BaseException):
            raise made.problems
        return made

    fake = types.ModuleType("infoview_analysis.synthesis")
    fake.synthesize = synthesize
    monkeypatch.setitem(sys.modules, "infoview_analysis.synthesis", fake)
    return made


def test_report_writes_and_says_what_was_found(folder, synthesis):
    result = run("report", folder, "--only", "tables")
    assert result.exit_code == 0, result.output
    assert "[wire]  1 of 2" in re.sub(" +", "  ", result.output).replace("1  of  2", "1 of 2")
    assert "1 point in no theme" in result.output
    assert str(folder / "reports") in result.output.replace("\n", "")
    assert (folder / "reports" / "tables" / "themes.csv").is_file()


def test_progress_goes_to_standard_error(folder, synthesis):
    result = run("report", folder, "--only", "tables")
    assert "Finding themes" in result.stderr
    assert "Finding themes" not in result.stdout


@pytest.mark.parametrize(
    ("problem", "code"), [(KeyboardInterrupt(), 130), (ValueError("bug"), 1), (OSError(28, "No space left"), 1)]
)
def test_a_run_that_ends_early_leaves_the_earlier_report_whole(folder, synthesis, problem, code):
    assert run("report", folder, "--only", "tables").exit_code == 0
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    synthesis.problems = problem
    result = run("report", folder)
    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert "Error:" in result.stderr
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_folder_with_other_files_is_not_replaced(folder, synthesis, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("mine")
    result = run("report", folder, "--only", "tables", "--out", tmp_path / "letters")
    assert result.exit_code == 1
    assert "no report wrote" in result.stderr
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["dear.txt"]


def test_export_writes_the_tables_alone(folder, synthesis, tmp_path):
    assert run("export", folder, "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "points.csv").is_file()


def test_the_parts_are_those_of_the_report():
    report = importlib.import_module("infoview_analysis.export.report")
    assert set(PARTS) == set(report.PARTS)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_the_command_tidily(folder, sent, code):
    # A job in the background of a script inherits a deaf ear for Ctrl-C; at a terminal Python hears it.
    script = (
        "import signal, sys, time, types\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "fake = types.ModuleType('infoview_analysis.synthesis')\n"
        "from infoview_analysis.atomic import replaced_folder\n"
        "def synthesize(workspace, progress=None):\n"
        "    with replaced_folder(workspace.reports_folder):\n"
        "        print('working', flush=True)\n        time.sleep(60)\n"
        "fake.synthesize = synthesize\nsys.modules['infoview_analysis.synthesis'] = fake\n"
        "from infoview_analysis.cli import main\nsys.argv[1:] = ['report', sys.argv[1]]\nmain()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    process.send_signal(sent)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    assert not list(folder.glob(".reports*"))


# -- themes ------------------------------------------------------------------------------------------------------


def test_themes_are_listed_with_what_was_decided(folder):
    assert re.search(r"t-91ab22c0 +pull wire; first year +3 +3 +stable", run("themes", folder).output)
    merge_themes(folder, ["drawings", "the room"], "Reading")
    rename_theme(folder, "t-91ab", "Getting in")
    listed = {theme.theme_id: theme for theme in list_themes(folder)}
    assert {t: x.name for t, x in listed.items()} == {"t-91ab22c0": "Getting in", "t-91cd33d1": "Reading"}
    assert listed["t-91cd33d1"].point_ids == ("p4", "p5", "p6")
    assert listed["t-91cd33d1"].n_people is None
    assert "counted by the next" in run("themes", folder).output


def test_without_a_run_the_person_is_told_what_to_do(folder):
    (folder / ".infoview" / "last_run.json").write_text("{damaged")
    result = run("themes", folder)
    assert result.exit_code == 1
    assert "infoview report" in result.stderr
    assert run("theme", "rename", folder, "wire", "Wire").exit_code == 2


def test_every_way_to_name_a_theme(folder):
    for written in ("t-91ab22c0", "T-91AB", "pull wire; first year", "PULL", "first year"):
        rename_theme(folder, written, "Getting in")
        assert Codebook.load(folder / "codebook.yaml").themes[0].theme_id == "t-91ab22c0"
        (folder / "codebook.yaml").unlink()
    rename_theme(folder, "pull", "Getting in")
    assert rename_theme(folder, "pull wire; first year", "Once more").theme_id == "t-91ab22c0", (
        "the old label still names it"
    )


def test_unclear_names_list_what_could_be_meant(folder):
    with pytest.raises(UnclearChoiceError) as caught:
        rename_theme(folder, "read", "x")
    assert str(caught.value).splitlines()[1:] == ["  t-91cd33d1  read drawings", "  t-52ee44f2  read the room"]
    with pytest.raises(UnclearChoiceError, match="Did you mean:\n  t-91cd33d1  read drawings"):
        rename_theme(folder, "read drawing s", "x")
    with pytest.raises(UnclearChoiceError, match=r"p4 .*\n.*p5"):
        confirm_quotes(folder, "pull", "learn to read drawings")
    with pytest.raises(UnclearChoiceError, match="Did you mean:\n  p7"):
        confirm_quotes(folder, "pull", "Nobody placed that quote anywhere")
    with pytest.raises(UnclearChoiceError, match="Copy the first words"):
        confirm_quotes(folder, "pull", "never said by anyone at all")


def test_rename_keeps_the_members_as_anchors_in_the_file(folder):
    result = run("theme", "rename", folder, "pull wire", "Getting in")
    assert result.exit_code == 0, result.output
    assert "“pull wire; first year” is now called “Getting in”." in result.output
    (theme,) = Codebook.load(folder / "codebook.yaml").themes
    assert (theme.theme_id, theme.name, theme.anchors) == ("t-91ab22c0", "Getting in", ("p1", "p2", "p3"))


def test_confirm_and_reject_write_the_words_and_who(folder):
    assert run("theme", "confirm", folder, "pull wire", "p7", "go pull wire").exit_code == 0
    assert run("theme", "reject", folder, "pull wire", "the first year I only carried tools [sic]").exit_code == 0
    text = (folder / "codebook.yaml").read_text(encoding="utf-8")
    assert "      - p7: Nobody placed this quote anywhere  # Dee Fox\n" in text
    assert "      - p1: go pull wire & set posts for a year  # Walter Brandvold\n" in text
    assert "    rejected:\n      - p3: The first year I only carried tools [sic]  # Bo Li\n" in text
    assert "anchors: [p1, p2]\n" in text


def test_reject_looks_in_the_theme_first(folder):
    merge_themes(folder, ["drawings", "room"])
    reject_quotes(folder, "room", "You have to read")
    confirm_quotes(folder, "pull", "p5")
    reject_quotes(folder, "drawings", "Learn to read drawings early")
    reading = Codebook.load(folder / "codebook.yaml").theme("t-91cd33d1")
    assert reading is not None
    assert reading.rejected == ("p6", "p4")


def test_add_set_category_and_undo(folder):
    result = run(
        "theme", "add", folder, "Heat", "--definition", "It is hot.", "--keywords", "sun, heat", "--quote", "p7"
    )
    assert result.exit_code == 0, result.output
    set_category(folder, "p4", "advice")
    codebook = Codebook.load(folder / "codebook.yaml")
    assert (codebook.themes[0].keywords, codebook.themes[0].confirmed) == (("sun", "heat"), ("p7",))
    assert codebook.point_categories == {"p4": "advice"}
    assert run("theme", "undo", folder).exit_code == 0
    assert Codebook.load(folder / "codebook.yaml").point_categories == {}
    assert repr(undo(folder)) == "codebook.yaml is as it was before the last change."
    assert Codebook.load(folder / "codebook.yaml").point_categories == {"p4": "advice"}
    with pytest.raises(CodebookError, match="another theme is called"):
        add_theme(folder, "heat")


def test_changes_do_not_touch_the_notes(folder):
    before = {p: p.read_bytes() for p in (folder / "interviews").iterdir()}
    rename_theme(folder, "pull", "x y")
    assert {p: p.read_bytes() for p in (folder / "interviews").iterdir()} == before


# -- the last run ------------------------------------------------------------------------------------------------


def test_the_last_run_comes_back(tmp_path):
    RUN.save(tmp_path)
    again = LastRun.load(tmp_path)
    assert again == RUN
    assert again.members["t-91cd33d1"] == ("p4", "p5")


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", "null", '{"version": 1, "themes": [{}], "points": {}}', '{"version": 99}', "\x00"]
)
def test_a_missing_or_damaged_last_run_is_none(tmp_path, text):
    if text is not None:
        (tmp_path / "last_run.json").write_text(text)
    assert LastRun.load(tmp_path) is None


def test_the_last_run_is_made_of_frames(synthesis):
    made = LastRun.from_frames(synthesis.interviews, synthesis.points, synthesis.themes)
    assert made == LastRun(
        (RunTheme("t-1", "[wire]", "", 1, "one voice", ("p1",)),),
        {"p1": RunPoint("Ana", "wire"), "p2": RunPoint("Bo", "wire")},
    )
