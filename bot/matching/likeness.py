"""Questions that ask for the same thing, put together: what many people miss shows first."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.language import words

#: Two texts are alike if their words, in any order, are so alike letter by letter, and if they share so many of
#: them by their beginnings (0 to 100): "telegram hacked" and "fake telegram" are the first and not the second.
LETTERS, SHARED = 72, 60
_BEGINNING = 5
#: Characters of a text's words that are compared: what follows tells little, and would cost much.
_READ = 120
#: Words that every question has, whatever it asks for.
_LITTLE_WORDS = (
    "a about am an and any are as at be been but by can could did do does dont for from get got had has have he her "
    "him his how i if im in into is it its ive me my of on or our out she should so some somebody someone that the "
    "their them there they this to up us was we were what when where which who whose why will with would you your"
)
_LITTLE = frozenset(words(_LITTLE_WORDS))


def groups(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The places of texts that are alike, the biggest group first, then the one with the latest (last) text.

    Each place is in one group, in order; texts with the same words are in the same one; and the same texts in another
    order make the same groups. Meant for up to some 2,000 texts: the time grows with their square.
    """
    keys = [_key(text) for text in texts]
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    found = [sorted(place for key in group for place in places[key]) for group in _gather(Counter(keys))]
    return tuple(tuple(group) for group in sorted(found, key=lambda group: (-len(group), -group[-1])))


def _key(text: str) -> str:
    """The words that tell, each once and in order of the alphabet; the text itself where the matcher reads none."""
    said = set(words(text))
    return " ".join(sorted(said - _LITTLE or said))[:_READ] or " ".join(text.casefold().split())[:_READ]


def _gather(counts: Counter[str]) -> Iterator[list[str]]:
    """Leaders, the one that most texts are like first, each with those of the rest that are like it."""
    keys = sorted(counts)
    if not keys:
        return
    alike = _alike(keys, LETTERS) & _alike([_beginnings(key) for key in keys], SHARED)
    often = alike @ np.array([counts[key] for key in keys])
    free = np.ones(len(keys), dtype=bool)
    for leader in np.argsort(-often, kind="stable"):
        if free[leader]:
            followers = alike[leader] & free
            free &= ~followers
            yield [keys[at] for at in np.flatnonzero(followers)]


def _alike(sequences: Sequence[Sequence[Hashable]], least: int) -> NDArray[np.bool_]:
    """Which pairs share that much of their letters, or of their words where these are given in one order."""
    found: NDArray[np.bool_] = (
        process.cdist(sequences, sequences, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8) > 0
    )
    return found


def _beginnings(key: str) -> tuple[str, ...]:
    return tuple(sorted({word.removesuffix("s")[:_BEGINNING] for word in key.split()}))
