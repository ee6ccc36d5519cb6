"""Asking people how they are at a decent hour, and what officers see that weighs on them."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

#: Between these hours, on a working day or not, nobody minds a message.
FROM, UNTIL = time(10), time(18)
_LATE = time(17)  # what would fall into the evening
#: So long after a case that to come hours earlier, out of an evening, is still long after it.
SHORTEST_WAIT = timedelta(hours=12)
#: How far back it is looked how much an officer saw.
WEEK = timedelta(days=7)


class Sight(StrEnum):
    """What an officer saw: an upsetting case, a picture; and that they were told how much it was."""

    CASE = "case"
    PICTURE = "picture"
    TOLD = "told"


def decent(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from ``at`` (aware) on that lies in decent hours of ``zone``; in the zone of ``at``."""
    local = at.astimezone(zone)
    if FROM <= local.time() < UNTIL:
        return at
    day = local.date() + timedelta(days=local.time() >= UNTIL)
    return datetime.combine(day, FROM, zone).astimezone(at.tzinfo)


def decent_that_day(at: datetime, zone: ZoneInfo) -> datetime:
    """The same, but what falls into an evening comes earlier that day instead of on the next."""
    local = at.astimezone(zone)
    if local.time() < UNTIL:
        return decent(at, zone)
    return datetime.combine(local.date(), _LATE, zone).astimezone(at.tzinfo)
