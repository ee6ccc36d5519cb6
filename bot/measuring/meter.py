"""One measuring of everything that can be measured with some rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from bot.content import Catalogue
from bot.matching import Matcher
from bot.triage import Assessor

from . import danger, finding, refusing
from .danger import Alarms, Danger
from .finding import Finding
from .noise import slipped
from .rows import Rows
from .shares import Shares

Item = TypeVar("Item")


class Watch(Protocol):
    """Is given what is gone through, to show how far it is."""

    def __call__(self, items: Sequence[Item], doing: str, /) -> Iterable[Item]:
        """The same items, one by one."""
        ...


def unwatched(items: Sequence[Item], _doing: str, /) -> Iterable[Item]:
    """Nobody looks on."""
    return items


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found with some rows; None or empty for what they have none of."""

    asked: Finding | None
    #: The same questions with typing slips.
    slipped: Finding | None
    #: By kind; "" for all.
    off_topic: Mapping[str, Shares]
    danger: Danger | None
    #: Over the questions and the lines beside the subject.
    ordinary: Alarms | None


@dataclass(frozen=True, slots=True)
class Meter:
    """Measures a matcher over the entries of ``catalogue``, and an assessor."""

    matcher: Matcher
    assessor: Assessor
    catalogue: Catalogue
    watch: Watch = unwatched

    def measure(self, rows: Rows, name: str) -> Measured:
        """Everything that these rows tell; ``name`` is what to call them meanwhile."""
        noisy = [replace(question, text=slipped(question.text)) for question in rows.questions]
        plain = [question.text for question in rows.questions] + [line.text for line in rows.off_topic]
        return Measured(
            finding.measure(self.matcher, self.watch(rows.questions, f"{name}: questions"), self.catalogue),
            finding.measure(self.matcher, self.watch(noisy, f"{name}: with slips"), self.catalogue),
            refusing.off_topic(self.matcher, self.watch(rows.off_topic, f"{name}: beside the subject")),
            danger.measure(self.assessor, self.watch(rows.messages, f"{name}: danger")),
            danger.ordinary(self.assessor, self.watch(plain, f"{name}: false alarms")),
        )
