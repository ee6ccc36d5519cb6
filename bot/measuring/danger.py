"""How much danger is heard, level by level, and how often an alarm is false."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.severity import Assessment, Level
from bot.triage import Assessor

from .rows import Message


@dataclass(frozen=True, slots=True)
class Alarms:
    """Shares of ``n`` texts: an officer is alerted, or else the writer is asked whether they are in danger.

    ``recognised`` counts every text that is not taken for harmless: those, and the ones that sound a concern.
    """

    n: int
    alerted: float
    checked: float
    recognised: float

    @property
    def heard(self) -> float:
        """Alerted or checked."""
        return self.alerted + self.checked

    @classmethod
    def of(cls, assessments: Iterable[Assessment]) -> "Alarms | None":
        """Those of the assessments; None where there are none."""
        found = list(assessments)
        if not found:
            return None
        alerted = [assessment.level >= Level.URGENT for assessment in found]
        checked = [assessment.check and not alert for assessment, alert in zip(found, alerted, strict=True)]
        recognised = [assessment.check or assessment.level >= Level.CONCERN for assessment in found]
        return cls(len(found), *(sum(those) / len(found) for those in (alerted, checked, recognised)))


@dataclass(frozen=True, slots=True)
class Danger:
    """The alarms over messages of each level that there are, least first; over ``NONE`` they are false.

    ``grave`` are those over the urgent messages and the emergencies together; None where there are none.
    """

    levels: dict[Level, Alarms]
    grave: Alarms | None

    @property
    def false(self) -> Alarms | None:
        """The alarms over messages that are harmless."""
        return self.levels.get(Level.NONE)


def measure(assessor: Assessor, messages: Iterable[Message]) -> Danger | None:
    """What is heard in messages whose level is known; None where there are none."""
    found = [(message.level, assessor.assess(message.text)) for message in messages]
    if not found:
        return None
    levels = {level: Alarms.of(heard for known, heard in found if known is level) for level in Level}
    grave = Alarms.of(heard for known, heard in found if known >= Level.URGENT)
    return Danger({level: alarms for level, alarms in levels.items() if alarms}, grave)


def ordinary(assessor: Assessor, texts: Iterable[str]) -> Alarms | None:
    """The alarms over ordinary questions, of which few tell of danger; None where there are none."""
    return Alarms.of(assessor.assess(text) for text in texts)
