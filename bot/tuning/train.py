"""Tuning: entries and danger are learnt together, then part of the way back to the published weights is gone.

Going back (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models") keeps what the encoder knew of everything
else: without it the matcher loses on other people's texts what it gains on ours (docs/understanding.md).
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from bot.content import Knowledge
from bot.language.shipped import VOCABULARY, WEIGHTS, vocabulary
from bot.language.wordpiece import WordPieces

from .danger import Telling, settle
from .export import export
from .heads import Heads, means
from .model import Model, batch, published
from .rows import Row, altered, batches, rows_of

LONGEST = 64  # pieces of a text that are learnt


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a tuning."""

    seed: int = 1
    rounds: int = 3
    batch: int = 64
    rate: float = 1.2e-4
    rate_of_centres: float = 2e-3
    rate_of_danger: float = 1e-3
    warming: float = 0.06
    dropout: float = 0.1
    #: How much of the tuning is kept; the rest is the published weights.
    kept: float = 0.7
    #: Rounds in which the heads alone are fitted to the encoder that comes out.
    rounds_of_heads: int = 12


def tune(base: Path, knowledge: Knowledge, folder: Path, telling: Telling, recipe: Recipe = Recipe()) -> None:
    """Tune the model whose ``model.safetensors`` and ``vocab.txt`` lie in ``base``; write the bot's files."""
    torch.manual_seed(recipe.seed)
    labels, rows = rows_of(knowledge)
    pieces = WordPieces(vocabulary(WEIGHTS))
    start, model = published(base / "model.safetensors"), published(base / "model.safetensors")
    heads = Heads(means(vectors_of(model, rows, pieces, telling), rows, len(labels) + 1))
    _tune(model, heads, rows, pieces, telling, recipe)
    _go_back(model, start, recipe.kept)
    _fit_heads(heads, vectors_of(model, rows, pieces, telling), rows, telling, recipe)
    export(model, WEIGHTS / VOCABULARY, heads.places(labels), folder)
    settle(knowledge, folder, telling)


def vectors_of(model: Model, rows: Sequence[Row], pieces: WordPieces, telling: Telling) -> Tensor:
    """The vectors of texts as they stand, (n, 384)."""
    model.eval()
    numbers = [pieces.numbers(row.text, LONGEST) for row in rows]
    order = sorted(range(len(rows)), key=lambda row: len(numbers[row]))
    found = torch.zeros(len(rows), model.tokens.embedding_dim)
    for start in range(0, len(order), 128):
        some = order[start : start + 128]
        with torch.no_grad():
            found[some] = model(*batch([numbers[row] for row in some]))
        telling("reading", start, len(order))
    return found


def _tune(model: Model, heads: Heads, rows: list[Row], pieces: WordPieces, telling: Telling, recipe: Recipe) -> None:
    chance = random.Random(recipe.seed)  # noqa: S311  (a repeatable order, no secret)
    model.tokens.weight.requires_grad = False  # 12 of its 23 million numbers, which little can be learnt about
    for layer in model.body.layers:
        layer.dropout = recipe.dropout
    learning = [each for each in model.parameters() if each.requires_grad]
    optimiser = _optimiser(heads, recipe, learning)
    rates = [group["lr"] for group in optimiser.param_groups]
    steps = len(rows) * recipe.rounds // recipe.batch
    model.train()
    heads.train()
    for step, some in zip(range(steps), batches(rows, recipe.batch, chance), strict=False):
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * _share(step, steps, recipe.warming)
        numbers = [pieces.numbers(altered(row.text, chance), LONGEST) for row in some]
        _step(optimiser, heads.loss(model(*batch(numbers)), some), learning)
        telling("tuning", step + 1, steps)


def _fit_heads(heads: Heads, vectors: Tensor, rows: list[Row], telling: Telling, recipe: Recipe) -> None:
    """Fit the heads alone, in large batches of vectors that stay as they are."""
    optimiser = _optimiser(heads, recipe)
    heads.train()
    size = recipe.batch * 8
    steps = len(rows) * recipe.rounds_of_heads // size
    rates = [group["lr"] for group in optimiser.param_groups]
    order = torch.randperm(len(rows))
    for step in range(steps):
        if (step * size) % len(rows) < size:
            order = torch.randperm(len(rows))
        at = (step * size) % len(rows)
        some = order[at : at + size]
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * _share(step, steps, recipe.warming)
        _step(optimiser, heads.loss(vectors[some], [rows[row] for row in some.tolist()]), [])
        telling("fitting", step + 1, steps)
    heads.eval()


def _optimiser(heads: Heads, recipe: Recipe, model: Sequence[nn.Parameter] = ()) -> torch.optim.Optimizer:
    groups = [
        {"params": [heads.centres, heads.lean], "lr": recipe.rate_of_centres, "weight_decay": 0.0},
        {"params": list(heads.danger.parameters()), "lr": recipe.rate_of_danger, "weight_decay": 0.01},
    ]
    if model:
        groups.append({"params": list(model), "lr": recipe.rate, "weight_decay": 0.01})
    return torch.optim.AdamW(groups)


def _step(optimiser: torch.optim.Optimizer, loss: Tensor, clipped: Sequence[nn.Parameter]) -> None:
    optimiser.zero_grad()
    loss.backward()
    if clipped:
        nn.utils.clip_grad_norm_(clipped, 1.0)
    optimiser.step()


def _share(step: int, steps: int, warming: float) -> float:
    """Of the full rate: slowly up, then down along a cosine."""
    return min(1.0, (step + 1) / (warming * steps)) * (0.5 + 0.5 * math.cos(math.pi * step / steps))


def _go_back(model: Model, start: Model, kept: float) -> None:
    for tuned, before in zip(model.parameters(), start.parameters(), strict=True):
        tuned.data.mul_(kept).add_(before.data, alpha=1 - kept)
