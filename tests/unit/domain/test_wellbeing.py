"""When somebody may be asked how they are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wellbeing import FROM, UNTIL, decent, decent_that_day

LONDON = ZoneInfo("Europe/London")


def london(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        (london(23, 10), london(23, 10)),
        (london(23, 17, 59), london(23, 17, 59)),
        (london(23, 18), london(24, 10)),
        (london(24, 2), london(24, 10)),
        (london(27, 23), london(28, 10)),  # a Friday night: the Saturday
        (london(24, 23, month=10), london(25, 10, month=10)),  # the night in which the clocks go back
    ],
)
def test_a_decent_hour_is_by_day_on_any_day(at: datetime, then: datetime) -> None:
    assert decent(at.astimezone(UTC), LONDON) == then


@pytest.mark.parametrize(
    ("at", "then"),
    [(london(24, 12), london(24, 12)), (london(24, 1), london(24, 10)), (london(24, 22, 30), london(24, 17))],
)
def test_what_falls_into_the_evening_comes_earlier_that_day(at: datetime, then: datetime) -> None:
    assert decent_that_day(at.astimezone(UTC), LONDON) == then


@given(st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: london(1, 0, month=1) + timedelta(minutes=minutes)))
def test_every_decent_hour_is_one(at: datetime) -> None:
    for moment in (decent(at, LONDON), decent_that_day(at, LONDON)):
        assert FROM <= moment.astimezone(LONDON).time() < UNTIL
    assert decent(at, LONDON) >= at
    assert decent_that_day(at, LONDON).astimezone(LONDON).date() == at.astimezone(LONDON).date()
