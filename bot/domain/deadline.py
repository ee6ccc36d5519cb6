"""How soon a case must be taken, in hours of the clock or of the council's working day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


class Clock(StrEnum):
    """Whether time runs always or only while the desk is staffed."""

    ALWAYS = "always"
    WORKING = "working"


class Rung(StrEnum):
    """Who is told when a case was not taken in time."""

    NEXT = "next"
    EVERYONE = "everyone"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Hours:
    """When the desk is staffed, in local time. ``is_holiday`` tells the nation's bank holidays."""

    days: frozenset[int]  # Monday is 0
    start: time
    end: time
    zone: ZoneInfo
    is_holiday: Callable[[date], bool]

    def works(self, day: date) -> bool:
        """Whether the desk is staffed on that day."""
        return day.weekday() in self.days and not self.is_holiday(day)

    def span(self, day: date) -> tuple[datetime, datetime]:
        """The start and end of that working day."""
        return datetime.combine(day, self.start, self.zone), datetime.combine(day, self.end, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether the desk is staffed at that moment."""
        local = at.astimezone(self.zone)
        start, end = self.span(local.date())
        return self.works(local.date()) and start <= local < end

    def next_day(self, after: date) -> date:
        """The first working day after that date."""
        day = after + DAY
        while not self.works(day):
            day += DAY
        return day

    def opening(self, at: datetime) -> datetime:
        """``at`` itself where the desk is staffed then, else the next moment at which it is."""
        day = at.astimezone(self.zone).date()
        start, _ = self.span(day)
        if self.is_open(at):
            return at
        first = start if self.works(day) and at < start else self.span(self.next_day(day))[0]
        return first.astimezone(at.tzinfo)

    def add(self, at: datetime, duration: timedelta) -> datetime:
        """``duration`` of working time after ``at``, reckoned in UTC: clock changes cost nobody an hour."""
        left = duration
        day = at.astimezone(self.zone).date()
        while True:
            if self.works(day):
                start, end = (moment.astimezone(UTC) for moment in self.span(day))
                begin = max(start, at.astimezone(UTC))
                if begin + left <= end:
                    return begin + left
                left -= max(end - begin, timedelta())
            day += DAY


@dataclass(frozen=True, slots=True)
class Deadline:
    """The promise for one level. ``take`` is None where it means the end of the next working day."""

    clock: Clock
    take: timedelta | None
    steps: tuple[Rung, ...]
    remind: timedelta
    give_back: timedelta


def after(at: datetime, wait: timedelta | None, clock: Clock, hours: Hours) -> datetime:
    """The moment when ``wait`` has passed; None waits until the end of the next working day."""
    if wait is None:
        return hours.span(hours.next_day(at.astimezone(hours.zone).date()))[1].astimezone(at.tzinfo)
    moment = at.astimezone(UTC) + wait if clock is Clock.ALWAYS else hours.add(at, wait)
    return moment.astimezone(at.tzinfo)


def take_by(at: datetime, deadline: Deadline, hours: Hours) -> datetime:
    """When a case opened (or given back) at ``at`` must be taken."""
    return after(at, deadline.take, deadline.clock, hours)
