"""Sessions in which the council teaches a part of the training itself, and who comes to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .deadline import DAY, Hours
from .lesson import Part

#: A calendar needs an end; nobody is held to it.
LENGTH = timedelta(hours=2)


class Reply(StrEnum):
    """What an invited councillor answered."""

    NONE = ""
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Taught:
    """A taught session. Until it is invited to it is a draft, and ``at``, ``place`` and ``giver`` may be missing."""

    id: int
    part: Part
    made_at: datetime
    at: datetime | None = None
    place: str = ""
    giver: str = ""
    invited_at: datetime | None = None
    #: When attendance was recorded: from then on it stays as it is.
    recorded_at: datetime | None = None
    #: Who invited to it; 0 where that is not known.
    by: int = 0
    #: How often its date or place was changed.
    moved: int = 0
    #: Of a draft: the session whose date or place it is to change; 0 for a session of its own.
    instead_of: int = 0


@dataclass(frozen=True, slots=True)
class Attendance:
    """What somebody answered, and whether they came."""

    person_id: int
    reply: Reply = Reply.NONE
    came: bool = False


def day_before(at: datetime, hours: Hours) -> datetime:
    """When those who will come to a session at ``at`` hear of it again: as the last working day before it begins."""
    day = at.astimezone(hours.zone).date() - DAY
    while not hours.works(day):
        day -= DAY
    return hours.span(day)[0]


def day_after(at: datetime, hours: Hours) -> datetime:
    """From when on it is asked who came: the start of the first working day after a session at ``at``."""
    return hours.span(hours.next_day(at.astimezone(hours.zone).date()))[0]


def next_at(at: datetime, hours: Hours, now: datetime) -> datetime:
    """When a session at ``at`` is looked at next, always in working hours: before it, and once more after it."""
    if now < (before := day_before(at, hours)):
        return before
    if now < (opening := hours.opening(now)) < at:
        return opening
    return hours.opening(max(day_after(at, hours), now))
