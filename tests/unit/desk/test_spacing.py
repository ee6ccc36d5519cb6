"""What was answered wrongly comes back after a day, then ever later, and a mistake begins again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.spacing import LEARNT, spaced

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def answered(*rights: bool, now: datetime = NOW) -> list[datetime | None]:
    """When a question comes back after each answer; each is given when it is due."""
    card, found = "", list[datetime | None]()
    for right in rights:
        card, due = spaced(card, right, now)
        found.append(due)
        now = due or now
    return found


def test_a_mistake_comes_back_the_next_day() -> None:
    assert answered(False) == [NOW + DAY]
    assert answered(False, False) == [NOW + DAY, NOW + 2 * DAY]


def test_what_is_right_again_and_again_is_learnt() -> None:
    *coming, last = answered(False, *[True] * 12)[:13]
    assert last is None or coming[-1] is None
    waits = [later - earlier for earlier, later in pairwise(filter(None, coming))]
    assert waits == sorted(waits)
    assert waits[0] >= DAY


def test_a_moment_of_any_zone_will_do() -> None:
    local = NOW.astimezone(ZoneInfo("Europe/London"))
    assert answered(False, now=local) == answered(False)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_it_comes_back_no_sooner_than_after_a_day_and_no_later_than_what_is_learnt(rights: list[bool]) -> None:
    card, now = "", NOW
    for right in (False, *rights):
        card, due = spaced(card, right, now)
        if due is None:
            assert right, "a mistake always comes back"
            break
        assert DAY <= due - now <= LEARNT
        now = due
