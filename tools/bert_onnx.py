"""A BERT sentence encoder as an ONNX graph: word pieces in, one vector of unit length a text out.

The graph is written node by node from the published weights, so that building it needs neither torch nor an
exporter, gives the same bytes each time, and holds only what a sentence vector needs: no pooler, no second
segment, no positions beyond the longest text.

Matrices are stored as signed bytes with one scale for every ``BLOCK`` weights. The graph turns them back into
float32 with constant nodes (Cast, Mul, Reshape) that ONNX Runtime folds when it loads the file: the file is small,
the arithmetic that follows is plain float32, and no activation is ever quantised. The table of word vectors is the
exception: only the rows that a text needs are turned back, so that it stays small in memory as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
IR_VERSION = 10
BLOCK = 32
STORAGES = ("int8", "float16", "float32")
MASKED = -10000.0  # added to the attention score of padding


@dataclass(frozen=True)
class BertShape:
    """The sizes of a BERT encoder, as its config.json states them."""

    layers: int
    heads: int
    hidden: int
    max_tokens: int
    epsilon: float


def quantise_blocks(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return a matrix as signed bytes and the scales that turn them back.

    Parameters
    ----------
    matrix : ndarray of float32, shape (rows, columns)
        ``rows`` must be a multiple of ``BLOCK``; each block of rows of one column shares a scale.

    Returns
    -------
    levels : ndarray of int8, shape (rows / BLOCK, BLOCK, columns)
        Between -127 and 127.
    scales : ndarray of float16, shape (rows / BLOCK, 1, columns)
        ``levels * scales`` is the matrix again, within half a level.
    """
    rows, columns = matrix.shape
    if rows % BLOCK:
        raise ValueError(f"{rows} rows are not a multiple of the block size {BLOCK}")
    blocks = matrix.reshape(rows // BLOCK, BLOCK, columns)
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / 127).astype(np.float16)
    # A scale rounded to float16 is the one that is used: the levels are rounded against it, not against the exact one.
    scales = np.maximum(scales, np.finfo(np.float16).smallest_subnormal)
    levels = np.clip(np.rint(blocks / scales.astype(np.float32)), -127, 127).astype(np.int8)
    return levels, scales


