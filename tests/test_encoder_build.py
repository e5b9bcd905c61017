"""Building an encoder from published weights, against BERT written out in numpy."""

import json

import numpy as np
import pytest

from infoview_analysis.encoder.onnx_encoder import OnnxEncoder

onnx = pytest.importorskip("onnx")
save_file = pytest.importorskip("safetensors.numpy").save_file

from scipy.special import erf, softmax  # noqa: E402
from tokenizers import Tokenizer, models, pre_tokenizers, processors  # noqa: E402

from tools.bert_onnx import BLOCK, quantise_blocks  # noqa: E402
from tools.build_encoder import encoder_shape, main  # noqa: E402

HIDDEN, HEADS, LAYERS, POSITIONS = 64, 4, 2, 16
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "nurse", "solar", "course", "exam", "café"]


def random_weights() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(5)
    weights = {
        "embeddings.word_embeddings.weight": rng.normal(size=(len(WORDS), HIDDEN)),
        "embeddings.position_embeddings.weight": rng.normal(size=(POSITIONS, HIDDEN)),
        "embeddings.token_type_embeddings.weight": rng.normal(size=(2, HIDDEN)),
    }
    norms = ["embeddings.LayerNorm"]
    shapes = {}
    for layer in range(LAYERS):
        place = f"encoder.layer.{layer}"
        shapes |= {f"{place}.attention.self.{part}": (HIDDEN, HIDDEN) for part in ("query", "key", "value")}
        shapes |= {f"{place}.attention.output.dense": (HIDDEN, HIDDEN)}
        shapes |= {f"{place}.intermediate.dense": (4 * HIDDEN, HIDDEN), f"{place}.output.dense": (HIDDEN, 4 * HIDDEN)}
        norms += [f"{place}.attention.output.LayerNorm", f"{place}.output.LayerNorm"]
    for name, shape in shapes.items():
        weights[f"{name}.weight"] = rng.normal(size=shape) / np.sqrt(shape[1])
        weights[f"{name}.bias"] = rng.normal(size=shape[0]) / 10
    for name in norms:
        weights[f"{name}.weight"] = 1 + rng.normal(size=HIDDEN) / 10
        weights[f"{name}.bias"] = rng.normal(size=HIDDEN) / 10
    return {name: value.astype(np.float32) for name, value in weights.items()}


def numpy_bert(weights: dict[str, np.ndarray], pieces: list[int]) -> np.ndarray:
    """The vector of one text, in float64."""
    mean = numpy_states(weights, pieces).mean(axis=0)
    return mean / np.linalg.norm(mean)


def numpy_states(weights: dict[str, np.ndarray], pieces: list[int]) -> np.ndarray:
    """BERT as the paper has it, for one text, in float64: the states behind its last layer."""
    w = {name: value.astype(float) for name, value in weights.items()}

    def linear(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x, name):
        x = x - x.mean(axis=1, keepdims=True)
        return x / np.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    x = w["embeddings.word_embeddings.weight"][pieces] + w["embeddings.position_embeddings.weight"][: len(pieces)]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        place, size = f"encoder.layer.{layer}", HIDDEN // HEADS
        query, key, value = (linear(x, f"{place}.attention.self.{part}") for part in ("query", "key", "value"))
        parts = [slice(head * size, (head + 1) * size) for head in range(HEADS)]
        mixed = [softmax(query[:, p] @ key[:, p].T / np.sqrt(size), axis=1) @ value[:, p] for p in parts]
        attended = linear(np.hstack(mixed), f"{place}.attention.output.dense")
        x = norm(x + attended, f"{place}.attention.output.LayerNorm")
        wide = linear(x, f"{place}.intermediate.dense")
        wide = wide * (1 + erf(wide / np.sqrt(2))) / 2
        x = norm(x + linear(wide, f"{place}.output.dense"), f"{place}.output.LayerNorm")
    return x


@pytest.fixture
def published(tmp_path):
    """Random weights in the layout of a published sentence-transformers model."""
    folder = tmp_path / "published"
    folder.mkdir()
    save_file(random_weights(), folder / "model.safetensors")
    config = {
        "model_type": "bert", "hidden_act": "gelu", "hidden_size": HIDDEN, "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS, "max_position_embeddings": POSITIONS, "layer_norm_eps": 1e-12,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 12}')
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=4)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def built(published, out, *options):
    main([str(published), "--name", "tiny", "--source", "a test", "--out", str(out), *options])
    return out


@pytest.mark.parametrize(("storage", "tolerance"), [("float32", 1e-5), ("float16", 2e-3), ("int8", 2e-2)])
def test_the_graph_computes_bert(published, tmp_path, storage, tolerance):
    encoder = OnnxEncoder(built(published, tmp_path / storage, "--storage", storage))
    texts = {"nurse exam café solar": [2, 4, 7, 8, 5, 3], "zebra": [2, 1, 3], "": [2, 3]}
    expected = [numpy_bert(random_weights(), pieces) for pieces in texts.values()]
    np.testing.assert_allclose(encoder.encode(list(texts)), expected, atol=tolerance)


