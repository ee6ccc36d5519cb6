"""A head learnt from a lesson: scores in closed form, then the confidence on texts that had no part in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.language import Meanings, english, words
from bot.language.shipped import CENTRES, learnt
from bot.language.terms import Floats, Ints, Terms

from .confidence import Confidence, Seen
from .head import Head, Reader, columns_of
from .lesson import Labelled, Lesson
from .naming import Names
from .postings import Postings
from .ridge import Phrases, Ridge, landmarks
from .spelling import Speller

#: Without questions of its own a lesson's phrases are held out in so many turns.
_TURNS = 5
#: Every so many questions one is asked again as if its label did not exist.
_NEAR_MISS = 3
#: Texts beyond these tell the confidence nothing new.
_MOST_QUESTIONS = 3000


class Fitter:
    """Learns one lesson."""

    def __init__(self, lesson: Lesson, encoder: Meanings | None) -> None:
        """Read every text once."""
        self.lesson = lesson
        self._place = {label: place for place, label in enumerate(lesson.labels)}
        self._vocabulary = _vocabulary(lesson)
        self.reader = reader_of(self._vocabulary, lesson.platforms, encoder)
        # As they were written: what is misspelled in a phrase was misspelled on purpose.
        said = [self.reader.unrepaired(text) for text, _ in (*lesson.phrases, *lesson.further)]
        self.terms = Terms.learn(said)
        weighed = [self.terms.weigh(one) for one in said]
        texts = [text for text, _ in lesson.phrases]
        self._phrases = Phrases(None if encoder is None else encoder.vectors(texts), weighed[: len(texts)])
        self._owners = self._places(lesson.phrases)
        self._further = weighed[len(texts) :]
        self._further_owners = self._places(lesson.further)
        self._centres, self._beside = _tuned(lesson, encoder)

    def fit(self) -> Head:
        """The head, with its confidence."""
        head = self._scores(np.arange(len(self._owners), dtype=np.int32))
        if not self.lesson.phrases:
            return replace(head, confidence=Confidence.in_none(self._see(head, [""])))
        return replace(head, confidence=Confidence.fit(*self.calibration(head)))

    def calibration(self, head: Head) -> tuple[Seen, Ints]:
        """What the confidence is learnt from: texts that had no part in the scores, and their labels, -1 for none."""
        seen, truth = self._held_out(head) if self.lesson.questions else self._in_turn()
        off_topic = self.lesson.off_topic
        if not off_topic:
            return seen, truth
        seen = Seen.together([seen, self._see(head, off_topic)])
        return seen, np.concatenate([truth, np.full(len(off_topic), -1, np.int32)])

    def _places(self, rows: Iterable[Labelled]) -> Ints:
        return np.array([self._place[label] for _, label in rows], np.int32)

    def _see(self, head: Head, texts: Sequence[str]) -> Seen:
        return head.see(self.reader.read(texts, self.terms))

    def _held_out(self, head: Head) -> tuple[Seen, Ints]:
        drawn = np.random.default_rng(1).permutation(len(self.lesson.questions))[:_MOST_QUESTIONS]
        questions = [self.lesson.questions[at] for at in np.sort(drawn)]
        return _with_near_misses(self._see(head, [text for text, _ in questions]), self._places(questions))

    def _in_turn(self) -> tuple[Seen, Ints]:
        """Each phrase as the head sees it that learnt from the phrases of other turns only."""
        turns = np.random.default_rng(1).permutation(len(self._owners)) % _TURNS
        asked, seen = [], []
        for turn in range(_TURNS):
            rows = np.flatnonzero(turns == turn).astype(np.int32)[: _MOST_QUESTIONS // _TURNS]
            if not len(rows):
                continue
            head = self._scores(np.flatnonzero(turns != turn).astype(np.int32))
            seen.append(head.see(self._phrases.at(rows)))
            asked.append(self._owners[rows])
        return _with_near_misses(Seen.together(seen), np.concatenate(asked))

    def _scores(self, rows: Ints) -> Head:
        """What these phrases teach, no confidence yet."""
        count, owners = len(self.lesson.labels), self._owners[rows]
        phrases = self._phrases.at(rows)
        kept = landmarks(owners)
        # Without tuned ones, centres would only repeat what the ridge has seen.
        vectors = phrases.vectors if self._centres else None
        centres = None if vectors is None else self._centres_of(vectors, owners)
        said, of_said = [*phrases.terms, *self._further], np.concatenate([owners, self._further_owners])
        return Head(
            labels=self.lesson.labels,
            terms=self.terms,
            sums=_sums(said, of_said, count),
            further=bool(self._further),
            ridge=Ridge.fit(phrases, owners, count, kept),
            columns=columns_of(owners[kept], count),
            centres=centres,
            beside=None if centres is None else self._beside_or(centres),
            vocabulary=self._vocabulary,
            confidence=Confidence(np.zeros(0), np.zeros(0)),
        )

    def _centres_of(self, vectors: Floats, owners: Ints) -> Floats:
        """Where each label lies: as tuned, else the mean of its phrases."""
        sums = np.zeros((len(self.lesson.labels), vectors.shape[1]), np.float32)
        np.add.at(sums, owners, vectors)
        means: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        for label, centre in self._centres.items():
            means[self._place[label]] = centre
        return means

    def _beside_or(self, centres: Floats) -> Floats:
        """Where texts of no label lie: as tuned, else away from all of them."""
        if self._beside is not None and self.lesson.off_topic:
            return self._beside
        mean = -centres.mean(0)
        away: Floats = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return away


def reader_of(
    vocabulary: Mapping[str, int], platforms: Mapping[str, Sequence[str]], encoder: Meanings | None
) -> Reader:
    """How texts are read: ``vocabulary`` is what their spelling is put right by."""
    stand_ins = {
        id: id if len(id) > 1 else "".join(words(" ".join(names[1:2])) or id) for id, names in platforms.items()
    }
    names = {word: 0 for id, known in platforms.items() for name in (id, *known) for word in words(name)}
    return Reader(encoder, Speller(vocabulary, {**names, **english()}), Names(platforms), stand_ins)


def _vocabulary(lesson: Lesson) -> Mapping[str, int]:
    plain = reader_of({}, lesson.platforms, None)
    return Counter(word for text, _ in (*lesson.phrases, *lesson.further) for word in plain.unrepaired(text))


def _tuned(lesson: Lesson, encoder: Meanings | None) -> tuple[dict[str, Floats], Floats | None]:
    """The centres that were tuned together with the encoder, of those labels that it knows; and that of no label."""
    if encoder is None:
        return {}, None
    known = learnt(CENTRES)
    centres = dict(zip(known["labels"], known["vectors"], strict=True))
    return {label: centres[label] for label in lesson.labels if label in centres}, known["beside"]


def _sums(terms: Sequence[tuple[Ints, Floats]], owners: Ints, count: int) -> Postings:
    """Each label as the sum of its phrases' words: it finds more than the nearest phrase, which differ on purpose."""
    by_label: list[list[tuple[Ints, Floats]]] = [[] for _ in range(count)]
    for one, owner in zip(terms, owners, strict=True):
        by_label[owner].append(one)
    return Postings.of([_sum(own) for own in by_label])


def _sum(terms: list[tuple[Ints, Floats]]) -> tuple[Ints, Floats]:
    if not terms:
        return np.empty(0, np.int32), np.empty(0, np.float32)
    places, of = np.unique(np.concatenate([one for one, _ in terms]), return_inverse=True)
    total = np.bincount(of, np.concatenate([weights for _, weights in terms]))
    return places.astype(np.int32), (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)


def _with_near_misses(seen: Seen, truth: Ints) -> tuple[Seen, Ints]:
    some = np.arange(0, len(truth), _NEAR_MISS)
    misses = Seen(seen.labels[some], seen.text[some]).without(truth[some])
    return Seen.together([seen, misses]), np.concatenate([truth, np.full(len(some), -1, np.int32)])
