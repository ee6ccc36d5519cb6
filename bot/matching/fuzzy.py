"""The matcher that needs no model: weights of words and of parts of words, and phrases that are said again."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from bot.domain.entry import Entry

from .matcher import Match, Reason, Result, Verdict
from .text import Nicknames, Speller, Words, words
from .weights import Floats, Weights, part_terms, word_terms

# Chosen on the entries' own phrases, each left out in turn, against lines that no entry answers
# (tests/unit/matching/off_topic.txt): of the questions held out, at most a quarter of those that are answered at
# once get the wrong entry, and about one in seven lines beside the subject is offered anything.
SURE = 0.25
LEAD = 0.06
FITS = 0.13

_OFFERED = 5
#: A phrase counts as said again only where nearly every letter is the same: 0.9 alike is worth 0.43, 0.7 only 0.06.
_SAID_AGAIN = 8
_LEAST_ALIKE = 60


class FuzzyMatcher:
    """Compares a question with the title, the id and the curated phrases of each entry."""

    def __init__(self, entries: Iterable[Entry], aliases: Mapping[str, Sequence[str]] = {}) -> None:
        """Learn the entries. ``aliases`` gives for a platform's id its other names: ``{"facebook": ["fb"]}``."""
        known = tuple(entries)
        self._ids = tuple(entry.id for entry in known)
        self._nicknames = Nicknames(aliases)
        self._texts = [(entry.title, *entry.asks) for entry in known]
        phrases = [self._phrases_of(entry) for entry in known]
        self._speller = Speller(word for entry in phrases for phrase in entry for word in phrase)
        self._words = Weights(word_terms, phrases)
        self._parts = Weights(part_terms, phrases)
        self._owners = [at for at, entry in enumerate(phrases) for _ in entry]
        self._spelled = [" ".join(phrase) for entry in phrases for phrase in entry]

    def match(self, question: str) -> Result:
        """The entries that a question may be about, and how sure that is."""
        matches = self.rank(question)
        best = matches[0].score if matches else 0.0
        if best < FITS:
            return Result(Verdict.NONE, matches)
        second = matches[1].score if len(matches) > 1 else 0.0
        sure = best >= SURE and best - second >= LEAD
        return Result(Verdict.ANSWER if sure else Verdict.CHOICES, matches)

    def explain(self, question: str) -> tuple[Reason, ...]:
        """For each entry of ``rank`` its title or phrase that is nearest, and what each word added to the score.

        What the words do not add up to came from a phrase that was said again nearly letter by letter.
        """
        said = self._understood(question)
        return tuple(self._reason(said, match.id) for match in self.rank(question))

    def rank(self, question: str) -> tuple[Match, ...]:
        """The five likeliest entries whatever their score, best first; fewer where fewer share a word."""
        said = self._understood(question)
        meant = (self._words.likeness(said) + self._parts.likeness(said)) / 2
        scores = meant + (1 - meant) * self._said_again(said)
        best = np.argsort(-scores, kind="stable")[:_OFFERED]
        return tuple(Match(self._ids[at], float(scores[at])) for at in best if scores[at] > 0)

    def _phrases_of(self, entry: Entry) -> list[Words]:
        texts = (entry.title, entry.id, *entry.asks)
        return [said for said in (self._nicknames.replace(words(text)) for text in texts) if said]

    def _understood(self, question: str) -> Words:
        return self._speller.repair(self._nicknames.replace(words(question)))

    def _reason(self, said: Words, id: str) -> Reason:
        at = self._ids.index(id)

        def alike(text: str) -> float:
            phrase = self._nicknames.replace(words(text))
            return self._words.between(said, phrase) + self._parts.between(said, phrase)

        by_word, by_parts = self._words.told(said, at), self._parts.told(said, at)
        told = {word: (by_word[word] + by_parts[word]) / 2 for word in by_word}
        telling = sorted((word for word in told if told[word] > 0), key=lambda word: -told[word])
        return Reason(id, max(self._texts[at], key=alike), tuple((word, told[word]) for word in telling))

    def _said_again(self, said: Words) -> Floats:
        """For each entry how far the question repeats one of its phrases, letter by letter, 0 to 1."""
        closest = np.zeros(len(self._ids))
        for _, alike, at in process.extract(
            " ".join(said), self._spelled, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=None
        ):
            owner = self._owners[at]
            closest[owner] = max(closest[owner], (alike / 100) ** _SAID_AGAIN)
        return closest
