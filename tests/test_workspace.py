from __future__ import annotations

import pandas as pd
import pytest

from infoview_analysis.errors import SettingsError, WorkspaceError
from infoview_analysis.settings import Settings
from infoview_analysis.workspace import Workspace

SAM = "---\ninterviewee: Sam Ito\ndate: 2026-01-14\n---\n\n## Skills\n\n- SQL every day\n- be patient with people\n"
ANA = "Interviewee: Ana Lee\nDate: 2026-02-01\n\nSKILLS\n* Excel first\n* then a bit of SQL\n"


def workspace(tmp_path, files):
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8", newline="")
    return Workspace(tmp_path)


def codes(notes):
    return list(zip(notes.problems["source"], notes.problems["severity"], notes.problems["code"], strict=True))


def test_two_notes_are_read_with_their_place(tmp_path):
    notes = workspace(tmp_path, {"interviews/sam.md": SAM, "interviews/deep/er/ana.txt": ANA}).load()
    assert notes.interviews["interview_id"].tolist() == ["ana-lee-2026-02-01", "sam-ito-2026-01-14"]
    assert notes.interviews["source"].tolist() == ["interviews/deep/er/ana.txt", "interviews/sam.md"]
    assert notes.interviews["n_points"].tolist() == [2, 2]
    assert notes.points["text"].tolist() == [
        "Excel first",
        "then a bit of SQL",
        "SQL every day",
        "be patient with people",
    ]
    assert notes.points["line"].tolist() == [5, 6, 8, 9]
    assert notes.points["heading"].str.casefold().tolist() == ["skills"] * 4
    assert notes.problems.empty
    texts = {document.source: document.text for document in notes.documents}
    for point in notes.points.itertuples():
        assert texts[point.source][point.start : point.end] == point.text


def test_every_file_is_an_interview_or_a_named_error(tmp_path):
    notes = workspace(
        tmp_path,
        {
            "interviews/sam.md": SAM,
            "interviews/empty.md": "",
            "interviews/picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
            "interviews/broken.docx": b"PK\x03\x04 no zip",
            "interviews/scan.pdf": b"%PDF-1.7",
            "interviews/_template.md": "## A question\n\n- not an answer\n",
            "interviews/.hidden.md": "- not seen",
        },
    ).load()
    sources = {source for joined in notes.interviews["source"] for source in joined.split("; ")}
    errors = set(notes.problems.loc[notes.problems["severity"] == "error", "source"])
    assert sources == {"interviews/sam.md"}
    assert errors == {f"interviews/{name}" for name in ("empty.md", "picture.txt", "broken.docx", "scan.pdf")}
    assert notes.problems["message"].str.len().min() > 20


def test_progress_counts_every_file(tmp_path):
    calls = []
    workspace(tmp_path, {"interviews/a.md": SAM, "interviews/b.md": "", "interviews/c.txt": ANA}).load(
        progress=lambda *call: calls.append(call)
    )
    assert calls == [(1, 3, "interviews/a.md"), (2, 3, "interviews/b.md"), (3, 3, "interviews/c.txt")]


def test_a_template_line_is_left_out_of_all_notes_and_named_once(tmp_path):
    consent = "I explained how these notes are kept and who reads them."
    files = {
        f"interviews/{name.lower()}.md": f"---\ninterviewee: {name}\n---\n- {consent}\n- SQL\n- {name} likes the work\n"
        for name in ("Ana", "Ben", "Cleo")
    }
    notes = workspace(tmp_path, files).load()
    assert notes.points["text"].tolist() == [
        "SQL",
        "Ana likes the work",
        "SQL",
        "Ben likes the work",
        "SQL",
        "Cleo likes the work",
    ]
    assert notes.interviews["n_points"].tolist() == [2, 2, 2]
    assert codes(notes) == [("interviews/ana.md", "warning", "template-line")]
    assert notes.problems.loc[0, "line"] == 4
    assert "3 people" in notes.problems.loc[0, "message"]
    kept = workspace(tmp_path, {"infoview.toml": "[notes]\nkeep_repeated_lines = true\n"}).load()
    assert len(kept.points) == 9
    assert kept.problems.empty


def test_answers_in_a_table_are_no_template(tmp_path):
    rows = "".join(
        f"{name},I would take the same way again\n" for name in ("Ana Lee", "Ben Ode", "Cleo Ray", "Dan Fox")
    )
    notes = workspace(tmp_path, {"interviews/all.csv": "interviewee,Would you do it again?\n" + rows}).load()
    assert len(notes.points) == 4


def test_notes_beside_the_other_files_are_read_with_a_warning(tmp_path):
    notes = workspace(
        tmp_path, {"sam.md": SAM, "outreach.csv": "contact,role\nA,B\n", "README.md": "# Mine\n\nWords here.\n"}
    ).load()
    assert notes.interviews["source"].tolist() == ["sam.md"]
    assert [code for _, _, code in codes(notes)] == ["no-interviews-folder"]


@pytest.mark.parametrize("files", [{}, {"interviews/_template.md": SAM}, {"outreach.csv": "contact\nA\n"}])
def test_no_notes_at_all_is_an_error_with_the_mend(tmp_path, files):
    with pytest.raises(WorkspaceError, match="There are no interview notes here") as error:
        workspace(tmp_path, files).load()
    assert "interviews" in error.value.mend


