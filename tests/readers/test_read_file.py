import os
import sys

import pytest

from infoview_analysis import readers
from infoview_analysis.readers import ReadOptions, find_notes, note_files, read_file

NOTE = "Name: Sam Ito\n\n* one\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "interviews").mkdir()
    return tmp_path / "interviews"


def problem_of(path, root, **options):
    reading = read_file(path, root=root, options=ReadOptions(**options))
    assert reading.documents == ()
    (problem,) = reading.problems
    assert problem.message.endswith((".", ")"))
    return problem


def test_the_source_is_the_path_from_the_workspace(folder):
    (folder / "deep").mkdir()
    path = folder / "deep" / "Sam 🌞 Ito.MD"
    path.write_text(NOTE, encoding="utf-8")
    reading = read_file(path, root=folder.parent)
    assert [document.source for document in reading.documents] == ["interviews/deep/Sam 🌞 Ito.MD"]
    assert reading.problems == ()


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "a.text"])
def test_text_endings_are_read(folder, name):
    (folder / name).write_text(NOTE, encoding="utf-8")
    assert len(read_file(folder / name, root=folder).documents) == 1


@pytest.mark.parametrize(
    ("name", "data", "code", "severity"),
    [
        ("a.md", b"", "empty-file", "error"),
        ("a.txt", b" \n\n", "empty-file", "error"),
        ("a.vtt", b"", "empty-file", "error"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary-file", "error"),
        ("a.srt", b"PK\x03\x04" + bytes(200), "binary-file", "error"),
        ("a.txt", b"a\n" * 2_100_000, "too-large", "error"),
        ("a.vtt", b"WEBVTT\n\n", "no-captions", "error"),
        ("a.pdf", b"%PDF", "unknown-format", "warning"),
        ("noending", b"words", "unknown-format", "warning"),
    ],
)
def test_files_that_cannot_be_read_are_named(folder, name, data, code, severity):
    (folder / name).write_bytes(data)
    problem = problem_of(folder / name, folder)
    assert (problem.source, problem.code, problem.severity) == (name, code, severity)


def test_an_unknown_format_names_what_is_read_and_the_mend(folder):
    (folder / "a.rtf").write_bytes(b"{\\rtf")
    message = problem_of(folder / "a.rtf", folder).message
    assert ".md" in message
    assert "save it as .docx" in message


def test_a_note_above_the_limit_is_named_with_both_sizes(folder):
    with (folder / "a.md").open("wb") as file:
        file.truncate(50 * 2**20)
    problem = problem_of(folder / "a.md", folder)
    assert problem.code == "too-large"
    assert "50 MB" in problem.message
    assert "20 MB" in problem.message
    assert "max_megabytes" in problem.message
    (folder / "b.md").write_bytes(b"x" * 11)
    assert problem_of(folder / "b.md", folder, max_bytes=10).code == "too-large"
    assert read_file(folder / "b.md", root=folder, options=ReadOptions(max_bytes=11)).problems == ()


def test_missing_files_folders_pipes_and_broken_links_are_named(folder):
    assert problem_of(folder / "gone.md", folder).code == "missing-file"
    (folder / "folder.md").mkdir()
    assert problem_of(folder / "folder.md", folder).code == "not-a-file"
    (folder / "loop.md").symlink_to(folder / "loop.md")
    assert problem_of(folder / "loop.md", folder).code == "unreadable-file"
    (folder / "link.md").symlink_to(folder / "nowhere.md")
    assert problem_of(folder / "link.md", folder).code == "missing-file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.md")
        assert problem_of(folder / "pipe.md", folder).code == "not-a-file"
    assert problem_of(folder / "nul\0.md", folder).code == "unreadable-file"


def test_a_file_without_permission_is_named(folder, monkeypatch):
    path = folder / "a.md"
    path.write_text(NOTE)

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)  # a chmod would not stop a test run as root
    assert problem_of(path, folder).code == "no-permission"


def test_a_mistake_in_a_reader_costs_one_file(folder, monkeypatch):
    path = folder / "a.md"
    path.write_text(NOTE)
    from infoview_analysis.readers import markdown

    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(markdown, "read", fail)
    problem = problem_of(path, folder)
    assert (problem.code, problem.severity) == ("reader-failed", "error")
    assert "ZeroDivisionError" in problem.message


def test_files_are_listed_in_order_without_what_programs_leave(folder):
    for name in ("b.md", "a.txt", ".hidden.md", "~$a.docx", ".DS_Store", "Thumbs.db"):
        (folder / name).write_text("x")
    for name in (".obsidian", "sub"):
        (folder / name).mkdir()
        (folder / name / "c.md").write_text("x")
    assert [path.relative_to(folder).as_posix() for path in note_files(folder)] == ["a.txt", "b.md", "sub/c.md"]


def test_folders_that_link_back_are_named_and_others_followed(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.md").write_text("x")
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "other").symlink_to(folder / "sub", target_is_directory=True)
    listing = find_notes(folder, root=folder.parent)
    assert [path.relative_to(folder).as_posix() for path in listing.paths] == ["other/a.md", "sub/a.md"]
    assert {(p.code, p.severity) for p in listing.problems} == {("link-loop", "warning")}


def test_a_missing_folder_is_a_row(tmp_path):
    listing = find_notes(tmp_path / "none")
    assert listing.paths == ()
    assert [p.code for p in listing.problems] == ["unreadable-folder"]


def test_inputs_are_not_written_to(folder):
    path = folder / "a.md"
    path.write_text(NOTE)
    before = (path.stat().st_mtime_ns, path.read_bytes())
    read_file(path, root=folder)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_reading_text_imports_no_other_reader(folder):
    (folder / "a.txt").write_text(NOTE)
    code = (
        "import sys; from infoview_analysis.readers import read_file; "
        f"assert read_file({str(folder / 'a.txt')!r}, root={str(folder)!r}).documents; "
        "bad = {'pandas', 'docx', 'openpyxl', 'markdown_it', 'ruamel.yaml'} & set(sys.modules); assert not bad, bad"
    )
    import subprocess

    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_ending_names_a_reader_module():
    for module in set(readers.SUFFIXES.values()):
        assert callable(__import__(f"infoview_analysis.readers.{module}", fromlist=["read"]).read)
