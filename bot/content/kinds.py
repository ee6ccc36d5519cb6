"""The kinds of abuse that a report can be about."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.report import Desk, Kind
from bot.domain.severity import Level

from .document import Document
from .schema import Id, Listed, Part, Text, validate


class _Least(StrEnum):
    NONE = "none"
    CONCERN = "concern"
    URGENT = "urgent"


class KindPart(Part):
    """A kind's lines."""

    entry: Text
    desk: Annotated[Desk, Listed]
    level: Annotated[_Least, Listed]
    upsetting: bool = False

    def kind(self, id: str) -> Kind:
        return Kind(id, self.entry, self.desk, Level.of(self.level), self.upsetting)


class ReportPart(Part):
    """The lines of report.yaml."""

    kinds: dict[Id, KindPart] = Field(min_length=1)


_FILE = TypeAdapter(ReportPart)


def read(document: Document) -> Mapping[str, Kind] | None:
    """The kinds by id, in the order of the file; None where the file cannot be used."""
    report = validate(_FILE, document)
    if report is None:
        return None
    return {id: part.kind(id) for id, part in report.kinds.items()}
