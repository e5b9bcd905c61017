"""Sections of codebook.yaml: the words as written, and changes that leave everything else as it was."""

from pathlib import Path

import pytest

from infoview_analysis.codebook.sections import edit_section, read_section
from infoview_analysis.errors import CodebookError

TEXT = """\
# mine
themes:
  - name: Pay

# what I settled
skills:
  confirmed:
    - Helm   # from Ana
    - no
  levels: {SQL: 3}

# the end
categories: {}
"""


def add_flux(section):
    section["confirmed"].append("Flux")
    return section


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_scalars_are_the_words_as_written_with_their_lines(codebook: Path) -> None:
    section = read_section(codebook, "skills")
    assert section.value == {"confirmed": ["Helm", "no"], "levels": {"SQL": "3"}}
    assert section.line("confirmed", 1) == 9
    assert section.line("levels", "SQL", "nothing there") == 10


def test_a_change_leaves_the_rest_and_its_comments(codebook: Path) -> None:
    assert edit_section(codebook, "skills", add_flux)
    text = codebook.read_text(encoding="utf-8")
    assert text == TEXT.replace("    - no\n", "    - no\n    - Flux\n")
    assert codebook.with_name("codebook.yaml.bak").read_text(encoding="utf-8") == TEXT


def test_nothing_changed_is_nothing_written(codebook: Path) -> None:
    assert not edit_section(codebook, "skills", lambda section: section)
    assert not codebook.with_name("codebook.yaml.bak").exists()


def test_a_new_section_stands_at_the_end_and_can_be_taken_out(codebook: Path) -> None:
    edit_section(codebook, "takeaways", lambda section: {"p1": "dropped"})
    assert codebook.read_text(encoding="utf-8") == TEXT + "takeaways:\n  p1: dropped\n"
    edit_section(codebook, "takeaways", lambda section: None)
    assert codebook.read_text(encoding="utf-8") == TEXT


def test_a_missing_file_is_empty_and_is_made(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    assert read_section(path, "skills").value is None
    edit_section(path, "skills", lambda section: {"confirmed": ["Yes", "no"]}, template="# mine\n")
    assert path.read_text(encoding="utf-8").startswith("# mine\nskills:\n")
    assert read_section(path, "skills").value == {"confirmed": ["Yes", "no"]}


def test_windows_line_ends_stay(codebook: Path) -> None:
    codebook.write_bytes(TEXT.replace("\n", "\r\n").encode())
    edit_section(codebook, "skills", add_flux)
    assert b"\n" not in codebook.read_bytes().replace(b"\r\n", b"")


def test_braces_around_the_whole_file_are_refused(codebook: Path) -> None:
    codebook.write_text("{themes: []}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="keys on lines of their own"):
        edit_section(codebook, "skills", add_flux)
    assert codebook.read_text(encoding="utf-8") == "{themes: []}\n"
