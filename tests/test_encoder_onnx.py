"""The shipped encoder: the vectors it promises, whatever stands beside a text."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.encoder import DEFAULT_ENCODER, Encoder, load_encoder
from infoview_analysis.encoder.model_folder import SHIPPED
from infoview_analysis.encoder.onnx_encoder import OnnxEncoder
from infoview_analysis.encoder.text_windows import WindowTokenizer
from infoview_analysis.errors import EncoderError

PUBLIC = SHIPPED / "all-MiniLM-L6-v2"

# sentence-transformers 6.2.0 with torch 2.13.0 on the published float32 weights, first eight dimensions
REFERENCE = {
    "I retrained as a nurse at forty": [0.0325, -0.05634, 0.02522, 0.07388, -0.00746, 0.03867, -0.03487, -0.01991],
    "She went back to school for nursing": [-0.02248, -0.05223, -0.00754, 0.07667, -0.00031, 0.06989, -0.04966, 0.0011],
    "Solar panels are cheaper every year": [-0.00867, 0.05496, 0.0547, 0.02156, 0.02917, -0.03433, 0.00744, 0.02374],
    "nobody there ever asked me for a certificate - they asked what I'd built": [
        -0.01462, 0.10106, 0.03954, 0.0331, -0.05272, -0.12508, -0.02649, -0.00452,
    ],
    "Wärmepumpen, naïve café 🙂 C++ & R&D": [
        -0.08747, 0.01744, 0.0462, 0.01489, 0.03986, 0.02688, -0.01842, -0.02861,
    ],
    "": [-0.11884, 0.0483, -0.00255, -0.01101, 0.05195, 0.01029, 0.11543, 0.0007],
}  # fmt: skip
# PyTorch 2.13.0 on the tuned float32 weights
TUNED_REFERENCE = {
    "I retrained as a nurse at forty": [0.01148, -0.07442, 0.01689, 0.07412, -0.00125, 0.03994, -0.01187, -0.04195],
    "She went back to school for nursing": [0.00338, -0.04487, -0.02335, 0.07431, 0.00765, 0.02751, 0.01344, -0.0344],
    "Solar panels are cheaper every year": [-0.00436, 0.05033, 0.05835, 0.02464, -0.00209, -0.02454, 0.02478, 0.03008],
    "nobody there ever asked me for a certificate - they asked what I'd built": [
        -0.08423, 0.05012, 0.01667, 0.04199, -0.02687, -0.06447, -0.00445, 0.01158,
    ],
}  # fmt: skip
REFERENCE_COSINES = [
    [1, 0.4906, -0.0519, 0.0688, 0.0506, 0.0268],
    [0.4906, 1, -0.0595, 0.0391, -0.0109, 0.0693],
    [-0.0519, -0.0595, 1, 0.0768, 0.017, 0.0691],
    [0.0688, 0.0391, 0.0768, 1, 0.0505, 0.0016],
    [0.0506, -0.0109, 0.017, 0.0505, 1, 0.1013],
    [0.0268, 0.0693, 0.0691, 0.0016, 0.1013, 1],
]

ANSWER = "I asked her how long it took to find work after the course and she said two years of evenings"
WORDS = ANSWER.split()
TEXTS = [" ".join(WORDS[:n] + [str(n)] * (n % 3)) for n in range(1, len(WORDS) + 1)] + [" ".join(WORDS * 15), "", "🙂"]


@pytest.fixture(scope="module")
def encoder():
    return OnnxEncoder(PUBLIC, threads=1)


@pytest.fixture(scope="module")
def alone(encoder):
    """Each text in a call of its own."""
    return np.vstack([encoder.encode([text]) for text in TEXTS])


def test_vectors_are_those_of_the_published_weights(encoder):
    vectors = encoder.encode(list(REFERENCE))
    # What is stored in a byte instead of four moves a coordinate by a few thousandths.
    np.testing.assert_allclose(vectors[:, :8], list(REFERENCE.values()), atol=0.006)
    np.testing.assert_allclose(vectors @ vectors.T, REFERENCE_COSINES, atol=0.006)


def test_vectors_are_those_of_the_tuned_weights():
    vectors = load_encoder(threads=1).encode(list(TUNED_REFERENCE))
    np.testing.assert_allclose(vectors[:, :8], list(TUNED_REFERENCE.values()), atol=0.006)


def test_vectors_have_unit_length_and_the_promised_shape(encoder, alone):
    assert isinstance(encoder, Encoder)
    assert alone.shape == (len(TEXTS), encoder.dimensions) == (len(TEXTS), 384)
    assert alone.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-6)
    assert encoder.encode([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_its_batch(encoder, alone):
    together = encoder.encode(TEXTS)
    assert together.tobytes() == alone.tobytes()
    for size in (2, 5):
        parts = [encoder.encode(TEXTS[begin : begin + size]) for begin in range(0, len(TEXTS), size)]
        assert np.vstack(parts).tobytes() == alone.tobytes()


def test_a_vector_does_not_depend_on_the_order(encoder, alone):
    order = np.random.default_rng(3).permutation(len(TEXTS))
    assert encoder.encode([TEXTS[i] for i in order]).tobytes() == alone[order].tobytes()


@pytest.mark.parametrize("threads", [2, 5])
def test_a_vector_does_not_depend_on_the_number_of_threads(threads, alone):
    assert OnnxEncoder(PUBLIC, threads=threads).encode(TEXTS).tobytes() == alone.tobytes()


def test_identical_texts_are_encoded_once(monkeypatch, alone):
    from infoview_analysis.encoder import onnx_encoder

    runs = []
    run = onnx_encoder._window_vector
    monkeypatch.setattr(onnx_encoder, "_window_vector", lambda session, window: runs.append(1) or run(session, window))
    vectors = OnnxEncoder(PUBLIC, threads=2).encode([TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[0]])
    assert len(runs) == 2
    assert vectors.tobytes() == alone[[0, 1, 0, 0]].tobytes()


def test_the_end_of_a_long_text_counts(encoder):
    start = "We spoke about the weather. " * 60
    other = [start + "The licence exam took me three attempts.", start + "My salary doubled when I moved to Oslo."]
    vectors = encoder.encode([*other, "licence exam"])
    assert not np.array_equal(vectors[0], vectors[1])
    assert vectors[0] @ vectors[2] > vectors[1] @ vectors[2]


def test_a_long_text_is_the_mean_of_its_windows_weighted_by_their_length(encoder):
    # 254 one-piece words fill the first window, so the second starts with the 255th.
    words = ["work", "course", "exam"] * 100
    windows = encoder.encode([" ".join(words[:254]), " ".join(words[254:])]).astype(float)
    mean = 254 * windows[0] + 46 * windows[1]
    expected = mean / np.linalg.norm(mean)
    np.testing.assert_allclose(encoder.encode([" ".join(words)])[0], expected, atol=1e-6)


@pytest.fixture(scope="module")
def tokenizers():
    return WindowTokenizer(PUBLIC / "tokenizer.json", 12), WindowTokenizer(PUBLIC / "tokenizer.json", 9999)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["work", "unbelievably", "retraining-programme", "naïve", "x" * 120, "…"]), max_size=60)
)
def test_windows_hold_every_word_piece_once_and_break_between_words(tokenizers, words):
    tokenizer, whole = tokenizers
    text = " ".join(words)
    windows = tokenizer.windows(text)
    ((start, *pieces, stop),) = whole.windows(text)
    assert [piece for window in windows for piece in window[1:-1]] == pieces
    assert all(window[0] == start and window[-1] == stop and len(window) <= 12 for window in windows)
    continuation = {whole.windows("unbelievably")[0][2]}  # a piece that only continues a word
    assert not any(window[1:2] and window[1] in continuation for window in windows[1:])


def test_text_that_is_not_valid_unicode_is_encoded(encoder):
    assert np.array_equal(encoder.encode(["caf\udce9"]), encoder.encode(["caf?"]))


@pytest.mark.parametrize("texts", [["fine", None], ["fine", 3.5], "one string"])
def test_what_is_not_text_is_refused(encoder, texts):
    with pytest.raises(TypeError, match=r"texts\[1\]|one string"):
        encoder.encode(texts)


def test_weights_are_turned_back_once_when_the_model_is_loaded(tmp_path):
    """Were the constants not folded, every run would turn ten million bytes into floats."""
    options = onnxruntime.SessionOptions()
    options.enable_profiling = True
    options.profile_file_prefix = str(tmp_path / "profile")
    session = onnxruntime.InferenceSession(PUBLIC / "model.onnx", options, providers=["CPUExecutionProvider"])
    pieces = np.array([[101, 2147, 102]])
    session.run(None, {"input_ids": pieces, "attention_mask": np.ones_like(pieces)})
    events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    nodes = {event["name"] for event in events if event["cat"] == "Node"}
    assert any("layer5" in name for name in nodes)
    assert not [name for name in nodes if "weight." in name]


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named(tmp_path, name):
    folder = shutil.copytree(PUBLIC, tmp_path / "model")
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(EncoderError, match=rf"{name}: this file is damaged .* Install the package again"):
        OnnxEncoder(folder)
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=rf"{name}: .*No such file"):
        OnnxEncoder(folder)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"name": "x", "version": "1", "dimensions": "many"}'])
def test_a_broken_card_is_named(tmp_path, card):
    (tmp_path / "model.json").write_text(card)
    with pytest.raises(EncoderError, match=r"model.json: the encoder's card is not what it should be"):
        OnnxEncoder(tmp_path)


def test_a_card_without_the_model_is_refused(tmp_path):
    card = {"name": "x", "version": "1", "dimensions": 3, "max_tokens": 8, "files": {}}
    (tmp_path / "model.json").write_text(json.dumps(card))
    with pytest.raises(EncoderError, match=r"does not name model.onnx"):
        OnnxEncoder(tmp_path)


def test_the_shipped_files_are_small_and_what_their_card_says():
    for folder in SHIPPED.iterdir():
        if folder.is_dir():
            assert (folder / "model.onnx").stat().st_size <= 30_000_000
            assert OnnxEncoder(folder).name.startswith(folder.name + "@")


def test_the_name_tells_models_versions_and_files_apart(tmp_path):
    names = {OnnxEncoder(PUBLIC).name}
    for change in ({"version": "2"}, {"name": "other"}):
        folder = shutil.copytree(PUBLIC, tmp_path / "-".join(change))
        card = json.loads((folder / "model.json").read_text()) | change
        (folder / "model.json").write_text(json.dumps(card))
        names.add(OnnxEncoder(folder).name)
    assert len(names) == 3


def test_settings_name_an_encoder(tmp_path):
    default = load_encoder()
    assert load_encoder("").name == load_encoder(DEFAULT_ENCODER, threads=0).name == default.name
    folder = shutil.copytree(PUBLIC, tmp_path / "mine")
    assert load_encoder(f"onnx:{folder}").name == load_encoder(str(folder)).name == OnnxEncoder(PUBLIC).name
    with pytest.raises(EncoderError, match=r"no encoder called 'bert'.*all-MiniLM-L6-v2, .*static:FOLDER"):
        load_encoder("bert")
    with pytest.raises(EncoderError, match=r"no encoder called 'static:'"):
        load_encoder("static:")
    with pytest.raises(EncoderError, match=r"model.json: the encoder's card cannot be read"):
        load_encoder("onnx:" + str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match=r"empty: this folder holds no encoder"):
        load_encoder(str(tmp_path / "empty"))
    with pytest.raises(EncoderError, match=r"nowhere: .*sentence-transformers|no such folder"):
        load_encoder("sentence-transformers:" + str(tmp_path / "nowhere"))


def test_nothing_heavy_is_loaded_before_the_first_text():
    script = (
        "import sys\n"
        "from infoview_analysis.encoder import load_encoder\n"
        "encoder = load_encoder()\n"
        "heavy = {'onnxruntime', 'tokenizers', 'torch', 'pandas', 'sklearn'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "encoder.encode(['text'])\n"
        "assert 'onnxruntime' in sys.modules and 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
