"""Periods: whole weeks, and a month in weeks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.trends import PERIODS, month, weeks

LONDON = ZoneInfo("Europe/London")


def days(bounds: tuple[datetime, ...]) -> list[str]:
    return [f"{bound:%a %d %b}" for bound in bounds]


def test_the_last_whole_weeks_end_on_sunday() -> None:
    expected = ["Mon 26 Oct", "Mon 02 Nov", "Mon 09 Nov", "Mon 16 Nov", "Mon 23 Nov"]
    for day in (23, 26, 29):
        assert days(weeks(datetime(2026, 11, day, 12, tzinfo=UTC), 4, LONDON).bounds) == expected


@given(st.integers(1_000_000_000, 3_000_000_000), st.sampled_from(sorted(PERIODS)))
def test_weeks_begin_at_midnight_where_the_council_is_and_are_over(second: int, count: int) -> None:
    now = datetime.fromtimestamp(second, UTC)
    bounds = weeks(now, count, LONDON).bounds
    assert len(bounds) == count // PERIODS[count] + 1
    assert all((bound.weekday(), bound.hour, bound.minute) == (0, 0, 0) for bound in bounds)
    assert bounds[-1] <= now


@pytest.mark.parametrize(
    ("first", "bounds"),
    [
        (
            date(2026, 11, 1),
            ["Sun 01 Nov", "Mon 02 Nov", "Mon 09 Nov", "Mon 16 Nov", "Mon 23 Nov", "Mon 30 Nov", "Tue 01 Dec"],
        ),
        (date(2027, 2, 1), ["Mon 01 Feb", "Mon 08 Feb", "Mon 15 Feb", "Mon 22 Feb", "Mon 01 Mar"]),
    ],
)
def test_a_month_is_cut_at_its_mondays(first: date, bounds: list[str]) -> None:
    assert days(month(first, LONDON).bounds) == bounds
