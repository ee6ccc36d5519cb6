"""Whether scores mean what they say: of the first matches with a score of about 0.8, are eight in ten right?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """First matches whose score is at least ``low`` and below ``high``: their mean score, and the share right."""

    low: float
    high: float
    count: int
    score: float | None
    right: float | None


def bins(scored: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Ten bins of equal width over 0 to 1, from (score, whether it was right); a score of 1 is in the last."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in scored:
        held[min(max(int(score * BINS), 0), BINS - 1)].append((score, right))
    return tuple(_bin(at, pairs) for at, pairs in enumerate(held))


def _bin(at: int, pairs: Sequence[tuple[float, bool]]) -> Bin:
    low, high, count = at / BINS, (at + 1) / BINS, len(pairs)
    if not count:
        return Bin(low, high, 0, None, None)
    return Bin(low, high, count, sum(score for score, _ in pairs) / count, sum(right for _, right in pairs) / count)


def calibration_error(found: Iterable[Bin]) -> float:
    """How far scores and shares lie apart, on average over the matches (the expected calibration error)."""
    apart = [
        (each.count, abs(each.score - each.right))
        for each in found
        if each.score is not None and each.right is not None
    ]
    total = sum(count for count, _ in apart)
    return sum(count * distance for count, distance in apart) / total if total else 0.0
