"""Messages that are only friendly, or ask whom they talk to."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.language import words

#: How alike, letter by letter (0 to 100), a message and a known one must be; shorter ones must be the same.
_ALIKE = 90
_SHORTEST_ALIKE = 6
_LONGEST = 120
_PIECES = re.compile(r"[.,!?;:\n]+|\s[-–—]+\s")
#: What only opens a message: whatever follows says more.
_OPENING = "greeting"


class SmallTalk:
    """Known messages by kind."""

    def __init__(self, messages: Mapping[str, Sequence[str]]) -> None:
        """``messages`` gives for each kind whole messages that mean it: ``{"thanks": ["thank you", "ta"]}``."""
        self._kinds = {_key(message): kind for kind, known in messages.items() for message in known}
        self._kinds.pop("", None)
        self._long = [message for message in self._kinds if len(message) >= _SHORTEST_ALIKE]

    def kind(self, message: str) -> str:
        """The kind that a whole message is; "" where any piece of it says something else."""
        if len(message) > _LONGEST:
            return ""
        if whole := self._kind(message):
            return whole
        kinds = [self._kind(piece) for piece in _pieces(message)]
        if not kinds or not all(kinds):
            return ""
        return next((kind for kind in reversed(kinds) if kind != _OPENING), _OPENING)

    def _kind(self, piece: str) -> str:
        key = _key(piece)
        if key in self._kinds:
            return self._kinds[key]
        if len(key) < _SHORTEST_ALIKE:
            return ""
        near = process.extractOne(key, self._long, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._kinds[near[0]] if near else ""


def _pieces(message: str) -> Iterator[str]:
    return (piece for piece in _PIECES.split(message) if _key(piece))


def _key(message: str) -> str:
    """The words of a message; of one without words, such as a thumb, the signs themselves."""
    return " ".join(words(message)) or "".join(message.split()).strip(".,!?\ufe0f")
