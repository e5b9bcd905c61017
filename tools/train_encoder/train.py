"""Tune the layers of the encoder on annotated corpora."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from infoview_analysis.frames import CATEGORIES

from .corpora import Corpus, Point
from .loss import drift, opposite_margin, structure, supervised_contrast
from .network import LowerStates, grouped_vectors, load_bert
from .views import Passage, passages

Vectors = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Settings:
    """What can be chosen.

    Set once and never compared one by one; the whole was compared with its forerunner, which tuned two layers, on
    held-out fields. How far to go to the tuned weights is ``blend``'s to say.
    """

    steps: int = 320
    learning_rate: float = 8e-5
    layer_decay: float = 0.9
    warm_up: float = 0.1
    temperature: float = 0.07
    frozen_layers: int = 0
    word_drop: float = 0.1
    themes_per_batch: int = 16
    points_per_theme: int = 3
    unthemed_per_batch: int = 5
    passages_per_batch: int = 3
    sides_per_batch: int = 6
    mixed_share: float = 0.5
    headed_share: float = 0.25
    heading_mix: float = 0.3
    label_weight: float = 0.7
    proposition_weight: float = 1.0
    opposite_weight: float = 1.0
    category_weight: float = 0.3
    heading_weight: float = 0.2
    passage_drift_weight: float = 4.0
    point_drift_weight: float = 0.5
    structure_weight: float = 10.0
    point_tokens: int = 64
    passage_tokens: int = 128
    half_precision: bool = True
    seed: int = 7


@dataclass(frozen=True)
class Batch:
    """Points of one corpus, each with the way it is read, its theme labels, propositions and passages.

    ``readings``: ``words`` alone, ``mixed`` with a share of the heading's vector, or ``headed``, heading and words
    as one text. ``themes`` begin with those the points were drawn for; ``labels`` are theirs, every one of the corpus.
    """

    points: list[Point]
    readings: list[str]
    themes: list[str]
    labels: list[str]
    propositions: list[str]
    statements: list[str]
    passages: list[Passage]

    @property
    def short_texts(self) -> list[str]:
        """Everything but the passages, each text once."""
        return sorted({*self.read_texts, *self.fixed_texts})

    @property
    def read_texts(self) -> list[str]:
        """The text of each point as it is read."""
        return [
            f"{point.heading}: {point.text}" if reading == "headed" else point.text
            for point, reading in zip(self.points, self.readings, strict=True)
        ]

    @property
    def fixed_texts(self) -> list[str]:
        """Labels, statements and the headings that are needed."""
        mixed = [p.heading for p, reading in zip(self.points, self.readings, strict=True) if reading == "mixed"]
        return [*self.labels, *self.statements, *mixed, *(p.heading for p in self.passages if p.heading)]


def sample_batch(corpus: Corpus, long_views: Sequence[Passage], settings: Settings, rng: random.Random) -> Batch:
    """Draw themes, points of each, points of no theme, and passages of one corpus."""
    by_theme: dict[str, list[Point]] = {}
    for point in corpus.points:
        by_theme.setdefault(point.theme or "", []).append(point)
    loose = by_theme.pop("", [])
    themes = rng.sample(sorted(by_theme), min(settings.themes_per_batch, len(by_theme)))
    points = [
        point
        for theme in themes
        for point in rng.sample(by_theme[theme], min(settings.points_per_theme, len(by_theme[theme])))
    ]
    taking_sides = [point for point in corpus.points if point.stances and point not in points]
    points += rng.sample(taking_sides, min(settings.sides_per_batch, len(taking_sides)))
    points += rng.sample(loose, min(settings.unthemed_per_batch, len(loose)))
    propositions = sorted({key for point in points for key in point.stances if key in corpus.propositions})
    others = [theme for theme in sorted(corpus.themes) if theme not in themes]
    return Batch(
        points=points,
        readings=[_reading(point, settings, rng) for point in points],
        themes=[*themes, *others],
        labels=[corpus.themes[theme] for theme in (*themes, *others)],
        propositions=propositions,
        statements=[corpus.propositions[key] for key in propositions],
        passages=rng.sample(list(long_views), min(settings.passages_per_batch, len(long_views))),
    )


def _reading(point: Point, settings: Settings, rng: random.Random) -> str:
    drawn = rng.random()
    if not point.heading or drawn >= settings.mixed_share + settings.headed_share:
        return "words"
    return "mixed" if drawn < settings.mixed_share else "headed"


def batch_loss(
    batch: Batch, vectors: Vectors, teacher: Vectors, head: nn.Linear, settings: Settings
) -> dict[str, torch.Tensor]:
    """The weighted terms of the loss by name; `vectors` and `teacher` map the batch's texts to unit vectors."""
    own = torch.stack([vectors[text] for text in batch.read_texts])
    points = _with_headings(batch, own, vectors, settings.heading_mix)
    labels = torch.stack([vectors[label] for label in batch.labels])
    long = torch.stack([vectors[passage.text] for passage in batch.passages])
    short_texts = batch.short_texts
    short = torch.stack([vectors[text] for text in short_texts])
    short_before = torch.stack([teacher[text] for text in short_texts])
    long_before = torch.stack([teacher[passage.text] for passage in batch.passages])
    categories = torch.tensor([CATEGORIES.index(point.category) for point in batch.points])
    terms = {
        "themes": _theme_loss(batch, torch.cat([points, labels]), settings.temperature),
        "labels": settings.label_weight * _label_loss(batch, points, labels, settings.temperature),
        "opposite": settings.opposite_weight * opposite_margin(own, _opposite(batch.points)),
        "category": settings.category_weight * nn.functional.cross_entropy(head(points), categories),
        "short kept": settings.point_drift_weight * drift(short, short_before),
        "passages kept": settings.passage_drift_weight * drift(long, long_before),
        "structure kept": settings.structure_weight
        * structure(long, torch.cat([short, long]), long_before, torch.cat([short_before, long_before])),
    }
    if batch.statements:
        statements = torch.stack([vectors[statement] for statement in batch.statements])
        terms["propositions"] = settings.proposition_weight * _proposition_loss(
            batch, points, statements, settings.temperature
        )
    if len({passage.heading for passage in batch.passages if passage.heading}) > 1:
        terms["headings"] = settings.heading_weight * _heading_loss(batch, long, vectors, settings.temperature)
    return terms


