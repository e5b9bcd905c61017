"""Command line: ``python -m tools.train_encoder folds|final|choose|blend|evaluate|heads|theme-say``."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from infoview_analysis.encoder import load_encoder

from .corpora import FOLDS, Corpus, load_corpora, load_corpus
from .evaluate import judge, texts_to_judge
from .general import rank_correlation, read_pairs
from .heads import (
    BINARY,
    Field,
    choose_binary_head,
    choose_category_head,
    embedded_field,
    held_out_outputs,
    save_heads,
)
from .network import LowerStates, averaged, blended, encode, load_bert, save_bert
from .prose import judge_prose, read_paragraphs
from .theme_say import Judged, figures, found_themes
from .train import Settings, train

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)

Weights = Annotated[Path, typer.Option(help="Folder of the public weights: model.safetensors, config, tokenizer.")]
CorporaFolder = Annotated[Path, typer.Option(help="Folder of annotated corpora, one folder a field.")]
Threads = Annotated[int, typer.Option(help="Threads; the figures given were trained with one.")]
STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0)


def _upper(folder: Path, settings: Settings) -> nn.ModuleList:
    bert, _ = load_bert(folder)
    return nn.ModuleList(bert.encoder.layer[settings.frozen_layers :])


def _train_one(
    corpora: list[Corpus], held_out: tuple[str, ...], weights: Path, settings: Settings, out: Path, start: Path | None
) -> None:
    """Train, and write the model of every eightieth step and of the last one below `out`."""

    def keep(step: int, layers: nn.ModuleList) -> None:
        if step % 80 and step != settings.steps:
            return
        bert, _ = load_bert(weights)
        upper = nn.ModuleList(bert.encoder.layer[settings.frozen_layers :])
        upper.load_state_dict(layers.state_dict())
        save_bert(bert, weights, out / f"step-{step}")

    _, log = train(corpora, weights, settings, start=_upper(start, settings) if start else None, at_step=keep)
    (out / "train_log.json").write_text(json.dumps({**log, "held_out": held_out}, indent=1), encoding="utf-8")
    (out / "held_out.json").write_text(json.dumps(list(held_out)), encoding="utf-8")


@app.command()
def blend(
    weights: Weights,
    tuned: Annotated[list[Path], typer.Argument(help="Tuned models whose weights are averaged.")],
    out: Annotated[Path, typer.Option(help="Folder of the blended model.")],
    alpha: Annotated[float, typer.Option(help="How far to go from the public weights; 1 is all the way.")] = 1.0,
) -> None:
    """Average tuned models and go a share of the way to them from the public weights."""
    bert, _ = load_bert(weights)
    bert.load_state_dict(blended(bert, averaged([load_bert(folder)[0] for folder in tuned]), alpha))
    save_bert(bert, weights, out)
    log = tuned[0].parent / "held_out.json"
    if log.exists():
        (out / "held_out.json").write_text(log.read_text(encoding="utf-8"), encoding="utf-8")


@app.command()
def folds(
    weights: Weights,
    out: Path,
    corpora: CorporaFolder = Path("data/corpora"),
    fold: Annotated[str, typer.Option(help="One fold alone: a, b or c.")] = "",
    start: Annotated[Path | None, typer.Option(help="Folder of fold models to continue from.")] = None,
    steps: int = Settings.steps,
    seed: int = Settings.seed,
    threads: Threads = 1,
) -> None:
    """Train one model a fold, on the fields the fold does not hold out, into OUT/<fold>/."""
    torch.set_num_threads(threads)
    everything = load_corpora(corpora)
    settings = replace(Settings(), steps=steps, seed=seed)
    for name in [fold] if fold else FOLDS:
        trained = [corpus for key, corpus in everything.items() if key not in FOLDS[name]]
        _train_one(trained, FOLDS[name], weights, settings, out / name, start / name if start else None)


@app.command()
def final(
    weights: Weights,
    out: Path,
    corpora: CorporaFolder = Path("data/corpora"),
    start: Annotated[Path | None, typer.Option(help="A model to continue from.")] = None,
    steps: int = Settings.steps,
    seed: int = Settings.seed,
    threads: Threads = 1,
) -> None:
    """Train on every corpus with the settings chosen leave-one-field-out."""
    torch.set_num_threads(threads)
    settings = replace(Settings(), steps=steps, seed=seed)
    _train_one(list(load_corpora(corpora).values()), (), weights, settings, out, start)


@app.command()
def evaluate(
    model: Annotated[str, typer.Argument(help="Folder of 32-bit weights, or an encoder as the settings name it.")],
    corpus: Annotated[list[Path], typer.Option(help="An annotated corpus the model was not trained on.")],
    prose: Annotated[Path | None, typer.Option(help="Folder of usesthis posts.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="Graded sentence pairs (CSV).")] = None,
    threads: Threads = 2,
) -> None:
    """Print the figures of one model as JSON."""
    torch.set_num_threads(threads)
    vectors_of = _encoder(Path(model)) if (Path(model) / "model.safetensors").exists() else _shipped(model, threads)
    measured: dict[str, object] = {}
    for folder in corpus:
        found = load_corpus(folder)
        measured[found.name] = judge(found, vectors_of(texts_to_judge(found)))
    if prose:
        paragraphs = read_paragraphs(prose)
        measured["prose"] = judge_prose(paragraphs, vectors_of([p.text for p in paragraphs]))
    if pairs:
        graded = read_pairs(pairs)
        measured["pairs"] = rank_correlation(graded, vectors_of([t for _, *both in graded for t in both]))
    typer.echo(json.dumps(measured, indent=1))


def _encoder(model: Path):
    return _encoder_of(*load_bert(model))


def _shipped(setting: str, threads: int):
    encoder = load_encoder(setting, threads=threads)

    def vectors_of(texts: list[str]) -> dict[str, np.ndarray]:
        distinct = sorted(set(texts))
        return dict(zip(distinct, encoder.encode(distinct), strict=True))

    return vectors_of


def _encoder_of(bert: BertModel, tokenizer: Tokenizer):
    lower = LowerStates(bert, tokenizer, Settings.frozen_layers)
    layers = nn.ModuleList(bert.encoder.layer[Settings.frozen_layers :])

    def vectors_of(texts: list[str]) -> dict[str, np.ndarray]:
        return {text: vector.numpy() for text, vector in encode(layers, lower, texts).items()}

    return vectors_of


def _fields(model: Path, corpora: list[Corpus]) -> dict[str, Field]:
    vectors_of = _encoder(model)
    vectors = vectors_of([text for corpus in corpora for text in texts_to_judge(corpus, headed=True)])
    return {corpus.name: embedded_field(corpus, vectors) for corpus in corpora}


@app.command()
def choose(
    weights: Weights,
    folds: Annotated[Path, typer.Argument(help="Folder of the fold models, each with its steps.")],
    steps: Annotated[list[int], typer.Option(help="Steps to compare.")],
    alpha: Annotated[list[float], typer.Option(help="How far to go from the public weights.")],
    corpora: CorporaFolder = Path("data/corpora"),
    prose: Annotated[Path | None, typer.Option(help="Folder of usesthis posts, for the first fold.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="Graded sentence pairs (CSV), for the first fold.")] = None,
    threads: Threads = 2,
) -> None:
    """Print, for each step and alpha, the means over all held-out fields and what the first fold keeps."""
    torch.set_num_threads(threads)
    everything = load_corpora(corpora)
    untuned, _ = load_bert(weights)
    paragraphs = read_paragraphs(prose) if prose else []
    graded = read_pairs(pairs) if pairs else []
    for step, share in itertools.product(steps, alpha):
        rows: list[dict[str, float]] = []
        kept: dict[str, float] = {}
        for name in sorted(path.parent.name for path in folds.glob(f"*/step-{step}")):
            bert, tokenizer = load_bert(folds / name / f"step-{step}")
            bert.load_state_dict(blended(untuned, bert.state_dict(), share))
            vectors_of = _encoder_of(bert, tokenizer)
            rows += [judge(everything[k], vectors_of(texts_to_judge(everything[k]))) for k in FOLDS[name]]
            if not kept and paragraphs:
                kept |= judge_prose(paragraphs, vectors_of([p.text for p in paragraphs]))
            if "pairs" not in kept and graded:
                kept["pairs"] = rank_correlation(graded, vectors_of([t for _, *both in graded for t in both]))
        means = {key: float(np.mean([row[key] for row in rows])) for key in rows[0]} | kept
        rounded = {key: round(value, 4) for key, value in means.items()}
        typer.echo(json.dumps({"steps": step, "alpha": share, "fields": len(rows), **rounded}))


@app.command()
def heads(
    folds: Annotated[Path, typer.Option(help="Folder of the fold models.")],
    model: Annotated[Path, typer.Option(help="Folder of the final model.")],
    out: Path,
    corpora: CorporaFolder = Path("data/corpora"),
    threads: Threads = 2,
) -> None:
    """Choose and calibrate the heads on held-out fields, fit them on all, write OUT (.npz) and OUT.json."""
    torch.set_num_threads(threads)
    everything = list(load_corpora(corpora).values())
    splits = []
    for name, held in FOLDS.items():
        fields = _fields(folds / name, everything)
        splits.append(([f for k, f in fields.items() if k not in held], [fields[k] for k in held]))
    category = choose_category_head(splits, STRENGTHS)
    binary = {name: choose_binary_head(splits, STRENGTHS, name) for name in BINARY}
    digest = hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()
    save_heads(out, list(_fields(model, everything).values()), category, binary, digest)
    out.with_suffix(".json").write_text(json.dumps({"category": category, **binary}, indent=1), encoding="utf-8")


@app.command()
def theme_say(
    folds: Annotated[Path, typer.Option(help="Folder of the fold models.")],
    head: Annotated[Path, typer.Option(help="The JSON that `heads` wrote: input and strength of the category head.")],
    say: Annotated[list[float], typer.Option(help="How much a theme counts beside the point itself.")],
    corpora: CorporaFolder = Path("data/corpora"),
    threads: Threads = 2,
) -> None:
    """Print, for each say of a point's theme in its category, the figures on held-out fields."""
    torch.set_num_threads(threads)
    chosen = json.loads(head.read_text(encoding="utf-8"))["category"]
    everything = list(load_corpora(corpora).values())
    judged = []
    for name, held in FOLDS.items():
        vectors = _encoder(folds / name)([t for corpus in everything for t in texts_to_judge(corpus, headed=True)])
        fields = {corpus.name: embedded_field(corpus, vectors) for corpus in everything}
        split = ([field for key, field in fields.items() if key not in held], [fields[key] for key in held])
        for field, logits in held_out_outputs([split], chosen["input"], chosen["strength"], "category"):
            corpus = next(corpus for corpus in everything if corpus.name == field.name)
            judged.append(Judged(logits, field.categories, found_themes(corpus, vectors)))
    for share in say:
        typer.echo(json.dumps(figures(judged, share)))


if __name__ == "__main__":
    app()