class _Graph:
    """Collects nodes and constants under readable names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray | Sequence[int] | float) -> str:
        array = np.ascontiguousarray(value)
        if isinstance(value, float):
            array = np.array(value, dtype=np.float32)
        elif not isinstance(value, np.ndarray):
            array = np.array(value, dtype=np.int64)
        self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def node(self, operator: str, inputs: Sequence[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name


class BertGraph(_Graph):
    """The parts of a BERT encoder over a common set of weights."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], shape: BertShape, storage: str) -> None:
        super().__init__()
        self.weights = weights
        self.shape = shape
        self.storage = storage

    def matrix(self, name: str, value: NDArray[np.float32]) -> str:
        """Add a weight matrix (inputs, outputs) in the storage asked for; returns its float32 name."""
        if self.storage == "float32":
            return self.constant(name, value)
        if self.storage == "float16":
            return self.node(
                "Cast", [self.constant(f"{name}.half", value.astype(np.float16))], name, to=TensorProto.FLOAT
            )
        levels, scales = quantise_blocks(value)
        whole = self.node("Cast", [self.constant(f"{name}.levels", levels)], f"{name}.cast", to=TensorProto.FLOAT)
        scale = self.node("Cast", [self.constant(f"{name}.scales", scales)], f"{name}.scale", to=TensorProto.FLOAT)
        product = self.node("Mul", [whole, scale], f"{name}.blocks")
        return self.node("Reshape", [product, self.constant(f"{name}.shape", list(value.shape))], name)

    def word_vectors(self) -> str:
        """Look up the word pieces' vectors; only the rows that are needed become float32."""
        table = self.weights["embeddings.word_embeddings.weight"]
        if self.storage == "float32":
            return self.node("Gather", [self.constant("words", table), "input_ids"], "words.rows")
        if self.storage == "float16":
            rows = self.node("Gather", [self.constant("words", table.astype(np.float16)), "input_ids"], "words.half")
            return self.node("Cast", [rows], "words.rows", to=TensorProto.FLOAT)
        levels, scales = quantise_blocks(np.ascontiguousarray(table.T))
        blocks = table.shape[1] // BLOCK
        self.constant("words.levels", np.ascontiguousarray(levels.transpose(2, 0, 1)))  # (pieces, blocks, BLOCK)
        self.constant("words.scales", np.ascontiguousarray(scales.transpose(2, 0, 1)))  # (pieces, blocks, 1)
        rows = self.node("Gather", ["words.levels", "input_ids"], "words.rows.levels")
        scale = self.node("Gather", ["words.scales", "input_ids"], "words.rows.scales")
        rows = self.node("Cast", [rows], "words.rows.cast", to=TensorProto.FLOAT)
        scale = self.node("Cast", [scale], "words.rows.scale", to=TensorProto.FLOAT)
        product = self.node("Mul", [rows, scale], "words.rows.blocks")
        return self.node("Reshape", [product, self.constant("words.shape", [0, 0, blocks * BLOCK])], "words.rows")

    def normalised(self, value: str, weight: str, name: str) -> str:
        """Layer normalisation with the learnt scale and offset of ``weight``."""
        scale = self.constant(f"{name}.weight", self.weights[f"{weight}.weight"])
        offset = self.constant(f"{name}.bias", self.weights[f"{weight}.bias"])
        return self.node("LayerNormalization", [value, scale, offset], name, axis=-1, epsilon=self.shape.epsilon)

    def linear(self, value: str, weight: str, name: str) -> str:
        """``value @ W + b``; the published matrices are stored as (outputs, inputs)."""
        matrix = self.matrix(f"{name}.weight", np.ascontiguousarray(self.weights[f"{weight}.weight"].T))
        product = self.node("MatMul", [value, matrix], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", self.weights[f"{weight}.bias"])], name)

    def embeddings(self) -> str:
        """Word, position and segment vectors, summed and normalised."""
        # Every text is one segment, so the vector of segment 0 can be added to the positions once and for all.
        positions = self.weights["embeddings.position_embeddings.weight"][: self.shape.max_tokens]
        positions = positions + self.weights["embeddings.token_type_embeddings.weight"][0]
        length = self.node("Shape", ["input_ids"], "tokens", start=1, end=2)
        first, axis = self.constant("first", [0]), self.constant("rows", [0])
        rows = self.node("Slice", [self.constant("positions", positions), first, length, axis], "positions.rows")
        total = self.node("Add", [self.word_vectors(), rows], "embeddings.sum")
        return self.normalised(total, "embeddings.LayerNorm", "embeddings")

    def attention(self, value: str, layer: int) -> str:
        """Multi-head self-attention of one layer, without its output matrix."""
        size = self.shape.hidden // self.shape.heads
        split = self.constant(f"layer{layer}.split", [0, 0, self.shape.heads, size])

        def heads(part: str, order: list[int]) -> str:
            name = f"layer{layer}.{part}"
            projected = self.linear(value, f"encoder.layer.{layer}.attention.self.{part}", name)
            parted = self.node("Reshape", [projected, split], f"{name}.parted")
            return self.node("Transpose", [parted], f"{name}.heads", perm=order)

        name = f"layer{layer}.attention"
        scores = self.node("MatMul", [heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1])], f"{name}.raw")
        scores = self.node("Div", [scores, self.constant(f"{name}.root", float(np.sqrt(size)))], f"{name}.scaled")
        scores = self.node("Add", [scores, "padding"], f"{name}.masked")
        shares = self.node("Softmax", [scores], f"{name}.shares", axis=-1)
        mixed = self.node("MatMul", [shares, heads("value", [0, 2, 1, 3])], f"{name}.mixed")
        mixed = self.node("Transpose", [mixed], f"{name}.together", perm=[0, 2, 1, 3])
        return self.node("Reshape", [mixed, self.constant(f"{name}.shape", [0, 0, self.shape.hidden])], name)

    def layer(self, value: str, layer: int) -> str:
        """One transformer layer: attention, then two matrices, each with a shortcut and a normalisation."""
        source, name = f"encoder.layer.{layer}", f"layer{layer}"
        attended = self.linear(self.attention(value, layer), f"{source}.attention.output.dense", f"{name}.attended")
        value = self.node("Add", [attended, value], f"{name}.attended.sum")
        value = self.normalised(value, f"{source}.attention.output.LayerNorm", f"{name}.middle")
        wide = self.linear(value, f"{source}.intermediate.dense", f"{name}.wide")
        wide = self.node("Gelu", [wide], f"{name}.gelu")
        narrow = self.linear(wide, f"{source}.output.dense", f"{name}.narrow")
        value = self.node("Add", [narrow, value], f"{name}.sum")
        return self.normalised(value, f"{source}.output.LayerNorm", f"{name}.out")

    def padding(self) -> None:
        """What is added to the attention scores: nothing for a token, a large negative number for padding."""
        self.node("Cast", ["attention_mask"], "present", to=TensorProto.FLOAT)
        absent = self.node("Sub", [self.constant("one", 1.0), "present"], "absent")
        penalty = self.node("Mul", [absent, self.constant("masked", MASKED)], "penalty")
        self.node("Unsqueeze", [penalty, self.constant("head_axes", [1, 2])], "padding")

    def pooled(self, value: str) -> str:
        """The mean over the tokens that are present, at unit length."""
        axis, last = self.constant("token_axis", [1]), self.constant("last_axis", [-1])
        weights = self.node("Unsqueeze", ["present", self.constant("width_axis", [2])], "present.column")
        total = self.node(
            "ReduceSum", [self.node("Mul", [value, weights], "present.values"), axis], "total", keepdims=0
        )
        count = self.node("ReduceSum", ["present", axis], "count", keepdims=1)
        mean = self.node("Div", [total, count], "mean")
        return self.node("Div", [mean, self.node("ReduceL2", [mean, last], "length", keepdims=1)], "vectors")


