"""A text cut into the word pieces that the encoder was trained on (BERT's, uncased)."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"
#: BERT's own limit: longer words are unknown.
_LONGEST_WORD = 100
_WORDS_KEPT = 8192


class WordPieces:
    """The vocabulary, and the greedy cutting of Devlin et al. 2019 (google-research/bert, ``tokenization.py``)."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Take the pieces in the order of their numbers; those inside a word begin with ``##``."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._begin, self._end = self._numbers[_BEGIN], self._numbers[_END]
        self._unknown = (self._numbers[_UNKNOWN],)
        self._pieces = lru_cache(_WORDS_KEPT)(self._cut)

    def numbers(self, text: str, longest: int) -> list[int]:
        """The numbers of a text's pieces between those that mark its beginning and its end.

        Of a text with more than ``longest`` numbers the first half and the last half are kept: people begin with what
        matters or come to it at the end.
        """
        inside = [number for word in _words(text) for number in self._pieces(word)]
        room = longest - 2
        if len(inside) > room:
            half = room // 2
            inside = inside[: room - half] + inside[len(inside) - half :]
        return [self._begin, *inside, self._end]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest known piece from the left, again and again; the whole word is unknown where none fits."""
        if len(word) > _LONGEST_WORD:
            return self._unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._numbers), 0)
            if not end:
                return self._unknown
            found.append(self._numbers[mark + word[start:end]])
            start = end
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    """The words of a text without case and accents; every sign of punctuation is one of its own."""
    return iter("".join(map(_spaced, unicodedata.normalize("NFD", text.lower()))).split())


@lru_cache(_WORDS_KEPT)
def _spaced(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Mn":
        return ""
    if char in "\t\n\r" or category == "Zs":
        return " "
    if category.startswith("C"):
        return ""
    if category.startswith("P") or (char.isascii() and not char.isalnum()) or _is_chinese(char):
        return f" {char} "
    return char


def _is_chinese(char: str) -> bool:
    """The block of unified ideographs, which BERT reads one by one."""
    return "\u4e00" <= char <= "\u9fff"
