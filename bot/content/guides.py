"""Guides: a way through the toolkit, one step at a time, made of questions, texts and the steps of entries."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.domain.entry import CouncilKind, Nation, Place

from . import markup, texts
from .document import Document, Loc
from .phones import Numbers
from .placeholders import CONTACT, Values
from .schema import Id, Listed, Part, Text, validate

#: The answer to the question of this name stands for the platform in ``{on}.evidence``.
ON = "on"
PLATFORMS = "platforms"
_COMMAND = re.compile(r"[a-z][a-z0-9_]{0,31}")
LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a guide: a question (with choices), a text, or an entry whose steps are walked through.

    ``entry`` may begin with ``{on}``, the platform chosen before. ``choices`` are labels by value.
    """

    name: str
    text: str
    choices: Mapping[str, str]
    entry: str
    when: Mapping[str, frozenset[str]]
    nations: tuple[Nation, ...]
    councils: tuple[CouncilKind, ...]

    def holds(self, place: Place) -> bool:
        """Whether the stage is for somebody who serves there."""
        return place.nation in self.nations and place.council in self.councils

    def applies(self, chosen: Mapping[str, str]) -> bool:
        """Whether the stage comes, given what was answered before."""
        return all(chosen.get(name) in values for name, values in self.when.items())

    def entry_for(self, chosen: Mapping[str, str]) -> str:
        """The id of the entry whose steps come, "" where it depends on a platform that is not chosen."""
        platform = chosen.get(ON, "")
        return self.entry.replace(f"{{{ON}}}", platform) if platform or f"{{{ON}}}" not in self.entry else ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide. Its button stands under the entries ``offered_by``; a checklist tells at its end what is left."""

    id: str
    title: str
    about: str
    command: str
    offered_by: tuple[str, ...]
    stages: tuple[Stage, ...]
    end: str
    related: tuple[str, ...]
    checklist: bool


class StagePart(Part):
    """A stage's lines: ``ask`` with ``choices``, ``tell``, or ``walk``."""

    ask: Id | None = None
    text: Text = ""
    choices: dict[Id, Text] | Literal["platforms"] | None = None
    tell: Text = ""
    walk: Text = ""
    when: dict[Id, Text | list[Text]] = Field(default_factory=dict)
    nations: list[Annotated[Nation, Listed]] = Field(default=list(Nation), min_length=1)
    councils: list[Annotated[CouncilKind, Listed]] = Field(default=list(CouncilKind), min_length=1)


class GuidePart(Part):
    """A guide's lines."""

    title: Text
    about: Text
    command: Text
    offered_by: list[Text] = Field(default_factory=list)
    steps: list[StagePart] = Field(min_length=1)
    end: Text
    related: list[Text] = Field(default_factory=list)
    checklist: bool = False


_FILE = TypeAdapter(GuidePart)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What guides may refer to. ``platforms`` are names by id."""

    values: Values
    numbers: Numbers
    platforms: Mapping[str, str]
    entries: Iterable[str]


def read(document: Document, shelf: Shelf) -> Guide | None:
    """The guide of a file; None where it cannot be used."""
    part = validate(_FILE, document)
    if part is None:
        return None
    for loc, text in _faults(part, shelf):
        document.wrong(loc, text)
    for loc, source in _texts(part):
        _check_text(loc, source, document, shelf)
    if document.mistakes:
        return None
    fill = shelf.values.fill
    return Guide(
        id=document.file.rpartition("/")[2].removesuffix(".yaml"),
        title=part.title.strip(),
        about=part.about.strip(),
        command=part.command,
        offered_by=tuple(part.offered_by),
        stages=tuple(_stage(n, stage, shelf) for n, stage in enumerate(part.steps, 1)),
        end=fill(part.end.strip(), later=CONTACT),
        related=tuple(part.related),
        checklist=part.checklist,
    )


def _stage(n: int, part: StagePart, shelf: Shelf) -> Stage:
    choices = part.choices if isinstance(part.choices, dict) else shelf.platforms if part.choices else {}
    return Stage(
        name=part.ask or f"part-{n}",
        text=shelf.values.fill((part.text or part.tell).strip(), later=CONTACT),
        choices=dict(choices),
        entry=part.walk,
        when={name: frozenset([given] if isinstance(given, str) else given) for name, given in part.when.items()},
        nations=tuple(part.nations),
        councils=tuple(part.councils),
    )


def _faults(part: GuidePart, shelf: Shelf) -> Iterator[tuple[Loc, str]]:
    known = frozenset(shelf.entries)
    if not _COMMAND.fullmatch(part.command):
        yield ("command",), f"{part.command}: a command is lower-case letters, digits and _, without the /"
    for name in ("offered_by", "related"):
        for index, id in enumerate(getattr(part, name)):
            if id not in known:
                yield (name, index), f"there is no entry {id}"
    asked: dict[str, frozenset[str]] = {}
    for index, stage in enumerate(part.steps):
        loc = "steps", index
        if sum(map(bool, (stage.ask, stage.tell, stage.walk))) != 1:
            yield loc, "a step has one of ask, tell and walk"
        if not bool(stage.ask) == bool(stage.text) == bool(stage.choices):
            yield loc, "ask needs text and choices, and only ask has them"
        for name, given in stage.when.items():
            if strange := set([given] if isinstance(given, str) else given) - asked.get(name, frozenset()):
                yield (*loc, "when", name), f"no step before asks {name} with the choice {min(strange)}"
        for id in _walked(stage.walk, shelf.platforms):
            if id not in known:
                yield (*loc, "walk"), f"there is no entry {id}"
        if stage.ask:
            asked[stage.ask] = frozenset(shelf.platforms if stage.choices == PLATFORMS else stage.choices or ())


def _walked(entry: str, platforms: Iterable[str]) -> list[str]:
    if not entry:
        return []
    return [entry.replace(f"{{{ON}}}", platform) for platform in platforms] if f"{{{ON}}}" in entry else [entry]


def _texts(part: GuidePart) -> Iterator[tuple[Loc, str]]:
    yield ("end",), part.end
    for index, stage in enumerate(part.steps):
        for name in ("text", "tell"):
            if source := getattr(stage, name):
                yield ("steps", index, name), source


def _check_text(loc: Loc, source: str, document: Document, shelf: Shelf) -> None:
    document.flawed(loc, texts.flaws(source, shelf.values, shelf.numbers))
    length = markup.units(markup.visible(shelf.values.fill(source)).strip())
    if length > LONGEST:
        document.wrong(loc, f"this text has {length} characters, values filled in: {LONGEST} at most")
