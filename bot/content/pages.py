"""One entry read from its file, with everything that is wrong with it by itself."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.domain.entry import Entry

from . import markup, rules
from .document import Document, Flaw, Loc
from .entry_file import EntryPart, entry
from .phones import Numbers
from .placeholders import Values
from .schema import ID, validate

#: Longest texts as they are seen, in UTF-16 units; a title must fit a button.
LONGEST = {"title": 60, "answer": 1500, "step": 600}
ID_LENGTH = 40
_FILE = TypeAdapter(EntryPart)
_MARKED = re.compile(r"<|&\w+;")


@dataclass(frozen=True, slots=True)
class Page:
    """An entry and the file it stands in, so that what is wrong with it can be told with its line."""

    document: Document
    entry: Entry


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the texts of entries may refer to. ``platforms`` is None where their file has mistakes of its own."""

    values: Values
    numbers: Numbers
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
    for loc, text in rules.faults(part):
        document.wrong(loc, text)
    _check_platform(part, platform, document, shelf)
    _check_title(part.title, document, shelf.values)
    for loc, source in part.html():
        _check_text(loc, source, document, shelf)
    return Page(document, entry(part, id, subject, shelf.values))


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
    document.flawed(loc, shelf.values.flaws(source))
    document.flawed(loc, markup.flaws(source))
    document.flawed(loc, shelf.numbers.flaws(source))
    seen = markup.visible(shelf.values.fill(source)).strip()
    _check_length("answer" if loc[-1] == "answer" else "step", loc, seen, document)


def _check_length(kind: str, loc: Loc, seen: str, document: Document) -> None:
    if (length := markup.units(seen)) > LONGEST[kind]:
        document.wrong(loc, f"this {kind} has {length} characters, values filled in: {LONGEST[kind]} at most")
