"""Statutes, codes and figures, each once: {law.ID} is a link with the law's name, {figure.ID} a number or a date."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.entry import Nation, Source

from .document import Document
from .markup import Html
from .schema import Listed, Name, Part, SourcePart, Text, validate


@dataclass(frozen=True, slots=True)
class Law:
    """One provision. ``name`` is how a sentence says it; it holds in ``nations`` only."""

    id: str
    name: str
    nations: tuple[Nation, ...]
    source: Source

    def link(self) -> Html:
        """The name as a link to the law's own page."""
        return Html(f'<a href="{html.escape(self.source.url)}">{html.escape(self.name, quote=False)}</a>')


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date that texts refer to."""

    id: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Facts:
    """What law.yaml holds, by id."""

    laws: dict[str, Law]
    figures: dict[str, Figure]

    def values(self) -> Iterator[tuple[str, str]]:
        """What ``{law.…}`` and ``{figure.…}`` can be."""
        yield from ((f"law.{law.id}", law.link()) for law in self.laws.values())
        yield from ((f"figure.{figure.id}", figure.text) for figure in self.figures.values())


class LawPart(Part):
    """A law's lines; ``about`` is for editors."""

    name: Text
    about: Text = ""
    nations: list[Annotated[Nation, Listed]] = Field(min_length=1)
    source: SourcePart


class FigurePart(Part):
    """A figure's lines; ``about`` is for editors."""

    text: Text
    about: Text = ""
    source: SourcePart


class FactsPart(Part):
    """The lines of law.yaml."""

    laws: dict[Name, LawPart] = Field(default_factory=dict)
    figures: dict[Name, FigurePart] = Field(default_factory=dict)


_FILE = TypeAdapter(FactsPart)


def read(document: Document) -> Facts | None:
    """The laws and figures; None where the file cannot be used."""
    part = validate(_FILE, document)
    if part is None:
        return None
    return Facts(
        {id: Law(id, law.name, tuple(law.nations), law.source.source()) for id, law in part.laws.items()},
        {id: Figure(id, figure.text, figure.source.source()) for id, figure in part.figures.items()},
    )
