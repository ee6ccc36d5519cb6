"""The desk's parts, put together, and what they do when a timer is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.content import Knowledge

from . import forgetting
from .alarms import Alarms
from .casework import Casework
from .clock import Due
from .drill import Drills
from .leaving import Leaving
from .monthly import EVENT as MONTHLY
from .monthly import Monthly
from .packing import Packs
from .reach import Reach
from .silence import Silence
from .turn import Turn


@dataclass(frozen=True, slots=True)
class Desk:
    """What officers and the clock do with cases and people."""

    casework: Casework
    silence: Silence
    leaving: Leaving
    reach: Reach
    drills: Drills
    packs: Packs
    monthly: Monthly

    @classmethod
    def of(cls, knowledge: Knowledge, alarms: Alarms, packs: Packs) -> Self:
        """The desk of a council."""
        casework = Casework(knowledge, alarms)
        return cls(
            casework,
            Silence(knowledge, casework),
            Leaving(knowledge, casework),
            Reach(knowledge, casework),
            Drills(knowledge, casework),
            packs,
            Monthly(knowledge),
        )

    @property
    def due(self) -> Mapping[str, Due]:
        """What is done when a timer is due that is no case's deadline, by the timer's event."""
        return {"silent": self.silence.fire, forgetting.EVENT: forgetting.go_on, MONTHLY: self.monthly.fire}

    async def wind(self, turn: Turn) -> None:
        """Arm the timers that belong to no case or person, unless they are armed."""
        await self.monthly.wind(turn)
