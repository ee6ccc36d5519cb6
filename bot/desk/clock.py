"""What happens because time has passed: timers are rows, checked against the case when they fire."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.case import Case, Status
from bot.storage import Database
from bot.storage.row import Kind, Row

from .access import hold_asking
from .casework import Casework
from .drill import Drills
from .retention import Retention
from .turn import Turn
from .waiting import escalate, remind

#: What is done when a timer is due, with what was put into it.
Due = Callable[[Turn, Mapping[str, Any]], Awaitable[None]]


class Rounds(Protocol):
    """What time brings that is no case's deadline."""

    @property
    def due(self) -> Mapping[str, Due]:
        """What is done when a timer is due, by the timer's event."""
        ...

    @property
    def daily(self) -> Sequence[Callable[[Turn], Awaitable[None]]]:
        """What is done once a day."""
        ...

    async def wind(self, turn: Turn) -> None:
        """Arm the timers that belong to no case or person, unless they are armed."""
        ...


HOUSEKEEPING = "housekeeping"
DAY = timedelta(days=1)
REDELIVERY = 2 * DAY  # Telegram keeps updates for one day; after two none comes again


class Clockwork:
    """Handles rows of kind ``timer``."""

    def __init__(
        self,
        database: Database,
        casework: Casework,
        drills: Drills,
        retention: Retention,
        rounds: Rounds,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._casework = casework
        self._drills = drills
        self._retention = retention
        self._rounds = rounds
        self._clock = clock

    async def handle(self, row: Row, worker: str) -> None:
        """Do what a timer is for, unless the case has moved on."""
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            # First the case, as whoever moves it and winds its timer anew: else each would wait for the other.
            case = await tx.cases.hold(row.payload["case"]) if "case" in row.payload else None
            if "removal" in row.payload:
                await hold_asking(tx, row.payload["removal"])
            await tx.queue.finish(row, worker)
            await self._do(turn, row.payload, case)
            await turn.close(f"t{row.id}")

    async def give_up(self, row: Row, worker: str) -> None:
        """A timer that keeps failing is never dropped: it is tried again in a minute, with an error in the log."""
        async with self._database.transaction() as tx:
            await tx.queue.put_back(row, worker, self._clock() + timedelta(minutes=1))

    async def wind(self) -> None:
        """Arm the daily housekeeping, and what else comes round again, unless it is armed."""
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await self._arm_housekeeping(turn, DAY)
            await self._rounds.wind(turn)

    async def _arm_housekeeping(self, turn: Turn, wait: timedelta) -> None:
        payload = {"event": HOUSEKEEPING}
        key, due = HOUSEKEEPING, turn.now + wait
        await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=due)

    async def _do(self, turn: Turn, payload: dict[str, Any], case: Case | None) -> None:
        match payload["event"]:
            case "untaken" | "remind" | "give-back" | "drill-over" as event:
                if case is not None:
                    await self._late(turn, case, event)
            case "housekeeping":
                await turn.tx.queue.forget_done(turn.now - REDELIVERY)
                more = await self._retention.sweep(turn)
                for do in () if more else self._rounds.daily:
                    await do(turn)
                await self._arm_housekeeping(turn, timedelta() if more else DAY)
            case event:
                await self._rounds.due[event](turn, payload)

    async def _late(self, turn: Turn, case: Case, event: str) -> None:
        if event == "untaken" and case.status is Status.OPEN:
            await escalate(self._casework, turn, case)
        elif event == "remind" and case.status is Status.TAKEN:
            await remind(self._casework, turn, case)
        elif event == "give-back" and case.status is Status.TAKEN:
            await self._casework.give_back(turn, case)
        elif event == "drill-over":
            await self._drills.over(turn, case)
