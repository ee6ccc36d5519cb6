"""How dangerous a message sounds, by what editors keep and by what was learnt from 10,000 written messages together.

People understate: most messages that tell of danger name none. The learnt head hears them; the signals say why in
words that an officer reads, and count where the head is unsure (docs/decisions/0007). The thresholds were chosen on
messages by a writer whom the head never read (``knowledge/held-out/danger.tsv``) and on the entries' own tests;
docs/understanding.md shows what each costs.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.severity import Assessment, Level, Signal
from bot.language import WelshReader

from .assess import RuleAssessor
from .ear import Ear, Heard
from .reading import LONGEST, readings

log = logging.getLogger(__name__)

#: From here the head raises an alert: alone, and together with a signal.
ALERT, ALERT_WITH_SIGNAL = 0.35, 0.12
#: So few words say little by themselves ("to my son" answers a question): the head must be surer of them, or it asks.
SCRAP, ALERT_SCRAP = 3, 0.7
#: From here the writer is asked: by the head alone, and together with a signal. Hints and self-harm are always asked
#: about: they are signals of doubt, which a calm head does not answer.
CHECK, CHECK_WITH_SIGNAL = 0.07, 0.02
#: From here a message is at least a concern.
CONCERN = 0.5
SELF_HARM = 0.6
#: A longer message is also read in parts of at most so many words and characters: one sentence may hold the danger.
_PASSAGE, _CHARACTERS = 50, 320
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_NAME = "reads-like-"
#: Messages whose assessment is remembered for a moment: a message is heard ahead of its turn, and judged in it.
_REMEMBERED = 64


class LearnedAssessor:
    """Rules and a learnt head, which judge together."""

    def __init__(self, rules: RuleAssessor, ear: Ear, meanings: Mapping[Level, str], welsh: WelshReader) -> None:
        """``meanings`` say for each level, but none, what an officer reads of what was heard."""
        self._rules, self._ear, self._meanings, self._welsh = rules, ear, meanings, welsh
        self._remembered = lru_cache(_REMEMBERED)(lambda text: self._judge(text, ear.hear))

    def assess(self, text: str) -> Assessment:
        """The level that the bot acts on unasked, whether it asks, and why."""
        return self._safely(text, self._remembered)

    def glance(self, text: str) -> Assessment:
        """The same by rules and words alone: sooner, and less surely."""
        return self._safely(text, lambda text: self._judge(text, self._ear.skim))

    def _safely(self, text: str, judge: Callable[[str], Assessment]) -> Assessment:
        try:
            return judge(text)
        except Exception as error:  # whatever it is, danger that is named must still be seen
            log.error("triage.not-heard", extra={"error": type(error).__name__})
            return self._rules.assess(text)

    def _judge(self, text: str, hear: Callable[[Sequence[str]], Heard]) -> Assessment:
        found = self._rules.assess(text)
        heard = self._heard(text, hear)
        if heard is None:
            return found
        self_harm = found.self_harm or heard.self_harm >= SELF_HARM
        named = found.level >= Level.URGENT or self_harm
        alone = ALERT_SCRAP if len(text.split()) <= SCRAP else ALERT
        alert = heard.danger >= (ALERT_WITH_SIGNAL if named else alone)
        asked = heard.danger >= (CHECK_WITH_SIGNAL if named else CHECK)
        sounds = _level(heard)
        level = max(found.level, sounds) if alert else min(max(found.level, sounds), Level.CONCERN)
        signals = found.signals
        if level and (not signals or sounds >= level):
            signals = (*signals, Signal(f"{_NAME}{level.word}", level, self._meanings[level], heard=True))
        return replace(
            found,
            level=level,
            signals=tuple(sorted(signals, key=lambda signal: -signal.level)),
            check=not alert and (asked or found.check or self_harm),
            self_harm=self_harm,
        )

    def heard(self, text: str) -> Heard | None:
        """How the most dangerous passage sounds; None where there is nothing to read."""
        return self._heard(text, self._ear.hear)

    def _heard(self, text: str, hear: Callable[[Sequence[str]], Heard]) -> Heard | None:
        passages = list(dict.fromkeys(self._passages(text[:LONGEST])))
        return hear(passages) if passages else None

    def _passages(self, text: str) -> Iterator[str]:
        """The message, its parts where it is long, and what else it may read as: undisguised, pictured, in Welsh."""
        if not any(char.isalnum() or not char.isascii() for char in text):
            return
        yield text
        parts = list(_parts(text))
        yield from parts
        plain, *others = readings(text) or ("",)
        for other in (*([] if text.isascii() else [plain]), *others):
            yield from _parts(other.replace(" . ", "\n"))
        if self._welsh.is_welsh(text):
            yield from map(self._welsh.gloss, parts)


def _level(heard: Heard) -> Level:
    """The likelier of the two upper levels where there is danger, else of the two lower ones."""
    if heard.danger >= ALERT_WITH_SIGNAL:
        return Level.EMERGENCY if heard.levels[Level.EMERGENCY] >= heard.levels[Level.URGENT] else Level.URGENT
    return Level.CONCERN if heard.levels[Level.CONCERN :].sum() >= CONCERN else Level.NONE


def _parts(text: str) -> Iterator[str]:
    """A text in parts short enough for the encoder, cut between sentences where it can be; no word is left out."""
    part = ""
    for piece in (piece for sentence in _SENTENCE.findall(text) for piece in _pieces(sentence)):
        if part and not _fits(f"{part} {piece}"):
            yield part
            part = ""
        part = f"{part} {piece}".strip()
    if part:
        yield part


def _pieces(sentence: str) -> Iterator[str]:
    """The sentence, or runs of its words where it is too long; a word without end is cut."""
    piece = ""
    for said in sentence.split():
        for word in (said[at : at + _CHARACTERS] for at in range(0, len(said), _CHARACTERS)):
            if piece and not _fits(f"{piece} {word}"):
                yield piece
                piece = ""
            piece = f"{piece} {word}".strip()
    if piece:
        yield piece


def _fits(part: str) -> bool:
    return len(part) <= _CHARACTERS and part.count(" ") < _PASSAGE
