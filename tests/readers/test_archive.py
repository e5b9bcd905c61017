from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.archive import MAX_UNPACKED, Allowance, Archive, office_package


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, compression)
    return buffer.getvalue()


def test_members_come_sorted_without_folders_and_clutter():
    data = zipped({"b.md": b"B", "a/": b"", "a/c.md": b"C", "__MACOSX/b.md": b"x", ".DS_Store": b"x"})
    archive = Archive(data, "notes.zip")
    assert list(archive.members) == ["a/c.md", "b.md"]
    assert archive.read("a/c.md") == b"C"
    assert archive.problems == []


@pytest.mark.parametrize("name", ["../out.md", "a/../../out.md", "/etc/out.md", "C:/out.md", "..\\out.md"])
def test_names_that_leave_the_archive_are_refused_with_a_row(name):
    archive = Archive(zipped({name: b"x", "fine.md": b"y"}), "notes.zip")
    assert list(archive.members) == ["fine.md"]
    assert [(problem.code, problem.severity) for problem in archive.problems] == [("unsafe-name", "error")]
    assert "outside the archive" in archive.problems[0].message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_file_of_one_name_is_named():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.md", "first")
        archive.writestr("a.md", "second")
    found = Archive(buffer.getvalue(), "notes.zip")
    assert found.read("a.md") == b"first"
    assert [problem.code for problem in found.problems] == ["duplicate-name"]


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = zipped({"bomb.md": b"\0" * (64 * 1024**2)})
    assert len(data) < 100_000
    with pytest.raises(UnreadableFileError, match="would grow") as caught:
        Archive(data, "notes.zip").read("bomb.md")
    assert caught.value.code == "zip-bomb"


def test_many_members_share_one_allowance():
    allowance = Allowance(packed=MAX_UNPACKED)
    allowance.spend(MAX_UNPACKED, "notes.zip")
    archive = Archive(zipped({"a.md": b"A"}), "notes.zip", allowance=allowance)
    with pytest.raises(UnreadableFileError) as caught:
        archive.read("a.md")
    assert caught.value.code == "zip-bomb"


def test_text_that_compresses_well_is_no_bomb():
    text = b"What do you do all day? I answer mail.\n" * 20_000
    assert Archive(zipped({"a.md": text}), "notes.zip").read("a.md") == text


def test_a_size_that_lies_does_not_unpack_more():
    data = bytearray(zipped({"a.md": b"x" * 1000}))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError) as caught:
        Archive(bytes(data), "notes.zip").read("a.md")
    assert caught.value.code == "broken-zip"


def test_an_encrypted_member_is_named():
    data = bytearray(zipped({"a.md": b"secret"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError, match="password") as caught:
        Archive(bytes(data), "notes.zip").read("a.md")
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-file"), (b"\0\0\0", "empty-file"), (b"PK\x03\x04 cut off", "broken-zip"), (b"hello", "broken-zip")],
)
def test_what_is_no_archive_is_refused(data, code):
    with pytest.raises(UnreadableFileError) as caught:
        Archive(data, "notes.zip")
    assert caught.value.code == code
    assert caught.value.source == "notes.zip"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_an_office_file_that_declares_entities_is_refused(encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    with pytest.raises(UnreadableFileError) as caught:
        office_package(zipped({"word/document.xml": bomb}), "a.docx", main_part="word/", product="Word document")
    assert caught.value.code == "entity-bomb"


def test_an_office_file_that_is_a_bomb_in_its_pictures_is_refused():
    data = zipped({"word/document.xml": b"<x/>", "word/media/a.bmp": b"\0" * (64 * 1024**2)})
    with pytest.raises(UnreadableFileError) as caught:
        office_package(data, "a.docx", main_part="word/", product="Word document")
    assert caught.value.code == "zip-bomb"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_archives_give_the_named_error_only(data):
    whole = bytearray(zipped({"a.md": b"# A\n- one\n" * 5, "b/c.md": b"x" * 50}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        archive = Archive(bytes(whole), "notes.zip")
        for name in archive.members:
            archive.read(name)
    except UnreadableFileError as error:
        assert error.code in {"broken-zip", "encrypted", "zip-bomb", "empty-file"}
