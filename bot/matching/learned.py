"""The matcher: a question is read, scored against every entry, and answered as far as the scores can be trusted."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.language import words

from .head import Head, Reader
from .matcher import Match, Reason, Result, Verdict

#: The probability from which an entry is answered outright, and from which it is offered among others.
#: Chosen on the entries' own tests and lines beside the subject (docs/understanding.md).
SURE, OFFERED = 0.6, 0.1
#: Nothing is offered where "none of them" is this probable.
_BESIDE = 0.6
_SHOWN = 5
#: How sure a curated phrase is that is said again.
_AGAIN = 0.95


class LearnedMatcher:
    """Matches with a head; ``phrases`` gives for each label the texts that explain a match."""

    def __init__(self, head: Head, reader: Reader, phrases: Mapping[str, Sequence[str]] | None = None) -> None:
        self.head, self._reader, self._phrases = head, reader, phrases or {}
        self._curated = {words(text): label for label, texts in self._phrases.items() for text in texts}

    def match(self, question: str) -> Result:
        """The entries that a question may be about, and how sure that is."""
        said = words(question)
        if not said:
            return Result(Verdict.NONE)
        probabilities = self._probabilities([question])[0]
        if again := self._curated.get(said):
            # Word for word what an editor wrote for an entry: it means that entry.
            at = self.head.labels.index(again)
            probabilities = np.append(probabilities[:-1] * (1 - _AGAIN), 0.0)
            probabilities[at] += _AGAIN
        best = np.argsort(-probabilities[:-1], kind="stable")[:_SHOWN]
        matches = tuple(Match(self.head.labels[at], float(probabilities[at])) for at in best)
        if not matches:
            return Result(Verdict.NONE)
        if matches[0].score >= SURE:
            return Result(Verdict.ANSWER, matches)
        offers = matches[0].score >= OFFERED and probabilities[-1] < _BESIDE
        return Result(Verdict.CHOICES if offers else Verdict.NONE, matches)

    def explain(self, question: str) -> tuple[Reason, ...]:
        """For each match the title or phrase that is nearest, and what each word shares with all its phrases."""
        return tuple(self._reason(question, match.id) for match in self.match(question).matches)

    def _probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        phrases = self._reader.read(texts, self.head.terms)
        return self.head.confidence.probabilities(self.head.see(phrases))

    def _reason(self, question: str, label: str) -> Reason:
        terms, at = self.head.terms, self.head.labels.index(label)
        told = {
            word: float(self.head.sums.cosines(own)[at]) for word, own in terms.by_word(self._reader.words(question))
        }
        telling = sorted((word for word in told if told[word] > 0), key=lambda word: -told[word])
        return Reason(label, self._nearest(question, label), tuple((word, told[word]) for word in telling))

    def _nearest(self, question: str, label: str) -> str:
        texts = self._phrases.get(label, ())
        if not texts:
            return ""
        asked, known = (self._reader.read(some, self.head.terms) for some in ([question], texts))
        if asked.vectors is not None and known.vectors is not None:
            return texts[int((known.vectors @ asked.vectors[0]).argmax())]
        shared = [_shared(asked.terms[0], one) for one in known.terms]
        return texts[int(np.argmax(shared))]


def _shared(
    one: tuple[NDArray[np.int32], NDArray[np.float32]], other: tuple[NDArray[np.int32], NDArray[np.float32]]
) -> float:
    """The cosine between two weighed texts."""
    theirs = dict(zip(*other, strict=True))
    return float(sum(weight * theirs.get(term, 0.0) for term, weight in zip(*one, strict=True)))
