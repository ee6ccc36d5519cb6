"""How much each word and each part of a word tells about each entry (TF-IDF, kept as inverted postings)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from .text import Words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cut = Callable[[Words], Iterable[str]]

_PARTS = range(2, 5)
#: The same words come again and again in phrases; somebody's odd ones make room in time.
_WORDS_KEPT = 8192
#: What a term that every entry has is still worth.
_LEAST_WORTH = 0.3


def word_terms(said: Words) -> Iterator[str]:
    """Each word and each pair of neighbours."""
    yield from said
    yield from map(" ".join, pairwise(said))


def part_terms(said: Words) -> Iterator[str]:
    """The runs of two to four letters in each word; a space marks its beginning and its end."""
    return chain.from_iterable(map(_parts, said))


@lru_cache(_WORDS_KEPT)
def _parts(word: str) -> Words:
    marked = f" {word} "
    return tuple(
        marked[start : start + length] for length in _PARTS for start in range(max(1, len(marked) - length + 1))
    )


def _unit(weights: Floats, rows: Ints) -> Floats:
    """The weights scaled so that those of each row have length 1."""
    scaled: Floats = weights / np.sqrt(np.bincount(rows, weights**2))[rows]
    return scaled


class Weights:
    """Each entry as the sum of its phrases, every term weighted by how few entries have it.

    The sum finds more than the nearest phrase: curated phrases differ on purpose, and a question seldom repeats one.
    """

    def __init__(self, cut: Cut, phrases: Sequence[Sequence[Words]]) -> None:
        """Take the phrases of each entry, cut into terms by ``cut``."""
        self._cut = cut
        self._size = len(phrases)
        cuts = [list(cut(phrase)) for entry in phrases for phrase in entry]
        self._ids = {term: at for at, term in enumerate(dict.fromkeys(chain.from_iterable(cuts)))}
        flat = np.array([self._ids[term] for term in chain.from_iterable(cuts)], np.int64)
        phrase = np.repeat(np.arange(len(cuts)), [len(terms) for terms in cuts])
        owners = np.repeat(np.arange(self._size), [len(entry) for entry in phrases])
        self._post(phrase, flat, owners)

    def _post(self, phrase: Ints, term: Ints, owners: Ints) -> None:
        """Sum the phrases' weights by entry and lay them out by term."""
        width = max(1, len(self._ids))
        in_phrase, often = np.unique(phrase * width + term, return_counts=True)
        phrase, term = in_phrase // width, in_phrase % width
        in_entry, came_from = np.unique(owners[phrase] * width + term, return_inverse=True)
        entry, term_of = in_entry // width, in_entry % width
        self._worth = self._worth_of(np.bincount(term_of, minlength=width))
        weights = _unit((1 + np.log(often)) * self._worth[term], phrase)
        totals: Floats = np.bincount(came_from, weights).astype(np.float64)
        summed = _unit(totals, entry)
        by_term = np.argsort(term_of, kind="stable")
        self._posted, self._weights = entry[by_term], summed[by_term]
        self._starts = np.searchsorted(term_of[by_term], np.arange(width + 1))

    def _worth_of(self, entries: Ints) -> Floats:
        """What a term is worth that this many entries have."""
        worth: Floats = np.log((1 + self._size) / (1 + entries)) + _LEAST_WORTH
        return worth

    def likeness(self, said: Words) -> Floats:
        """The cosine between the words and each entry, 0 to 1. Terms that no entry has count against all of them."""
        scores = np.zeros(self._size)
        for term, weight in zip(*self._weigh(said), strict=True):
            posted = slice(self._starts[term], self._starts[term + 1])
            scores[self._posted[posted]] += weight * self._weights[posted]
        return np.minimum(scores, 1.0)

    def _weigh(self, said: Words) -> tuple[Ints, Floats]:
        """The known terms of the words, each once, and their weights: of length 1 but for what is unknown."""
        asked = np.array([self._ids.get(term, -1) for term in self._cut(said)], np.int64)
        terms, often = np.unique(asked, return_counts=True)
        known = terms >= 0
        unknown = self._worth_of(np.zeros(1, np.int64))[0] ** 2 * often[~known].sum()
        weights = (1 + np.log(often[known])) * self._worth[terms[known]]
        weights /= np.sqrt(weights @ weights + unknown) or 1.0
        return terms[known], weights

    def between(self, said: Words, other: Words) -> float:
        """The cosine between two texts, every term weighted as among the entries, 0 to 1."""
        mine, theirs = (dict(zip(*self._weigh(words), strict=True)) for words in (said, other))
        return float(sum(weight * theirs.get(term, 0.0) for term, weight in mine.items()))

    def told(self, said: Words, entry: int) -> dict[str, float]:
        """What each word adds to the likeness of an entry: a term's share is parted among the words that hold it."""
        told = dict.fromkeys(said, 0.0)
        held = {word: frozenset(self._cut((word,))) for word in told}
        named = {self._ids[term]: term for term in self._cut(said) if term in self._ids}
        for at, weight in zip(*self._weigh(said), strict=True):
            term, posted = named[at], slice(self._starts[at], self._starts[at + 1])
            share = weight * self._weights[posted][self._posted[posted] == entry].sum()
            holders = [word for word in told if term in held[word]] or term.split()  # else a pair of neighbours
            for word in holders:
                told[word] += float(share) / len(holders)
        return told
