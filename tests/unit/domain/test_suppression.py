"""A number from 1 to 4 is not told, and cannot be worked out by whoever has all that is told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.suppression import FEW, NONE, SMALLEST, WITHHELD, Figure, Told, alone, together
from bot.domain.trends import Row, Table

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=7)


def ranges(figures: Sequence[Figure], total: int) -> list[range]:
    """What each number can be for whoever knows how they are told."""
    everything = all(figure == WITHHELD for figure in figures)
    hidden = range(total + 1) if everything else range(SMALLEST, total + 1)
    named = {Told.FEW: range(1, SMALLEST), Told.WITHHELD: hidden}
    return [named.get(figure.told, range(figure.count, figure.count + 1)) for figure in figures]


def sums(parts: Sequence[range]) -> set[int]:
    """All sums of one number of each."""
    found = {0}
    for part in parts:
        found = {before + value for before in found for value in part}
    return found


def possible(figures: Sequence[Figure], totals: Sequence[int]) -> list[set[int]]:
    """The values that each number can have, all others being something that they can be."""
    parts = ranges(figures, max(totals))
    rest = [sums([*parts[:place], *parts[place + 1 :]]) for place in range(len(parts))]
    return [
        {value for value in part if any(total - value in others for total in totals)}
        for part, others in zip(parts, rest, strict=True)
    ]


@given(COUNTS)
def test_no_number_that_is_not_told_can_be_worked_out_from_the_others_and_the_total(counts: list[int]) -> None:
    figures, total = together(counts), sum(counts)
    totals = [total] if alone(total).told is Told.NUMBER else list(range(1, SMALLEST))
    for figure, count, values in zip(figures, counts, possible(figures, totals), strict=True):
        if figure.told is Told.NUMBER:
            assert figure.count == count
        else:
            assert count in values, "what is told is true"
            assert len(values) > 1, (counts, figures)


def shares(total: int, width: int) -> Iterator[tuple[int, ...]]:
    """Every way to share out a total."""
    if width == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *others) for others in shares(total - first, width - 1))


Sight = tuple[Figure, tuple[tuple[str, Figure], ...], tuple[str, ...], bool]


def sight(counts: Sequence[int]) -> Sight:
    """All that is to be seen of a table: its total, the rows that are shown, those named as zero, if any is told."""
    rows = tuple(Row(str(place), figure) for place, figure in enumerate(together(counts)))
    table = Table("kinds", "Cases by kind", rows)
    seen = tuple((row.label, row.figure) for row in table.happened)
    return alone(sum(counts)), seen, table.never, table.is_withheld


@cache
def behind(total: int, width: int) -> dict[Sight, list[set[int]]]:
    """For all that can be seen of tables with such a total: the values that each of their numbers can have."""
    totals = [total] if alone(total).told is Told.NUMBER else range(1, SMALLEST)
    found: dict[Sight, list[set[int]]] = defaultdict(lambda: [set() for _ in range(width)])
    for counts in (each for total in totals for each in shares(total, width)):
        for values, count in zip(found[sight(counts)], counts, strict=True):
            values.add(count)
    return found


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5).filter(lambda counts: sum(counts) <= 16))
@example([1] * 5)
def test_whoever_knows_the_rules_too_can_work_out_no_small_number(counts: list[int]) -> None:
    """Of all tables that look the same, with rows left out, some have one value for it, and others another."""
    for count, values in zip(counts, behind(sum(counts), len(counts))[sight(counts)], strict=True):
        assert count in values
        assert len(values) > 1 or count not in range(1, SMALLEST), (counts, together(counts))


@given(COUNTS)
def test_a_small_number_is_never_told_and_carried_nowhere(counts: list[int]) -> None:
    for figure in together(counts):
        assert figure.count not in range(1, SMALLEST)
        assert figure.told is Told.NUMBER or figure.count == 0


@given(st.lists(st.integers(0, 40).filter(lambda count: count not in range(1, SMALLEST)), min_size=1))
def test_nothing_is_withheld_where_nothing_is_small(counts: list[int]) -> None:
    assert [figure.count for figure in together(counts)] == counts


def number(count: int) -> Figure:
    return Figure(Told.NUMBER, count)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([3, 9, 20], [FEW, number(9), WITHHELD]),  # 32 - 29 would give it away
        ([2, 4, 20, 0], [FEW, FEW, number(20), NONE]),  # 6 is 2 + 4, 3 + 3 or 4 + 2
        ([1, 1, 20, 30], [FEW, FEW, number(20), WITHHELD]),  # 2 is 1 + 1 only
        ([1, 20, 5], [FEW, WITHHELD, WITHHELD]),  # 6 is 1 + 5 only
        ([4, 7, 7], [FEW, number(7), WITHHELD]),  # the 7 says nothing of what is withheld
        ([4, 4], [WITHHELD, WITHHELD]),
        ([1, 4], [WITHHELD, WITHHELD]),
        ([1, 0, 0], [WITHHELD, WITHHELD, WITHHELD]),
        ([1, 5], [WITHHELD, WITHHELD]),
        ([7], [number(7)]),
        ([0, 0], [number(0), number(0)]),
    ],
)
def test_examples(counts: list[int], told: list[Figure]) -> None:
    assert list(together(counts)) == told


@pytest.mark.parametrize(("count", "told"), [(0, number(0)), (1, FEW), (4, FEW), (5, number(5))])
def test_a_number_alone(count: int, told: Figure) -> None:
    assert alone(count) == told
