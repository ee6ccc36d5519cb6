"""How a promise was kept: nothing is said of it from which a small number could be worked out."""

from collections import defaultdict
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.promises import Kept, promise
from bot.domain.suppression import SMALLEST
from tests.shipped import shipped

WORDS = shipped().words
DAY = timedelta(days=1)

Course = tuple[int, int, int]


def told(course: Course) -> tuple[str, str, str]:
    """What is said of a level with so many taken in time, late, and not at all; those that were taken are closed."""
    in_time, late, rest = course
    times = [DAY] * (in_time + late)
    return promise(Kept(in_time, late, times, times), in_time + late + rest, WORDS)


@cache
def alike(count: int) -> dict[tuple[str, str, str], list[Course]]:
    """All that can be behind what is said of so many cases."""
    found = defaultdict(list)
    for in_time in range(count + 1):
        for late in range(count + 1 - in_time):
            course = in_time, late, count - in_time - late
            found[told(course)].append(course)
    return found


@given(st.tuples(*[st.integers(0, 14)] * 3).filter(lambda course: sum(course) >= SMALLEST))
def test_no_small_number_can_be_worked_out_from_a_share(course: Course) -> None:
    possible = alike(sum(course))[told(course)]
    for place, count in enumerate(course):
        if 0 < count < SMALLEST:
            assert len({other[place] for other in possible}) > 1, (course, told(course))


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ((20, 0, 0), "100%"),
        ((20, 0, 2), "100%"),
        ((0, 9, 0), "0%"),
        ((15, 5, 5), "75%"),
        ((15, 5, 2), "not shown"),  # else of 22 cases 20 were taken, and 2 were not
        ((20, 2, 0), "all but fewer than 5"),
        ((3, 20, 0), "too few to say"),
        ((0, 2, 9), "too few to say"),
        ((0, 0, 9), "too few to say"),
        ((5, 1, 0), "too few to say"),
        ((1, 1, 8), "too few to say"),
    ],
)
def test_examples(course: Course, said: str) -> None:
    assert told(course)[0] == said
