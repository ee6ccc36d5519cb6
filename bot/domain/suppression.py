"""Small numbers are not told, nor is anything from which one could be worked out.

A number from 1 to 4 is told as "fewer than 5". Where the total and the other numbers would give it away, others are
withheld as well, the smallest first: whoever knows the total is left with at least two values for each number.
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


FEW, WITHHELD = Figure(Told.FEW), Figure(Told.WITHHELD)


def alone(count: int) -> Figure:
    """A number that belongs to no table."""
    return FEW if _is_small(count) else Figure(Told.NUMBER, count)


def together(counts: Sequence[int]) -> tuple[Figure, ...]:
    """The numbers of one table, whose total is told with it (by ``alone``)."""
    small = {place for place, count in enumerate(counts) if _is_small(count)}
    large = sorted((place for place, count in enumerate(counts) if count >= SMALLEST), key=lambda place: counts[place])
    hidden: list[int] = sorted(small)
    while small and not _is_safe(len(small), len(hidden) - len(small), sum(counts[place] for place in hidden)):
        if not large:
            return (WITHHELD,) * len(counts)  # zeros too: that there are any would say too much
        hidden.append(large.pop(0))
    if small and _is_small(sum(counts)):
        return (WITHHELD,) * len(counts)
    return tuple(_figure(place, count, hidden) for place, count in enumerate(counts))


def _figure(place: int, count: int, hidden: Sequence[int]) -> Figure:
    if place not in hidden:
        return Figure(Told.NUMBER, count)
    return FEW if _is_small(count) else WITHHELD


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST


def _is_safe(small: int, large: int, total: int) -> bool:
    """Whether so many small and large numbers, of which the total is known, can each be two things at least."""
    most = SMALLEST - 1

    def possible(others_small: int, others_large: int, rest: int) -> bool:
        least = others_small + SMALLEST * others_large
        return rest >= least and (others_large > 0 or rest <= most * others_small)

    of_small = sum(possible(small - 1, large, total - value) for value in range(1, SMALLEST))
    of_large = sum(possible(small, large - 1, total - value) for value in range(SMALLEST, total + 1)) if large else 2
    return of_small > 1 and of_large > 1