def test_sentence_transformers_reads_the_same_folder(published, tmp_path):
    pytest.importorskip("sentence_transformers")
    from infoview_analysis.encoder import load_encoder

    modules = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling")]
    kinds = [{"idx": int(n), "name": n, "path": p, "type": f"sentence_transformers.models.{t}"} for n, p, t in modules]
    (published / "modules.json").write_text(json.dumps(kinds))
    (published / "1_Pooling").mkdir()
    pooling = {"word_embedding_dimension": HIDDEN, "pooling_mode_mean_tokens": True}
    (published / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    marks = {"cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]"}
    (published / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"} | marks))
    config = json.loads((published / "config.json").read_text()) | {"vocab_size": len(WORDS), "intermediate_size": 256}
    (published / "config.json").write_text(json.dumps(config))

    texts = ["nurse exam café solar", "exam", "", "nurse"]
    vectors = {threads: load_encoder(str(published), threads=threads).encode(texts) for threads in (1, 2)}
    assert vectors[1].tobytes() == vectors[2].tobytes()
    shipped_way = OnnxEncoder(built(published, tmp_path / "out", "--storage", "float32")).encode(texts)
    np.testing.assert_allclose(vectors[1], shipped_way, atol=1e-5)


def test_padding_in_a_batch_of_ones_own_does_not_count(published, tmp_path):
    import onnxruntime

    session = onnxruntime.InferenceSession(built(published, tmp_path / "out", "--storage", "float32") / "model.onnx")
    pieces = np.array([[2, 4, 3, 0, 0], [2, 5, 6, 7, 3]])
    (vectors,) = session.run(None, {"input_ids": pieces, "attention_mask": (pieces > 0).astype(np.int64)})
    expected = [numpy_bert(random_weights(), row) for row in ([2, 4, 3], [2, 5, 6, 7, 3])]
    np.testing.assert_allclose(vectors, expected, atol=1e-5)


def test_the_same_weights_give_the_same_bytes(published, tmp_path):
    first, second = built(published, tmp_path / "first"), built(published, tmp_path / "second")
    for file in ("model.onnx", "tokenizer.json", "model.json"):
        assert (first / file).read_bytes() == (second / file).read_bytes()
    card = json.loads((first / "model.json").read_text())
    assert (card["name"], card["dimensions"], card["max_tokens"]) == ("tiny", HIDDEN, 12)


def test_weights_of_another_hash_are_refused(published, tmp_path):
    with pytest.raises(SystemExit, match=r"model.safetensors: SHA-256 is [0-9a-f]+, expected 0000"):
        built(published, tmp_path / "out", "--sha256", "0000")
    with pytest.raises(SystemExit, match="SHA-256"):
        main([str(published), "--out", str(tmp_path / "out")])  # not the public weights under the public name
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "change", [{"model_type": "mpnet"}, {"hidden_act": "relu"}, {"position_embedding_type": "rel"}]
)
def test_another_network_is_refused(published, tmp_path, change):
    config = json.loads((published / "config.json").read_text()) | change
    (published / "config.json").write_text(json.dumps(config))
    with pytest.raises(SystemExit, match=r"config.json: .*can be built"):
        built(published, tmp_path / "out")


def test_levels_and_scales_give_the_matrix_back():
    matrix = np.random.default_rng(2).normal(size=(2 * BLOCK, 7)).astype(np.float32)
    matrix[:BLOCK, 0] = 0
    levels, scales = quantise_blocks(matrix)
    assert levels.shape == (2, BLOCK, 7)
    assert scales.shape == (2, 1, 7)
    back = (levels.astype(np.float32) * scales.astype(np.float32)).reshape(matrix.shape)
    # Half a level for the rounding; the scale's own rounding to float16 can cost the largest weight a little more.
    assert (np.abs(back - matrix) <= 0.5 * np.repeat(scales[:, 0], BLOCK, axis=0) * 1.13 + 1e-9).all()
    assert (back[:BLOCK, 0] == 0).all()


def test_the_skill_tagger_computes_its_layers_and_shares_the_rest_with_the_encoder(published, tmp_path, monkeypatch):
    import onnxruntime

    import tools.skill_tagger_onnx as tagger

    monkeypatch.setattr(tagger, "SHARED", 256)
    out = built(published, tmp_path / "out")
    weights, chance = random_weights(), np.random.default_rng(7)
    own = {name.replace("encoder.layer.1.", "layers.0."): value + 0.05 for name, value in weights.items()}
    taught = {name: value for name, value in own.items() if name.startswith("layers.0.")}
    taught |= {"signs.weight": chance.normal(size=(7, HIDDEN)).astype(np.float32) / 8}
    taught |= {"signs.bias": chance.normal(size=7).astype(np.float32)}
    content = tagger.skill_tagger(weights, taught, encoder_shape(published), 1, out / "model.onnx")
    (out / "skill_tagger.onnx").write_bytes(content)

    pieces = [2, 4, 7, 8, 5, 3]
    session = onnxruntime.InferenceSession(out / "skill_tagger.onnx")
    (signs,) = session.run(None, {"input_ids": np.array([pieces]), "attention_mask": np.ones((1, 6), dtype=np.int64)})
    changed = weights | {name.replace("layers.0.", "encoder.layer.1."): v for name, v in taught.items()}
    expected = numpy_states(changed, pieces) @ taught["signs.weight"].T + taught["signs.bias"]
    np.testing.assert_allclose(signs[0], expected, atol=0.1)
    assert np.abs(signs[0] - expected).mean() < 0.02

    shared = [t.name for t in onnx.load(out / "skill_tagger.onnx", load_external_data=False).graph.initializer
              if t.data_location == onnx.TensorProto.EXTERNAL]  # fmt: skip
    assert any(name.startswith("layer0.") for name in shared)
    assert not any(name.startswith("layer1.") for name in shared)

    monkeypatch.setattr(tagger, "MAX_BYTES", len(content) - 1)
    with pytest.raises(ValueError, match="holds other weights"):
        tagger.skill_tagger(weights, taught, encoder_shape(published), 1, out / "model.onnx")
