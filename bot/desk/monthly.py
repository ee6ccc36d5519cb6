"""The monthly report: ordered for every administrator on the first working day of the month after."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bot.content import Knowledge
from bot.domain.person import ADMINS
from bot.storage.row import Kind

from .making import order
from .reporting import MONTH
from .turn import Turn

EVENT = "monthly"


class Monthly:
    """Winds the timer of the report, and orders it when it is due."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._hours = knowledge.council.hours

    async def wind(self, turn: Turn) -> None:
        """Arm the timer for this month's report, unless one is armed."""
        first = turn.now.astimezone(self._hours.zone).date().replace(day=1)
        await self._arm(turn, first, self._hours.span(_next(first))[0])

    async def _arm(self, turn: Turn, first: date, due: datetime) -> None:
        payload = {"event": EVENT, "month": f"{first:%Y-%m}"}
        await turn.tx.queue.put(Kind.TIMER, EVENT, payload, lane=EVENT, now=turn.now, due_at=due)

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """The first of the month: order the report, or wait for the next working day."""
        today = turn.now.astimezone(self._hours.zone).date()
        if not self._hours.works(today):
            first = date.fromisoformat(f"{payload['month']}-01")
            await self._arm(turn, first, self._hours.span(self._hours.next_day(today))[0])
            return
        for admin in await turn.tx.people.with_role(*ADMINS):
            await order(turn, MONTH, admin.id, readers=sorted(ADMINS), month=payload["month"])
        await self.wind(turn)


def _next(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)
