"""Names that stand in a text in many spellings, such as platforms and what people want of them."""

import re
from collections.abc import Mapping, Sequence

from bot.language import Words, words


class Names:
    """Which of several things a text names, each by any of its spellings."""

    def __init__(self, spellings: Mapping[str, Sequence[str]]) -> None:
        """``spellings`` gives for each id its names: ``{"facebook": ["fb", "face book"]}``."""
        self._owners = {" ".join(words(spelling)): id for id, known in spellings.items() for spelling in (id, *known)}
        self._owners.pop("", None)
        longest_first = sorted(self._owners, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b") if longest_first else None

    def found(self, said: Words) -> tuple[str, ...]:
        """The ids that are named, each once, in the order of the text."""
        if self._pattern is None:
            return ()
        return tuple(dict.fromkeys(self._owners[name] for name in self._pattern.findall(" ".join(said))))

    def replace(self, said: Words, stand_ins: Mapping[str, str]) -> Words:
        """The words with each name replaced by what stands in for its id; nothing where nothing does."""
        if self._pattern is None:
            return said
        return tuple(self._pattern.sub(lambda name: stand_ins.get(self._owners[name[0]], ""), " ".join(said)).split())

    def without(self, said: Words) -> Words:
        """The words without any name."""
        return self.replace(said, {})
