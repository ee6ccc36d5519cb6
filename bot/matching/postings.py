"""Which texts have a term, for finding those that are alike."""

from collections.abc import Sequence

import numpy as np

from bot.language.terms import PLACES, Floats, Ints


class Postings:
    """Texts by their terms, to find how like each of them another text is."""

    def __init__(self, starts: Ints, rows: Ints, weights: Floats, size: int) -> None:
        self.starts, self.rows, self.weights, self.size = starts, rows, weights, size

    @classmethod
    def of(cls, texts: Sequence[tuple[Ints, Floats]]) -> "Postings":
        """From the weighed terms of each text."""
        terms = np.concatenate([np.empty(0, np.int32), *(terms for terms, _ in texts)])
        weights = np.concatenate([np.empty(0, np.float32), *(weights for _, weights in texts)])
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(terms) for terms, _ in texts])
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(PLACES + 1)).astype(np.int32)
        return cls(starts, rows[order], weights[order], len(texts))

    def cosines(self, weighed: tuple[Ints, Floats]) -> Floats:
        """The cosine between a text and each of these, 0 to 1."""
        terms, weights = weighed
        first, last = self.starts[terms], self.starts[terms + 1]
        counts = last - first
        if not counts.sum():
            return np.zeros(self.size, np.float32)
        # The postings of all terms one after another, without a loop over terms.
        offsets = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        posted = np.arange(counts.sum()) + offsets
        values = np.repeat(weights, counts) * self.weights[posted]
        return np.bincount(self.rows[posted], values, self.size).astype(np.float32)
