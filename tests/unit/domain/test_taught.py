"""When a taught session is looked at: before it for those who will come, after it for whoever records who came."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadline import Hours
from bot.domain.taught import next_at

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = date(2026, 12, 25)
HOURS = Hours(frozenset(range(5)), time(9), time(17), LONDON, lambda day: day == CHRISTMAS)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("session", "now", "expected"),
    [
        # a Thursday evening, invited to long before; then what follows once the word was said
        (at(11, 26, 18), at(11, 2, 12), at(11, 25, 9)),
        (at(11, 26, 18), at(11, 25, 9), at(11, 27, 9)),
        # a Monday, and a day after Christmas: the last day on which people work
        (at(11, 30, 18), at(11, 2, 12), at(11, 27, 9)),
        (at(12, 28, 18), at(11, 2, 12), at(12, 24, 9)),
        # nobody looked in time: on the morning of the day itself, but not once it has begun
        (at(11, 26, 18), at(11, 25, 22), at(11, 26, 9)),
        (at(11, 26, 8), at(11, 25, 22), at(11, 27, 9)),
        # a Friday, or far too late
        (at(11, 27, 18), at(11, 27, 19), at(11, 30, 9)),
        (at(11, 27, 18), at(12, 5, 12), at(12, 7, 9)),
    ],
)
def test_it_is_looked_at_in_working_hours_before_and_after(
    session: datetime, now: datetime, expected: datetime
) -> None:
    assert next_at(session, HOURS, now) == expected
