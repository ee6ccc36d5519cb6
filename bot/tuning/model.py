"""BERT in torch, as far as MiniLM needs it: six layers, mean pooling (sentence-transformers/all-MiniLM-L6-v2)."""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

SIZE, LAYERS, HEADS, INNER = 384, 6, 12, 1536
VOCABULARY, LONGEST = 30522, 512
_EPSILON = 1e-12

#: Names of the published weights, by ours.
_EMBEDDINGS = {"tokens": "word_embeddings", "places": "position_embeddings", "kinds": "token_type_embeddings"}
_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "after_mixing": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "after_all": "output.LayerNorm",
}


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each with a residual and a layer norm after it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.after_mixing, self.after_all = (nn.LayerNorm(SIZE, eps=_EPSILON) for _ in range(2))
        self.inner, self.outer = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.dropout = 0.0

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(n, length, 384) to the same shape; ``mask`` (n, 1, 1, length) is true where there is text."""
        n, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(n, length, HEADS, SIZE // HEADS).transpose(1, 2)

        dropout = self.dropout if self.training else 0.0
        attended = functional.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask, dropout_p=dropout
        )
        mixed = self.mixed(attended.transpose(1, 2).reshape(n, length, SIZE))
        x = self.after_mixing(x + functional.dropout(mixed, self.dropout, self.training))
        out: Tensor = self.after_all(
            x + functional.dropout(self.outer(functional.gelu(self.inner(x))), self.dropout, self.training)
        )
        return out


class Body(nn.Module):
    """Everything above the embeddings: what the bot runs through onnxruntime."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.LayerNorm(SIZE, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, embedded: Tensor, mask: Tensor | None = None) -> Tensor:
        """Summed embeddings (n, length, 384) to their mean after all layers, (n, 384)."""
        x = self.first(embedded)
        for layer in self.layers:
            x = layer(x, None if mask is None else mask[:, None, None, :])
        if mask is None:
            return x.mean(1)
        weights = mask[..., None].float()
        return (x * weights).sum(1) / weights.sum(1)


class Model(nn.Module):
    """Numbers of word pieces to vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens, self.places = nn.Embedding(VOCABULARY, SIZE), nn.Embedding(LONGEST, SIZE)
        self.kinds, self.body = nn.Embedding(2, SIZE), Body()

    def forward(self, numbers: Tensor, mask: Tensor) -> Tensor:
        """(n, length) numbers and where they are text, to (n, 384)."""
        embedded = self.tokens(numbers) + self.places.weight[: numbers.shape[1]] + self.kinds.weight[0]
        out: Tensor = self.body(embedded, mask)
        return out


def published(path: Path) -> Model:
    """The model as it was published: ``model.safetensors`` of all-MiniLM-L6-v2."""
    given, model = load_file(path), Model()
    taken = {f"{ours}.weight": given[f"embeddings.{theirs}.weight"] for ours, theirs in _EMBEDDINGS.items()}
    for part in ("weight", "bias"):
        taken[f"body.first.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            for ours, theirs in _LAYER.items():
                taken[f"body.layers.{number}.{ours}.{part}"] = given[f"encoder.layer.{number}.{theirs}.{part}"]
    model.load_state_dict(taken)
    return model


def batch(texts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Numbers of texts filled up to the longest, and where they are text."""
    longest = max(map(len, texts))
    numbers = torch.zeros(len(texts), longest, dtype=torch.long)
    mask = torch.zeros(len(texts), longest, dtype=torch.bool)
    for row, text in enumerate(texts):
        numbers[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = True
    return numbers, mask
