"""One entry read from its file, with everything that is wrong with it by itself."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.domain.entry import Entry, Nation, Place, Source

from . import markup, rules, texts
from .document import Document, Flaw, Loc
from .entry_file import EntryPart, LawSourcePart, VariantPart, entry, flowing
from .law import Facts
from .phones import Numbers
from .placeholders import Values
from .schema import ID, validate

#: Longest texts as they are seen, in UTF-16 units; a title must fit a button.
LONGEST = {"title": 60, "answer": 1500, "step": 600}
ID_LENGTH = 40
_FILE = TypeAdapter(EntryPart)
_MARKED = re.compile(r"<|&\w+;")
_LAW = re.compile(r"\{law\.(\w+)\}")
_LINKED = re.compile(r"<a\b[^>]*>[^<]*\{law\.")


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry's text as it is seen in some place, values filled in: paragraphs of the answer, and steps."""

    answer: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An entry and the file it stands in, so that what is wrong with it can be told with its line.

    ``readings`` has the entry's own text, then that of each variant.
    """

    document: Document
    entry: Entry
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the texts of entries may refer to; None where that file has mistakes of its own."""

    values: Values
    numbers: Numbers
    facts: Facts | None
    platforms: Collection[str] | None


def read(document: Document, subject: str, platform: str, shelf: Shelf) -> Page | None:
    """The entry of a file, in a platform's folder or (``platform`` "") a subject's; None where it is not readable."""
    part = validate(_FILE, document)
    name = document.file.rpartition("/")[2].removesuffix(".yaml")
    id = f"{platform}.{name}" if platform else name
    if not ID.fullmatch(name) or len(id) > ID_LENGTH:
        document.wrong((), f"{name}: the file name is the id: lower-case words joined by hyphens, not too long")
    if part is None:
        return None
    sources = tuple(_sources(part, document, shelf.facts))
    for loc, text in rules.faults(part, sources):
        document.wrong(loc, text)
    _check_platform(part, platform, document, shelf)
    _check_title(part.title, document, shelf.values)
    for loc, source in part.html():
        _check_text(loc, source, document, shelf)
    built = entry(part, id, subject, shelf.values, sources)
    _check_laws(part, built, document, shelf.facts)
    if not sources:
        return None
    own = _reading(part.answer, part.steps, shelf.values)
    others = (_reading(each.answer, each.steps or part.steps, shelf.values) for each in part.variants)
    return Page(document, built, (own, *others))


def _reading(answer: str, steps: list[str], values: Values) -> Reading:
    def seen(texts: list[str]) -> tuple[str, ...]:
        return tuple(markup.visible(values.fill(text)).strip() for text in texts)

    return Reading(seen(flowing(answer).split("\n\n")), seen(steps))


def _sources(part: EntryPart, document: Document, facts: Facts | None) -> Iterator[Source]:
    for index, source in enumerate(part.sources):
        if not isinstance(source, LawSourcePart):
            yield source.source()
        elif facts is not None and source.law in facts.laws:
            yield facts.laws[source.law].source
        elif facts is not None:
            document.wrong(("sources", index, "law"), f"there is no law {source.law} in law.yaml: add it there")


def _check_platform(part: EntryPart, folder: str, document: Document, shelf: Shelf) -> None:
    if folder and part.platform != folder:
        document.wrong(("platform",), f"write platform: {folder}, as the folder is called")
    elif part.platform and shelf.platforms is not None and part.platform not in shelf.platforms:
        document.wrong(("platform",), f"{part.platform} is not in platforms.yaml: add it there")


def _check_title(title: str, document: Document, values: Values) -> None:
    document.flawed(("title",), values.flaws(title))
    if marked := _MARKED.search(title):
        document.flawed(("title",), [Flaw(marked.start(), "title is shown on buttons: no tags, and & as it is")])
    _check_length("title", ("title",), values.fill(title, escape=False).strip(), document)


def _check_text(loc: Loc, source: str, document: Document, shelf: Shelf) -> None:
    document.flawed(loc, texts.flaws(source, shelf.values, shelf.numbers))
    if linked := _LINKED.search(source):
        document.flawed(loc, [Flaw(linked.start(), "{law.…} is a link already: take the <a> around it out")])
    seen = markup.visible(shelf.values.fill(source)).strip()
    _check_length("answer" if loc[-1] == "answer" else "step", loc, seen, document)


def _check_length(kind: str, loc: Loc, seen: str, document: Document) -> None:
    if (length := markup.units(seen)) > LONGEST[kind]:
        document.wrong(loc, f"this {kind} has {length} characters, values filled in: {LONGEST[kind]} at most")


def _check_laws(part: EntryPart, built: Entry, document: Document, facts: Facts | None) -> None:
    """A law is named only to readers in nations where it holds."""
    laws = facts.laws if facts else {}
    wrong: set[tuple[Loc, str, Nation]] = set()
    for place in (Place(nation, council) for nation in part.nations for council in part.councils):
        for loc, text in _read_in(part, built, place):
            named = {id for id in _LAW.findall(text) if id in laws}
            wrong |= {(loc, id, place.nation) for id in named if place.nation not in laws[id].nations}
    for loc, id, nation in sorted(wrong, key=str):
        text = f"{{law.{id}}} does not hold in {nation.title()}, where this is read too: give that nation a variant"
        document.wrong(loc, text)


def _read_in(part: EntryPart, built: Entry, place: Place) -> Iterator[tuple[Loc, str]]:
    """The texts that somebody in that place reads, as ``Entry.at`` chooses them."""
    chosen: EntryPart | VariantPart = part
    begin: Loc = ()
    for index, variant in enumerate(built.variants):
        if variant.holds(place):
            chosen, begin = part.variants[index], ("variants", index)
            break
    yield (*begin, "answer"), chosen.answer
    steps, begin = (chosen.steps, begin) if chosen.steps else (part.steps, ())
    yield from (((*begin, "steps", index), step) for index, step in enumerate(steps))
