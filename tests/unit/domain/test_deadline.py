"""Deadlines, in hours of the clock and in the council's working hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadline import Clock, Deadline, Hours, Rung, after, take_by

LONDON = ZoneInfo("Europe/London")
HOLIDAYS = frozenset(
    {
        *(date(2026, 4, 3), date(2026, 4, 6)),  # Good Friday and Easter Monday
        *(date(2026, 12, 25), date(2026, 12, 28)),  # Christmas Day and the day instead of Boxing Day
    }
)
HOURS = Hours(frozenset(range(5)), time(9), time(17), LONDON, HOLIDAYS.__contains__)
#: Minutes of 2026, both clock changes and all holidays among them.
moments = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
spans = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


def london(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def worked(start: datetime, end: datetime) -> timedelta:
    """The working time between two moments, counted minute by minute."""
    minutes = int((end - start).total_seconds() // 60)
    return timedelta(minutes=sum(HOURS.is_open(start + timedelta(minutes=n)) for n in range(minutes)))


@given(moments, spans)
def test_working_time_ends_inside_hours_and_never_on_a_holiday(at: datetime, span: timedelta) -> None:
    local = HOURS.add(at, span).astimezone(LONDON)

    assert HOURS.works(local.date())
    assert time(9) <= local.time() <= time(17)
    assert local >= at


@given(moments, moments, spans, spans)
def test_starting_later_or_waiting_longer_never_ends_sooner(one, other, short, long) -> None:
    (early, late), (less, more) = sorted([one, other]), sorted([short, long])

    assert HOURS.add(early, less) <= HOURS.add(late, less)
    assert HOURS.add(early, less) <= HOURS.add(early, more)


@given(moments, st.integers(0, 20 * 60).map(lambda minutes: timedelta(minutes=minutes)))
def test_exactly_that_much_working_time_lies_between(at: datetime, span: timedelta) -> None:
    assert worked(at, HOURS.add(at, span)) == span


@given(moments, spans, spans)
def test_two_spans_one_after_the_other_are_one_long_span(at, first, second) -> None:
    halfway = HOURS.add(at, first + timedelta(minutes=1))

    assert HOURS.add(halfway, second) == HOURS.add(at, first + second + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [
        (london(20, 16), 2, london(23, 10)),  # Friday afternoon: the weekend does not count
        (london(20, 20), 1, london(23, 10)),  # Friday evening
        (london(24, 16, month=12), 2, london(29, 10, month=12)),  # over Christmas
        (london(2, 16, month=4), 9, london(7, 17, month=4)),  # over Easter
        (london(27, 16, month=3), 2, london(30, 10, month=3)),  # the clocks go forward on Sunday
        (london(23, 16, month=10), 2, london(26, 10, month=10)),  # the clocks go back on Sunday
    ],
)
def test_working_hours_skip_nights_weekends_and_bank_holidays(at: datetime, hours: int, expected: datetime) -> None:
    assert HOURS.add(at, timedelta(hours=hours)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (london(23, 10), london(24, 17)),  # Monday
        (london(20, 20), london(23, 17)),  # Friday evening
        (london(21, 9), london(23, 17)),  # Saturday
        (london(24, 16, month=12), london(29, 17, month=12)),  # Christmas Eve
        (london(27, 10, month=3), london(30, 17, month=3)),  # the clocks go forward in between
    ],
)
def test_the_next_working_day_means_its_end(at: datetime, expected: datetime) -> None:
    promise = Deadline(Clock.WORKING, None, (Rung.NEXT,), timedelta(hours=1), timedelta(hours=1))

    assert take_by(at, promise, HOURS) == expected


@given(moments, spans)
def test_hours_of_the_clock_always_run(at: datetime, wait: timedelta) -> None:
    assert after(at, wait, Clock.ALWAYS, HOURS) == at + wait


def test_five_minutes_are_five_minutes_while_the_clocks_go_back() -> None:
    at = datetime(2026, 10, 25, 0, 58, tzinfo=UTC)  # 01:58, two minutes before it is 01:00 again

    assert after(at.astimezone(LONDON), timedelta(minutes=5), Clock.ALWAYS, HOURS).astimezone(UTC) == (
        at + timedelta(minutes=5)
    )
