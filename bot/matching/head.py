"""What was learnt of the labels, and what it sees of a text: the scores from which the confidence is made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.language import Meanings, Words, words
from bot.language.terms import Floats, Ints, Terms

from .confidence import Confidence, Seen
from .naming import Names
from .postings import Postings
from .ridge import Phrases, Ridge
from .spelling import Speller

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """How texts are read before they are compared: names and spelling put right, then as words and as meanings."""

    encoder: Meanings | None
    speller: Speller
    platforms: Names
    #: What stands for a platform's names: its id, or a longer one where that is a single letter.
    stand_ins: Mapping[str, str]

    def words(self, text: str) -> Words:
        """The words of a text, nicknames replaced and slips repaired."""
        return self.speller.repair(self.unrepaired(text))

    def unrepaired(self, text: str) -> Words:
        """The words of a text, nicknames replaced."""
        return self.platforms.replace(words(text), self.stand_ins)

    def read(self, texts: Sequence[str], terms: Terms) -> Phrases:
        """Texts as they are compared."""
        said = [self.words(text) for text in texts]
        vectors = None if self.encoder is None else self.encoder.vectors([self._spelled(text) for text in texts])
        return Phrases(vectors, [terms.weigh(one) for one in said])

    def _spelled(self, text: str) -> str:
        """The text with each misspelled word put right where it stands."""
        plain = words(text)
        for said, repaired in zip(plain, self.speller.repair(plain), strict=True):
            if said != repaired:
                text = re.sub(rf"\b{said}\b", repaired, text, count=1, flags=re.IGNORECASE)
        return text


@dataclass(frozen=True, slots=True)
class Head:
    """Everything learnt. ``columns`` (labels, k) are the landmarks of the ridge that belong to each label
    (``columns_of``); ``centres`` (labels, d) and ``beside`` (d,) are where the texts of each label, and texts of none,
    lie among meanings, None without an encoder.
    """

    labels: tuple[str, ...]
    terms: Terms
    sums: Postings
    #: Whether the sums know phrases that the ridge has not seen; else they would only repeat it.
    further: bool
    ridge: Ridge
    columns: Ints
    centres: Floats | None
    beside: Floats | None
    #: The words of all phrases, and how often each occurs: what spelling is put right by.
    vocabulary: Mapping[str, int]
    confidence: Confidence

    def see(self, phrases: Phrases) -> Seen:
        """The scores of each label for each text."""
        ridge = self.ridge.scores(phrases)
        sums = np.stack([self.sums.cosines(terms) * self.further for terms in phrases.terms])
        columns, of_text = [ridge, sums], [ridge.max(1, initial=0), sums.max(1, initial=0)]
        if self.centres is not None and self.beside is not None and phrases.vectors is not None:
            centres = phrases.vectors @ self.centres.T
            columns += [centres, self._nearest(phrases.vectors)]
            of_text += [centres.max(1, initial=0), phrases.vectors @ self.beside]
        return Seen(
            np.stack(columns, axis=2).astype(np.float64),
            np.stack([np.ones(len(phrases)), *of_text], axis=1).astype(np.float64),
        )

    def _nearest(self, vectors: Floats) -> Floats:
        """For each text and label the mean likeness of the label's nearest phrases, (n, labels)."""
        assert self.ridge.vectors is not None  # noqa: S101  (learnt with the same encoder)
        return nearest(vectors @ self.ridge.vectors.T, self.columns)


def columns_of(owners: Ints, count: int) -> Ints:
    """Each label's columns side by side, filled up with -1 to one width, so that one partition serves all labels."""
    order = np.argsort(owners, kind="stable").astype(np.int32)
    starts = np.searchsorted(owners[order], np.arange(count + 1))
    widest = int(np.diff(starts).max(initial=1))
    places = np.full((count, max(widest, _NEAREST)), -1, np.int32)
    for label in range(count):
        own = order[starts[label] : starts[label + 1]]
        places[label, : len(own)] = own
    return places


def nearest(likeness: Floats, columns: Ints) -> Floats:
    """The mean of each label's best ``_NEAREST`` of its ``columns``, (n, labels); 0 stands in for missing ones."""
    padded = np.concatenate([likeness, np.zeros((len(likeness), 1), np.float32)], axis=1)[:, columns]
    best = np.partition(padded, padded.shape[2] - _NEAREST, axis=2)[:, :, -_NEAREST:]
    found: Floats = best.mean(2, dtype=np.float32)
    return found
