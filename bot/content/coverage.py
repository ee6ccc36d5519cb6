"""How much of the toolkit there is, subject by subject, and how well it is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.entry import Entry, Grade

from .catalogue import SUBJECTS
from .folder import Parts

#: From the surest to the least sure.
GRADES = (Grade.OFFICIAL, Grade.SECONDARY, Grade.FROM_MEMORY)


@dataclass(frozen=True, slots=True)
class Row:
    """One subject: entries written and planned, phrases given and held out, and entries by their surest source."""

    subject: str
    written: int
    planned: int
    asks: int
    tests: int
    variants: int
    grades: tuple[int, ...]
    withdrawn: int
    due: int


def surest(entry: Entry) -> Grade:
    """The grade of an entry's surest source."""
    return min((source.grade for source in entry.sources), key=GRADES.index)


def is_due(entry: Entry, today: date) -> bool:
    """Whether the entry is past its review date."""
    return today > entry.review_by


def rows(parts: Parts, today: date) -> Iterator[Row]:
    """A row for each subject, and one named "" for all of them."""
    entries = [page.entry for page in parts.pages]
    written = {entry.id for entry in entries}
    missing = [subject for id, subject in parts.planned.items() if id not in written]
    for subject in SUBJECTS:
        held = [entry for entry in entries if entry.subject == subject]
        yield _row(subject, held, missing.count(subject), today)
    yield _row("", entries, len(missing), today)


def _row(subject: str, entries: Iterable[Entry], missing: int, today: date) -> Row:
    held = list(entries)
    grades = [surest(entry) for entry in held]
    return Row(
        subject,
        written=len(held),
        planned=len(held) + missing,
        asks=sum(len(entry.asks) for entry in held),
        tests=sum(len(entry.tests) for entry in held),
        variants=sum(len(entry.variants) for entry in held),
        grades=tuple(grades.count(grade) for grade in GRADES),
        withdrawn=sum(entry.withdrawn for entry in held),
        due=sum(is_due(entry, today) for entry in held),
    )


@dataclass(frozen=True, slots=True)
class Programme:
    """How much training there is."""

    modules: int
    lessons: int
    questions: int


def programme(parts: Parts) -> Programme:
    """The modules that can be used, counted with what is in them."""
    return Programme(
        modules=len(parts.lessons),
        lessons=sum(len(module.lessons) for module in parts.lessons),
        questions=sum(len(module.questions) for module in parts.lessons),
    )
