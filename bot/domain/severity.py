"""How dangerous a message sounds. A level may be raised by a rule or a person, never lowered by a rule."""

from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """The four levels, in order of urgency."""

    NONE = 0
    CONCERN = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def word(self) -> str:
        """The level as it is written in data and settings: ``urgent``."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Level":
        """The level that a word of data names. Raises ``KeyError`` for another word."""
        return cls[word.upper()]


@dataclass(frozen=True, slots=True)
class Signal:
    """A reason for a level, in words that an officer reads."""

    name: str
    level: Level
    meaning: str
    #: Heard in the whole of what was said, and not found in any of its words.
    heard: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a text tells about danger. ``check`` asks the writer instead of acting unasked."""

    level: Level
    signals: tuple[Signal, ...] = ()
    check: bool = False
    #: The writer may be about to harm themselves: crisis lines are shown beside 999.
    self_harm: bool = False


NOTHING = Assessment(Level.NONE)
