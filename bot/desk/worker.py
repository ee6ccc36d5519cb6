"""Workers: take due rows under a lease, handle each, retry with back-off, set aside what cannot be handled."""

import asyncio
import logging
import os
import secrets
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Protocol

from bot.domain.errors import ConflictError, LeaseLostError, StorageDownError, StorageError, UnreadableError
from bot.storage import Database
from bot.storage.row import Kind, Row

from .tally import Tally

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
#: Kinds whose rows take longer.
LEASES = {Kind.DOCUMENT: timedelta(minutes=5)}
ATTEMPTS = 5
#: When a row is tried again that did nothing wrong: the database was away, or somebody else changed the same case.
AGAIN = timedelta(seconds=0.5)
#: Attempts after which that is not believed any more.
BELIEVED = 30
POLL = 1.0  # seconds between looks when nothing wakes us: rows of other replicas, and a rehearsal's moved clock
BATCH = 8
GRACE = 6.0  # seconds in which rows under way are finished at the end

#: Kinds whose new rows are looked for as soon as the bell rings, not only every second.
HURRIED = frozenset({Kind.UPDATE, Kind.SEND})


class Job(Protocol):
    """What is done with the rows of a kind; ``worker`` is who holds their lease."""

    async def handle(self, row: Row, worker: str) -> None:
        """Do what the row is for, and commit that with its removal in one transaction."""
        ...

    async def give_up(self, row: Row, worker: str) -> None:
        """Set aside a row that cannot be handled, and tell whoever must know."""
        ...


class Bell:
    """Wakes the workers that must not wait: something was committed that one of them may be waiting for."""

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
    """One loop over the rows of a kind."""

    def __init__(
        self,
        database: Database,
        kind: Kind,
        job: Job,
        clock: Callable[[], datetime],
        bell: Bell,
        tally: Tally,
    ) -> None:
        self._lease = LEASES.get(kind, LEASE)
        self._database = database
        self.kind = kind
        self._job = job
        self._clock = clock
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}:{kind}"
        self._bell = bell
        self._tally = tally
        #: Rows that could not even be put back: the database was away. Else they would wait for their lease to end.
        self._held: dict[int, tuple[Row, datetime]] = {}
        self._wake = bell.sleeper() if kind in HURRIED else asyncio.Event()

    async def step(self) -> int:
        """Handle what is due now, different lanes side by side; how many rows that was."""
        rows, _ = await self._take(BATCH)
        await asyncio.gather(*map(self._one, rows))
        if rows:
            self._bell.ring()
        return len(rows)

    async def _take(self, limit: int) -> tuple[list[Row], float]:
        """What is due now; where nothing is, for how many seconds that will stay so unless the bell rings."""
        now, held = self._clock(), dict(self._held)
        async with self._database.transaction() as tx:
            for row, due_at in held.values():
                with suppress(LeaseLostError):
                    await tx.queue.put_back(row, self.name, due_at)
            rows = await tx.queue.take(self.kind, self.name, now, self._lease, limit)
            due = None if rows else await tx.queue.next_due([self.kind])
        for row_id in held:
            del self._held[row_id]
        return rows, min(POLL, (due - now).total_seconds()) if due and due > now else POLL

    async def _one(self, row: Row) -> None:
        began = perf_counter()
        outcome = await self._try(row)
        self._tally.handled(row.kind, outcome, perf_counter() - began)

    async def _try(self, row: Row) -> str:
        """Handle a row; what came of it, in the words of the tally."""
        try:
            await self._job.handle(row, self.name)
            return "done"
        except LeaseLostError:
            log.warning("row.lease-lost", extra={"row": row.id, "kind": row.kind})
            return "lease-lost"
        except Exception as error:  # the one catch-all: a bad row must not stop the others
            if wait := _again(row, error):
                await self._later(row, error, wait)
                return "retry"
            log.error("row.quarantined", extra={"row": row.id, "kind": row.kind, "place": _place(error)})
            await self._set_aside(row)
            return "quarantined"

    async def _set_aside(self, row: Row) -> None:
        try:
            await self._job.give_up(row, self.name)
        except StorageError as error:
            await self._later(row, error, _backoff(row))
        except Exception as error:  # what the row says cannot even be read: then nobody can be told about it
            log.error("row.unreadable", extra={"row": row.id, "kind": row.kind, "place": _place(error)})
            async with self._database.transaction() as tx:
                await tx.queue.quarantine(row, self.name)

    async def _later(self, row: Row, error: Exception, wait: timedelta) -> None:
        failure = {"row": row.id, "kind": row.kind, "attempts": row.attempts, "error": type(error).__name__}
        log.warning("row.retry", extra={**failure, "place": _place(error)})
        due_at = self._clock() + wait
        try:
            async with self._database.transaction() as tx:
                await tx.queue.put_back(row, self.name, due_at)
        except LeaseLostError:
            log.warning("row.lease-lost", extra={"row": row.id, "kind": row.kind})
        except StorageError:
            log.error("storage.down", extra={"row": row.id})
            self._held[row.id] = row, due_at

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; rows under way are finished. A row that takes long holds up no other lane.

        What is not finished in time is let go, as when it is cancelled: its lease runs out, and it is taken again.
        """
        busy: set[asyncio.Task[None]] = set()
        try:
            await self._keep_busy(busy, stop)
            if busy:
                await asyncio.wait(busy, timeout=GRACE)
        finally:
            late = list(busy)
            for task in late:
                task.cancel()
            if late:
                log.warning("row.let-go", extra={"rows": len(late)})
                await asyncio.gather(*late, return_exceptions=True)

    async def _keep_busy(self, busy: set[asyncio.Task[None]], stop: asyncio.Event) -> None:
        def done(task: asyncio.Task[None]) -> None:
            busy.discard(task)
            self._wake.set()
            self._bell.ring()

        while not stop.is_set():
            self._wake.clear()
            rows: list[Row] = []
            wait = POLL
            if len(busy) <= BATCH // 2:  # several at a time: each look is a transaction
                try:
                    rows, wait = await self._take(BATCH - len(busy))
                except StorageError as error:
                    log.error("storage.down", extra={"error": str(error)})
            for row in rows:
                task = asyncio.create_task(self._work(row))
                busy.add(task)
                task.add_done_callback(done)
            if not rows:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)

    async def _work(self, row: Row) -> None:
        try:
            await self._one(row)
        except Exception as error:  # giving up failed too: the lease runs out, and the row is taken again
            log.error("row.stuck", extra={"row": row.id, "error": type(error).__name__, "place": _place(error)})


def _again(row: Row, error: Exception) -> timedelta | None:
    """How long a row that failed waits; None where it is to be set aside.

    Attempts also count processes that died over the row: where it did nothing wrong, they make it wait no longer.
    """
    match error:
        case StorageDownError():
            return AGAIN if _tries(row) < BELIEVED else _backoff(row)
        case ConflictError():
            return AGAIN if _tries(row) < BELIEVED else None
        case UnreadableError():
            return None
        case _:
            return _backoff(row) if _tries(row) < ATTEMPTS else None


def _backoff(row: Row) -> timedelta:
    return timedelta(seconds=min(0.2 * 3 ** min(row.attempts - 1, 6), 60))


def _tries(row: Row) -> int:
    """The attempts that were our own doing: not those that Telegram, or its limits, put off."""
    put_off: int = row.payload.get("known", 0) if row.kind in (Kind.SEND, Kind.FETCH) and row.payload else 0
    return row.attempts - put_off


def _place(error: Exception) -> str:
    """Where an error arose: its message is left out of the log, since it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
