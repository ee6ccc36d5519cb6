"""Lessons: modules of the training, which show passages of the toolkit and ask about them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.entry import CouncilKind, Entry, Nation, Place
from bot.domain.lesson import Lesson, Module, Part

from . import figures, lesson_file, markup, texts
from .document import Document, Loc
from .lesson_file import LessonPart, ModulePart, Written, line
from .phones import Numbers
from .placeholders import Values
from .schema import ID, validate

#: What a lesson shows fits one message with its headings, in UTF-16 units.
SHOWN = 3600
#: A question's key stands in the data of a button, which holds 64 bytes.
KEY = 48
_PLACES = tuple(Place(nation, council) for nation in Nation for council in CouncilKind)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lessons may refer to. ``ids`` are those of every entry that has a file, readable or not."""

    values: Values
    numbers: Numbers
    entries: Mapping[str, Entry]
    ids: Collection[str]


def programme(documents: Iterable[Document], shelf: Shelf) -> tuple[Module, ...]:
    """The modules of the files, without those that cannot be used, in the order in which they are taught."""
    taken: dict[tuple[Part, int], Document] = {}
    found: list[Module] = []
    for document in documents:
        module = read(document, shelf)
        if module is not None:
            other = taken.setdefault((module.part, module.place), document)
            if other is not document:
                text = f"place {module.place} in {module.part} is that of {other.file}: give it another"
                document.wrong(("place",), text)
            found.append(module)
    order = list(Part)
    return tuple(sorted(found, key=lambda module: (order.index(module.part), module.place)))


def read(document: Document, shelf: Shelf) -> Module | None:
    """The module of a file; None where it cannot be used."""
    part = validate(lesson_file.FILE, document)
    id = document.file.rpartition("/")[2].removesuffix(".yaml")
    if not ID.fullmatch(id):
        document.wrong((), f"{id}: the file name is the id: lower-case words joined by hyphens")
    if part is None:
        return None
    for loc, text in (*_faults(part, id), *_misread(part, shelf)):
        document.wrong(loc, text)
    for written in part.texts():
        _check_text(written, document, shelf)
    return None if document.mistakes else lesson_file.module(part, id, shelf.values)


def _faults(part: ModulePart, id: str) -> Iterator[tuple[Loc, str]]:
    """What is wrong with the module by itself."""
    yield from _twice([lesson.id for lesson in part.lessons], ("lessons",))
    for n, lesson in enumerate(part.lessons):
        yield from _twice([question.id for question in lesson.questions], ("lessons", n, "questions"))
    for loc, lesson, question in part.questions():
        key = lesson_file.key(id, lesson, question)
        if len(key) > KEY:
            yield (*loc, "id"), f"{key} has {len(key)} characters: {KEY} at most, so choose shorter ids"
        if (rights := sum(answer.right is not None for answer in question.answers)) != 1:
            yield (*loc, "answers"), f"exactly one answer is right, and here there are {rights}"
        given = [line(answer.text) for answer in question.answers]
        for n, text in enumerate(given):
            if text in given[:n]:
                yield (*loc, "answers", n), f'"{question.answers[n].text}" is an answer here twice: write another'


def _twice(ids: Sequence[str], loc: Loc) -> Iterator[tuple[Loc, str]]:
    for n, id in enumerate(ids):
        if id in ids[:n]:
            yield (*loc, n, "id"), f"{id} stands here twice: give this one an id of its own"


def _misread(part: ModulePart, shelf: Shelf) -> Iterator[tuple[Loc, str]]:
    """What the lessons want to show that the toolkit does not have."""
    for n, lesson in enumerate(part.lessons):
        entry = shelf.entries.get(lesson.entry)
        if entry is not None and not entry.withdrawn:
            yield from ((("lessons", n, *loc), text) for loc, text in _in_every_place(lesson, entry, shelf.values))
        elif entry is not None or lesson.entry not in shelf.ids:
            yield ("lessons", n, "entry"), f"there is no entry {lesson.entry} in use"


def _in_every_place(part: LessonPart, entry: Entry, values: Values) -> Iterator[tuple[Loc, str]]:
    """What is missing from the entry somewhere that it holds, each told once."""
    told: set[Loc] = set()
    for place in filter(entry.holds, _PLACES):
        here = entry.at(place)
        for loc, text in list(_missing(part, here)) or _unsaid(part, here, values):
            if loc not in told:
                told.add(loc)
                yield loc, f"{text} ({place.nation.title()}, {place.council})"


def _missing(part: LessonPart, entry: Entry) -> Iterator[tuple[Loc, str]]:
    for name, what, held in (("shows", "paragraph", entry.paragraphs), ("steps", "step", entry.steps)):
        for n, number in enumerate(getattr(part, name)):
            if number > len(held):
                yield (name, n), f"{entry.id} has no {what} {number}: it has {len(held)}"


def _unsaid(part: LessonPart, entry: Entry, values: Values) -> Iterator[tuple[Loc, str]]:
    shown = Lesson(part.id, part.title, part.entry, tuple(part.shows), tuple(part.steps), ()).shown(entry)
    seen = [_compared(passage, values) for passage in shown]
    if (length := sum(map(markup.units, seen))) > SHOWN:
        yield ("shows",), f"the lesson shows {length} characters: {SHOWN} at most"
    for n, question in enumerate(part.questions):
        words = re.compile(rf"(?<!\w){re.escape(_compared(question.rests_on, values))}(?!\w)")
        if not any(map(words.search, seen)):
            yield ("questions", n, "rests_on"), f'the lesson does not show "{line(question.rests_on)}"'


def _compared(source: str, values: Values) -> str:
    """A text with values filled in, and without markup, line ends or capital letters."""
    return line(markup.visible(values.fill(source))).casefold()


def _check_text(text: Written, document: Document, shelf: Shelf) -> None:
    if text.plain:
        filled = line(shelf.values.fill(text.source, escape=False))
        typed = (shelf.values.flaws(text.source), shelf.numbers.flaws(text.source), figures.flaws(text.source))
        document.flawed(text.loc, (flaw for flaws in typed for flaw in flaws))
        if markup.visible(filled) != filled:
            document.wrong(text.loc, "this is shown without markup: no tags, no {law.…}, and & as it is")
    else:
        filled = line(shelf.values.fill(text.source))
        document.flawed(text.loc, texts.flaws(text.source, shelf.values, shelf.numbers))
    if (length := markup.units(markup.visible(filled))) > text.limit:
        document.wrong(text.loc, f"this text has {length} characters, values filled in: {text.limit} at most")
