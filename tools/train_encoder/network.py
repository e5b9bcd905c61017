"""The BERT encoder in two parts: what stays as it is (and is run once), and the layers that learn."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

MAX_TOKENS = 256


class LowerStates:
    """Hidden states behind the frozen layers, computed once a text and kept in half precision.

    As neither embeddings nor lower layers change in training, every step, every evaluation and every
    interpolation of weights starts from them.
    """

    def __init__(self, bert: BertModel, tokenizer: Tokenizer, frozen: int) -> None:
        self.bert, self.frozen = bert, frozen
        self.tokenizer = tokenizer
        self.states: dict[str, torch.Tensor] = {}

    def add(self, texts: Iterable[str], *, max_tokens: int = MAX_TOKENS) -> None:
        """Compute the states of the texts not seen before, in batches of similar length."""
        new = sorted({text for text in texts if text not in self.states}, key=lambda text: (len(text), text))
        encodings = [self.tokenizer.encode(text).ids for text in new]
        encodings = [ids if len(ids) <= max_tokens else [*ids[: max_tokens - 1], ids[-1]] for ids in encodings]
        self.bert.eval()
        with torch.no_grad():
            for start in range(0, len(new), 32):
                part = encodings[start : start + 32]
                ids, mask = padded(part)
                hidden = self.bert.embeddings(input_ids=ids)
                hidden = run_layers(self.bert.encoder.layer[: self.frozen], hidden, mask)
                for text, row, states in zip(new[start : start + 32], part, hidden, strict=True):
                    self.states[text] = states[: len(row)].half().clone()

    def batch(
        self, texts: Sequence[str], limit: int = MAX_TOKENS, drop: Mapping[str, float] = MappingProxyType({})
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Padded states (texts × tokens × width) of the first `limit` tokens, and their mask.

        `drop` is the share of tokens between the first and the last that is left out at random, by text.
        """
        rows = [_thinned(self.states[text][:limit], drop.get(text, 0.0)) for text in texts]
        longest = max(len(row) for row in rows)
        hidden = torch.zeros(len(rows), longest, rows[0].shape[1])
        mask = torch.zeros(len(rows), longest)
        for number, row in enumerate(rows):
            hidden[number, : len(row)] = row.float()
            mask[number, : len(row)] = 1.0
        return hidden, mask


def _thinned(states: torch.Tensor, share: float) -> torch.Tensor:
    if not share or len(states) < 8:
        return states
    kept = torch.rand(len(states)) >= share
    kept[0] = kept[-1] = True
    return states[kept]


def padded(encodings: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Word pieces of several texts as one table, and 1 where a piece stands."""
    longest = max(len(row) for row in encodings)
    ids = torch.zeros(len(encodings), longest, dtype=torch.long)
    mask = torch.zeros(len(encodings), longest)
    for number, row in enumerate(encodings):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1.0
    return ids, mask


def run_layers(layers: Iterable[nn.Module], hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Hidden states behind ``layers``; padding is never attended to."""
    bias = (1.0 - mask)[:, None, None, :] * torch.finfo(torch.float32).min
    for layer in layers:
        output = layer(hidden, bias)
        hidden = output[0] if isinstance(output, tuple) else output
    return hidden


def unit_vectors(layers: nn.ModuleList, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Run the upper layers; mean of the tokens, length one."""
    hidden = run_layers(layers, hidden, mask)
    pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
    return nn.functional.normalize(pooled, dim=1)


def grouped_vectors(
    layers: nn.ModuleList,
    lower: LowerStates,
    texts: Sequence[str],
    groups: int,
    limit: int = MAX_TOKENS,
    drop: Mapping[str, float] = MappingProxyType({}),
) -> torch.Tensor:
    """Vectors of the texts in their order, run in groups of similar length so that little is padding."""
    order = sorted(range(len(texts)), key=lambda i: min(limit, len(lower.states[texts[i]])))
    size = -(-len(order) // groups)
    parts = [order[i : i + size] for i in range(0, len(order), size)]
    vectors = torch.cat([unit_vectors(layers, *lower.batch([texts[i] for i in part], limit, drop)) for part in parts])
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor([i for part in parts for i in part])] = torch.arange(len(order))
    return vectors[back]


def encode(layers: nn.ModuleList, lower: LowerStates, texts: Sequence[str]) -> dict[str, torch.Tensor]:
    """Unit vectors by text, without gradient."""
    distinct = sorted(set(texts))
    lower.add(distinct)
    layers.eval()
    with torch.no_grad():
        vectors = grouped_vectors(layers, lower, distinct, groups=max(1, len(distinct) // 32))
    return dict(zip(distinct, vectors, strict=True))


def load_bert(folder: Path) -> tuple[BertModel, Tokenizer]:
    """The model and its tokenizer from a folder with model.safetensors, config.json and tokenizer.json."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return BertModel.from_pretrained(folder, add_pooling_layer=False), tokenizer


def averaged(models: Sequence[nn.Module]) -> dict[str, torch.Tensor]:
    """Mean of the weights of models that started from the same ones.

    References
    ----------
    Wortsman et al. (2022), Model soups, ICML.
    """
    states = [model.state_dict() for model in models]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def blended(untuned: nn.Module, tuned: Mapping[str, torch.Tensor], alpha: float) -> dict[str, torch.Tensor]:
    """Weights `alpha` of the way from the untuned to the tuned model.

    References
    ----------
    Wortsman et al. (2022), Robust fine-tuning of zero-shot models, CVPR.
    """
    start = untuned.state_dict()
    return {name: torch.lerp(start[name].float(), tuned[name].float(), alpha) for name in start}


def save_bert(bert: BertModel, source: Path, target: Path) -> None:
    """Write float32 weights as safetensors, with the configuration and tokenizer files of the source."""
    from safetensors.torch import save_file

    target.mkdir(parents=True, exist_ok=True)
    weights = {name: value.float().contiguous() for name, value in bert.state_dict().items()}
    save_file(weights, str(target / "model.safetensors"), metadata={"format": "pt"})
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
