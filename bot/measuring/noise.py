"""Typing slips, as thumbs make them: the same ones each time for the same text and seed."""

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

#: Of the words, how many get a slip; one at least.
SHARE = 0.15

_WORD = re.compile(r"[^\W\d_]{3,}")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: Each row of a keyboard stands about half a key to the right of the one above.
_NEIGHBOURS = {
    key: "".join(
        other
        for row, keys in enumerate(_KEYS)
        for column, other in enumerate(keys)
        if other != key and abs(row - at_row) <= 1 and abs(column - at + (row - at_row) / 2) < 1.1
    )
    for at_row, at_keys in enumerate(_KEYS)
    for at, key in enumerate(at_keys)
}


def slipped(text: str, seed: int = 0) -> str:
    """A copy in which some words of three letters or more have one wrong, missing, doubled or swapped letter."""
    random = Random(f"{seed} {text}")  # noqa: S311 - slips of the thumb, no secret
    words = list(_WORD.finditer(text))
    count = min(len(words), max(1, round(SHARE * len(text.split()))))
    chosen = sorted(random.sample(words, count), key=re.Match.start, reverse=True)
    for word in chosen:  # from the end, so that the places of those before stay right
        text = text[: word.start()] + _slip(word[0], random) + text[word.end() :]
    return text


def _slip(word: str, random: Random) -> str:
    """The word with one slip; never the word itself."""
    ways: list[Callable[[str, Random], str]] = [_dropped, _doubled]
    if any(letter.lower() in _NEIGHBOURS for letter in word):
        ways.append(_beside)
    if any(first != second for first, second in pairwise(word)):
        ways.append(_swapped)
    return random.choice(ways)(word, random)


def _dropped(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _beside(word: str, random: Random) -> str:
    at = random.choice([at for at, letter in enumerate(word) if letter.lower() in _NEIGHBOURS])
    key = random.choice(_NEIGHBOURS[word[at].lower()])
    return word[:at] + (key.upper() if word[at].isupper() else key) + word[at + 1 :]


def _swapped(word: str, random: Random) -> str:
    at = random.choice([at for at in range(len(word) - 1) if word[at] != word[at + 1]])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
