"""What was learnt of danger from 10,000 written messages: how a passage sounds, by its words and by its meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.severity import Level
from bot.language import Encoder, words
from bot.language.shipped import DANGER, learnt
from bot.language.terms import PLACES, Floats, Terms

#: What the meaning counts beside the words, where both are heard: each sees what the other misses.
MEANING = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """Probabilities: ``levels`` (4,), none to emergency, and that the writer may harm themselves."""

    levels: Floats
    self_harm: float

    @property
    def danger(self) -> float:
        """That a person must look today."""
        return float(self.levels[Level.URGENT :].sum())

    @classmethod
    def worst(cls, levels: Floats, self_harm: Floats) -> "Heard":
        """Of several passages, (n, 4) and (n,), the most dangerous."""
        return cls(levels[int(levels[:, Level.URGENT :].sum(1).argmax())], float(self_harm.max()))


class Ear(Protocol):
    """Hears danger."""

    def hear(self, passages: Sequence[str]) -> Heard:
        """What the most dangerous of one or more passages tells."""
        ...

    def skim(self, passages: Sequence[str]) -> Heard:
        """The same by words alone: sooner, and less surely."""
        ...


class LearnedEar:
    """Two linear heads, fitted by ``bot tune`` as logistic regressions: on words and their parts, and on meanings."""

    def __init__(self, encoder: Encoder | None, meaning: float = MEANING) -> None:
        """Without an encoder, words alone are heard; ``meaning`` (0 to 1) is what the meaning counts beside them.

        Raises:
            EncoderError: what was learnt is missing or not what was shipped.
        """
        known = learnt(DANGER)
        self._encoder, self._meaning = encoder, meaning
        self._meanings, self._bias_of_meanings = known["meanings"], known["bias_of_meanings"]
        self._bias = known["bias_of_words"]
        # A place that no message had tells nothing, and is worth what a term is worth that nobody used.
        worth = np.full(PLACES, known["worth_unseen"], np.float32)
        worth[known["places"]] = known["worth"]
        self._terms = Terms(worth)
        self._rows = np.zeros(PLACES, np.int32)
        self._rows[known["places"]] = np.arange(1, len(known["places"]) + 1)
        self._words = np.concatenate([np.zeros((1, known["words"].shape[1])), known["words"]]).astype(np.float32)

    def hear(self, passages: Sequence[str]) -> Heard:
        """What the most dangerous of one or more passages tells."""
        levels, self_harm = self._by_words(passages)
        if self._encoder is not None:
            meant = self._encoder.vectors(passages) @ self._meanings.T + self._bias_of_meanings
            share = self._meaning
            levels = share * _logs(meant[:, :4]) + (1 - share) * levels
            self_harm = share * meant[:, 4] + (1 - share) * self_harm
        return _worst(levels, self_harm)

    def skim(self, passages: Sequence[str]) -> Heard:
        """The same by words alone: sooner, and less surely."""
        return _worst(*self._by_words(passages))

    def _by_words(self, passages: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any]]:
        said = np.stack([self._weighed(passage) for passage in passages])
        return _logs(said[:, :4]), said[:, 4]

    def _weighed(self, passage: str) -> Floats:
        places, weights = self._terms.weigh(words(passage))
        found: Floats = weights @ self._words[self._rows[places]] + self._bias
        return found


def _worst(levels: NDArray[Any], self_harm: NDArray[Any]) -> Heard:
    return Heard.worst(np.exp(_logs(levels)).astype(np.float32), (1 / (1 + np.exp(-self_harm))).astype(np.float32))


def _logs(raw: NDArray[Any]) -> NDArray[Any]:
    """The logarithms of probabilities, (n, 4), from what they are proportional to the exponentials of."""
    top = raw.max(1, keepdims=True)
    found: NDArray[Any] = raw - top - np.log(np.exp(raw - top).sum(1, keepdims=True))
    return found
