"""What a message wants: small talk, a follow-up, one question or several, in English or in a little Welsh."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language import WelshReader, words

from .matcher import Match, Matcher, Result, Verdict
from .slots import SlotReader
from .smalltalk import SmallTalk

#: Questions in one message that are answered one by one; more than these is a story.
_QUESTIONS = 3
_SHORTEST_QUESTION = 3  # words
#: From this score on an entry may be offered as what one of several questions meant.
_LIKELY = 0.4
#: Where a message goes on to another question.
_SEAMS = re.compile(
    r"(?<=[?.!\n])\s+|\n+|,?\s+(?:and|also|plus)\s+(?=(?:how|what|can|could|should|where|who|is|are|am|do|does|may|when)\b)",
    re.IGNORECASE,
)
#: A sentence that asks or tells something of its own begins anew; one that does not belongs to the one before.
_ASKS = re.compile(
    r"^(?:and |also |but |so |then )*"
    r"(?:how|what|whats|can|could|should|where|who|is|are|am|do|does|did|may|when|why|which|will)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message wants. Where it is small talk there are no results; else one for each question in it.

    ``where`` is an action, such as ``report``, of which only the platform is missing. ``welsh`` are the Welsh words
    that were read, each with its English; None where the message is not in Welsh.
    """

    results: tuple[Result, ...] = ()
    smalltalk: str = ""
    where: str = ""
    welsh: tuple[tuple[str, str], ...] | None = None


class Understanding:
    """Looks at a message from all sides, the plainest first."""

    def __init__(self, matcher: Matcher, slots: SlotReader, smalltalk: SmallTalk, welsh: WelshReader) -> None:
        self.matcher, self._slots, self._smalltalk, self._welsh = matcher, slots, smalltalk, welsh

    def read(self, message: str, subject: str = "") -> Understood:
        """What the message wants; ``subject`` is the entry that was answered last, "" where none was."""
        if kind := self._smalltalk.kind(message):
            return Understood(smalltalk=kind)
        if self._welsh.is_welsh(message):
            english = self._welsh.gloss(message)
            return Understood((self.matcher.match(english),), welsh=self._welsh.understood(message))
        if subject and (meant := self._slots.followed(message, subject)):
            return Understood((Result(Verdict.ANSWER, (Match(meant, 1.0),)),))
        slots = self._slots.read(message)
        if slots.only and slots.action and not slots.platform:
            return Understood((self.matcher.match(message),), where=slots.action)
        return Understood(self._several(message) or (self.matcher.match(message),))

    def _several(self, message: str) -> tuple[Result, ...]:
        """The results of several questions, the sure first, where a message has them and each has its own likely entry.

        One of them must be sure: it is answered, and the others are offered.
        """
        parts = list(_questions(message))
        if not 1 < len(parts) <= _QUESTIONS:
            return ()
        results = sorted(map(self.matcher.match, parts), key=lambda result: result.verdict is not Verdict.ANSWER)
        likely = {r.matches[0].id for r in results if r.matches and r.matches[0].score >= _LIKELY}
        return tuple(results) if len(likely) == len(parts) and results[0].verdict is Verdict.ANSWER else ()


def _questions(message: str) -> Iterator[str]:
    """The questions of a message, each with what was told before it."""
    told: list[str] = []
    for piece in _SEAMS.split(message):
        told.append(piece.strip())
        if (piece.rstrip().endswith("?") or _ASKS.match(piece.strip())) and len(words(piece)) >= _SHORTEST_QUESTION:
            yield " ".join(told)
            told = []
    if told and len(words(" ".join(told))) >= _SHORTEST_QUESTION:
        yield " ".join(told)
