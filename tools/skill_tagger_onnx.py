"""The skill tagger as an ONNX graph that shares the bytes of the encoder it stands on.

Word vectors, positions and the lowest layers are those of the encoder. Their tensors stand in its model.onnx already;
the tagger's file only says where ("external data" with an offset), so it holds its own layers alone. Both files must
lie in one folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from infoview_analysis.frames import NEEDS
from infoview_analysis.skills.tagger import TAGS
from tools.bert_onnx import IR_VERSION, OPSET, BertGraph, BertShape

SHARED = 4096  # bytes: smaller tensors are written again
MAX_BYTES = 9_000_000


def skill_tagger(
    weights: Mapping[str, NDArray[np.float32]],
    taught: Mapping[str, NDArray[np.float32]],
    shape: BertShape,
    frozen: int,
    encoder: Path,
) -> bytes:
    """Return the file's bytes.

    Parameters
    ----------
    weights : mapping of str to ndarray of float32
        The encoder's tensors under the names of Hugging Face's ``BertModel``.
    taught : mapping of str to ndarray of float32
        ``layers.N.…`` above the frozen ones, and ``signs.weight``, ``signs.bias``.
    shape : BertShape
    frozen : int
        Layers taken from the encoder as they are.
    encoder : Path
        Its model.onnx, int8.

    Returns
    -------
    bytes
        Inputs as the encoder's; output ``signs``, float32 of shape (texts, tokens, tags + needs): logits.

    Raises
    ------
    ValueError
        The file takes more room than it may: the encoder was built from other weights, so nothing is shared.
    """
    merged = dict(weights)
    for name, value in taught.items():
        if name.startswith("layers."):
            _, layer, rest = name.split(".", 2)
            merged[f"encoder.layer.{int(layer) + frozen}.{rest}"] = value
        else:
            merged[name] = value
    graph = BertGraph(merged, shape, "int8")
    graph.padding()
    value = graph.embeddings()
    for layer in range(shape.layers):
        value = graph.layer(value, layer)
    graph.node("Identity", [graph.linear(value, "signs", "told")], "signs")
    tokens = ["texts", "tokens"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, tokens) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("signs", TensorProto.FLOAT, [*tokens, len(TAGS) + len(NEEDS)])]
    there = encoder.read_bytes()
    constants = [_shared(tensor, there, encoder.name) for tensor in graph.constants.values()]
    proto = helper.make_graph(graph.nodes, "skill_tagger", inputs, outputs, constants)
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    content: bytes = model.SerializeToString(deterministic=True)
    if len(content) > MAX_BYTES:
        raise ValueError(f"{len(content):,} bytes, more than {MAX_BYTES:,}: {encoder} holds other weights")
    return content


def _shared(tensor: onnx.TensorProto, there: bytes, location: str) -> onnx.TensorProto:
    """Return a tensor, or where it stands in the encoder's file."""
    if len(tensor.raw_data) < SHARED:
        return tensor
    offset = there.find(tensor.raw_data)
    if offset < 0:
        return tensor
    place = {"location": location, "offset": str(offset), "length": str(len(tensor.raw_data))}
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in place.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    return tensor
