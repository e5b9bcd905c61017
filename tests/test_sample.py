"""The demonstration workspace is what its maker makes, and shows every format."""

from pathlib import Path

from tools.make_sample import make

ROOT = Path(__file__).parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files a workspace holds, without what a run wrote beside them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in {".infoview", "reports"}
    }


def test_the_committed_sample_is_what_the_tool_makes(tmp_path):
    make(ROOT / "data" / "corpora" / "ux", tmp_path)
    assert set(contents(tmp_path)) == set(contents(ROOT / "data" / "sample"))
    text = {name: data for name, data in contents(tmp_path).items() if not name.endswith((".docx", ".xlsx", ".zip"))}
    committed = contents(ROOT / "data" / "sample")
    assert text == {name: committed[name] for name in text}


def test_the_sample_has_every_format():
    suffixes = {path.suffix for path in (ROOT / "data" / "sample" / "interviews").iterdir()}
    assert suffixes == {
        ".md", ".txt", ".docx", ".enex", ".zip", ".vtt", ".srt", ".csv", ".xlsx", ".json", ".jsonl",
    }  # fmt: skip
