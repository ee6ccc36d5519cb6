"""What the encoder is tuned on: every text with what is known of it, and a copy with slips of the finger."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.content import Knowledge, training
from bot.domain.severity import Level
from bot.measuring.noise import slipped

#: What is not known of a text.
UNKNOWN = -1
#: A text of which only this is known of danger: that there is none that a person must look at today.
CALM = len(Level)

#: Subjects, and actions on a platform, that people ask about in peace.
_CALM_SUBJECTS = frozenset({"starting", "posting", "conduct", "service"})
_CALM_ACTIONS = frozenset({"secure", "private"})
#: Who asks for this entry may harm themselves; who asks for those may too.
_SELF_HARM, _VAGUE = "crisis", frozenset({"resident-self-harm", "worried-about-colleague"})
_SELF_HARM_WORDS = re.compile(
    r"suicid|kill(ing)? my ?self|end it all|end(ing)? my life|take my own life|want to die|wish i was dead|"
    r"not wake up|self.?harm|overdose|better off without me",
    re.IGNORECASE,
)

_SLIPPED, _BARE = 0.2, 0.1
_SIGNS = re.compile(r"[^\w\s@#]")


@dataclass(frozen=True, slots=True)
class Row:
    """``label`` is the place of an entry, the number of entries for none; ``danger`` a level or ``CALM``."""

    text: str
    label: int
    danger: int
    self_harm: int


def rows_of(knowledge: Knowledge) -> tuple[tuple[str, ...], list[Row]]:
    """The ids of the entries in order of the alphabet, and every text that there is to learn from."""
    entries = {entry.id: entry for entry in knowledge.catalogue}
    given = training.read(knowledge.folder, entries)
    labels = tuple(sorted(entries))
    place = {label: at for at, label in enumerate(labels)}
    calm = {id for id, entry in entries.items() if entry.subject in _CALM_SUBJECTS or _action(id) in _CALM_ACTIONS}
    vague = _VAGUE | {id for id, entry in entries.items() if entry.subject == "wellbeing"} - {_SELF_HARM}
    phrases = [(id, text) for id, entry in entries.items() for text in (entry.title, *entry.asks)]
    found = [
        Row(text, place[id], CALM if id in calm else UNKNOWN, _self_harm(id, vague))
        for id, text in (*phrases, *given.phrases)
    ]
    found += [Row(text, len(labels), CALM, 0) for text in given.off_topic]
    found += [Row(text, UNKNOWN, level, _told_self_harm(text, level)) for level, text in given.danger]
    return labels, found


def altered(text: str, chance: random.Random) -> str:
    """The text as somebody else may have typed it: now and then with slips, or small and without signs."""
    if chance.random() < _SLIPPED:
        text = slipped(text, chance.randrange(1 << 30))
    if chance.random() < _BARE:
        text = _SIGNS.sub("", text).lower()
    return text


def _action(id: str) -> str:
    return id.partition(".")[2]


def _self_harm(id: str, vague: Iterable[str]) -> int:
    return 1 if id == _SELF_HARM else UNKNOWN if id in vague else 0


def _told_self_harm(text: str, level: Level) -> int:
    if _SELF_HARM_WORDS.search(text):
        return 1 if level >= Level.URGENT else UNKNOWN
    return UNKNOWN if level >= Level.URGENT else 0


def batches(rows: Sequence[Row], size: int, chance: random.Random) -> Iterable[list[Row]]:
    """Batches without end; texts of like length stand together, so that little is filled up."""
    while True:
        order = list(rows)
        chance.shuffle(order)
        for start in range(0, len(order), size * 12):
            some = sorted(order[start : start + size * 12], key=lambda row: len(row.text))
            together = [some[at : at + size] for at in range(0, len(some), size)]
            chance.shuffle(together)
            yield from together
