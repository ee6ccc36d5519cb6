"""Slips of the finger put right: words that neither the toolkit nor the language knows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language import Words

#: Unknown words that are looked up in one question; the rest stand as they are.
_REPAIRS = 12
_SHORTEST_REPAIRED, _SHORTEST_KNOWN = 3, 2
_LONG_WORD = 8
#: Of a short word so much must be sure: that the word which was meant is as common as one in two thousand.
_SHORT_WORD, _COMMON = 3, 1 / 2000
#: Of the language's words the commonest are put in where no phrase has one as near; all others are left as they are.
_PUT_IN = 20_000
#: People who wrote the phrases misspelled on purpose: what hardly ever occurs is no spelling to go by.
_OFTEN = 10
_WORDS_KEPT = 2048
#: What a slip costs beside how common the word is, in powers of ten: fingers swap and double letters before they miss
#: one, and miss one before they hit another (after Damerau 1964, "A technique for computer detection and correction of
#: spelling errors").
_SWAPPED_OR_DOUBLED, _MISSED, _ONE_TOO_MANY, _ANOTHER = 0.0, 1.0, 1.5, 2.0
_ANOTHER_FIRST = 0.5


class Speller:
    """Puts right words that are known to nobody but for a slip of the finger."""

    def __init__(self, known: Mapping[str, int], language: Mapping[str, int]) -> None:
        """``known`` words of the toolkit and how often they occur; ``language``: its words, the commonest first,
        and how often. These are right as they are: with fewer of them, clean messages are altered
        (docs/understanding.md).
        """
        self._known = {word: often for word, often in known.items() if often >= _OFTEN or word in language}
        self._language = language
        self._sizes = max(1, sum(self._known.values())), max(1, sum(language.values()))
        self._known_by_length = _by_length(self._known)
        self._language_by_length = _by_length(islice(language, _PUT_IN) if known else ())
        self._nearest = lru_cache(_WORDS_KEPT)(self._look_up)

    def repair(self, said: Words) -> Words:
        """The words with unknown ones replaced by a known one that is one slip away (two in a long word)."""
        left, repaired = _REPAIRS, []
        for word in said:
            doubtful = self.is_unknown(word)
            repaired.append(self._nearest(word) if doubtful and left else word)
            left -= doubtful and left > 0
        return tuple(repaired)

    def is_unknown(self, word: str) -> bool:
        """Whether a word may be a slip."""
        if len(word) < _SHORTEST_REPAIRED or not word.isalpha():
            return False
        return word not in self._known and word not in self._language

    def _look_up(self, word: str) -> str:
        """A word of the toolkit, else one of the language that is a single slip away, else the word itself."""
        if len(word) <= _SHORT_WORD:
            near = _near(word, self._known_by_length, 1)
            return self._likeliest(word, [each for each in near if self._share(each) >= _COMMON])
        slips = 2 if len(word) >= _LONG_WORD else 1
        near = _near(word, self._known_by_length, slips) or _near(word, self._language_by_length, 1)
        return self._likeliest(word, near)

    def _likeliest(self, word: str, near: Sequence[str]) -> str:
        return min(near, key=lambda each: (_cost(word, each) - log10(self._share(each)), each), default=word)

    def _share(self, word: str) -> float:
        """How common a word is, in the toolkit and in the language alike."""
        of_known, of_language = self._sizes
        return (self._known.get(word, 0) / of_known + (1 + self._language.get(word, 0)) / of_language) / 2


def _near(word: str, words: Mapping[int, list[str]], most: int) -> list[str]:
    """The words so few slips away: those that are nearest."""
    alike = [each for length in range(-most, most + 1) for each in words.get(len(word) + length, ())]
    found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=most, limit=None)
    nearest = min((slips for _, slips, _ in found), default=0)
    return [near for near, slips, _ in found if slips == nearest]


def _cost(said: str, meant: str) -> float:
    """What it takes to write one word for the other, in powers of ten of how common the word is."""
    if sorted(said) == sorted(meant) or _single(said) == _single(meant):
        return _SWAPPED_OR_DOUBLED
    first = _ANOTHER_FIRST * (said[0] != meant[0])
    if len(said) == len(meant):
        return _ANOTHER + first
    return (_MISSED if len(said) < len(meant) else _ONE_TOO_MANY) + first


def _single(word: str) -> str:
    """The word without letters that only repeat the one before."""
    return "".join(letter for letter, _ in groupby(word))


def _by_length(words: Iterable[str]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST_KNOWN and word.isalpha():
            found.setdefault(len(word), []).append(word)
    return found