def _with_headings(batch: Batch, own: torch.Tensor, vectors: Vectors, share: float) -> torch.Tensor:
    """The points as they are clustered: some with a share of their heading."""
    nothing = torch.zeros(own.shape[1])
    headings = [
        share * vectors[point.heading] if reading == "mixed" else nothing
        for point, reading in zip(batch.points, batch.readings, strict=True)
    ]
    return nn.functional.normalize(own + torch.stack(headings), dim=1)


def _theme_loss(batch: Batch, vectors: torch.Tensor, temperature: float) -> torch.Tensor:
    keys = [point.theme for point in batch.points] + list(batch.themes)
    numbers = torch.tensor([batch.themes.index(key) if key else -1 - i for i, key in enumerate(keys)])
    return supervised_contrast(vectors, numbers[:, None] == numbers[None, :], temperature)


def _label_loss(batch: Batch, points: torch.Tensor, labels: torch.Tensor, temperature: float) -> torch.Tensor:
    """A point is nearer to the label of its theme than to every other label of the corpus."""
    rows = [i for i, point in enumerate(batch.points) if point.theme]
    own = torch.tensor([batch.themes.index(batch.points[i].theme or "") for i in rows])
    return nn.functional.cross_entropy(points[rows] @ labels.T / temperature, own)


def _opposite(points: Sequence[Point]) -> torch.Tensor:
    pairs = torch.zeros(len(points), len(points), dtype=torch.bool)
    for i, one in enumerate(points):
        for j, other in enumerate(points):
            pairs[i, j] = any(side * other.stances.get(key, 0) < 0 for key, side in one.stances.items())
    return pairs


def _proposition_loss(batch: Batch, points: torch.Tensor, statements: torch.Tensor, temperature: float) -> torch.Tensor:
    """Rank the points that take a side on a statement before all other points of the batch."""
    takes = torch.tensor([[key in point.stances for point in batch.points] for key in batch.propositions])
    log_share = torch.log_softmax(statements @ points.T / temperature, dim=1)
    return -((log_share * takes).sum(1) / takes.sum(1)).mean()


def _heading_loss(batch: Batch, long: torch.Tensor, vectors: Vectors, temperature: float) -> torch.Tensor:
    """A passage is nearer to its own heading than to the other headings of the batch."""
    headings = sorted({passage.heading for passage in batch.passages if passage.heading})
    rows = [i for i, passage in enumerate(batch.passages) if passage.heading]
    own = torch.tensor([headings.index(batch.passages[i].heading or "") for i in rows])
    logits = long[rows] @ torch.stack([vectors[heading] for heading in headings]).T / temperature
    return nn.functional.cross_entropy(logits, own)


