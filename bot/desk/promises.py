"""How soon cases were taken and closed, beside what was promised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from bot.content import Words
from bot.content.times import span
from bot.domain.case import Status
from bot.domain.severity import Level
from bot.domain.suppression import FEW, NONE, SMALLEST, WITHHELD, Figure, together
from bot.storage.trends import Course


@dataclass(slots=True)
class Kept:
    """Of one level: how many were taken in time and how many late, and how long each step took."""

    in_time: int = 0
    late: int = 0
    taken: list[timedelta] = field(default_factory=list)
    closed: list[timedelta] = field(default_factory=list)


def kept_by_level(courses: Iterable[Course]) -> Mapping[Level, Kept]:
    """What became of the promise, the gravest level first; who was never taken, and took it back, does not count."""
    found = {level: Kept() for level in sorted(Level, reverse=True)}
    for course in courses:
        kept = found[course.level]
        if course.taken_at is not None:
            is_late = course.taken_at > course.take_by
            kept.in_time, kept.late = kept.in_time + (not is_late), kept.late + is_late
            kept.taken.append(course.taken_at - course.opened_at)
        if course.status is Status.RESOLVED and course.closed_at is not None:
            kept.closed.append(course.closed_at - course.opened_at)
    return found


def promise(kept: Kept, count: int, words: Words) -> tuple[str, str, str]:
    """How many were taken in time (``94%``), and the middle times until cases were taken and closed.

    ``count`` is the number of the level's cases, which is told: of those never taken no more may be told by it.
    """
    figures = together((kept.in_time, kept.late, count - kept.in_time - kept.late))
    in_time, late, _ = figures
    few = words.plain("trends.promise.too-few")
    is_known = figures != (WITHHELD,) * 3 and any(each == WITHHELD or each.count for each in (in_time, late))
    if not is_known:
        return few, few, few
    return _share(kept, in_time, late, words), _typical(kept.taken, words), _typical(kept.closed, words)


def _share(kept: Kept, in_time: Figure, late: Figure, words: Words) -> str:
    if in_time == FEW:
        return words.plain("trends.promise.too-few")
    if late == FEW:
        return words.plain("trends.promise.all-but-few")
    if WITHHELD in (in_time, late) and NONE not in (in_time, late):
        return words.plain("trends.withheld")
    return words.plain("trends.promise.percent", percent=round(100 * kept.in_time / (kept.in_time + kept.late)))


def _typical(times: Sequence[timedelta], words: Words) -> str:
    """The middle one of some times, for an officer's eye; nothing of a few."""
    return (
        span(timedelta(seconds=median(time.total_seconds() for time in times)))
        if len(times) >= SMALLEST
        else words.plain("trends.promise.too-few")
    )
