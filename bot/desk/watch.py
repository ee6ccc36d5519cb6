"""Looking out for what waits longer than it should.

Urgent messages do not leave where Telegram is down, or refuses them one after another; and where a clock ran ahead,
what was put into the queue meanwhile would wait for a time that is still to come.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.domain.chat import Op
from bot.domain.errors import StorageError
from bot.domain.outside import Reason
from bot.storage import Database
from bot.storage.row import URGENT, Kind

from .alarms import Alarms
from .turn import OUTGOING, Turn

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=2)
EVERY = 20.0  # seconds between looks


class Watch:
    """Puts right what a clock did, and sounds the alarm for cases of which officers do not hear.

    It needs the database only.
    """

    def __init__(self, database: Database, alarms: Alarms, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._alarms = alarms
        self._clock = clock

    @property
    def is_needed(self) -> bool:
        """Whether there is any way outside Telegram."""
        return self._alarms.ways > 0

    async def look(self) -> None:
        """Put right what a clock did, and call for help about cases of which officers should have heard by now."""
        async with self._database.transaction() as tx:
            if await tx.ahead.put_right(self._clock()):
                log.warning("clock.was-ahead")
        if self.is_needed:
            await self._look()

    async def _look(self) -> None:
        """Find urgent messages to officers that have waited too long, and sound the alarm for their cases."""
        async with self._database.transaction() as tx:
            turn, late = Turn(tx, self._clock()), dict[int, set[int]]()
            for row in await tx.queue.waiting_since(Kind.SEND, URGENT, turn.now - PATIENCE):
                if row.payload is not None:  # one that does not open is its worker's to set aside
                    out = OUTGOING.validate_python(row.payload["out"], strict=False)
                    if out.op is Op.SEND and out.case_id:
                        late.setdefault(out.case_id, set()).add(out.chat_id)
            for case_id, chats in late.items():
                case = await tx.cases.find(case_id)
                if case is not None and not case.is_closed and chats - {case.reporter_id}:
                    await self._alarms.sound(turn, case, Reason.UNSENT)

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again until told to stop."""
        while not stop.is_set():
            try:
                await self.look()
            except StorageError as error:
                log.error("storage.down", extra={"error": str(error)})
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY)