def _batch_vectors(
    layers: nn.ModuleList,
    lower: LowerStates,
    short: Sequence[str],
    long: Sequence[str],
    settings: Settings,
    *,
    whole: Collection[str] | None = None,
) -> Vectors:
    """Vectors of short and long texts; words are dropped from the texts that are not in `whole`, if it is given."""
    lower.add(short)
    lower.add(long, max_tokens=settings.passage_tokens)
    drop = {} if whole is None else {text: settings.word_drop for text in short if text not in whole}
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.half_precision):
        parts = (
            [grouped_vectors(layers, lower, short, groups=5, limit=settings.point_tokens, drop=drop)] if short else []
        )
        parts += [grouped_vectors(layers, lower, long, groups=1, limit=settings.passage_tokens)] if long else []
    return dict(zip([*short, *long], torch.cat(parts).float(), strict=True))


def _parameter_groups(layers: nn.ModuleList, head: nn.Linear, settings: Settings) -> list[dict]:
    """Deeper layers learn more slowly; biases and norms do not decay."""
    groups: list[dict] = [{"params": list(head.parameters()), "lr": 1e-2, "weight_decay": 0.01}]
    for depth, layer in enumerate(reversed(layers)):
        rate = settings.learning_rate * settings.layer_decay**depth
        groups.append({"params": [p for p in layer.parameters() if p.ndim > 1], "lr": rate, "weight_decay": 0.01})
        groups.append({"params": [p for p in layer.parameters() if p.ndim <= 1], "lr": rate, "weight_decay": 0.0})
    return groups


def train(
    corpora: Sequence[Corpus],
    weights: Path,
    settings: Settings,
    *,
    start: nn.ModuleList | None = None,
    at_step: Callable[[int, nn.ModuleList], None] = lambda step, layers: None,
) -> tuple[nn.ModuleList, dict]:
    """Tune the layers above the frozen ones; return them and a log.

    The learning rate warms up linearly and then falls linearly to nothing. One step draws one corpus;
    all corpora are drawn equally often. `start` continues from layers tuned before; what is kept is kept near
    the untuned model all the same. `at_step` is called behind every step.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    bert, tokenizer = load_bert(weights)
    lower = LowerStates(bert, tokenizer, settings.frozen_layers)
    # Without dropout, whose random numbers cost half a step; dropping words of the points does its work.
    layers = nn.ModuleList(copy.deepcopy(list(start or bert.encoder.layer[settings.frozen_layers :]))).eval()
    untuned = nn.ModuleList(bert.encoder.layer[settings.frozen_layers :]).eval()
    long_views = {corpus.name: passages(corpus) for corpus in corpora}
    teacher: Vectors = {}
    head = nn.Linear(bert.config.hidden_size, len(CATEGORIES))
    nn.init.normal_(head.weight, std=0.02)
    optimizer = torch.optim.AdamW(_parameter_groups(layers, head, settings))
    warm = max(1, round(settings.warm_up * settings.steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (settings.steps - step) / max(1, settings.steps - warm))
    )
    log: dict = {"settings": asdict(settings), "corpora": [corpus.name for corpus in corpora], "loss": []}
    started = time.monotonic()
    turn: list[Corpus] = []
    for step in range(1, settings.steps + 1):
        if not turn:
            turn = rng.sample(list(corpora), len(corpora))
        corpus = turn.pop()
        batch = sample_batch(corpus, long_views[corpus.name], settings, rng)
        short, long = batch.short_texts, [passage.text for passage in batch.passages]
        vectors = _batch_vectors(layers, lower, short, long, settings, whole=set(batch.fixed_texts))
        with torch.no_grad():
            new = [[text for text in texts if text not in teacher] for texts in (short, long)]
            if any(new):
                teacher.update(_batch_vectors(untuned, lower, *new, settings))
        terms = batch_loss(batch, vectors, teacher, head, settings)
        optimizer.zero_grad()
        sum(terms.values()).backward()
        nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        log["loss"].append({name: round(float(term.detach()), 4) for name, term in terms.items()})
        if step % 10 == 0:
            print(f"step {step} {time.monotonic() - started:.0f}s {corpus.name} {log['loss'][-1]}", flush=True)
        at_step(step, layers)
    log["seconds"] = round(time.monotonic() - started, 1)
    return layers, log
