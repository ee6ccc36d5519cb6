"""What a councillor reports."""

from dataclasses import dataclass, field
from enum import StrEnum

from .severity import Level


class Desk(StrEnum):
    """Who works a case."""

    SAFETY = "safety"
    COMMS = "comms"


class Wish(StrEnum):
    """What the councillor wants to happen."""

    ADVICE = "advice"
    REMOVAL = "removal"
    POLICE = "police"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of abuse: the entry that explains it, its desk, and the level below which it is never put."""

    id: str
    entry: str
    desk: Desk
    level: Level
    #: Whether it weighs on whoever meets it or reads of it, however urgent it is.
    upsetting: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The answers of a report, and the signals of danger that were seen in it."""

    kind: str
    what: str = ""
    whom: str = ""
    where: str = ""
    who: str = ""
    links: tuple[str, ...] = ()
    effect: str = ""
    contact: str = ""
    wishes: tuple[str, ...] = ()
    signals: tuple[str, ...] = field(default=())


def desk_for(kind: Kind, level: Level) -> Desk:
    """Urgent cases and emergencies go to the safety officer whatever their kind."""
    return Desk.SAFETY if level >= Level.URGENT else kind.desk


def is_upsetting(kind: Kind, level: Level) -> bool:
    """Whether a case of that kind and level weighs on its councillor and on its officers."""
    return kind.upsetting or level >= Level.URGENT


def level_of(kind: Kind, danger: Level, wishes: tuple[str, ...] = ()) -> Level:
    """The highest of what the kind, the words and the wishes call for."""
    asked = Level.CONCERN if {Wish.REMOVAL, Wish.POLICE} & set(wishes) else Level.NONE
    return max(kind.level, danger, asked)
