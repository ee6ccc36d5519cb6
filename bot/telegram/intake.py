"""Taking updates in, by polling or from the webhook: committed raw before Telegram is told that they arrived."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.domain.errors import StorageError
from bot.storage import Database
from bot.storage.row import SOON, URGENT, Kind, New, Priority

from .translate import ALLOWED_UPDATES, Raw, lane_of, takes

log = logging.getLogger(__name__)

LONG_POLL = 25  # seconds
Fallback = Callable[[Raw], Awaitable[None]]
Urgency = Callable[[Raw], Priority]


class Intake:
    """``offset`` confirms everything below it, so it moves only after a commit."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        clock: Callable[[], datetime],
        arrived: Callable[[], None],
        fallback: Fallback,
        urgency: Urgency,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._fallback = fallback
        self._urgency = urgency
        self._offset = 0

    async def poll(self, wait: int = LONG_POLL) -> int:
        """Fetch what there is and commit it; how many updates that was.

        Raises:
            TelegramError: Telegram cannot be reached, or refuses.
            StorageError: nothing was confirmed; the same updates come again.
        """
        ask: dict[str, Any] = {"offset": self._offset, "timeout": wait, "allowed_updates": ALLOWED_UPDATES}
        with warnings.catch_warnings():
            # The library would rather parse updates itself; one that it cannot parse would then stop all others.
            warnings.simplefilter("ignore", PTBUserWarning)
            raws = await self._bot.do_api_request("getUpdates", ask, read_timeout=wait + 10)
        given = raws if isinstance(raws, list) else []
        raws = [raw for raw in given if takes(raw)]
        if len(raws) < len(given):
            log.error("intake.not-an-update", extra={"count": len(given) - len(raws)})
        if not raws:
            return 0
        await self.take_in(*raws)
        self._offset = max(int(raw["update_id"]) for raw in raws) + 1
        return len(raws)

    async def take_in(self, *raws: Raw) -> None:
        """Commit updates and wake the workers; those of chats that are in a hurry go first.

        Raises:
            StorageError: they are not safe, and must come again; whoever is in danger got the 999 card all the same.
        """
        try:
            await self.commit(raws)
        except StorageError:
            for raw in raws:
                await self._fallback(raw)
            raise
        self._arrived()
        try:
            await self._hasten(raws)
        except StorageError:  # they are safe, and have their turn in the order of their arrival
            log.warning("intake.not-hurried", extra={"count": len(raws)})

    async def _hasten(self, raws: Sequence[Raw]) -> None:
        """After the commit, so that nothing is less safe for it; in a thread, so that others are handled meanwhile."""
        heard = await asyncio.to_thread(lambda: {(lane_of(raw), self._urgency(raw)) for raw in raws})
        hurried = {each: {lane for lane, urgency in heard if urgency is each} for each in (URGENT, SOON)}
        if not any(hurried.values()):
            return
        async with self._database.transaction() as tx:
            for priority, lanes in hurried.items():
                if lanes:
                    await tx.queue.hasten(Kind.UPDATE, lanes, priority)
        self._arrived()

    async def commit(self, raws: Sequence[Raw]) -> None:
        """Make updates safe. One that is there already is known, and not taken twice."""
        rows = [New(Kind.UPDATE, str(raw["update_id"]), raw, lane_of(raw)) for raw in raws]
        async with self._database.transaction() as tx:
            await tx.queue.put_all(rows, self._clock())

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop; trouble is waited out, ever longer."""
        trouble = 0
        while not stop.is_set():
            poll = asyncio.ensure_future(self.poll())
            stopping = asyncio.ensure_future(stop.wait())
            await asyncio.wait({poll, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not poll.done():
                poll.cancel()  # nothing is lost: what was not committed was not confirmed
            try:
                await poll
                trouble = 0
            except asyncio.CancelledError:
                continue
            except (TelegramError, StorageError) as error:
                trouble += 1
                await self._wait_out(error, trouble, stop)

    async def _wait_out(self, error: Exception, trouble: int, stop: asyncio.Event) -> None:
        log.error("intake.trouble", extra={"error": type(error).__name__, "times": trouble})
        wait = min(0.5 * 2**trouble, 30)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            wait = after.total_seconds() if isinstance(after, timedelta) else after
        if isinstance(error, InvalidToken):
            log.critical("telegram.token-refused")  # revoked: what is in the queue waits until there is a new one
        if isinstance(error, Conflict):
            log.error("intake.second-poller")  # another process polls with this token
        try:
            await asyncio.wait_for(stop.wait(), wait)
        except TimeoutError:
            return
