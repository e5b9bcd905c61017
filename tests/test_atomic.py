"""Outputs are whole at every moment, and what a person put beside them is never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infoview_analysis import atomic
from infoview_analysis.atomic import ChangedMeanwhileError, replaced_folder, write_bytes, write_text
from infoview_analysis.errors import ReportError


def names(folder: Path) -> list[str]:
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != atomic.MANIFEST
    )


def put(folder: Path, **files: str) -> None:
    with replaced_folder(folder) as building:
        for name, text in files.items():
            (building / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_a_file_is_written_with_its_folders_and_nothing_beside_it(tmp_path):
    write_text(tmp_path / "a" / "b.txt", "é\r\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "é\r\n".encode()
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def refuse(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_permissions_are_kept_and_links_followed(tmp_path):
    real = tmp_path / "real.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")
    for expected in (b"mine", None):
        with pytest.raises(ChangedMeanwhileError):
            write_bytes(path, b"new", expected=expected)
    assert path.read_bytes() == b"theirs"
    write_bytes(path, b"new", expected=b"theirs")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_folder_is_replaced_as_a_whole(tmp_path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(atomic, "exchange", lambda first, second: False)
    out = tmp_path / "reports"
    put(out, old__csv="1", both__csv="1")
    put(out, both__csv="2")
    assert names(out) == ["both.csv"]
    assert (out / "both.csv").read_text() == "2"
    assert [p.name for p in tmp_path.iterdir()] == ["reports"]


def test_a_run_that_fails_leaves_the_earlier_folder(tmp_path):
    out = tmp_path / "reports"
    put(out, a__csv="1")
    with pytest.raises(ZeroDivisionError), replaced_folder(out) as building:
        (building / "a.csv").write_text("half")
        raise ZeroDivisionError
    assert (out / "a.csv").read_text() == "1"
    assert [p.name for p in tmp_path.iterdir()] == ["reports"]


def test_a_run_that_is_killed_leaves_the_earlier_folder(tmp_path):
    out = tmp_path / "reports"
    put(out, a__csv="1")
    code = (
        "import sys, time\nfrom infoview_analysis.atomic import replaced_folder\n"
        "with replaced_folder(sys.argv[1]) as building:\n"
        "    (building / 'a.csv').write_text('half')\n    print('writing', flush=True)\n    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"writing"
    process.kill()
    process.wait()
    process.stdout.close()
    assert (out / "a.csv").read_text() == "1"
    put(out, a__csv="2")
    assert (out / "a.csv").read_text() == "2"


def test_a_folder_left_under_its_hidden_name_is_put_back(tmp_path):
    out = tmp_path / "reports"
    put(out, a__csv="1")
    out.rename(tmp_path / ".reports.old-xyz")
    with pytest.raises(ZeroDivisionError), replaced_folder(out):
        raise ZeroDivisionError
    assert (out / "a.csv").read_text() == "1"


def test_what_killed_runs_left_is_cleared_after_a_day(tmp_path):
    for name, age in ((".reports.new-old", 2 * 86400), (".reports.new-fresh", 60)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    put(tmp_path / "reports", a__csv="1")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".reports.new-fresh", "reports"]


def test_a_folder_of_other_files_is_refused_and_untouched(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(ReportError, match="no report wrote"), replaced_folder(tmp_path):
        pytest.fail("the block must not run")
    assert (tmp_path / "diary.txt").read_text() == "mine"
    with pytest.raises(ReportError, match="is a file"), replaced_folder(tmp_path / "diary.txt"):
        pytest.fail("the block must not run")


def test_an_empty_folder_is_taken_and_system_files_do_not_count(tmp_path):
    out = tmp_path / "reports"
    out.mkdir()
    (out / ".gitkeep").touch()
    put(out, a__csv="1")
    assert names(out) == [".gitkeep", "a.csv"]


def test_what_the_person_added_or_edited_is_taken_along(tmp_path):
    out = tmp_path / "reports"
    put(out, a__csv="1", b__csv="1")
    (out / "own.txt").write_text("mine")
    (out / "notes").mkdir()
    (out / "notes" / "deep.txt").write_text("mine too")
    (out / "a.csv").write_text("edited")
    put(out, a__csv="2", b__csv="2")
    assert names(out) == ["a.csv", "a.edited.csv", "b.csv", "notes/deep.txt", "own.txt"]
    assert (out / "a.edited.csv").read_text() == "edited"
    (out / "a.csv").write_text("edited again")
    put(out, a__csv="3")
    put(out, a__csv="4")
    assert names(out) == ["a.csv", "a.edited-2.csv", "a.edited.csv", "notes/deep.txt", "own.txt"]
    assert (out / "a.edited-2.csv").read_text() == "edited again"


def test_a_damaged_manifest_loses_nothing(tmp_path):
    out = tmp_path / "reports"
    put(out, a__csv="1")
    (out / atomic.MANIFEST).write_text("[")
    put(out, a__csv="2")
    assert {(out / name).read_text() for name in names(out)} == {"1", "2"}


@pytest.mark.skipif(sys.platform != "linux", reason="exchange in one step is tested where it is offered")
def test_a_reader_never_sees_a_missing_or_mixed_folder(tmp_path):
    out = tmp_path / "reports"
    put(out, a__csv="0", b__csv="0")
    code = (
        "import sys\nfrom infoview_analysis.atomic import replaced_folder\nn = 0\n"
        "while True:\n    n += 1\n    with replaced_folder(sys.argv[1]) as building:\n"
        "        [(building / f'{x}.csv').write_text(str(n)) for x in 'ab']\n    print(n, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        end, seen = time.time() + 1, set()
        while time.time() < end:
            handle = os.open(out, os.O_RDONLY)  # FileNotFoundError here is the failure looked for
            try:
                found = []
                for name in ("a.csv", "b.csv"):
                    file = os.open(name, os.O_RDONLY, dir_fd=handle)
                    found.append(os.read(file, 20))
                    os.close(file)
                assert found[0] == found[1]
                seen.add(found[0])
            except FileNotFoundError:
                pass  # the folder opened is an old one that is being cleared; its name is not looked up here
            finally:
                os.close(handle)
        assert len(seen) > 1
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
