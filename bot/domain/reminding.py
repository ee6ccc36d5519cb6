"""Gentle words about the training: which one is due, and when none may be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .learning import Done
from .lesson import Part

#: Days before a completion lapses on which that is said.
MARKS = (90, 30, 7)
#: Nobody is reminded so soon before or after an urgent case.
REST = timedelta(days=1)
#: Days between two words of the kinds that come again and again.
WEEK = 7
#: Who joins within so many days after an election is new.
NEW = timedelta(days=60)


class Kind(StrEnum):
    """What a gentle word is about."""

    REFRESH = "refresh"
    INDUCTION = "induction"
    REPEATS = "repeats"


@dataclass(frozen=True, slots=True)
class Nudge:
    """A gentle word: of a refresher also which part, and the mark that it is said at."""

    kind: Kind
    part: Part | None = None
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What depends on whether, and of what, somebody is reminded."""

    done: Mapping[Part, Done]
    #: How many questions come back.
    waiting: int = 0
    #: When they joined, where they are a new councillor and not through with the training.
    new_since: datetime | None = None
    told_at: datetime | None = None
    stopped: bool = False
    #: The last moment at which an urgent case of theirs was open.
    urgent_at: datetime | None = None


def is_new(joined: date, election: date | None) -> bool:
    """Whether somebody who joined then is a new councillor after the election."""
    return election is not None and election <= joined <= election + NEW


def is_left_alone(standing: Standing, now: datetime) -> bool:
    """Whether nothing at all may be said: near an urgent case, or because it is to stop."""
    return standing.stopped or (standing.urgent_at is not None and now - standing.urgent_at < REST)


def may_be_told(standing: Standing, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a gentle word may be said: once a day, never near an urgent case, never when it is to stop."""
    if is_left_alone(standing, now):
        return False
    return standing.told_at is None or _days(standing.told_at, now, zone) >= 1


def nudge(standing: Standing, now: datetime, zone: ZoneInfo, valid: timedelta) -> Nudge | None:
    """The gentle word that is due, the rarest first; None where there is none, or none may be said."""
    if not may_be_told(standing, now, zone):
        return None
    for done in sorted(standing.done.values(), key=lambda done: done.at):
        mark = _mark(done, now, zone, valid)
        if mark:
            return Nudge(Kind.REFRESH, done.part, mark)
    said = standing.told_at or standing.new_since
    rested = said is None or _days(said, now, zone) >= WEEK
    if standing.new_since and rested:
        return Nudge(Kind.INDUCTION)
    return Nudge(Kind.REPEATS) if standing.waiting and rested else None


def _mark(done: Done, now: datetime, zone: ZoneInfo, valid: timedelta) -> int:
    """The mark that is reached and was not said yet, the last where several are; 0 where there is none."""
    left = _days(now, done.at + valid, zone)
    reached = [mark for mark in MARKS if 0 <= left <= mark and (not done.reminded or mark < done.reminded)]
    return min(reached, default=0)


def _days(since: datetime, until: datetime, zone: ZoneInfo) -> int:
    """Days of the calendar between two moments."""
    return (until.astimezone(zone).date() - since.astimezone(zone).date()).days
