"""The one table of what must not be lost: updates to handle, messages to send, timers to fire.

Rows are taken under a lease: a worker that dies loses the row when the lease runs out. One lane (a chat) is worked
in order, one row at a time; urgent rows go before the others of their lane.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Delete, Update, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import LeaseLostError, StorageError

from .places import QUEUE
from .rows import insert_new
from .schema import queue
from .vault import Vault


class Kind(StrEnum):
    """What a row is for."""

    UPDATE = "update"
    SEND = "send"
    FETCH = "fetch"
    TIMER = "timer"
    ALERT = "alert"


class State(StrEnum):
    """Where a row stands. What is done stays for a while where it must be known again (``_REMEMBERED``)."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"


class Priority(IntEnum):
    """Rows of the first go before all others of their lane, and of their kind; then those of the second."""

    URGENT = 0
    SOON = 3
    NORMAL = 5


URGENT, SOON, NORMAL = Priority
#: A redelivered update, and an alarm that was sounded already, must be known when they come again.
_REMEMBERED = (Kind.UPDATE, Kind.ALERT)
#: The first half of an advisory lock's number on PostgreSQL, any; the second is the kind's.
_TAKING = 7281_0016


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a worker sees it. ``attempts`` counts this one; ``payload`` is None where it does not open."""

    id: int
    kind: Kind
    key: str
    lane: str
    priority: Priority
    due_at: datetime
    attempts: int
    created_at: datetime
    payload: Any


_other = queue.alias("other")


def _same_lane() -> ColumnElement[bool]:
    return and_(_other.c.kind == queue.c.kind, _other.c.lane == queue.c.lane)


def heads_lane() -> ColumnElement[bool]:
    """Whether the row is the next one of its lane."""
    waiting = select(_other.c.id).where(_same_lane(), _other.c.state == State.WAITING)
    return queue.c.id == waiting.order_by(_other.c.priority, _other.c.id).limit(1).scalar_subquery()


def _is_worked(now: datetime) -> ColumnElement[bool]:
    """Whether somebody works on a row of the lane: an urgent row waits for the one under way."""
    return exists().where(_same_lane(), _other.c.leased_until > now)


class Queue:
    """The queue inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def put(
        self,
        kind: Kind,
        key: str,
        payload: Any,
        *,
        lane: str,
        now: datetime,
        due_at: datetime | None = None,
        priority: Priority = NORMAL,
    ) -> bool:
        """Add a row; False where one of that kind and key is there already (a redelivery, an armed timer)."""
        values = {
            "kind": kind,
            "key": key,
            "lane": lane,
            "priority": priority,
            "state": State.WAITING,
            "due_at": due_at or now,
            "attempts": 0,
            "created_at": now,
            "sealed": self._vault.seal_json(payload, QUEUE.where(kind=kind, key=key)),
        }
        return await insert_new(self._db, queue, values)

    async def take(
        self, kinds: Sequence[Kind], worker: str, now: datetime, lease: timedelta, limit: int = 1
    ) -> list[Row]:
        """Lease up to ``limit`` due rows, each the next one of its lane, most urgent first."""
        await self._line_up(kinds)
        due = (
            select(queue.c.id)
            .where(
                queue.c.kind.in_(kinds),
                queue.c.state == State.WAITING,
                queue.c.due_at <= now,
                heads_lane(),
                ~_is_worked(now),
            )
            .order_by(queue.c.due_at, queue.c.id)
            .with_for_update(skip_locked=True)
        )
        ids: list[int] = []
        for priority in Priority:  # each is one stretch of the index, read in its order
            some = due.where(queue.c.priority == priority).limit(limit - len(ids))
            ids += (await self._db.execute(some)).scalars()
        if not ids:
            return []
        taken = (
            update(queue)
            .where(queue.c.id.in_(ids))
            .values(leased_until=now + lease, leased_by=worker, attempts=queue.c.attempts + 1)
            .returning(*queue.c)
        )
        rows = [self._row(record) for record in (await self._db.execute(taken)).mappings()]
        return sorted(rows, key=lambda row: (row.priority, row.due_at, row.id))

    async def _line_up(self, kinds: Sequence[Kind]) -> None:
        """Let one transaction at a time take rows of a kind.

        PostgreSQL's statements do not see what others have not committed: two workers that take at once would each
        find the lane free where an urgent row comes in between, or lease the same row. SQLite has one writer anyway.
        """
        if self._db.dialect.name == "postgresql":
            for kind in sorted(kinds):
                await self._db.execute(select(func.pg_advisory_xact_lock(_TAKING, func.hashtext(kind))))

    def _row(self, record: Any) -> Row:
        kind, key = Kind(record["kind"]), record["key"]
        try:
            payload = self._vault.open_json(record["sealed"], QUEUE.where(**record))
        except StorageError:  # one bad row must not keep the others from being taken
            payload = None
        return Row(
            record["id"],
            kind,
            key,
            record["lane"],
            Priority(record["priority"]),
            record["due_at"],
            record["attempts"],
            record["created_at"],
            payload,
        )

    async def finish(self, row: Row, worker: str) -> None:
        """Remove a row whose effects are in this transaction. Raises ``LeaseLostError`` where it is not ours."""
        done = update(queue).values(state=State.DONE, sealed=None, leased_until=None)
        await self._change(row, worker, done if row.kind in _REMEMBERED else delete(queue))

    async def _change(self, row: Row, worker: str, change: Update | Delete) -> None:
        mine = and_(queue.c.id == row.id, queue.c.leased_by == worker, queue.c.state == State.WAITING)
        # The attempt tells this lease from a later one of the same worker's.
        if (await self._db.execute(change.where(mine, queue.c.attempts == row.attempts))).rowcount != 1:
            raise LeaseLostError

    async def put_back(self, row: Row, worker: str, due_at: datetime, payload: Any = None) -> None:
        """Give a row back for later, with a new payload if there is one. Raises ``LeaseLostError``."""
        values: dict[str, Any] = {"leased_until": None, "leased_by": None, "due_at": due_at}
        if payload is not None:
            values["sealed"] = self._vault.seal_json(payload, QUEUE.where(kind=row.kind, key=row.key))
        await self._change(row, worker, update(queue).values(**values))

    async def release(self) -> int:
        """Let go of every lease; how many. Right only where all workers there were are known to be dead."""
        held = and_(queue.c.state == State.WAITING, queue.c.leased_by.is_not(None))
        change = update(queue).where(held).values(leased_until=None, leased_by=None)
        return (await self._db.execute(change)).rowcount

    async def quarantine(self, row: Row, worker: str) -> None:
        """Set a row aside for a person to look at; its lane goes on. Raises ``LeaseLostError``."""
        await self._change(row, worker, update(queue).values(state=State.QUARANTINED, leased_until=None))

    async def cancel(self, kind: Kind, *keys: str) -> None:
        """Remove waiting rows by key: a timer that is no longer needed."""
        await self._db.execute(
            delete(queue).where(queue.c.kind == kind, queue.c.key.in_(keys), queue.c.state == State.WAITING)
        )

    async def hasten(self, kind: Kind, lanes: Collection[str], priority: Priority) -> None:
        """Let all that waits in some lanes go before what waits in others; each lane keeps its order."""
        waiting = and_(queue.c.kind == kind, queue.c.lane.in_(lanes), queue.c.state == State.WAITING)
        later = queue.c.priority > priority
        await self._db.execute(update(queue).where(waiting, later).values(priority=priority))

    async def next_due(self, kinds: Sequence[Kind]) -> datetime | None:
        """When the next row that heads its lane falls due; None where nothing waits."""
        found: datetime | None = await self._db.scalar(
            select(func.min(queue.c.due_at)).where(
                queue.c.kind.in_(kinds),
                queue.c.state == State.WAITING,
                heads_lane(),
            )
        )
        return found

    async def waiting_since(self, kind: Kind, priority: Priority, since: datetime, limit: int = 500) -> list[Row]:
        """Rows of a kind and priority that were there by ``since`` and are not done, by the time when they fall due."""
        mine = and_(queue.c.kind == kind, queue.c.priority == priority, queue.c.state == State.WAITING)
        query = select(queue).where(mine, queue.c.created_at <= since)
        query = query.order_by(queue.c.due_at, queue.c.id).limit(limit)
        return [self._row(record) for record in (await self._db.execute(query)).mappings()]

    async def count(self, state: State = State.WAITING, *kinds: Kind) -> int:
        """How many rows stand in a state."""
        query = select(func.count()).select_from(queue).where(queue.c.state == state)
        return await self._db.scalar(query.where(queue.c.kind.in_(kinds)) if kinds else query) or 0

    async def forget_done(self, before: datetime) -> None:
        """Drop the memory of what is done: updates that Telegram will not deliver again, alarms long past."""
        await self._db.execute(delete(queue).where(queue.c.state == State.DONE, queue.c.created_at < before))
