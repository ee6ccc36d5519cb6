"""How matching grows with phrases: ``python -m tests.bench.scale [--quick] [PICTURE]``, as Markdown. Takes minutes.

Phrases beyond the toolkit's own are copies with slips of the finger; their meaning is taken to be that of the original,
so that a hundred thousand of them need not be encoded. Questions are encoded as ever.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from rich.progress import Progress

from bot.bootstrap.minds import hearing
from bot.content import load, training
from bot.language import Encoder
from bot.language.encoder import Floats
from bot.matching import LearnedMatcher
from bot.matching.fitting import Fitter, reader_of
from bot.matching.lesson import Labelled, Lesson
from bot.measuring.noise import slipped

from .growing import Curves, alone

ROOT = Path(__file__).parents[2]
SIZES, QUICK = (100, 1_000, 10_000, 100_000), (100, 1_000)
ASKED = 300


class Knowing(Encoder):
    """The encoder, which knows the vectors of some texts already."""

    known: dict[str, Floats]

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Those that are known, and else as ever."""
        if all(text in self.known for text in texts):
            return np.stack([self.known[text] for text in texts])
        return super().vectors(texts)


async def measure(progress: Progress, *, quick: bool) -> Curves:
    """What a question takes with ever more phrases, with meanings and by words alone."""
    knowledge = load(ROOT / "knowledge")
    ids = {entry.id for entry in knowledge.catalogue}
    own = [(text, entry.id) for entry in knowledge.catalogue for text in entry.asks]
    own += [(text, id) for id, text in training.read(knowledge.folder, ids).phrases]
    tests = [(test, entry.id) for entry in knowledge.catalogue for test in entry.tests]
    sizes = QUICK if quick else SIZES
    meanings = Knowing() if hearing().encoder else None
    if meanings:
        meanings.known = {}
        if not quick:  # few sizes need few of them
            meanings.known = dict(zip([t for t, _ in own], meanings.vectors([t for t, _ in own]), strict=True))
    found: list[tuple[float, ...]] = []
    for size in progress.track(sizes, description="Phrases"):
        phrases = _phrases(own, size, meanings)
        learnt, with_meanings = _timed(phrases, tests, meanings) if meanings else (0.0, 0.0)
        _, by_words = _timed(phrases, tests, None)
        found.append((with_meanings, by_words, learnt))
    heads = ("with meanings, ms", "by words alone, ms", "learnt in, s")
    return Curves("phrases", sizes, "milliseconds a question, half of them", heads, found, drawn=2)


def _phrases(own: list[Labelled], size: int, meanings: Knowing | None) -> tuple[Labelled, ...]:
    spread = [own[at] for at in np.random.default_rng(1).permutation(len(own))[:size]]
    turn = 0
    while len(spread) < size:
        turn += 1
        for text, id in own[: size - len(spread)]:
            copy = slipped(text, turn)
            if meanings:
                meanings.known[copy] = meanings.known[text]
            spread.append((copy, id))
    return tuple(spread)


def _timed(phrases: tuple[Labelled, ...], tests: list[Labelled], encoder: Encoder | None) -> tuple[float, float]:
    """Seconds to learn, and the median milliseconds from a question to its verdict."""
    labels = tuple(dict.fromkeys(label for _, label in phrases))
    known = tuple(test for test in tests if test[1] in labels)
    began = perf_counter()
    head = Fitter(Lesson(labels, phrases, questions=known), encoder).fit()
    learnt = perf_counter() - began
    matcher = LearnedMatcher(head, reader_of(head.vocabulary, {}, encoder))
    times = []
    for question, _ in known[:ASKED]:
        began = perf_counter()
        matcher.match(question)
        times.append((perf_counter() - began) * 1e3)
    return learnt, median(times)


if __name__ == "__main__":
    alone("tests.bench.scale", __doc__, measure)
