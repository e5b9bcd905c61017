"""Static word vectors: the weighted mean of a text's word pieces, worked out by hand."""

import json

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from infoview_analysis.encoder import load_encoder
from infoview_analysis.encoder.static_vectors import StaticEncoder
from infoview_analysis.errors import EncoderError

VOCABULARY = {"[UNK]": 0, "nurse": 1, "solar": 2, "the": 3}
TABLE = np.array([[9, 9], [3, 4], [0, 2], [-1, 0]], dtype=np.float32)


@pytest.fixture
def folder(tmp_path):
    tokenizer = Tokenizer(models.WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    np.save(tmp_path / "vectors.npy", TABLE)
    return tmp_path


def test_a_vector_is_the_mean_of_the_word_pieces_at_unit_length(folder):
    vectors = load_encoder(f"static:{folder}").encode(
        ["Nurse", "nurse solar", "solar solar nurse nurse", "nurse zebra"]
    )
    both = np.array([3, 6]) / np.sqrt(45)
    np.testing.assert_allclose(vectors, [[0.6, 0.8], both, both, [0.6, 0.8]], atol=1e-7)
    assert vectors.dtype == np.float32


def test_weights_count(folder):
    np.save(folder / "weights.npy", np.array([1, 1, 2, 0]))
    vectors = StaticEncoder(folder).encode(["the nurse", "the solar nurse"])
    np.testing.assert_allclose(vectors, [[0.6, 0.8], np.array([3, 8]) / np.sqrt(73)], atol=1e-7)


def test_bytes_and_floats_give_the_same_vectors(folder):
    floats = StaticEncoder(folder).encode(["nurse the", "solar"])
    np.save(folder / "vectors.npy", TABLE.astype(np.int8))
    assert np.array_equal(StaticEncoder(folder).encode(["nurse the", "solar"]), floats)


def test_texts_without_a_known_word_have_one_neutral_direction(folder):
    vectors = StaticEncoder(folder).encode(["", "zebra", "\udce9"])
    mean = TABLE.mean(axis=0)
    np.testing.assert_allclose(vectors, [mean / np.linalg.norm(mean)] * 3, atol=1e-7)


def test_a_vector_does_not_depend_on_its_batch(folder):
    np.save(folder / "vectors.npy", np.random.default_rng(1).normal(size=(4, 64)).astype(np.float32))
    encoder = StaticEncoder(folder)
    texts = [" ".join(np.random.default_rng(n).choice(list(VOCABULARY), n)) for n in range(1, 30)]
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert encoder.encode(texts).tobytes() == alone.tobytes()
    assert encoder.encode(texts[::-1]).tobytes() == alone[::-1].tobytes()


def test_the_layout_of_model2vec_is_read(folder):
    save_file = pytest.importorskip("safetensors.numpy").save_file
    expected = StaticEncoder(folder).encode(["nurse solar the"])
    (folder / "vectors.npy").unlink()
    tensors = {"embeddings": TABLE[::-1].copy(), "mapping": np.array([3, 2, 1, 0]), "weights": np.ones(4)}
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"model_type": "model2vec", "normalize": True}))
    np.testing.assert_allclose(load_encoder(str(folder)).encode(["nurse solar the"]), expected, atol=1e-7)


def test_the_name_changes_with_the_files(folder):
    first = StaticEncoder(folder).name
    assert StaticEncoder(folder).name == first
    np.save(folder / "weights.npy", np.ones(4))
    second = StaticEncoder(folder).name
    np.save(folder / "vectors.npy", TABLE * 2)
    assert len({first, second, StaticEncoder(folder).name}) == 3


def test_files_that_do_not_fit_are_named(folder):
    np.save(folder / "weights.npy", np.ones(3))
    with pytest.raises(EncoderError, match=r"vectors.npy: 3 weights and 4 word pieces do not fit"):
        StaticEncoder(folder)
    (folder / "weights.npy").unlink()
    np.save(folder / "vectors.npy", TABLE[:2])
    with pytest.raises(EncoderError, match=r"vectors.npy: the tokenizer knows 4 word pieces, the vectors 2"):
        StaticEncoder(folder)
    np.save(folder / "vectors.npy", np.array(["text"]))
    with pytest.raises(EncoderError, match=r"vectors.npy: there is no table of word vectors"):
        StaticEncoder(folder)
    np.save(folder / "vectors.npy", np.full((4, 2), np.nan))
    with pytest.raises(EncoderError, match=r"vectors.npy: .*no numbers"):
        StaticEncoder(folder)
    (folder / "vectors.npy").write_bytes(b"junk")
    with pytest.raises(EncoderError, match=r"vectors.npy: the word vectors cannot be read"):
        StaticEncoder(folder)
    (folder / "vectors.npy").unlink()
    with pytest.raises(EncoderError, match=r"model.safetensors: "):
        StaticEncoder(folder)
    (folder / "tokenizer.json").write_text("{}")
    np.save(folder / "vectors.npy", TABLE)
    with pytest.raises(EncoderError, match=r"tokenizer.json: the tokenizer cannot be read"):
        StaticEncoder(folder)
