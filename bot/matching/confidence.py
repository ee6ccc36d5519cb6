"""From scores to a probability for each label and for "none of them": a conditional logit, fitted by Newton's method.

P(label) ~ exp(w . x(label)) and P(none) ~ exp(v . z), where x are the scores of a label and z what is seen of the text
alone (McFadden 1974, "Conditional logit analysis of qualitative choice behavior"). A dozen numbers are learnt, from
texts that had no part in the scores.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.terms import Floats, Ints

_STEPS = 30
#: How far weights are drawn to 0: keeps them finite where scores tell everything.
_PENALTY = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of some texts: ``labels`` (n, labels, F) scores, ``text`` (n, G)."""

    labels: Floats
    text: Floats

    @classmethod
    def together(cls, parts: list["Seen"]) -> "Seen":
        """One after another."""
        return cls(np.concatenate([part.labels for part in parts]), np.concatenate([part.text for part in parts]))

    def without(self, labels: Ints) -> "Seen":
        """The same texts as if for each this label did not exist: near misses, which none of the rest answers."""
        left = self.labels.copy()
        left[np.arange(len(left)), labels] = -np.inf
        return Seen(left, self.text)


class Confidence:
    """The weights of the scores of a label, and of what is seen of the text."""

    def __init__(self, labels: NDArray[np.float64], text: NDArray[np.float64]) -> None:
        self.labels, self.text = labels, text

    @classmethod
    def fit(cls, seen: Seen, truth: Ints) -> "Confidence":
        """Learn from texts whose label is known; ``truth`` (n,), -1 for none."""
        kept = list(range(seen.labels.shape[2]))
        while True:
            found = cls._fit(Seen(seen.labels[..., kept], seen.text), truth)
            negative = [column for column, weight in zip(kept, found.labels, strict=True) if weight < 0]
            if not negative or len(kept) == 1:
                break
            # More of a score never speaks against a label: a score that seems to only repeats the others.
            kept.remove(min(negative, key=lambda column: found.labels[kept.index(column)]))
        labels = np.zeros(seen.labels.shape[2])
        labels[kept] = np.maximum(found.labels, 0.0)
        return cls(labels, found.text)

    @classmethod
    def in_none(cls, seen: Seen) -> "Confidence":
        """Where there are no labels: none of them, for certain."""
        text = np.zeros(seen.text.shape[1])
        text[0] = 1.0
        return cls(np.zeros(seen.labels.shape[2]), text)

    @classmethod
    def _fit(cls, seen: Seen, truth: Ints) -> "Confidence":
        n, count, width = seen.labels.shape
        x = np.zeros((n, count + 1, width + seen.text.shape[1]))
        gone = ~np.isfinite(seen.labels[..., 0])
        x[:, :count, :width] = np.where(gone[..., None], 0.0, seen.labels)
        x[:, count, width:] = seen.text
        right = np.where(truth < 0, count, truth)
        chosen = x[np.arange(n), right]
        weights = np.zeros(x.shape[2])
        for _ in range(_STEPS):
            logits = x @ weights
            logits[:, :count][gone] = -np.inf
            p = _softmax(logits)
            mean = np.einsum("ij,ijk->ik", p, x)
            gradient = (chosen - mean).sum(0) - _PENALTY * weights
            spread = np.einsum("ij,ijk,ijl->kl", p, x, x) - mean.T @ mean
            step = np.linalg.solve(spread + (_PENALTY + 1e-9) * np.eye(len(weights)), gradient)
            weights += step * min(1.0, 5.0 / (np.abs(step).max() + 1e-12))
            if np.abs(step).max() < 1e-6:
                break
        return cls(weights[:width], weights[width:])

    def probabilities(self, seen: Seen) -> NDArray[np.float64]:
        """(n, labels + 1); the last is for "none of them"."""
        logits = np.concatenate([seen.labels @ self.labels, (seen.text @ self.text)[:, None]], axis=1)
        return _softmax(logits)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    grown = np.exp(logits - logits.max(1, keepdims=True))
    found: NDArray[np.float64] = grown / grown.sum(1, keepdims=True)
    return found