def bert_sentence_encoder(
    weights: Mapping[str, NDArray[np.float32]], shape: BertShape, *, storage: str = "int8"
) -> onnx.ModelProto:
    """Return the ONNX model of a mean-pooled, normalised BERT sentence encoder.

    Parameters
    ----------
    weights : mapping of str to ndarray of float32
        The tensors of ``model.safetensors`` under the names of Hugging Face's ``BertModel``.
    shape : BertShape
        Sizes of the network.
    storage : {"int8", "float16", "float32"}
        How matrices are stored in the file; biases and normalisations stay float32.

    Returns
    -------
    onnx.ModelProto
        Inputs ``input_ids`` and ``attention_mask``, int64 of shape (texts, tokens); output ``vectors``, float32 of
        shape (texts, hidden), rows of length 1.

    References
    ----------
    J. Devlin et al. (2019), BERT: pre-training of deep bidirectional transformers, NAACL.
    N. Reimers and I. Gurevych (2019), Sentence-BERT, EMNLP.
    """
    if storage not in STORAGES:
        raise ValueError(f"storage must be one of {', '.join(STORAGES)}, got {storage!r}")
    graph = BertGraph(weights, shape, storage)
    graph.padding()
    value = graph.embeddings()
    for layer in range(shape.layers):
        value = graph.layer(value, layer)
    graph.pooled(value)
    tokens = ["texts", "tokens"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, tokens) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", shape.hidden])]
    proto = helper.make_graph(graph.nodes, "sentence_encoder", inputs, outputs, list(graph.constants.values()))
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return model
