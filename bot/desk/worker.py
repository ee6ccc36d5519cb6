"""Workers: take due rows under a lease, handle each, retry with back-off, set aside what cannot be handled."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.errors import LeaseLostError, StorageDownError, StorageError, UnreadableError
from bot.storage import Database
from bot.storage.queue import Kind, Row

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
ATTEMPTS = 5
POLL = 0.25  # seconds between looks when nothing wakes us: timers, and rows of other replicas
BATCH = 8

Handle = Callable[[Row, str], Awaitable[None]]
GiveUp = Callable[[Row, str], Awaitable[None]]


class Bell:
    """Wakes all workers: something was committed that one of them may be waiting for."""

    def __init__(self) -> None:
        self._sleepers: list[asyncio.Event] = []

    def sleeper(self) -> asyncio.Event:
        """An event that every ring sets."""
        self._sleepers.append(asyncio.Event())
        return self._sleepers[-1]

    def ring(self) -> None:
        """Wake them."""
        for sleeper in self._sleepers:
            sleeper.set()


class Worker:
    """One loop over some kinds of rows. ``handle`` commits a row's effects and its removal in one transaction."""

    def __init__(
        self,
        database: Database,
        kinds: Sequence[Kind],
        handle: Handle,
        give_up: GiveUp,
        clock: Callable[[], datetime],
        name: str,
        bell: Bell,
    ) -> None:
        self._database = database
        self.kinds = kinds
        self._handle = handle
        self._give_up = give_up
        self._clock = clock
        self._name = f"{name}:{kinds[0]}"
        self._bell = bell
        self._wake = bell.sleeper()

    async def step(self) -> int:
        """Handle what is due now, different lanes side by side; how many rows that was."""
        async with self._database.transaction() as tx:
            rows = await tx.queue.take(self.kinds, self._name, self._clock(), LEASE, BATCH)
        await asyncio.gather(*(self._one(row) for row in rows))
        if rows:
            self._bell.ring()
        return len(rows)

    async def _one(self, row: Row) -> None:
        try:
            await self._handle(row, self._name)
        except LeaseLostError:
            log.warning("row.lease-lost", extra={"row": row.id, "kind": row.kind})
        except StorageDownError as error:
            # The database's trouble is not the row's fault: it waits, however long that takes.
            await self._later(row, error, row.attempts)
        except Exception as error:  # the one catch-all: a bad row must not stop the others
            if row.attempts < ATTEMPTS and not isinstance(error, UnreadableError):
                await self._later(row, error, row.attempts)
                return
            log.error("row.quarantined", extra={"row": row.id, "kind": row.kind, "place": _place(error)})
            await self._set_aside(row)

    async def _set_aside(self, row: Row) -> None:
        try:
            await self._give_up(row, self._name)
        except StorageError as error:
            await self._later(row, error, row.attempts)
        except Exception as error:  # what the row says cannot even be read: then nobody can be told about it
            log.error("row.unreadable", extra={"row": row.id, "kind": row.kind, "place": _place(error)})
            async with self._database.transaction() as tx:
                await tx.queue.quarantine(row, self._name)

    async def _later(self, row: Row, error: Exception, attempts: int) -> None:
        failure = {"row": row.id, "kind": row.kind, "attempts": attempts, "error": type(error).__name__}
        log.warning("row.retry", extra={**failure, "place": _place(error)})
        wait = timedelta(seconds=min(0.2 * 3 ** min(attempts - 1, 6), 60))
        try:
            async with self._database.transaction() as tx:
                await tx.queue.put_back(row, self._name, self._clock() + wait)
        except StorageError:
            log.error("storage.down", extra={"row": row.id})  # the lease runs out, and the row is taken again

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; rows under way are finished."""
        while not stop.is_set():
            self._wake.clear()
            try:
                if await self.step():
                    continue
            except StorageError as error:
                log.error("storage.down", extra={"error": str(error)})
            try:
                await asyncio.wait_for(self._wake.wait(), POLL)
            except TimeoutError:
                continue


def _place(error: Exception) -> str:
    """Where an error arose: its message is left out of the log, since it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
