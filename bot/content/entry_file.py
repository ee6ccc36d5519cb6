"""A file with one entry of the toolkit: what may stand in it, and the entry that it describes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from bot.domain.entry import CouncilKind, Entry, Nation, Owner, Source, Variant

from .document import Loc
from .placeholders import CONTACT, Values
from .schema import Listed, Name, Part, SourcePart, Text

_PARAGRAPHS = re.compile(r"\n\s*\n")
#: A line break inside a sentence: what is before it ends with no full stop (tags after one do not count).
_WRAPPED = re.compile(r"(?<![.!?:])(?<![.!?:]</[abiu]>)\s*\n\s*")

Nations = list[Annotated[Nation, Listed]]
Councils = list[Annotated[CouncilKind, Listed]]


class LawSourcePart(Part):
    """A law of law.yaml as a source: its title, address, day and grade stand there."""

    law: Name


def _source_kind(given: object) -> str:
    return "law" if isinstance(given, LawSourcePart) or (isinstance(given, dict) and "law" in given) else "source"


AnySource = Annotated[
    Annotated[SourcePart, Tag("source")] | Annotated[LawSourcePart, Tag("law")], Discriminator(_source_kind)
]


class VariantPart(Part):
    """Text for some places only."""

    nations: Nations = Field(default_factory=list)
    councils: Councils = Field(default_factory=list)
    answer: Text
    steps: list[Text] = Field(default_factory=list)


class EntryPart(Part):
    """An entry's lines."""

    title: Text
    answer: Text
    steps: list[Text] = Field(default_factory=list)
    asks: list[Text]
    tests: list[Text]
    sources: list[AnySource]
    owner: Annotated[Owner, Listed]
    review_by: date
    related: list[Text] = Field(default_factory=list)
    platform: Text = ""
    nations: Nations = Field(default=list(Nation), min_length=1)
    councils: Councils = Field(default=list(CouncilKind), min_length=1)
    variants: list[VariantPart] = Field(default_factory=list)
    withdrawn: bool = False

    def html(self) -> Iterator[tuple[Loc, str]]:
        """Every text that is Telegram HTML, and where it stands."""
        yield ("answer",), self.answer
        yield from ((("steps", i), step) for i, step in enumerate(self.steps))
        for v, variant in enumerate(self.variants):
            yield ("variants", v, "answer"), variant.answer
            yield from ((("variants", v, "steps", i), step) for i, step in enumerate(variant.steps))


def flowing(text: str) -> str:
    """The text without the line breaks that only keep lines short in the file.

    The opening keeps those after a sentence: it is written as up to three short lines.
    """
    opening, *rest = [paragraph.strip() for paragraph in _PARAGRAPHS.split(text.strip())]
    return "\n\n".join([_WRAPPED.sub(" ", opening), *(" ".join(paragraph.split()) for paragraph in rest)])


def entry(part: EntryPart, id: str, subject: str, values: Values, sources: Sequence[Source]) -> Entry:
    """The entry that the lines describe, with the values of the council in its texts.

    ``{contact.…}`` is left for the moment at which a text is shown: a helpline may be open or closed.
    """

    def fill(text: str) -> str:
        return values.fill(text, later=CONTACT)

    def filled(texts: list[str]) -> tuple[str, ...]:
        return tuple(fill(text.strip()) for text in texts)

    return Entry(
        id=id,
        subject=subject,
        title=values.fill(part.title.strip(), escape=False),
        answer=fill(flowing(part.answer)),
        steps=filled(part.steps),
        asks=tuple(part.asks),
        tests=tuple(part.tests),
        sources=tuple(sources),
        owner=part.owner,
        review_by=part.review_by,
        related=tuple(part.related),
        platform=part.platform,
        nations=tuple(part.nations),
        councils=tuple(part.councils),
        variants=tuple(
            Variant(
                nations=tuple(variant.nations),
                councils=tuple(variant.councils),
                answer=fill(flowing(variant.answer)),
                steps=filled(variant.steps),
            )
            for variant in part.variants
        ),
        withdrawn=part.withdrawn,
    )
