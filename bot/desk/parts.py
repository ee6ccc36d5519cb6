"""The desk's parts, put together, and what they do when a timer is due."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Self

from bot.content import Knowledge

from . import checkins, forgetting, removals
from .alarms import Alarms
from .attending import Attending
from .casework import Casework
from .checkins import Checkins
from .clock import Due
from .drill import Drills
from .exposure import Exposure
from .learning import Learning
from .leaving import Leaving
from .monthly import EVENT as MONTHLY
from .monthly import Monthly
from .nudging import Nudging
from .offering import Offering
from .packing import Packs
from .reach import Reach
from .removals import Removals
from .silence import Silence
from .taught import Teaching
from .taught_clock import EVENT as TAUGHT
from .turn import Turn


@dataclass(frozen=True, slots=True)
class Desk:
    """What officers and the clock do with cases and people."""

    casework: Casework
    silence: Silence
    leaving: Leaving
    reach: Reach
    drills: Drills
    checkins: Checkins
    exposure: Exposure
    removals: Removals
    learning: Learning
    nudging: Nudging
    offering: Offering
    teaching: Teaching
    attending: Attending
    packs: Packs
    monthly: Monthly
    #: Whether the council has a mail server for letters.
    mails: bool = False

    @classmethod
    def of(cls, knowledge: Knowledge, alarms: Alarms, packs: Packs, *, mails: bool = False) -> Self:
        """The desk of a council."""
        casework, learning = Casework(knowledge, alarms), Learning(knowledge)
        nudging, teaching = Nudging(knowledge, learning), Teaching(knowledge, learning)
        return cls(
            casework,
            Silence(knowledge, casework),
            Leaving(knowledge, casework),
            Reach(knowledge, casework),
            Drills(knowledge, casework),
            casework.checkins,
            Exposure(knowledge),
            Removals(knowledge, casework),
            learning,
            nudging,
            Offering(knowledge, learning, nudging),
            teaching,
            Attending(knowledge, teaching, nudging),
            packs,
            Monthly(knowledge),
            mails,
        )

    @property
    def due(self) -> Mapping[str, Due]:
        """What is done when a timer is due that is no case's deadline, by the timer's event."""
        return {
            "silent": self.silence.fire,
            forgetting.EVENT: forgetting.go_on,
            checkins.EVENT: self.checkins.fire,
            removals.EVENT: self.removals.fire,
            Nudging.EVENT: self.nudging.fire,
            Offering.EVENT: self.offering.fire,
            TAUGHT: self.attending.fire,
            MONTHLY: self.monthly.fire,
        }

    @property
    def daily(self) -> tuple[Callable[[Turn], Awaitable[None]], ...]:
        """What is done once a day."""
        return (self.nudging.plan,)

    async def wind(self, turn: Turn) -> None:
        """Arm the timers that belong to no case or person, unless they are armed."""
        await self.monthly.wind(turn)
        await self.attending.wind(turn)
