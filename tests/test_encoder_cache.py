"""The cache of vectors: never a different vector, never a crash, nothing encoded twice."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from infoview_analysis.encoder import load_encoder
from infoview_analysis.encoder.cache import TEXTS_A_STEP, CachedEncoder
from infoview_analysis.encoder.vector_store import FILE, VectorStore

TEXTS = [f"note {n}" for n in range(40)]


class CountingEncoder:
    """Random vectors that depend on the text alone; remembers what it was asked."""

    def __init__(self, name: str = "counting@1", dimensions: int = 24) -> None:
        self.name = name
        self.dimensions = dimensions
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = [
            np.random.default_rng([ord(c) for c in self.name + text]).normal(size=self.dimensions) for text in texts
        ]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32).reshape(-1, self.dimensions)


@pytest.fixture
def plain():
    return CountingEncoder().encode(TEXTS)


def filled(folder):
    CachedEncoder(CountingEncoder(), folder).encode(TEXTS)
    return folder / FILE


def test_cold_warm_and_uncached_vectors_are_the_same_bits(tmp_path, plain):
    cold = CachedEncoder(CountingEncoder(), tmp_path).encode(TEXTS)
    warm = CachedEncoder(CountingEncoder(), tmp_path).encode(TEXTS[::-1])[::-1]
    assert cold.tobytes() == plain.tobytes() == warm.tobytes()
    assert cold.dtype == warm.dtype == np.float32
    assert cold.flags.writeable
    assert warm.flags.writeable


def test_the_shipped_encoder_through_the_cache(tmp_path):
    texts = ["a warm introduction", "a cold call", ""]
    plain = load_encoder().encode(texts)
    for _ in range(2):
        assert load_encoder(cache_folder=tmp_path).encode(texts).tobytes() == plain.tobytes()


def test_only_what_is_new_is_encoded_and_counted(tmp_path):
    filled(tmp_path)
    inner = CountingEncoder()
    encoder = CachedEncoder(inner, tmp_path)
    encoder.encode(["new", TEXTS[3], "new", TEXTS[4], "newer"])
    assert inner.asked == ["new", "newer"]
    assert (encoder.encoded, encoder.cached, encoder.problems) == (2, 2, [])
    encoder.encode(["newer"])
    assert (encoder.encoded, encoder.cached) == (2, 3)


def test_another_encoder_never_gets_these_vectors(tmp_path):
    filled(tmp_path)
    other = CountingEncoder("counting@2")
    vectors = CachedEncoder(other, tmp_path).encode(TEXTS)
    assert other.asked == TEXTS
    assert np.array_equal(vectors, CountingEncoder("counting@2").encode(TEXTS))


def test_many_texts_are_stored_step_by_step(tmp_path):
    texts = [str(n) for n in range(2 * TEXTS_A_STEP + 7)]

    class Stopping(CountingEncoder):
        def encode(self, texts):
            if self.asked:
                raise KeyboardInterrupt
            return super().encode(texts)

    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(Stopping(), tmp_path).encode(texts)
    assert len(VectorStore(tmp_path)) == TEXTS_A_STEP
    seen = []
    inner = CountingEncoder()
    encoder = CachedEncoder(inner, tmp_path, progress=lambda done, total: seen.append((done, total)))
    encoder.encode(texts)
    rest = TEXTS_A_STEP + 7
    assert len(inner.asked) == rest
    assert seen == [(0, rest), (TEXTS_A_STEP, rest), (rest, rest)]


def test_texts_of_any_kind_are_told_apart(tmp_path):
    texts = ["", " ", "\0", "a", "a\0", "caf\udce9", "café", "cafe\u0301", "🙂", "x" * 100_000]
    CachedEncoder(CountingEncoder(), tmp_path).encode(texts)
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.encode(texts).tobytes() == CountingEncoder().encode(texts).tobytes()
    assert encoder.cached == len(texts)
    assert encoder.encode([]).shape == (0, 24)


def garbage(path):
    path.write_bytes(b"This is no database at all." * 400)


def empty_tail(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise_in_the_middle(path):
    content = bytearray(path.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    path.write_bytes(content)


def other_layout(path):
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE vectors (name TEXT)")
    base.close()


def missing_table(path):
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE vectors")
    base.close()


@pytest.mark.parametrize("damage", [garbage, empty_tail, noise_in_the_middle, other_layout, missing_table])
def test_a_damaged_file_is_set_up_anew_and_reported(tmp_path, plain, damage):
    damage(filled(tmp_path))
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert [problem.code for problem in encoder.problems] == ["cache-damaged"]
    assert encoder.problems[0].source == str(tmp_path / FILE)
    assert "set up anew" in encoder.problems[0].message
    again = CachedEncoder(CountingEncoder(), tmp_path)
    assert again.encode(TEXTS).tobytes() == plain.tobytes()
    assert (again.encoded, again.problems) == (0, [])


def test_an_empty_file_is_simply_filled(tmp_path, plain):
    (tmp_path / FILE).touch()
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert encoder.problems == []


def test_a_flipped_bit_in_a_vector_is_noticed(tmp_path, plain):
    path = filled(tmp_path)
    content = path.read_bytes()
    place = content.index(plain[7].tobytes())
    path.write_bytes(content[: place + 5] + bytes([content[place + 5] ^ 4]) + content[place + 6 :])
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert encoder.encoder.asked == [TEXTS[7]]
    assert [problem.code for problem in encoder.problems] == ["cache-row-damaged"]
    assert CachedEncoder(CountingEncoder(), tmp_path).encode(TEXTS).tobytes() == plain.tobytes()


def test_a_folder_in_the_files_place_is_done_without(tmp_path, plain):
    (tmp_path / FILE).mkdir()
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.encode(TEXTS).tobytes() == encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert [problem.code for problem in encoder.problems] == ["cache-unusable"]


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path, plain):
    (tmp_path / "file").write_text("not a folder")
    encoder = CachedEncoder(CountingEncoder(), tmp_path / "file" / "cache")
    assert encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert [problem.code for problem in encoder.problems] == ["cache-unusable"]


def test_a_file_that_another_program_keeps_locked_is_done_without(tmp_path, plain, monkeypatch):
    monkeypatch.setattr("infoview_analysis.encoder.vector_store.WAIT_SECONDS", 0.05)
    path = filled(tmp_path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert [problem.code for problem in encoder.problems] == ["cache-busy"]
    other.execute("ROLLBACK")
    other.close()
    assert len(VectorStore(tmp_path)) == len(TEXTS)


def test_two_processes_may_share_a_file(tmp_path):
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "import numpy as np\n"
        "from infoview_analysis.encoder.vector_store import VectorStore\n"
        "store = VectorStore(Path(sys.argv[1]))\n"
        "for n in range(60):\n"
        "    keys = [b'%d-%d' % (n, k) for k in range(3)] + [sys.argv[2].encode() + b'%d' % n]\n"
        "    store.write(keys, np.full((4, 5), n, dtype=np.float32))\n"
        "assert not store.problems, store.problems\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), who]) for who in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    store = VectorStore(tmp_path)
    assert len(store) == 60 * 3 + 3 * 60
    assert all((vector == int(key.split(b"-")[0])).all() for key, vector in store.read([b"7-0", b"59-2"], 5))


def test_prune_keeps_only_the_texts_named(tmp_path, plain):
    path = filled(tmp_path)
    CachedEncoder(CountingEncoder("older"), tmp_path).encode([f"old {n}" for n in range(900)])
    size = path.stat().st_size
    encoder = CachedEncoder(CountingEncoder(), tmp_path)
    assert encoder.prune([*TEXTS[:10], "never encoded"]) == 900 + 30
    assert path.stat().st_size < size / 2
    assert encoder.encode(TEXTS).tobytes() == plain.tobytes()
    assert (encoder.encoded, encoder.cached) == (30, 10)


def test_no_journal_is_left_beside_the_file(tmp_path):
    filled(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
