"""Welsh told from English, and read word by word with a small glossary."""

import re
from collections.abc import Collection, Mapping

from .words import words

#: A text is Welsh where at least so many of its words are marks, and so large a share of them.
_MARKS, _SHARE = 2, 0.25
#: One mark is enough in a text as short as this.
_SHORT = 3


class WelshReader:
    """Knows Welsh by its commonest words; understands those of its glossary."""

    def __init__(self, marks: Collection[str], glossary: Mapping[str, str]) -> None:
        """``marks`` are words that only Welsh has; ``glossary`` gives the English of words and phrases."""
        self._marks = frozenset(marks)
        self._glossary = {" ".join(words(word)): english for word, english in glossary.items()}
        longest_first = sorted(self._glossary, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b") if longest_first else None

    def is_welsh(self, text: str) -> bool:
        """Whether a text is mostly Welsh: a name of a place in an English sentence does not make it so."""
        said = words(text)
        marks = sum(word in self._marks for word in said)
        enough = 1 if len(said) <= _SHORT else _MARKS
        return marks >= enough and marks >= _SHARE * len(said)

    def understood(self, text: str) -> tuple[tuple[str, str], ...]:
        """The Welsh words that the glossary has, each once, with their English."""
        if self._pattern is None:
            return ()
        found = dict.fromkeys(self._pattern.findall(" ".join(words(text))))
        return tuple((word, self._glossary[word]) for word in found)

    def gloss(self, text: str) -> str:
        """The text with the words of the glossary in English and the others as they were, without marks."""
        said = " ".join(words(text))
        if self._pattern is None:
            return said
        english = self._pattern.sub(lambda word: self._glossary[word[0]], said)
        return " ".join(word for word in english.split() if word not in self._marks)
