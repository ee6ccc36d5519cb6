"""The folder knowledge/ read file by file; what concerns several files at once is left to the checks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from bot.domain.errors import Mistake
from bot.domain.lesson import Module
from bot.domain.report import Kind

from . import (
    actions,
    contacts,
    council_file,
    danger,
    document,
    drafts,
    guides,
    kinds,
    law,
    lessons,
    pages,
    platforms,
    removals,
    smalltalk,
    survey,
    welsh,
    wording,
)
from .actions import Action
from .catalogue import SUBJECTS
from .contacts import Contact
from .council import Council
from .danger import Danger
from .document import Document
from .drafts import DraftRule
from .guides import Guide
from .law import Facts
from .pages import Page, Shelf
from .phones import Numbers
from .placeholders import CONTACT, Values
from .platforms import Platform
from .removals import RemovalRules
from .schema import validate
from .strays import LESSONS, PLATFORMS, strays
from .survey import Survey
from .welsh import Welsh
from .wording import Words

Made = TypeVar("Made")

LANGUAGE = "en"
CONTENTS = "planned.yaml"
OWN_WORDS = f"words/{LANGUAGE}/content.yaml"
#: The sentences that this room itself says things with.
WORDS = (
    *council_file.WORDS,
    *contacts.WORDS,
    *(f"subject.{subject}.{part}" for subject in SUBJECTS for part in ("label", "about")),
)
_CONTENTS = TypeAdapter(dict[str, list[str]])


@dataclass(slots=True)
class Parts:
    """What could be read; None stands for a file that could not be used, for reasons among the mistakes."""

    words: Words
    council: Council | None
    contacts: Mapping[str, Contact] | None
    platforms: Mapping[str, Platform] | None
    kinds: Mapping[str, Kind] | None
    danger: Danger | None
    remarks: Mapping[str, DraftRule] | None
    actions: Mapping[str, Action] | None
    smalltalk: Mapping[str, tuple[str, ...]] | None
    welsh: Welsh | None
    removals: RemovalRules | None
    survey: Survey | None
    #: Subjects by the id of what the contents page lists, in its order.
    planned: Mapping[str, str]
    pages: list[Page]
    guides: tuple[Guide, ...]
    #: In the order of the programme.
    lessons: tuple[Module, ...]
    #: Of every entry that has a file, readable or not.
    ids: frozenset[str]


class Folder:
    """The files of the folder, each read once, and the mistakes in them."""

    def __init__(self, place: Path) -> None:
        self.place = place.resolve()
        self.documents: dict[str, Document] = {}
        self._other: list[Mistake] = [Mistake(self._file(name), 0, advice) for name, advice in strays(self.place)]

    @property
    def mistakes(self) -> list[Mistake]:
        """Everything found so far."""
        return self._other + [mistake for each in self.documents.values() for mistake in each.mistakes]

    def document(self, name: str) -> Document:
        """One file by its name under the folder, read at the first call."""
        if name not in self.documents:
            self.documents[name] = document.read(self.place / name, self._file(name))
        return self.documents[name]

    def wrong(self, name: str, text: str) -> None:
        """Note a mistake that has no line."""
        self._other.append(Mistake(self._file(name), 0, text))

    def read(self) -> Parts:
        """Everything that can be read, mistakes or none."""
        word_files = list(self._under(f"words/{LANGUAGE}"))
        raw = wording.gather(word_files)
        spoken = self._complete(raw)
        council = self._spoken(council_file.read, "council.yaml", spoken)
        services = self._spoken(contacts.read, "contacts.yaml", spoken)
        facts = law.read(self.document("law.yaml"))
        values = _values(council, services, facts)
        numbers = _numbers(services)
        brands = platforms.read(self.document("platforms.yaml"), values, numbers)
        planned = self._planned()
        read = self._pages(Shelf(values, numbers, facts, brands), planned)
        return Parts(
            words=wording.fill(raw, word_files, values),
            council=council,
            contacts=services,
            platforms=brands,
            kinds=kinds.read(self.document("report.yaml")),
            danger=danger.read(self.document("triage.yaml")),
            remarks=drafts.read(self.document("draft.yaml")),
            actions=actions.read(self.document("actions.yaml")),
            smalltalk=smalltalk.read(self.document("smalltalk.yaml")),
            welsh=welsh.read(self.document("welsh.yaml")),
            removals=self._removals(values, numbers, services, brands, facts),
            survey=survey.read(self.document("survey.yaml")),
            planned=planned,
            pages=read,
            guides=self._guides(values, numbers, brands or {}),
            lessons=self._lessons(values, numbers, read),
            ids=frozenset(self._ids()),
        )

    def _file(self, name: str) -> str:
        return f"{self.place.name}/{name}"

    def _under(self, shelf: str) -> Iterator[Document]:
        for path in sorted((self.place / shelf).glob("*.yaml")):
            yield self.document(f"{shelf}/{path.name}")

    def _complete(self, words: Words) -> Words:
        """The words with an empty sentence for each missing one, so that the files that use them can be read."""
        missing = [key for key in WORDS if not words.has(key)]
        for key in missing:
            self.wrong(OWN_WORDS, f"{key} is missing: add it")
        return Words({**words.sentences, **dict.fromkeys(missing, "")})

    def _spoken(self, read: Callable[[Document, Words], Made | None], name: str, words: Words) -> Made | None:
        try:
            return read(self.document(name), words)
        except KeyError as exc:
            self.wrong(OWN_WORDS, str(exc.args[0]))
            return None

    def _planned(self) -> Mapping[str, str]:
        if not (self.place / CONTENTS).exists():
            return {}
        listed = validate(_CONTENTS, self.document(CONTENTS)) or {}
        for subject in listed.keys() - set(SUBJECTS):
            self.document(CONTENTS).wrong((subject,), f"{subject} is no subject: one of {', '.join(SUBJECTS)}")
        return {id: subject for subject, ids in listed.items() for id in ids}

    def _pages(self, shelf: Shelf, planned: Mapping[str, str]) -> list[Page]:
        found: list[Page | None] = []
        for subject in SUBJECTS:
            if subject != PLATFORMS:
                found += [pages.read(each, subject, "", shelf) for each in self._under(f"topics/{subject}")]
        for path in sorted((self.place / PLATFORMS).glob("*/")):
            under = self._under(f"{PLATFORMS}/{path.name}")
            found += [pages.read(each, PLATFORMS, path.name, shelf) for each in under]
        order = {id: place for place, id in enumerate(planned)}
        subjects = {subject: place for place, subject in enumerate(SUBJECTS)}
        return sorted(
            filter(None, found),
            key=lambda page: (subjects[page.entry.subject], order.get(page.entry.id, len(order))),
        )

    def _guides(self, values: Values, numbers: Numbers, brands: Mapping[str, Platform]) -> tuple[Guide, ...]:
        names = {id: brand.name for id, brand in brands.items()}
        shelf = guides.Shelf(values, numbers, names, frozenset(self._ids()))
        return tuple(filter(None, (guides.read(each, shelf) for each in self._under("guides"))))

    def _lessons(self, values: Values, numbers: Numbers, read: list[Page]) -> tuple[Module, ...]:
        entries = {page.entry.id: page.entry for page in read}
        shelf = lessons.Shelf(values, numbers, entries, frozenset(self._ids()))
        return lessons.programme(list(self._under(LESSONS)), shelf)

    def _removals(
        self,
        values: Values,
        numbers: Numbers,
        services: Mapping[str, Contact] | None,
        brands: Mapping[str, Platform] | None,
        facts: Facts | None,
    ) -> RemovalRules | None:
        """None, without a mistake of its own, where a file that it refers to cannot be used."""
        document = self.document("removals.yaml")
        if services is None or brands is None or facts is None:
            return None
        return removals.read(document, removals.Shelf(values, numbers, services, brands, facts))

    def _ids(self) -> Iterator[str]:
        for name in self.documents:
            if name.startswith(("topics/", f"{PLATFORMS}/")):
                top, shelf, file = name.removesuffix(".yaml").split("/")
                yield f"{shelf}.{file}" if top == PLATFORMS else file


def _values(council: Council | None, services: Mapping[str, Contact] | None, facts: Facts | None) -> Values:
    known = dict(council.values()) if council else {}
    known |= {f"{CONTACT}{each.id}": each.line for each in (services or {}).values()}
    known |= dict(facts.values()) if facts else {}
    unread = (() if council else ("council.",)) + (() if services else (CONTACT,))
    return Values(known, unread + (() if facts else ("law.", "figure.")))


def _numbers(services: Mapping[str, Contact] | None) -> Numbers:
    return Numbers(number for each in (services or {}).values() for number in (each.phone, each.text) if number)
