"""How soon cases were taken and closed, beside what was promised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from bot.content import Words
from bot.content.times import span
from bot.domain.case import Status
from bot.domain.severity import Level
from bot.domain.suppression import SMALLEST
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


def share(kept: Kept, words: Words) -> str:
    """``94%``; less exact where that would tell a small number."""
    count = kept.in_time + kept.late
    if count < SMALLEST or 0 < kept.in_time < SMALLEST:
        return words.plain("trends.promise.too-few")
    if 0 < kept.late < SMALLEST:
        return words.plain("trends.promise.all-but-few")
    return words.plain("trends.promise.percent", percent=round(100 * kept.in_time / count))


def typical(times: Sequence[timedelta], words: Words) -> str:
    """The middle one of some times, for an officer's eye; nothing of a few."""
    return (
        span(timedelta(seconds=median(time.total_seconds() for time in times)))
        if len(times) >= SMALLEST
        else words.plain("trends.promise.too-few")
    )
