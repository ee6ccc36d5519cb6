"""When a service can be reached, and how that is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from .schema import Listed, Part, Time
from .wording import Words

_DAY = timedelta(days=1)


class Weekday(StrEnum):
    """Days as they are written, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Monday is 0, as in ``date.weekday``."""
        return list(Weekday).index(self)


#: The words that opening hours are said with.
WORDS = (
    *(f"contact.{part}" for part in ("span", "range", "both", "am", "pm", "noon", "midnight")),
    *(f"contact.day.{day}" for day in Weekday),
)


@dataclass(frozen=True, slots=True)
class Span:
    """Hours that hold on some days (Monday is 0); one that ends before it starts runs past midnight."""

    days: frozenset[int]
    start: time
    end: time

    def holds(self, local: datetime, is_closed: Callable[[date], bool]) -> bool:
        """Whether ``local`` lies in it, counting from the day it starts on."""
        over = _DAY if self.end <= self.start else timedelta()
        for day in (local.date() - over, local.date()):
            begin = datetime.combine(day, self.start, local.tzinfo)
            end = datetime.combine(day, self.end, local.tzinfo) + over
            if day.weekday() in self.days and not is_closed(day) and begin <= local < end:
                return True
        return False


class SpanPart(Part):
    """Days and times in a file."""

    days: list[Annotated[Weekday, Listed]] = Field(min_length=1)
    start: Time = Field(alias="from")
    end: Time = Field(alias="to")

    def span(self) -> Span:
        return Span(frozenset(day.number for day in self.days), self.start, self.end)


def is_open(spans: Iterable[Span], at: datetime, zone: ZoneInfo, is_closed: Callable[[date], bool]) -> bool:
    """Whether one of the spans holds at ``at`` (aware), on days that are not closed."""
    local = at.astimezone(zone)
    return any(span.holds(local, is_closed) for span in spans)


def said(spans: Iterable[Span], words: Words) -> str:
    """Monday and Wednesday 9.30am to 8pm, Friday 9am to noon."""
    return ", ".join(
        words.plain(
            "contact.span",
            days=_days(span.days, words),
            start=_time(span.start, words),
            end=_time(span.end, words),
        )
        for span in spans
    )


def _days(days: frozenset[int], words: Words) -> str:
    names = [words.plain(f"contact.day.{day}") for day in Weekday if day.number in days]
    if len(names) > 2 and max(days) - min(days) == len(days) - 1:
        return words.plain("contact.range", first=names[0], last=names[-1])
    if len(names) == 1:
        return names[0]
    return words.plain("contact.both", first=", ".join(names[:-1]), last=names[-1])


def _time(at: time, words: Words) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return words.plain("contact.noon" if at.hour else "contact.midnight")
    written = f"{at.hour % 12 or 12}.{at.minute:02}" if at.minute else str(at.hour % 12 or 12)
    return words.plain("contact.pm" if at.hour >= 12 else "contact.am", time=written)
