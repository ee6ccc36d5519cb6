"""How much each word and each part of a word tells: TF-IDF over hashed terms, so that no vocabulary is kept."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .words import Words

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

#: Places for terms: words in the even ones, parts of words in the odd. Some 200,000 different ones of a big toolkit
#: share them, two rare ones now and then.
PLACES = 1 << 19
_PARTS = range(2, 6)
_WORDS_KEPT = 8192
#: What a term that every text has is still worth.
_LEAST_WORTH = 0.3
#: Words, and parts of words, each make up half of a text.
_HALF = np.float32(np.sqrt(0.5))


def _place(term: str, kind: int = 0) -> int:
    return crc32(term.encode()) % (PLACES // 2) * 2 + kind


@lru_cache(_WORDS_KEPT)
def _part_places(word: str) -> tuple[int, ...]:
    """The runs of two to five letters in a word; a space marks its beginning and its end."""
    marked = f" {word} "
    return tuple(
        _place(marked[start : start + length], 1)
        for length in _PARTS
        for start in range(max(1, len(marked) - length + 1))
    )


def _kinds(said: Words) -> tuple[list[int], list[int]]:
    """The places of words and pairs of neighbours, and those of parts of words."""
    singles = [_place(word) for word in said]
    return singles + [_place(" ".join(pair)) for pair in pairwise(said)], list(chain(*map(_part_places, said)))


class Terms:
    """What each term is worth among the texts that were learnt: the fewer have it, the more."""

    def __init__(self, worth: Floats) -> None:
        self.worth = worth

    @classmethod
    def learn(cls, texts: Iterable[Words]) -> "Terms":
        """Smoothed inverse document frequency, ln((1+n)/(1+df)), plus a little for terms that all have."""
        having, count = np.zeros(PLACES, np.int64), 0
        for said in texts:
            having[np.unique(list(chain(*_kinds(said)))).astype(np.int64)] += 1
            count += 1
        worth = np.log((1 + count) / (1 + having)) + _LEAST_WORTH
        return cls(worth.astype(np.float32))

    def weigh(self, said: Words) -> tuple[Ints, Floats]:
        """The terms of a text, each once, and their weights: a vector of length 1 (0 for no words)."""
        weighed = [self._weigh(places) for places in _kinds(said)]
        return np.concatenate([terms for terms, _ in weighed]), np.concatenate([weights for _, weights in weighed])

    def _weigh(self, places: Sequence[int]) -> tuple[Ints, Floats]:
        terms, often = np.unique(np.array(places, np.int32), return_counts=True)
        weights = (1 + np.log(often, dtype=np.float32)) * self.worth[terms]
        length = np.sqrt(weights @ weights)
        return terms, (weights / length * _HALF if length else weights).astype(np.float32)

    def by_word(self, said: Words) -> Iterator[tuple[str, tuple[Ints, Floats]]]:
        """The share of each word, for telling which of them counted: its own terms as weighed within the whole."""
        terms, weights = self.weigh(said)
        for word in dict.fromkeys(said):
            own = np.isin(terms, [_place(word), *_part_places(word)])
            yield word, (terms[own], weights[own])
