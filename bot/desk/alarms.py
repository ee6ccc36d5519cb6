"""Calling for help outside Telegram: a row for each recipient, at most one a case, reason and quarter of an hour."""

from datetime import timedelta

from bot.domain.case import Case
from bot.domain.outside import Reason
from bot.storage.row import URGENT, Kind

from .turn import Turn

QUARTER = timedelta(minutes=15)


class Alarms:
    """Queues what ``Outside`` tells. ``ways`` is how many recipients there are; with none, nothing is queued."""

    def __init__(self, ways: int) -> None:
        self.ways = ways

    async def sound(self, turn: Turn, case: Case, reason: Reason) -> None:
        """Tell everybody outside that the case waits; a drill's only where somebody asked for that."""
        if case.is_drill is not (reason is Reason.DRILL):
            return
        quarter = (turn.now - case.opened_at) // QUARTER
        for way in range(self.ways):
            key = f"{case.id}:{reason}:{quarter}:{way}"
            payload = {"case": case.id, "reason": reason, "way": way}
            await turn.tx.queue.put(Kind.ALERT, key, payload, lane=key, now=turn.now, priority=URGENT)
