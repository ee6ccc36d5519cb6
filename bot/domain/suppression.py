"""Small numbers are not told, nor is anything from which one could be worked out.

A number from 1 to 4 is told as "fewer than 5". Where the total and the other numbers would give it away, others are
withheld as well: whoever knows the total, and these rules, is left with at least two values for each number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SMALLEST = 5


class Told(StrEnum):
    """How a number is told."""

    NUMBER = "number"
    FEW = "few"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it may be told; ``count`` is 0 where it is not."""

    told: Told
    count: int = 0


NONE, FEW, WITHHELD = Figure(Told.NUMBER), Figure(Told.FEW), Figure(Told.WITHHELD)


def alone(count: int) -> Figure:
    """A number that belongs to no table."""
    return FEW if _is_small(count) else Figure(Told.NUMBER, count)


def together(counts: Sequence[int]) -> tuple[Figure, ...]:
    """The numbers of one table, whose total is told with it (by ``alone``).

    They are those of all its rows: a table that has only the rows where something happened tells too much by that.
    """
    small = [place for place, count in enumerate(counts) if _is_small(count)]
    large = [place for place, count in enumerate(counts) if count >= SMALLEST]
    hidden = list(small)
    while small and not _is_safe(len(small), len(hidden) - len(small), sum(counts[place] for place in hidden)):
        if not large:
            return (WITHHELD,) * len(counts)  # zeros too: that there are any would say too much
        hidden.append(large.pop())  # by its place: were it the smallest, the others would tell how large it can be
    if small and sum(counts) <= SMALLEST:  # 5 too: else five of 1 would be the only ones that are all withheld
        return (WITHHELD,) * len(counts)
    return tuple(_figure(place, count, hidden) for place, count in enumerate(counts))


def _figure(place: int, count: int, hidden: Sequence[int]) -> Figure:
    if place not in hidden:
        return Figure(Told.NUMBER, count)
    return FEW if _is_small(count) else WITHHELD


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST


def _is_safe(small: int, large: int, total: int) -> bool:
    """Whether so many small and large numbers, of which the total is known, can each be two things at least.

    With large ones, all small ones can then be 1, or all of them 4, also for whoever knows that fewer were not enough.
    """
    most = SMALLEST - 1
    return total > most * small + SMALLEST * large if large else 1 < small < total < most * small
