"""Gentle words: never two a day, never near an urgent case, never when they are to stop."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.learning import Done
from bot.domain.lesson import Part
from bot.domain.reminding import MARKS, REST, Kind, Nudge, Standing, is_new, may_be_told, nudge

LONDON, VALID = ZoneInfo("Europe/London"), timedelta(days=365)
START, DAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC), timedelta(days=1)


def said(standing: Standing, now: datetime = START) -> Nudge | None:
    return nudge(standing, now, LONDON, VALID)


def test_there_is_nothing_to_say_to_who_is_through() -> None:
    assert said(Standing({Part.THEORY: Done(Part.THEORY, START)})) is None


@pytest.mark.parametrize(
    ("left", "reminded", "mark"),
    [
        *((91, 0, 0), (90, 0, 90), (89, 90, 0), (31, 90, 0), (30, 90, 30), (20, 90, 30)),
        *((5, 0, 7), (7, 30, 7), (0, 30, 7), (3, 7, 0), (-1, 30, 0)),
    ],
)
def test_each_mark_is_said_once_and_the_last_where_several_were_missed(left: int, reminded: int, mark: int) -> None:
    done = Done(Part.ABUSE, START - VALID + left * DAY, reminded=reminded)
    expected = Nudge(Kind.REFRESH, Part.ABUSE, mark) if mark else None
    assert said(Standing({Part.ABUSE: done})) == expected


def test_a_newcomer_hears_of_it_once_a_week() -> None:
    new = Standing({}, new_since=START - 7 * DAY)
    assert said(new) == Nudge(Kind.INDUCTION)
    assert said(replace(new, new_since=START - 6 * DAY)) is None
    assert said(replace(new, told_at=START - 6 * DAY)) is None
    assert said(replace(new, told_at=START - 7 * DAY)) == Nudge(Kind.INDUCTION)


def test_days_are_those_of_the_calendar() -> None:
    evening = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    assert may_be_told(Standing({}, told_at=evening), START, LONDON)
    assert not may_be_told(Standing({}, told_at=START), START + timedelta(hours=9), LONDON)


@pytest.mark.parametrize(
    ("joined", "new"), [(date(2025, 4, 30), False), (date(2025, 5, 1), True), (date(2025, 6, 30), True)]
)
def test_who_joins_within_sixty_days_after_the_election_is_new(joined: date, new: bool) -> None:
    assert is_new(joined, date(2025, 5, 1)) is new
    assert not is_new(joined, None)
    assert not is_new(date(2025, 7, 1), date(2025, 5, 1))


EVENTS = st.sampled_from(
    ["nothing"] * 8 + ["mistake", "looked at", "urgent", "closed", "done", "lesson", "stop", "start"]
)


@given(st.lists(st.tuples(EVENTS, st.integers(0, 23)), min_size=60, max_size=500), st.booleans())
def test_over_two_years_every_rule_holds(days: list[tuple[str, int]], new: bool) -> None:
    standing, urgent = Standing({}, new_since=START if new else None), False
    told: list[tuple[datetime, Nudge | None]] = []
    for number, (event, hour) in enumerate(days):
        at = START.replace(hour=hour) + number * 2 * DAY
        standing, urgent = happened(standing, event, at, urgent)
        if event == "lesson" and may_be_told(standing, at, LONDON):
            told.append((at, None))
            standing = replace(standing, told_at=at)
        for morning in (START + (number * 2 + 1) * DAY, START + (number * 2 + 1) * DAY + timedelta(hours=8)):
            now = replace(standing, urgent_at=morning) if urgent else standing
            found = said(now, morning)
            if found is None:
                continue
            assert not now.stopped
            assert now.urgent_at is None or morning - now.urgent_at >= REST
            assert found.kind is not Kind.REPEATS or now.waiting
            assert found.kind is not Kind.INDUCTION or now.new_since
            told.append((morning, found))
            standing = replace(standing, told_at=morning)
            if found.part:
                standing = replace(standing, done={found.part: replace(standing.done[found.part], reminded=found.mark)})
    assert_spaced(told)


def happened(standing: Standing, event: str, at: datetime, urgent: bool) -> tuple[Standing, bool]:
    """How somebody stands after a day's event, and whether an urgent case of theirs is open."""
    match event:
        case "mistake":
            return replace(standing, waiting=standing.waiting + 1), urgent
        case "looked at":
            return replace(standing, waiting=0), urgent
        case "urgent":
            return replace(standing, urgent_at=at), True
        case "closed" if urgent:
            return replace(standing, urgent_at=at), False
        case "done":
            return replace(standing, done={Part.THEORY: Done(Part.THEORY, at)}, new_since=None), urgent
        case "stop" | "start":
            return replace(standing, stopped=event == "stop"), urgent
    return standing, urgent


def assert_spaced(told: list[tuple[datetime, Nudge | None]]) -> None:
    """Never two on one day; those that come again and again at least a week after whatever was said before."""
    dates = [at.astimezone(LONDON).date() for at, _ in told]
    assert len(dates) == len(set(dates))
    for (before, _), (at, found) in pairwise(told):
        if found is not None and found.kind in (Kind.INDUCTION, Kind.REPEATS):
            assert (at.astimezone(LONDON).date() - before.astimezone(LONDON).date()).days >= 7
    marks = [found.mark for _, found in told if found is not None and found.kind is Kind.REFRESH]
    assert set(marks) <= set(MARKS)
