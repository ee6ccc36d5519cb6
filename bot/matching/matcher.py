"""The matcher as others see it: a question goes in, entries and a verdict come out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What to do with a question: answer it, offer the likeliest entries, or say that nothing fits."""

    ANSWER = "answer"
    CHOICES = "choices"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer; ``score`` is 0 to 1 and can be compared between questions."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict and up to five entries, best first: with ``NONE`` only what editors may want to see."""

    verdict: Verdict
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry matched: which of its phrases is nearest to the question, and which words told.

    ``words`` are those of the question as it was understood, most telling first, each with its share in what the
    question and the entry's phrases have in common, 0 to 1 for all together.
    """

    id: str
    phrase: str
    words: tuple[tuple[str, float], ...] = ()


class Matcher(Protocol):
    """Finds the entries that a question is about."""

    def match(self, question: str) -> Result:
        """Any text whatever has a result; nothing is raised."""
        ...

    def explain(self, question: str) -> tuple[Reason, ...]:
        """The reason for each entry of ``match``, in the same order; slower than matching, and meant for editors."""
        ...
