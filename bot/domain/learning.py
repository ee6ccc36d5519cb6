"""What somebody is taught and has learnt: what is open, what comes back, when a part is done and when that lapses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .lesson import Lesson, Module, Part, Question

#: So long before its completion lapses a part may be gone through anew.
WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Answered:
    """How a question was answered last, and when last rightly; ``card`` is how it is spaced, "" where it is not."""

    question: str
    right: bool
    at: datetime
    right_at: datetime | None = None
    #: When it comes back, because it was answered wrongly.
    due_at: datetime | None = None
    card: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A part was completed, alone or in a taught session; ``reminded`` is the last mark (days) before its lapse."""

    part: Part
    at: datetime
    taught: bool = False
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the course: a lesson of a module, and one of its questions."""

    module: Module
    lesson: Lesson
    question: Question


@dataclass(frozen=True, slots=True)
class Course:
    """The modules that somebody is taught, in their order."""

    modules: tuple[Module, ...]

    @classmethod
    def of(cls, modules: Iterable[Module], is_for: Callable[[Lesson], bool]) -> "Course":
        """Of the modules, the lessons for which ``is_for``; a module without any is left out."""
        cut = (replace(module, lessons=tuple(filter(is_for, module.lessons))) for module in modules)
        return cls(tuple(module for module in cut if module.lessons))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that there are."""
        return tuple(part for part in Part if any(module.part is part for module in self.modules))

    def spots(self, *parts: Part) -> tuple[Spot, ...]:
        """Every question of these parts, of all where none is given, in the order in which they are met."""
        return tuple(
            Spot(module, lesson, question)
            for module in self.modules
            for lesson in module.lessons
            for question in lesson.questions
            if not parts or module.part in parts
        )

    def spot(self, key: str) -> Spot | None:
        """Where a question stands; None where it is not, or no longer, in the course."""
        return next((spot for spot in self.spots() if spot.question.key == key), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is. A part's completion is good for so long as ``valid`` says."""

    answered: Mapping[str, Answered]
    done: Mapping[Part, Done]
    valid: timedelta

    def lapses_at(self, part: Part) -> datetime | None:
        """When the part's completion lapses, or lapsed; None where it was never completed."""
        done = self.done.get(part)
        return done.at + self.valid if done else None

    def is_settled(self, part: Part, now: datetime) -> bool:
        """Whether the part is done, and not yet to be gone through anew."""
        lapse = self.lapses_at(part)
        return lapse is not None and now < lapse - WINDOW

    def holds(self, part: Part, now: datetime) -> bool:
        """Whether the part is done, and that has not lapsed."""
        lapse = self.lapses_at(part)
        return lapse is not None and now < lapse

    def is_open(self, spot: Spot, now: datetime) -> bool:
        """Whether the question has still to be answered rightly in this round of its part."""
        if self.is_settled(spot.module.part, now):
            return False
        lapse, answered = self.lapses_at(spot.module.part), self.answered.get(spot.question.key)
        if answered is None or answered.right_at is None:
            return True
        return lapse is not None and answered.right_at < lapse - WINDOW

    def open_in(self, spots: Iterable[Spot], now: datetime) -> tuple[Spot, ...]:
        """Those of the questions that are open, in their order."""
        return tuple(spot for spot in spots if self.is_open(spot, now))

    def learnt(self, course: Course, part: Part, now: datetime) -> tuple[int, int]:
        """Of how many of a part's lessons nothing is open, and how many lessons it has."""
        lessons = [lesson for module in course.modules if module.part is part for lesson in module.lessons]
        open_ones = {spot.lesson for spot in self.open_in(course.spots(part), now)}
        return sum(lesson not in open_ones for lesson in lessons), len(lessons)

    def due(self, course: Course, now: datetime) -> tuple[Spot, ...]:
        """What comes back now, the longest due first."""
        waiting = {key: each.due_at for key, each in self.answered.items() if each.due_at and each.due_at <= now}
        found = (spot for spot in course.spots() if spot.question.key in waiting)
        return tuple(sorted(found, key=lambda spot: waiting[spot.question.key]))


def after(spots: tuple[Spot, ...], key: str, is_open: Callable[[Spot], bool]) -> Spot | None:
    """The next open question behind that one; behind the last, from the start again up to that one itself."""
    place = [spot.question.key for spot in spots].index(key) + 1
    return next(filter(is_open, (*spots[place:], *spots[:place])), None)
