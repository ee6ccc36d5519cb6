"""The one timer of a case: to be taken while it is open, to be worked while somebody has it."""

from datetime import datetime

from bot.content.council import Council
from bot.domain.case import Case
from bot.domain.deadline import after, take_by
from bot.domain.severity import Level
from bot.storage.row import URGENT, Kind

from .turn import Turn


def timer_key(case_id: int) -> str:
    """The key of a case's timer in the queue."""
    return f"case:{case_id}"


class Timer:
    """Winds the timers of cases by the council's promises."""

    def __init__(self, council: Council) -> None:
        self._council = council

    def take_by(self, level: Level, turn: Turn) -> datetime:
        """When a case that waits from now on must be taken."""
        return take_by(turn.now, self._council.deadlines[level], self._council.hours)

    async def arm(self, turn: Turn, case: Case, *, reminded: bool = False) -> None:
        """Set the case's timer, from now, for what comes next; none for a closed case."""
        deadline = self._council.deadlines[case.level]
        key = timer_key(case.id)
        await turn.tx.queue.cancel(Kind.TIMER, key)
        if case.is_closed:
            return
        if case.holder and case.is_drill:
            due, event = turn.now, "drill-over"
        elif case.holder:
            wait = deadline.give_back if reminded else deadline.remind
            due = after(turn.now, wait, deadline.clock, self._council.hours)
            event = "give-back" if reminded else "remind"
        else:
            due = self.take_by(case.level, turn) if case.rung else case.take_by
            event = "untaken"
        payload = {"event": event, "case": case.id}
        await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=due, priority=URGENT)
