"""Who has done what of the training, for administrators: numbers, and a table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from bot.content import Knowledge
from bot.domain.learning import Done, Progress
from bot.domain.lesson import Part
from bot.domain.person import Person, Role

from .learning import Learning
from .turn import Turn

#: What a spreadsheet would take for a formula begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Pupil:
    """A councillor, or somebody else with a role who has done a part, and what they have done."""

    person: Person
    done: Mapping[Part, Done]
    #: The parts whose completion is still good.
    holds: frozenset[Part]
    #: Of each part in their course, how many lessons they have learnt, of how many.
    lessons: Mapping[Part, tuple[int, int]]


async def roll(turn: Turn, learning: Learning) -> list[Pupil]:
    """Everybody concerned, by name."""
    done, answered = await turn.tx.learning.all_done(), await turn.tx.learning.all_answered()
    people = [
        person
        for person in await turn.tx.people.with_role(*Role)
        if Role.COUNCILLOR in person.roles or done.get(person.id)
    ]
    return [
        _pupil(
            person, learning, Progress(answered.get(person.id, {}), done.get(person.id, {}), learning.valid), turn.now
        )
        for person in sorted(people, key=lambda person: person.name.casefold())
    ]


def _pupil(person: Person, learning: Learning, progress: Progress, now: datetime) -> Pupil:
    course = learning.course(person)
    holds = frozenset(part for part in progress.done if progress.holds(part, now))
    return Pupil(person, progress.done, holds, {part: progress.learnt(course, part, now) for part in course.parts})


def table(pupils: list[Pupil], knowledge: Knowledge, learning: Learning) -> bytes:
    """A line for each person and part, as CSV that spreadsheets open: names, parts, dates (ISO 8601), how."""
    words, zone, written = knowledge.words, knowledge.council.zone, StringIO()
    lines = csv.writer(written)
    lines.writerow(
        [words.plain(f"training.csv.{name}") for name in ("name", "part", "lessons", "done", "until", "how")]
    )
    for pupil in pupils:
        for part, (learnt, count) in pupil.lessons.items():
            done, label = pupil.done.get(part), words.plain(f"training.part.{part}")
            lessons = words.plain("training.csv.learnt-of", learnt=learnt, count=count)
            if done is None:
                lines.writerow([_safe(pupil.person.name), label, lessons, "", "", ""])
                continue
            how = words.plain("training.csv.taught" if done.taught else "training.csv.learnt")
            dates = [_date(moment, zone) for moment in (done.at, done.at + learning.valid)]
            lines.writerow([_safe(pupil.person.name), label, lessons, *dates, how])
    return written.getvalue().encode("utf-8-sig")


def _date(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


def _safe(name: str) -> str:
    return f"'{name}" if name.startswith(_FORMULA) else name
