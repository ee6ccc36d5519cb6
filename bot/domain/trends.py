"""What happened in a time, in numbers that may be told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .suppression import NONE, WITHHELD, Figure

WEEK = timedelta(days=7)
#: The periods to choose from, in weeks, and how many of these stand together in a row.
PERIODS = {4: 1, 12: 1, 52: 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A time in parts: each begins at one of the ``bounds`` and ends before the next."""

    bounds: tuple[datetime, ...]

    @property
    def since(self) -> datetime:
        """Its beginning."""
        return self.bounds[0]

    @property
    def until(self) -> datetime:
        """Its end, which does not belong to it."""
        return self.bounds[-1]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def weeks(now: datetime, count: int, zone: ZoneInfo) -> Period:
    """The last so many whole weeks, from Monday to Sunday: from one day to the next nothing can be told apart."""
    today = now.astimezone(zone).date()
    monday, step = today - timedelta(days=today.weekday()), PERIODS[count]
    return Period(tuple(_midnight(monday - WEEK * back, zone) for back in range(count, -1, -step)))


def month(first: date, zone: ZoneInfo) -> Period:
    """The month of its first day, in weeks, of which the outer ones are cut off."""
    following = (first + timedelta(days=31)).replace(day=1)
    mondays = [day for n in range(1, 31) if (day := first + timedelta(days=n)).weekday() == 0 and day < following]
    return Period(tuple(_midnight(day, zone) for day in (first, *mondays, following)))


@dataclass(frozen=True, slots=True)
class Row:
    """A number with its name."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers that add up to a total that is told. ``name`` is a machine word.

    What is left out where it is shown follows from ``figure`` alone, so that it tells nothing which that does not.
    """

    name: str
    title: str
    rows: tuple[Row, ...]

    @property
    def happened(self) -> tuple[Row, ...]:
        """The rows that are not told to be zero."""
        return tuple(row for row in self.rows if row.figure != NONE)

    @property
    def never(self) -> tuple[str, ...]:
        """The labels of those that are."""
        return tuple(row.label for row in self.rows if row.figure == NONE)

    @property
    def is_withheld(self) -> bool:
        """Whether no number of it is told."""
        return all(row.figure == WITHHELD for row in self.rows)

    @property
    def has_bars(self) -> bool:
        """Whether there is anything to be drawn."""
        return any(row.figure.count for row in self.rows)


@dataclass(frozen=True, slots=True)
class Grid:
    """What is told in several columns, each value as it is read."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """All that is told of a period; ``span`` says which, ``notes`` how to read it."""

    span: str
    total: Figure
    tables: tuple[Table, ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
