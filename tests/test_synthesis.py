"""The whole way on the demonstration workspace: nothing lost, everything traceable, the same bytes again."""

import io
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from infoview_analysis import frames
from infoview_analysis.cli.app import app
from infoview_analysis.export.tables import write_tables
from infoview_analysis.synthesis import Synthesis, synthesize
from infoview_analysis.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


def copy_of_sample(folder: Path, *, reverse: bool = False) -> Path:
    """Copy the sample file by file, in one order or the other, without any cache."""
    for path in sorted(SAMPLE.rglob("*"), reverse=reverse):
        inner = path.relative_to(SAMPLE)
        if path.is_file() and not inner.parts[0].startswith(".") and inner.parts[0] != "reports":
            (folder / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / inner)
    return folder


def with_vectors(folder: Path, of: Path) -> Path:
    """Give a workspace the vectors of another, to save encoding the same words again."""
    (folder / ".infoview").mkdir(exist_ok=True)
    shutil.copyfile(of / ".infoview" / "vectors.sqlite", folder / ".infoview" / "vectors.sqlite")
    return folder


def tables_of(synthesis: Synthesis, folder: Path) -> dict[str, bytes]:
    """Write the tables and return their bytes by name."""
    write_tables(synthesis, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    return copy_of_sample(tmp_path_factory.mktemp("first") / "sample")


@pytest.fixture(scope="module")
def synthesis(workspace) -> Synthesis:
    return synthesize(workspace)


def test_every_person_of_the_sample_is_read(synthesis):
    assert len(synthesis.interviews) == 24
    assert synthesis.interviews["interviewee"].nunique() == 24
    assert (synthesis.problems["severity"] != "error").all()
    assert (synthesis.interviews["n_points"] >= 9).all()
    assert len(synthesis.points) >= 350


def test_frames_are_valid_and_the_numbers_agree(synthesis):
    for name in ("interviews", "points", "themes", "problems"):
        frames.validate(getattr(synthesis, name), name)
    counts = synthesis.points.groupby("interview_id").size()
    assert counts.to_dict() == synthesis.interviews.set_index("interview_id")["n_points"].to_dict()
    placed = synthesis.points.dropna(subset="theme_id")
    people = placed.merge(synthesis.interviews[["interview_id", "interviewee"]]).groupby("theme_id")["interviewee"]
    assert people.nunique().to_dict() == synthesis.themes.set_index("theme_id")["n_interviews"].to_dict()
    assert placed.groupby("theme_id").size().to_dict() == synthesis.themes.set_index("theme_id")["n_points"].to_dict()


def test_every_quote_stands_where_the_table_says(synthesis):
    texts = {document.source: document.text for document in synthesis.documents}
    for point in synthesis.points.itertuples():
        assert texts[point.source][point.start : point.end] == point.text


def test_themes_are_found_in_the_sample(synthesis):
    assert 6 <= len(synthesis.themes) <= 40
    assert (synthesis.themes["n_interviews"].head(5) >= 4).all()
    assert synthesis.points["theme_id"].isna().any(), "some points fit nowhere, and that is said"


def test_the_skill_commands_say_what_the_report_says(synthesis, workspace, tmp_path):
    table = pd.read_csv(io.BytesIO(tables_of(synthesis, tmp_path)["skill_gaps.csv"]))
    listed = CliRunner().invoke(app, ["skills", str(workspace), "--all"], env={"COLUMNS": "400"}).stdout.splitlines()
    assert "…" not in listed[-1]
    rows = [re.split(r"\s{2,}", line.strip())[:2] for line in listed[1 : 1 + len(table)]]
    assert rows == [[row.skill, f"{row.n_interviews} of {row.n_people}"] for row in table.itertuples()]


def test_same_bytes_for_other_file_order_threads_and_from_the_cache(synthesis, workspace, tmp_path):
    first = tables_of(synthesis, tmp_path / "first")
    assert tables_of(synthesize(workspace), tmp_path / "again") == first
    shuffled = copy_of_sample(tmp_path / "sample", reverse=True)
    settings = shuffled / "infoview.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[encoder]\nthreads = 1\n", encoding="utf-8")
    assert tables_of(synthesize(Workspace(shuffled)), tmp_path / "shuffled") == first


def test_the_notes_are_left_as_they_were(synthesis, workspace):
    for path in sorted((SAMPLE / "interviews").iterdir()):
        assert (workspace / "interviews" / path.name).read_bytes() == path.read_bytes()
    assert {p.name for p in workspace.iterdir()} - {p.name for p in SAMPLE.iterdir()} <= {".infoview"}


def test_a_deleted_note_is_gone_and_ids_stay(synthesis, workspace, tmp_path):
    fewer = with_vectors(copy_of_sample(tmp_path / "sample"), workspace)
    before = synthesize(fewer)
    (fewer / "interviews" / "2026-05-06-wren-castellano.md").unlink()
    after = synthesize(fewer)
    assert "Wren Castellano" not in set(after.interviews["interviewee"])
    kept = before.points[before.points["interview_id"].isin(after.interviews["interview_id"])]
    assert set(after.points["point_id"]) == set(kept["point_id"])
    carried = set(before.themes["theme_id"]) & set(after.themes["theme_id"])
    assert len(carried) >= len(after.themes) / 2


def test_progress_tells_every_stage(tmp_path):
    told: list[tuple[str, int, int]] = []
    (tmp_path / "interviews").mkdir()
    shutil.copy(SAMPLE / "interviews" / "2026-01-14-priya-ramanathan.md", tmp_path / "interviews")
    synthesize(tmp_path, progress=lambda *what: told.append(what))
    assert {stage for stage, _, _ in told} == {"reading", "encoding", "themes", "contrasts"}
    assert all(0 <= done <= total for _, done, total in told)


def test_the_points_frame_of_a_report_reads_back(synthesis, tmp_path):
    write_tables(synthesis, tmp_path)
    points = pd.read_csv(tmp_path / "points.csv", dtype=str, keep_default_na=False)
    assert points["text"].tolist() == synthesis.points["text"].tolist()
