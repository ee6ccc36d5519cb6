"""Kernel ridge regression over the phrases of the toolkit: what is asked of each entry, learnt in closed form."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.language.terms import Floats, Ints

from .postings import Postings

#: How much of the likeness is that of meanings, where there is an encoder; the rest is that of words and their parts.
MEANING = 0.8
#: How far a phrase's neighbours share in it: exp(2 (likeness - 1)); and how much a single phrase is doubted.
_SHARPNESS = 2.0
_DOUBT = 0.1
#: Beyond so many phrases the kernel is spanned by a sample of them (Nyström): the time to fit grows with the cube.
LANDMARKS = 4000
_AT_ONCE = 512
_SEED = 1


@dataclass(frozen=True, slots=True)
class Phrases:
    """Texts as they are compared: unit vectors of their meanings (n, d), or None; and their weighed terms."""

    vectors: Floats | None
    terms: Sequence[tuple[Ints, Floats]]

    def __len__(self) -> int:
        return len(self.terms)

    def at(self, rows: Sequence[int] | Ints) -> "Phrases":
        """Some of them."""
        vectors = None if self.vectors is None else self.vectors[np.asarray(rows)]
        return Phrases(vectors, [self.terms[row] for row in rows])


class Ridge:
    """Scores of labels: near 1 for the label whose phrases a text is like, near 0 for the others.

    K = exp(2 (0.8 cos_meaning + 0.2 cos_terms - 1)), A = (K + 0.1 I)^-1 Y; the recipe and its constants were measured
    on public sets, see docs/understanding.md.
    """

    def __init__(self, vectors: Floats | None, postings: Postings, weights: Floats) -> None:
        """``vectors`` (m, d) and ``postings`` of m landmarks, ``weights`` (m, labels)."""
        self.vectors, self.postings, self.weights = vectors, postings, weights

    @classmethod
    def fit(cls, phrases: Phrases, labels: Ints, count: int, kept: Ints) -> "Ridge":
        """Learn ``labels`` (n,), each below ``count``; ``kept`` are the rows that span the kernel (``landmarks``)."""
        landmarks = phrases if len(kept) == len(phrases) else phrases.at(kept)
        ridge = cls(landmarks.vectors, Postings.of(landmarks.terms), np.zeros((len(kept), count), np.float32))
        if len(kept) == len(phrases):
            kernel = ridge.kernel(phrases).astype(np.float64)
            kernel[np.diag_indices_from(kernel)] += _DOUBT
            goal = np.zeros((len(phrases), count))
            goal[np.arange(len(phrases)), labels] = 1
        else:
            kernel = _DOUBT * ridge.kernel(landmarks).astype(np.float64)
            goal = np.zeros((len(kept), count))
            for start in range(0, len(phrases), _AT_ONCE):
                block = ridge.kernel(phrases.at(range(start, min(start + _AT_ONCE, len(phrases))))).astype(np.float64)
                kernel += block.T @ block
                for row, label in zip(block, labels[start : start + _AT_ONCE], strict=False):
                    goal[:, label] += row
            kernel[np.diag_indices_from(kernel)] += 1e-6
        ridge.weights = np.linalg.solve(kernel, goal).astype(np.float32)
        return ridge

    def kernel(self, phrases: Phrases) -> Floats:
        """How like each landmark each phrase is, (n, m)."""
        likeness = np.zeros((len(phrases), self.postings.size), np.float32)
        for row, terms in enumerate(phrases.terms):
            likeness[row] = self.postings.cosines(terms)
        if self.vectors is not None and phrases.vectors is not None:
            likeness = MEANING * (phrases.vectors @ self.vectors.T) + (1 - MEANING) * likeness
        kernel: Floats = np.exp(_SHARPNESS * (likeness - 1)).astype(np.float32)
        return kernel

    def scores(self, phrases: Phrases) -> Floats:
        """The score of each label for each phrase, (n, labels)."""
        scores: Floats = self.kernel(phrases) @ self.weights
        return scores


def landmarks(labels: Ints) -> Ints:
    """The rows that span the kernel: all, or a sample in which every label has its share. (m,), in order."""
    if len(labels) <= LANDMARKS:
        return np.arange(len(labels), dtype=np.int32)
    drawn = np.random.default_rng(_SEED).permutation(len(labels))
    order = drawn[np.argsort(labels[drawn], kind="stable")]
    starts = np.searchsorted(labels[order], labels[order])
    rank = np.arange(len(order)) - starts  # of each row among those of its label
    return np.sort(order[np.argsort(rank, kind="stable")[:LANDMARKS]]).astype(np.int32)
