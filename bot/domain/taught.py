"""Sessions in which the council teaches a part of the training itself, and who comes to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Attendance:
    """What somebody answered, and whether they came."""

    person_id: int
    reply: Reply = Reply.NONE
    came: bool = False
