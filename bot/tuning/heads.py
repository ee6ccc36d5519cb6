"""What lies on top of the encoder: where each entry lies among meanings, and how a meaning tells of danger."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from bot.domain.severity import Level

from .model import SIZE
from .rows import CALM, Row

#: How sharply likeness to an entry's centre tells entries apart, and how far a label is trusted.
_SHARPNESS, _DOUBT = 24.0, 0.05
#: What a message of danger, a calm question and a word of self-harm weigh beside a phrase of an entry.
_DANGER, _CALM, _SELF_HARM, _RARE = 2.0, 0.5, 0.2, 8.0
_DROPPED = 0.05
#: Unit vectors are small; a linear layer learns sooner from longer ones.
_SCALE = 16.0
_UPPER = [level for level in Level if level >= Level.URGENT]


class Heads(nn.Module):
    """Centres (entries + 1, 384), the last for texts of no entry; and a linear head of four levels and self-harm."""

    def __init__(self, centres: Tensor) -> None:
        super().__init__()
        self.centres, self.lean = nn.Parameter(centres), nn.Parameter(torch.zeros(len(centres)))
        self.danger = nn.Linear(SIZE, len(Level) + 1)

    def loss(self, vectors: Tensor, rows: list[Row]) -> Tensor:
        """The mean loss of a batch; ``vectors`` (n, 384) of any length."""
        unit = functional.normalize(vectors, dim=1)
        told = self.danger(functional.dropout(unit, _DROPPED, self.training) * _SCALE)
        return self._of_labels(unit, rows) + self._of_levels(told, rows) + _SELF_HARM * self._of_self_harm(told, rows)

    def _of_labels(self, unit: Tensor, rows: list[Row]) -> Tensor:
        label = torch.tensor([row.label for row in rows])
        known = label >= 0
        if not known.any():
            return unit.sum() * 0
        logits = unit[known] @ functional.normalize(self.centres, dim=1).T * _SHARPNESS + self.lean
        loss = functional.cross_entropy(logits, label[known], label_smoothing=_DOUBT)
        return loss * known.float().mean()

    @staticmethod
    def _of_levels(told: Tensor, rows: list[Row]) -> Tensor:
        level = torch.tensor([row.danger for row in rows])
        logs = functional.log_softmax(told[:, : len(Level)], dim=1)
        known, calm = (level >= 0) & (level < CALM), level == CALM
        loss = functional.nll_loss(logs[known], level[known], reduction="sum") if known.any() else told.sum() * 0
        if calm.any():
            lower = [at for at in range(len(Level)) if at not in _UPPER]
            loss = loss - _CALM * torch.logsumexp(logs[calm][:, lower], dim=1).sum()
        return _DANGER * loss / len(rows)

    @staticmethod
    def _of_self_harm(told: Tensor, rows: list[Row]) -> Tensor:
        truth = torch.tensor([float(row.self_harm) for row in rows])
        known = truth >= 0
        if not known.any():
            return told.sum() * 0
        weight = torch.tensor(_RARE)
        return functional.binary_cross_entropy_with_logits(told[known, len(Level)], truth[known], pos_weight=weight)

    def places(self, labels: tuple[str, ...]) -> dict[str, NDArray[np.generic]]:
        """Where each entry lies among meanings, and texts of none: what the bot reads of the matcher's part."""
        centres = functional.normalize(self.centres.detach(), dim=1).numpy()
        return {"labels": np.array(labels), "vectors": centres[:-1], "beside": centres[-1]}


def means(vectors: Tensor, rows: list[Row], count: int) -> Tensor:
    """Where the texts of each label lie before anything is tuned, (count, 384)."""
    sums = torch.zeros(count, SIZE)
    for vector, row in zip(vectors, rows, strict=True):
        if row.label >= 0:
            sums[row.label] += vector
    return functional.normalize(sums, dim=1)