def test_nothing_readable_names_the_reasons(tmp_path):
    with pytest.raises(WorkspaceError, match=r"Of the 2 file\(s\) here none could be read") as error:
        workspace(tmp_path, {"interviews/a.md": "", "interviews/b.docx": b"PK"}).load()
    assert "interviews/a.md" in str(error.value)
    assert "interviews/b.docx" in str(error.value)


def test_a_missing_folder_and_a_file(tmp_path):
    with pytest.raises(WorkspaceError, match="no such folder"):
        Workspace(tmp_path / "nowhere")
    (tmp_path / "note.md").write_text("x")
    with pytest.raises(WorkspaceError, match="a file, not a folder"):
        Workspace(tmp_path / "note.md")


def test_an_interview_without_points_is_listed_with_a_warning(tmp_path):
    notes = workspace(
        tmp_path,
        {"interviews/sam.md": SAM, "interviews/ana.md": "---\ninterviewee: Ana Lee\n---\n\n## Skills\n\n- n/a\n"},
    ).load()
    assert notes.interviews["n_points"].tolist() == [0, 2]
    assert ("interviews/ana.md", "warning", "no-points") in codes(notes)


def test_linked_folders_that_lead_back_do_not_hang(tmp_path):
    space = workspace(tmp_path, {"interviews/sam.md": SAM})
    try:
        (tmp_path / "interviews" / "again").symlink_to(tmp_path / "interviews", target_is_directory=True)
    except OSError:
        pytest.skip("links are not allowed here")
    notes = space.load()
    assert len(notes.interviews) == 1
    assert len(notes.points) == 2


def test_broken_settings_stop_and_unknown_ones_warn(tmp_path):
    with pytest.raises(SettingsError, match=r"infoview\.toml, line 2"):
        workspace(tmp_path, {"interviews/sam.md": SAM, "infoview.toml": "[themes]\nnumber = -1\n"}).load()
    notes = workspace(tmp_path, {"infoview.toml": "[themes]\nnumbr = 1\n"}).load()
    assert codes(notes) == [("infoview.toml", "warning", "unknown-setting")]


def test_names_of_files_do_not_change_ids_and_loading_twice_gives_the_same(tmp_path):
    one = workspace(tmp_path / "one", {"interviews/a.md": SAM, "interviews/b.txt": ANA})
    other = workspace(tmp_path / "other", {"interviews/z.md": SAM, "interviews/sub/a.txt": ANA})
    first, again, renamed = one.load(), one.load(), other.load()
    for name in ("interviews", "points", "problems"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))
    assert first.points["point_id"].tolist() == renamed.points["point_id"].tolist()


def test_notes_are_never_written_to(tmp_path):
    space = workspace(tmp_path, {"interviews/sam.md": SAM, "interviews/ana.txt": ANA})
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    space.load()
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    assert before == after


def test_a_new_workspace_has_all_templates_and_no_interview(tmp_path):
    space = Workspace.create(tmp_path / "my search")
    made = {path.relative_to(space.folder).as_posix() for path in space.folder.rglob("*") if path.is_file()}
    assert made == {"interviews/_template.md", "outreach.csv", "profile.yaml", "codebook.yaml", "infoview.toml"}
    assert space.settings == Settings()
    assert space.settings_problems == ()
    with pytest.raises(WorkspaceError, match="no interview notes"):
        space.load()


def test_the_note_template_filled_in_is_read(tmp_path):
    space = Workspace.create(tmp_path)
    form = (space.interviews_folder / "_template.md").read_text(encoding="utf-8")
    filled = form.replace("interviewee:\n", "interviewee: Sam Ito\n").replace(
        "less than people think?\n\n-", "less than people think?\n\n- SQL, every day"
    )
    (space.interviews_folder / "sam.md").write_text(filled, encoding="utf-8")
    notes = space.load()
    assert notes.points["text"].tolist() == ["SQL, every day"]
    assert notes.points["heading"].tolist() == ["Which skills matter, and which less than people think?"]
    assert notes.interviews["interviewee"].tolist() == ["Sam Ito"]
    assert notes.interviews[["role", "company_size", "seniority", "date", "format", "channel"]].isna().all(axis=None)
    assert notes.problems.empty


def test_create_overwrites_nothing(tmp_path):
    (tmp_path / "infoview.toml").write_text("[themes]\nnumber = 5\n")
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "_template.md").write_text("mine")
    space = Workspace.create(tmp_path)
    assert space.settings.themes.number == 5
    assert (space.interviews_folder / "_template.md").read_text() == "mine"
    assert (tmp_path / "codebook.yaml").exists()


def test_create_where_a_file_is_in_the_way(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(WorkspaceError, match="cannot be set up"):
        Workspace.create(tmp_path / "taken")


def test_a_long_note_is_read_without_quadratic_work(tmp_path):
    line = "- they said number {} of many things about the work, the pay and the people\n"
    note = "---\ninterviewee: Sam Ito\n---\n" + "".join(map(line.format, range(20_000)))
    notes = workspace(tmp_path, {"interviews/long.md": note}).load()
    assert notes.interviews["n_points"].tolist() == [20_000]
    assert notes.points["line"].iloc[-1] == 20_003
