"""Signals of danger and what explains them away, as patterns that editors keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.severity import Level

from .document import Document, Loc
from .schema import Listed, Name, Part, Text, validate
from .signals import Expression, expression


@dataclass(frozen=True, slots=True)
class Pattern:
    """A signal: expressions that show it, and messages that must and must not."""

    name: str
    level: Level
    meaning: str
    self_harm: bool
    patterns: tuple[Expression, ...]
    examples: tuple[str, ...]
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """A way of speaking that only sounds like danger."""

    name: str
    meaning: str
    patterns: tuple[Expression, ...]
    examples: tuple[str, ...]


class _Danger(StrEnum):
    EMERGENCY = "emergency"
    URGENT = "urgent"
    CONCERN = "concern"


class SignalPart(Part):
    """A signal's lines."""

    level: Annotated[_Danger, Listed]
    meaning: Text
    self_harm: bool = False
    patterns: list[Text] = Field(min_length=1)
    examples: list[Text] = Field(min_length=2)
    harmless: list[Text] = Field(default_factory=list)

    def pattern(self, name: str, patterns: tuple[Expression, ...]) -> Pattern:
        told = tuple(self.examples), tuple(self.harmless)
        return Pattern(name, Level.of(self.level), self.meaning, self.self_harm, patterns, *told)


class VetoPart(Part):
    """A veto's lines."""

    meaning: Text
    patterns: list[Text] = Field(min_length=1)
    examples: list[Text] = Field(min_length=1)

    def veto(self, name: str, patterns: tuple[Expression, ...]) -> Veto:
        return Veto(name, self.meaning, patterns, tuple(self.examples))


class LearntPart(Part):
    """What an officer reads where no signal is named but the message reads like others of its level."""

    emergency: Text
    urgent: Text
    concern: Text


class TriagePart(Part):
    """The lines of triage.yaml."""

    learnt: LearntPart
    signals: dict[Name, SignalPart] = Field(min_length=1)
    veto: dict[Name, VetoPart] = Field(default_factory=dict)


_FILE = TypeAdapter(TriagePart)


@dataclass(frozen=True, slots=True)
class Danger:
    """Signals and vetoes in the order of the file, and by level what the learnt head says in words."""

    patterns: tuple[Pattern, ...]
    vetoes: tuple[Veto, ...]
    learnt: Mapping[Level, str]


def read(document: Document) -> Danger | None:
    """All of it; None where the file cannot be used."""
    triage = validate(_FILE, document)
    if triage is None:
        return None
    signals = tuple(
        part.pattern(name, _usable(document, ("signals", name, "patterns"), part.patterns))
        for name, part in triage.signals.items()
    )
    vetoes = tuple(
        part.veto(name, _usable(document, ("veto", name, "patterns"), part.patterns))
        for name, part in triage.veto.items()
    )
    learnt = {Level.of(word): meaning for word, meaning in triage.learnt.model_dump().items()}
    return Danger(signals, vetoes, learnt)


def _usable(document: Document, loc: Loc, patterns: list[str]) -> tuple[Expression, ...]:
    """The patterns written out, but for those that cannot be used: they are noted as mistakes."""
    found = []
    for index, pattern in enumerate(patterns):
        try:
            found.append(expression(pattern))
        except ValueError as exc:
            document.wrong((*loc, index), str(exc))
    return tuple(found)
