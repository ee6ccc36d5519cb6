"""Words of a question, as the matcher compares them, and their spelling put right."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: A question is understood from its beginning; what follows this many characters is not read.
LONGEST = 2000
#: Unknown words that are looked up in one question; the rest stand as they are.
_REPAIRS = 12
_SHORTEST_REPAIRED = 5
_LONG_WORD = 9

_WORD = re.compile(r"[a-z0-9]+")
_DROPPED = str.maketrans("", "", "'’‘`´")

Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of a text without case, accents and apostrophes: ``Don't!`` is ``dont``."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST]).translate(_DROPPED).lower()
    return tuple(_WORD.findall("".join(char for char in folded if not unicodedata.combining(char))))


class Nicknames:
    """Other spellings of the platforms, each turned into the one that the matcher compares."""

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, str] = {}
        for platform, spellings in aliases.items():
            name = platform if len(platform) > 1 else "".join(words(spellings[0])) if spellings else platform
            for spelling in spellings:
                self._names[" ".join(words(spelling))] = name
        self._names.pop("", None)
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b") if longest_first else None

    def replace(self, said: Words) -> Words:
        """The words with each nickname replaced: ``fb`` becomes ``facebook``."""
        if self._pattern is None:
            return said
        return tuple(self._pattern.sub(lambda found: self._names[found[0]], " ".join(said)).split())


class Speller:
    """Puts right words that the knowledge base does not know but for a slip of the finger."""

    def __init__(self, known: Iterable[str]) -> None:
        self._counts = Counter(known)
        self._by_initial: dict[str, list[str]] = {}
        for word in self._counts:
            if len(word) >= _SHORTEST_REPAIRED and not word.isdigit():
                self._by_initial.setdefault(word[0], []).append(word)

    def repair(self, said: Words) -> Words:
        """The words with unknown ones replaced by a known one that is one slip away (two in a long word)."""
        left, repaired = _REPAIRS, []
        for word in said:
            doubtful = word not in self._counts and len(word) >= _SHORTEST_REPAIRED and word.isalpha()
            repaired.append(self._nearest(word) if doubtful and left else word)
            left -= doubtful and left > 0
        return tuple(repaired)

    def _nearest(self, word: str) -> str:
        slips = 2 if len(word) >= _LONG_WORD else 1
        near = process.extract(
            word, self._by_initial.get(word[0], []), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        best = min(near, key=lambda found: (found[1], -self._counts[found[0]], found[0]), default=None)
        return best[0] if best else word
