"""The file council.yaml: what may stand in it, and the council that it describes."""

from collections.abc import Callable, Container
from datetime import date, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter

from bot.domain.deadline import Clock, Deadline, Hours, Rung
from bot.domain.entry import CouncilKind, Nation
from bot.domain.learning import WINDOW
from bot.domain.severity import Level
from bot.domain.wellbeing import SHORTEST_WAIT

from . import keeping
from .council import Council, Exposure, Limits, Office, Police, Programme, Silence
from .document import Document
from .opening import SpanPart
from .schema import Email, Length, Listed, Part, Text, Url, duration, validate
from .wording import Words

WORDS = (
    *(f"promise.{kind}" for kind in ("minute", "minutes", "hour", "hours", "next_working_day", "working_time")),
    *keeping.WORDS,
)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_SHORTEST_VALID = 2 * WINDOW
_SUBDIVISION = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS"}


@cache
def _calendar(nation: Nation) -> Container[date]:
    # The library takes half a second to load: only once somebody asks.
    import holidays  # noqa: PLC0415

    return holidays.country_holidays("GB", subdiv=_SUBDIVISION[nation])


def bank_holidays(nation: Nation) -> Callable[[date], bool]:
    """Whether a day is a bank holiday in the nation, for any year."""
    return lambda day: day in _calendar(nation)


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be a time zone such as Europe/London") from None


def _take(written: object) -> timedelta | None:
    if written == "next_working_day":
        return None
    try:
        return duration(written)
    except ValueError as exc:
        raise ValueError(f"{exc}, or next_working_day") from None


def _one_after_another(waits: list[timedelta]) -> list[timedelta]:
    if any(wait < SHORTEST_WAIT for wait in waits) or sorted(set(waits)) != waits:
        raise ValueError("must be lengths of at least 12h, the shortest first; [] asks nobody")
    return waits


class OfficePart(Part):
    """An office's lines."""

    name: Text
    phone: Text
    email: Email
    hours: Text = ""

    def office(self) -> Office:
        return Office(self.name, self.phone, self.email, self.hours)


class PolicePart(Part):
    """The police force's lines."""

    name: Text
    elected_contact: Text


class DeadlinePart(Part):
    """The promise for one level."""

    clock: Annotated[Clock, Listed]
    take: Annotated[timedelta | None, BeforeValidator(_take)]
    steps: list[Annotated[Rung, Listed]] = Field(min_length=1)
    remind: Length
    give_back: Length

    def deadline(self) -> Deadline:
        return Deadline(self.clock, self.take, tuple(self.steps), self.remind, self.give_back)


class DeadlinesPart(Part):
    """One promise for each level."""

    emergency: DeadlinePart
    urgent: DeadlinePart
    concern: DeadlinePart
    none: DeadlinePart


class SilencePart(Part):
    """When somebody falls silent."""

    remind: Length
    tell_officer: Length


class ExposurePart(Part):
    """How much in a week is a lot for an officer."""

    cases: int = Field(ge=1, le=1_000)
    pictures: int = Field(ge=1, le=1_000)


class StrangerPart(Part):
    """What somebody without a role may send."""

    minute: int = Field(ge=5, le=1_000)
    hour: int = Field(ge=5, le=10_000)


class EvidencePart(Part):
    """What one report may hold."""

    files: int = Field(ge=1, le=1_000)
    megabytes: int = Field(ge=20, le=10_000)


class LimitsPart(Part):
    """How much is too much."""

    stranger: StrangerPart
    evidence: EvidencePart

    def limits(self) -> Limits:
        return Limits(self.stranger.minute, self.stranger.hour, self.evidence.files, self.evidence.megabytes)


def _valid(written: object) -> timedelta:
    length = duration(written)
    if length < _SHORTEST_VALID:
        raise ValueError(f"must be {_SHORTEST_VALID.days}d or more: reminders begin {WINDOW.days} days before its end")
    return length


class TrainingPart(Part):
    """How the training is held."""

    valid: Annotated[timedelta, BeforeValidator(_valid)] = timedelta(days=365)
    taught_counts: bool = True
    election: date | None = None

    def programme(self) -> Programme:
        return Programme(self.valid, self.taught_counts, self.election)


class CouncilPart(Part):
    """The lines of council.yaml."""

    name: Text
    nation: Annotated[Nation, Listed]
    kind: Annotated[CouncilKind, Listed]
    website: Url
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)]
    safety: OfficePart
    comms: OfficePart
    monitoring_officer: OfficePart
    member_support: OfficePart
    police: PolicePart
    working_hours: SpanPart
    deadlines: DeadlinesPart
    silence: SilencePart
    checkins: Annotated[list[Length], AfterValidator(_one_after_another)] = Field(
        default=["1d", "7d"], validate_default=True
    )
    exposure: ExposurePart = ExposurePart(cases=10, pictures=25)
    privacy: keeping.PrivacyPart
    retention: keeping.RetentionPart
    limits: LimitsPart
    training: TrainingPart = TrainingPart()

    def council(self, words: Words) -> Council:
        deadlines = {level: getattr(self.deadlines, level.word).deadline() for level in reversed(Level)}
        return Council(
            name=self.name,
            nation=self.nation,
            kind=self.kind,
            website=self.website,
            zone=self.timezone,
            safety=self.safety.office(),
            comms=self.comms.office(),
            monitoring_officer=self.monitoring_officer.office(),
            member_support=self.member_support.office(),
            police=Police(self.police.name, self.police.elected_contact),
            hours=self._hours(),
            deadlines=deadlines,
            silence=Silence(self.silence.remind, self.silence.tell_officer),
            checkins=tuple(self.checkins),
            exposure=Exposure(self.exposure.cases, self.exposure.pictures),
            limits=self.limits.limits(),
            training=self.training.programme(),
            promises={level: _promise(each, words) for level, each in deadlines.items()},
            privacy=self.privacy.privacy(),
            retention=self.retention.retention(),
            lengths=self.retention.lengths(words),
        )

    def _hours(self) -> Hours:
        span = self.working_hours.span()
        return Hours(span.days, span.start, span.end, self.timezone, bank_holidays(self.nation))


_FILE = TypeAdapter(CouncilPart)


def read(document: Document, words: Words) -> Council | None:
    """The council; None where the file cannot be used. Raises ``KeyError`` if a ``promise.`` word is missing."""
    part = validate(_FILE, document)
    if part is None:
        return None
    if part.working_hours.end <= part.working_hours.start:
        document.wrong(("working_hours", "to"), "to must be later than from")
        return None
    if mistaken := part.retention.contradiction():
        document.wrong(("retention", mistaken[0]), mistaken[1])
        return None
    return part.council(words)


def _promise(deadline: Deadline, words: Words) -> str:
    if deadline.take is None:
        return words.plain("promise.next_working_day")
    hours, rest = divmod(deadline.take, _HOUR)
    number, unit = (-(-deadline.take // _MINUTE), "minute") if rest else (hours, "hour")  # rounded up
    said = words.plain(f"promise.{unit}") if number == 1 else words.plain(f"promise.{unit}s", n=number)
    return words.plain("promise.working_time", within=said) if deadline.clock is Clock.WORKING else said
