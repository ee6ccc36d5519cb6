"""The kinds of the LGA's survey of councillors, with the shares that were published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import Field, TypeAdapter

from bot.domain.entry import Source

from .document import Document
from .schema import Id, Part, SourcePart, Text, validate
from .wording import Words

SHELF = "survey"


@dataclass(frozen=True, slots=True)
class SurveyKind:
    """A kind of the survey: ours that belong to it, and the published share in percent, None where not asked."""

    id: str
    kinds: tuple[str, ...]
    share: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey: where it was published, and its kinds by id."""

    source: Source
    kinds: Mapping[str, SurveyKind]


class SurveyKindPart(Part):
    """A kind's lines."""

    kinds: list[Text] = Field(min_length=1)
    share: int | None = Field(None, ge=1, le=100)


class SurveyPart(Part):
    """The lines of survey.yaml."""

    source: SourcePart
    kinds: dict[Id, SurveyKindPart] = Field(min_length=1)


_FILE = TypeAdapter(SurveyPart)


def read(document: Document) -> Survey | None:
    """The survey; None where the file cannot be used."""
    part = validate(_FILE, document)
    if part is None:
        return None
    kinds = {id: SurveyKind(id, tuple(each.kinds), each.share) for id, each in part.kinds.items()}
    return Survey(part.source.source(), kinds)


def check(survey: Survey, kinds: Collection[str], words: Words, document: Document) -> None:
    """Each kind of report belongs to one kind of the survey, and each of these has a label."""
    first: dict[str, str] = {}
    for each in survey.kinds.values():
        if not words.has(f"{SHELF}.{each.id}"):
            document.wrong(("kinds", each.id), f"words/en/trends.yaml has no sentence {SHELF}.{each.id}: add it")
        for place, kind in enumerate(each.kinds):
            if kind not in kinds:
                document.wrong(("kinds", each.id, "kinds", place), f"there is no kind {kind} in report.yaml")
            elif (other := first.setdefault(kind, each.id)) != each.id or each.kinds.index(kind) != place:
                document.wrong(("kinds", each.id, "kinds", place), f"{kind} stands under {other} already: keep one")
    for kind in kinds:
        if kind not in first:
            document.wrong(("kinds",), f"{kind} of report.yaml stands nowhere here: add it to one of the kinds")
