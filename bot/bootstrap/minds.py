"""What is learnt from the knowledge base once: what messages mean, how dangerous they sound, what drafts hold."""

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content import Knowledge, training
from bot.domain.entry import Entry
from bot.domain.errors import EncoderError
from bot.drafts import DraftReader
from bot.language import Encoder, Remembering, WelshReader
from bot.language.shipped import DANGER, WEIGHTS, verified
from bot.matching import LearnedMatcher, Matcher, Understanding, fitting, keeping
from bot.matching.head import Head
from bot.matching.lesson import Lesson
from bot.matching.naming import Names
from bot.matching.slots import SlotReader
from bot.matching.smalltalk import SmallTalk
from bot.triage import Assessor, LearnedAssessor, LearnedEar, RuleAssessor

log = logging.getLogger(__name__)

#: Shows that something is being learnt, for as long as it lasts.
Showing = Callable[[str], AbstractContextManager[object]]
_KEPT = 3  # heads that stay in the cache: those that were used last


@dataclass(frozen=True, slots=True)
class Hearing:
    """How texts are understood: with the encoder, or by words alone, and then why."""

    encoder: Encoder | None
    without: str = ""

    @property
    def word(self) -> str:
        """``meanings`` or ``words``, for /healthz and the log."""
        return "meanings" if self.encoder else "words"


@cache
def hearing() -> Hearing:
    """The encoder, opened once; where it cannot be used the bot understands by words alone, and says so."""
    try:
        encoder = Encoder()
        verified(WEIGHTS, DANGER)
        return Hearing(encoder)
    except EncoderError as error:
        log.warning("understanding.words-alone", extra={"reason": str(error)})
        return Hearing(None, str(error))


@dataclass(frozen=True, slots=True)
class Minds:
    """The parts that understand."""

    understanding: Understanding
    assessor: Assessor
    drafts: DraftReader

    @classmethod
    def of(cls, knowledge: Knowledge, cache: Path, showing: Showing = nullcontext) -> "Minds":
        """Learn them, or find them in the cache."""
        welsh = welsh_for(knowledge)
        slots = SlotReader(Names(_names(knowledge)), knowledge.actions, {entry.id for entry in _served(knowledge)})
        matcher = matcher_for(knowledge, cache=cache, showing=showing)
        understanding = Understanding(matcher, slots, SmallTalk(knowledge.smalltalk), welsh)
        return cls(understanding, assessor_for(knowledge), DraftReader(knowledge.remarks))


def welsh_for(knowledge: Knowledge) -> WelshReader:
    """The reader of Welsh."""
    return WelshReader(knowledge.welsh.marks, knowledge.welsh.words)


def matcher_for(
    knowledge: Knowledge,
    *,
    without: Collection[str] = (),
    cache: Path | None = None,
    showing: Showing = nullcontext,
    heard: Hearing | None = None,
) -> Matcher:
    """The matcher over the entries that hold for this council, but for those of the ids ``without``.

    It is kept in the folder ``cache``, if there is one; ``heard`` spares opening the encoder.
    """
    encoder = (heard or hearing()).encoder
    entries = [entry for entry in _served(knowledge) if entry.id not in without]
    path = cache / f"matching-{_key(knowledge, entries, encoder)}.npz" if cache is not None else None
    head = _kept(path) if path is not None else None
    if head is None:
        with showing("learning"):
            head = _learn(knowledge, entries, encoder, cache)
        if path is not None:
            _keep(head, path)
    reader = fitting.reader_of(head.vocabulary, _names(knowledge), encoder)
    return LearnedMatcher(head, reader, {entry.id: (entry.title, *entry.asks) for entry in entries})


def _learn(knowledge: Knowledge, entries: Sequence[Entry], encoder: Encoder | None, cache: Path | None) -> Head:
    ids = {entry.id for entry in knowledge.catalogue}
    further = [(text, id) for id, text in training.read(knowledge.folder, ids).phrases]
    lesson = Lesson.of_toolkit(entries, further, training.off_topic(knowledge.folder), _names(knowledge))
    if encoder is None or cache is None:
        return fitting.Fitter(lesson, encoder).fit()
    remembering = Remembering(encoder, cache)
    head = fitting.Fitter(lesson, remembering).fit()
    with _optional():
        remembering.keep()
    return head


def assessor_for(knowledge: Knowledge, heard: Hearing | None = None) -> Assessor:
    """The assessor of danger; where not even words were learnt, the rules alone, and the log says so."""
    rules = RuleAssessor(knowledge.patterns, knowledge.vetoes)
    try:
        ear = LearnedEar((heard or hearing()).encoder)
    except EncoderError as error:
        log.warning("understanding.rules-alone", extra={"reason": str(error)})
        return rules
    return LearnedAssessor(rules, ear, knowledge.learnt, welsh_for(knowledge))


def _served(knowledge: Knowledge) -> tuple[Entry, ...]:
    return knowledge.catalogue.serving(knowledge.council.place)


def _names(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """The platforms' other spellings, by id."""
    return {id: platform.aliases for id, platform in knowledge.platforms.items()}


def _key(knowledge: Knowledge, entries: Collection[Entry], encoder: Encoder | None) -> str:
    """All that a head is learnt from, in short: texts, names, the encoder, and the code that learns."""
    found = hashlib.sha256()
    told = [[entry.id, entry.title, entry.asks, entry.tests] for entry in entries]
    heard = encoder.digest if encoder else "words"
    found.update(json.dumps([told, _names(knowledge), heard]).encode())
    found.update(training.digest(knowledge.folder).encode())
    code = Path(__file__).parents[1]
    for source in sorted([*code.glob("matching/*.py"), *code.glob("language/*.py"), code / "content" / "training.py"]):
        found.update(source.read_bytes())
    return found.hexdigest()[:24]


def _kept(path: Path) -> Head | None:
    """A head from the cache; it stays longest, as the one that was used last."""
    head = keeping.load(path)
    if head is not None:
        with _optional():
            path.touch()
    return head


def _keep(head: Head, path: Path) -> None:
    with _optional():
        keeping.save(head, path)
        _tidy(path.parent)


@contextmanager
def _optional() -> Iterator[None]:
    """What is learnt works without the cache too: it only has to be learnt again."""
    try:
        yield
    except OSError as error:
        log.warning("cache.not-kept", extra={"reason": error.strerror})


def _tidy(folder: Path) -> None:
    for kind in ("matching", "vectors"):
        kept = sorted(folder.glob(f"{kind}-*.npz"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-_KEPT]:
            path.unlink(missing_ok=True)
