"""What several files must agree on, and the list of everything that is wrong with a knowledge base."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bot.domain.errors import Mistake
from bot.domain.report import Kind

from . import drafts, markup, removals, survey
from .actions import Action
from .catalogue import Catalogue
from .document import Document
from .folder import Folder, Parts
from .knowledge import Knowledge
from .pages import Page
from .rules import plain

MESSAGE = 4096  # Telegram's limit, in UTF-16 units
_AROUND = 300  # what is said around an entry: headings, the day of the check


def check(folder: Path) -> list[Mistake]:
    """Everything wrong in the knowledge base under ``folder``, by file and line."""
    return examine(folder)[1]


def examine(folder: Path) -> tuple[Knowledge | None, list[Mistake]]:
    """The knowledge base, None unless it is without mistakes, and the mistakes."""
    shelf = Folder(folder)
    parts = checked(shelf)
    mistakes = sorted(set(shelf.mistakes))
    return (None if mistakes else _knowledge(shelf.place, parts)), mistakes


def checked(shelf: Folder) -> Parts:
    """Everything in the folder that can be read; what is wrong is noted in its documents."""
    parts = shelf.read()
    known = parts.ids.union(parts.planned)
    _check_ids(parts.pages)
    _check_related(parts.pages, known)
    _check_phrases(parts.pages)
    _check_messages(parts.pages)
    _check_kinds(parts.kinds or {}, known, shelf.document("report.yaml"))
    _check_actions(parts.actions or {}, known, shelf.document("actions.yaml"))
    _check_smalltalk(parts, shelf.document("smalltalk.yaml"))
    _check_removals(parts, shelf.document("removals.yaml"))
    drafts.check_entries(parts.remarks or {}, known, shelf.document("draft.yaml"))
    if parts.survey and parts.kinds:
        survey.check(parts.survey, parts.kinds, parts.words, shelf.document("survey.yaml"))
    return parts


def _knowledge(place: Path, parts: Parts) -> Knowledge | None:
    council, contacts, danger = parts.council, parts.contacts, parts.danger
    if council is None or contacts is None or danger is None or parts.platforms is None or parts.kinds is None:
        return None
    if parts.actions is None or parts.smalltalk is None or parts.welsh is None:
        return None
    if parts.removals is None or parts.survey is None:
        return None
    return Knowledge(
        folder=place,
        council=council,
        contacts=contacts,
        catalogue=Catalogue(page.entry for page in parts.pages),
        words=parts.words,
        platforms=parts.platforms,
        kinds=parts.kinds,
        guides={guide.id: guide for guide in parts.guides},
        lessons={module.id: module for module in parts.lessons},
        patterns=danger.patterns,
        vetoes=danger.vetoes,
        learnt=danger.learnt,
        remarks=parts.remarks or {},
        actions=parts.actions,
        smalltalk=parts.smalltalk,
        welsh=parts.welsh,
        removals=parts.removals,
        survey=parts.survey,
    )


def _check_ids(pages: Iterable[Page]) -> None:
    first: dict[str, Page] = {}
    for page in pages:
        other = first.setdefault(page.entry.id, page)
        if other is not page:
            page.document.wrong((), f"{page.entry.id} is {other.document.file} already: give it another name")


def _check_related(pages: Iterable[Page], known: Collection[str]) -> None:
    for page in pages:
        related = page.entry.related
        for index, id in enumerate(related):
            if id == page.entry.id:
                page.document.wrong(("related", index), f"{id} is this entry: take it out")
            elif id in related[:index]:
                page.document.wrong(("related", index), f"{id} stands in related twice: take one out")
            elif id not in known:
                page.document.wrong(("related", index), f"there is no entry {id}, nor is one planned")


def _check_kinds(kinds: Mapping[str, Kind], known: Collection[str], document: Document) -> None:
    for kind in kinds.values():
        if kind.entry not in known:
            document.wrong(("kinds", kind.id, "entry"), f"there is no entry {kind.entry}, nor is one planned")


def _check_actions(actions: Mapping[str, Action], known: Collection[str], document: Document) -> None:
    for action in actions.values():
        if action.entry not in known:
            document.wrong((action.id, "entry"), f"there is no entry {action.entry}, nor is one planned")


def _check_removals(parts: Parts, document: Document) -> None:
    held = {page.entry.id: page.entry for page in parts.pages}
    for loc, text in removals.misread(parts.removals, held, parts.ids) if parts.removals else ():
        document.wrong(loc, text)


def _check_smalltalk(parts: Parts, document: Document) -> None:
    for kind in parts.smalltalk or {}:
        if not parts.words.has(f"smalltalk.{kind}"):
            document.wrong((kind,), f"words/en/chat.yaml has no sentence smalltalk.{kind}: add it")


def _check_phrases(pages: Iterable[Page]) -> None:
    """A phrase belongs to one entry, and what the bot is tested with is nothing that it was given."""
    asks: dict[str, Page] = {}
    tests: dict[str, Page] = {}
    for page in pages:
        for index, ask in enumerate(page.entry.asks):
            if (other := asks.setdefault(plain(ask), page)) is not page:
                page.document.wrong(("asks", index), f'"{ask}" is asked in {other.document.file} too: keep it in one')
    for page in pages:
        for index, test in enumerate(page.entry.tests):
            if asked := asks.get(plain(test)):
                text = f'"{test}" is among the asks of {asked.document.file}: write another test'
                page.document.wrong(("tests", index), text)
            elif (other := tests.setdefault(plain(test), page)) is not page:
                page.document.wrong(
                    ("tests", index), f'"{test}" is a test of {other.document.file} too: keep it in one'
                )


def _check_messages(pages: Iterable[Page]) -> None:
    titles = {page.entry.id: page.entry.title for page in pages}
    for page in pages:
        entry = page.entry
        below = [source.title for source in entry.sources]
        below += [titles.get(id, "") for id in entry.related]
        for reading in page.readings:
            message = "\n\n".join([entry.title, *reading.answer, *below])
            if markup.units(message) + _AROUND > MESSAGE:
                page.document.wrong(("answer",), "answer, sources and related make too long a message: shorten them")
                break
