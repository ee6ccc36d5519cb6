"""Telling somebody outside Telegram: by mail, by text message, or by whatever service the council uses."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.content import Knowledge
from bot.domain.case import Case, Status
from bot.domain.errors import RefusedError, SendError
from bot.domain.outside import Channel, Notice, Reason
from bot.storage import Database
from bot.storage.row import Row

from .alarms import QUARTER
from .drill import Drills
from .turn import Turn

log = logging.getLogger(__name__)

LIMIT = 40.0  # seconds for one attempt: less than a worker's lease


class Outside:
    """Handles rows of kind ``alert``."""

    def __init__(
        self,
        database: Database,
        channels: Sequence[Channel],
        knowledge: Knowledge,
        drills: Drills,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._channels = channels
        self._words = knowledge.words
        self._drills = drills
        self._clock = clock

    async def handle(self, row: Row, worker: str) -> None:
        """Tell one recipient, unless the case waits no more; trouble is tried again until the next quarter's alarm."""
        case, way = await self._waiting(row), row.payload["way"]
        if case is None or way >= len(self._channels):
            async with self._database.transaction() as tx:
                await tx.queue.finish(row, worker)
            return
        channel = self._channels[way]
        try:
            async with asyncio.timeout(LIMIT):
                await channel.tell(self._notice(case, row))
        except (SendError, TimeoutError) as error:
            await self._failed(row, worker, channel, error)
        else:
            await self._ended(row, worker, f"case:outside:{channel.kind}")

    async def _waiting(self, row: Row) -> Case | None:
        """The case as it is now, if there is still a reason to tell of it."""
        async with self._database.transaction() as tx:
            case = await tx.cases.find(row.payload["case"])
        reason = Reason(row.payload["reason"])
        if case is None or reason is Reason.DRILL:
            return case
        taken = reason is not Reason.UNSENT and case.status is not Status.OPEN
        return None if taken or case.is_closed else case

    def _notice(self, case: Case, row: Row) -> Notice:
        words, reason = self._words, Reason(row.payload["reason"])
        level = words.plain(f"outside.level.{'drill' if case.is_drill else case.level.word}")
        values = {"number": case.number, "level": level, "todo": words.plain(f"outside.todo.{reason}")}
        subject, body = words.plain("outside.subject", **values), words.plain("outside.body", **values)
        # Numbers of cases begin anew with a new database: the moment tells its alarms from earlier ones.
        return Notice(f"{row.key}:{row.created_at.timestamp():.0f}", subject=subject, body=body, **values)

    async def _failed(self, row: Row, worker: str, channel: Channel, error: Exception) -> None:
        now = self._clock()
        log.warning("outside.retry", extra={"row": row.id, "way": channel.kind, "error": type(error).__name__})
        due = now + timedelta(seconds=min(5.0 * 2 ** (row.attempts - 1), 120.0))
        if isinstance(error, RefusedError) or due - row.created_at > QUARTER:
            await self._ended(row, worker, f"case:outside:{channel.kind}:failed")
            return
        async with self._database.transaction() as tx:
            await tx.queue.put_back(row, worker, due)

    async def _ended(self, row: Row, worker: str, action: str) -> None:
        if action.endswith(":failed"):
            log.error("outside.failed", extra={"row": row.id, "case": row.payload["case"]})
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await tx.queue.finish(row, worker)
            link = await tx.audit.record(row.payload["case"], turn.now, 0, action)
            if row.payload["reason"] == Reason.DRILL:
                await self._drills.came_late(turn, link)
            await turn.close(f"o{row.id}")

    async def give_up(self, row: Row, worker: str) -> None:
        """A row that fails for a reason of our own: the audit says that this recipient was not told."""
        way = row.payload["way"]
        kind = self._channels[way].kind if way < len(self._channels) else "gone"
        await self._ended(row, worker, f"case:outside:{kind}:failed")
