"""The council that the bot works for: its people, its hours and its promises."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.deadline import Deadline, Hours
from bot.domain.entry import CouncilKind, Nation, Place
from bot.domain.severity import Level

from .keeping import Privacy, Retention


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody whom a councillor can reach; ``hours`` in words, "" where not given."""

    name: str
    phone: str
    email: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Police:
    """The police force, and its contact for elected people."""

    name: str
    elected_contact: str


@dataclass(frozen=True, slots=True)
class Silence:
    """An urgent message whose sender falls silent: when to remind, and how long after that to tell an officer."""

    remind: timedelta
    tell_officer: timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much: messages of a stranger a minute and an hour, files and megabytes of one report."""

    minute: int
    hour: int
    files: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """After how many upsetting cases opened, or pictures shown, in a week an officer is told that it was a lot."""

    cases: int
    pictures: int


@dataclass(frozen=True, slots=True)
class Programme:
    """How the training is held: how long a completed part is good for, whether a taught session completes one.

    Whoever joins soon after the ``election`` is a new councillor.
    """

    valid: timedelta
    taught_counts: bool
    election: date | None


@dataclass(frozen=True, slots=True)
class Council:
    """The council as council.yaml has it; ``lengths`` says each time of ``retention`` in words: ``2 years``.

    ``checkins``: how long after an urgent or upsetting case the person is asked how they are, the shortest first.
    """

    name: str
    nation: Nation
    kind: CouncilKind
    website: str
    zone: ZoneInfo
    safety: Office
    comms: Office
    monitoring_officer: Office
    member_support: Office
    police: Police
    hours: Hours
    deadlines: Mapping[Level, Deadline]
    silence: Silence
    checkins: tuple[timedelta, ...]
    exposure: Exposure
    limits: Limits
    training: Programme
    promises: Mapping[Level, str]
    privacy: Privacy
    retention: Retention
    lengths: Mapping[str, str]

    @property
    def place(self) -> Place:
        """The place whose text councillors read unless they serve elsewhere."""
        return Place(self.nation, self.kind)

    def promise(self, level: Level) -> str:
        """How soon somebody takes a case of that level: ``within 5 minutes``, plain text."""
        return self.promises[level]

    def values(self) -> Iterator[tuple[str, str]]:
        """What ``{council.…}`` can be: names such as ``council.comms.phone``, and their text."""
        yield "council.name", self.name
        yield "council.website", self.website
        for part in ("safety", "comms", "monitoring_officer", "member_support", "police"):
            office = getattr(self, part)
            for field in fields(office):
                if said := getattr(office, field.name):
                    yield f"council.{part}.{field.name}", said
        for level, promise in self.promises.items():
            yield f"council.promise.{level.word}", promise
        for name, said in asdict(self.privacy).items():
            yield f"council.privacy.{name}", said
        for kind, length in self.lengths.items():
            yield f"council.retention.{kind}", length
