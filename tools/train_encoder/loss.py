"""The terms of the training loss, each on unit vectors."""

from __future__ import annotations

import torch


def supervised_contrast(
    vectors: torch.Tensor, positives: torch.Tensor, temperature: float, *, ignored: torch.Tensor | None = None
) -> torch.Tensor:
    """Pull every row to its positives, away from all other rows.

    Parameters
    ----------
    vectors : (n, d) unit vectors.
    positives : (n, n) bool; the diagonal is ignored. Rows without a positive are contrast only.
    temperature : softness of the contrast.
    ignored : (n, n) bool, optional; pairs that count neither way.

    References
    ----------
    Khosla et al. (2020), Supervised contrastive learning, NeurIPS.
    """
    logits = vectors @ vectors.T / temperature
    hidden = torch.eye(len(vectors), dtype=torch.bool)
    if ignored is not None:
        hidden = hidden | ignored
    log_share = logits - torch.logsumexp(logits.masked_fill(hidden, -1e9), dim=1, keepdim=True)
    positives = positives & ~hidden
    counts = positives.sum(1)
    anchors = counts > 0
    per_row = (log_share * positives).sum(1)[anchors] / counts[anchors]
    return -per_row.mean()


def opposite_margin(vectors: torch.Tensor, opposite: torch.Tensor, ceiling: float = 0.8) -> torch.Tensor:
    """Keep opposite sides of a proposition near, but below a cosine of `ceiling`."""
    if not opposite.any():
        return vectors.new_zeros(())
    return torch.relu((vectors @ vectors.T)[opposite] - ceiling).mean()


def drift(vectors: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """Mean of one minus the cosine to the untuned vectors."""
    return (1.0 - (vectors * teacher).sum(1)).mean()


def structure(
    some: torch.Tensor, all_of: torch.Tensor, some_before: torch.Tensor, all_before: torch.Tensor
) -> torch.Tensor:
    """Mean squared change of the similarities of some texts to all texts of the batch."""
    return (some @ all_of.T - some_before @ all_before.T).square().mean()
