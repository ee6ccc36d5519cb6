"""The one table of what must not be lost: updates to handle, messages to send, timers to fire.

Rows are taken under a lease: a worker that dies loses the row when the lease runs out. One lane (a chat) is worked
in order, one row at a time; urgent rows go before the others of their lane.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import LeaseLostError, StorageError

from .columns import Instant
from .places import QUEUE
from .row import NORMAL, Kind, New, Priority, Row, State
from .rows import insert_all, insert_new
from .schema import queue
from .vault import Vault

#: A redelivered update, and an alarm that was sounded already, must be known when they come again.
_REMEMBERED = (Kind.UPDATE, Kind.ALERT)
#: The first half of an advisory lock's number on PostgreSQL, any; the second is the kind's.
_TAKING = 7281_0016

_other = queue.alias("other")


def _same_lane() -> ColumnElement[bool]:
    return and_(_other.c.kind == queue.c.kind, _other.c.lane == queue.c.lane)


def heads_lane() -> ColumnElement[bool]:
    """Whether the row is the next one of its lane."""
    waiting = select(_other.c.id).where(_same_lane(), _other.c.state == State.WAITING)
    return queue.c.id == waiting.order_by(_other.c.priority, _other.c.id).limit(1).scalar_subquery()


def _is_worked() -> ColumnElement[bool]:
    """Whether somebody works on a row of the lane: an urgent row waits for the one under way."""
    return exists().where(_same_lane(), _other.c.leased_until > bindparam("now", type_=Instant))


# What is said for each row is built once: to build a statement takes as long as to run it.

_CAN_BE_TAKEN = and_(
    queue.c.state == State.WAITING, queue.c.due_at <= bindparam("now", type_=Instant), heads_lane(), ~_is_worked()
)
#: Due rows of a kind and a priority, each the next one of its lane: one stretch of the index, read in its order.
_DUE = (
    select(queue.c.id)
    .where(queue.c.kind == bindparam("kind"), queue.c.priority == bindparam("urgency"), _CAN_BE_TAKEN)
    .order_by(queue.c.due_at, queue.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_TAKEN = (
    update(queue)
    .where(queue.c.id.in_(bindparam("ids", expanding=True)))
    .values(attempts=queue.c.attempts + 1, leased_until=bindparam("until"), leased_by=bindparam("worker"))
    .returning(*queue.c)
)
_NEXT_DUE = select(func.min(queue.c.due_at)).where(
    queue.c.kind.in_(bindparam("kinds", expanding=True)), queue.c.state == State.WAITING, heads_lane()
)
_KINDS_DUE = select(queue.c.kind).distinct().where(_CAN_BE_TAKEN)
#: The row is still leased to whoever took it. The attempt tells this lease from a later one of the same worker's.
_MINE = and_(
    queue.c.id == bindparam("row"),
    queue.c.leased_by == bindparam("worker"),
    queue.c.state == State.WAITING,
    queue.c.attempts == bindparam("attempt"),
)
_CHANGE, _REMOVE = update(queue).where(_MINE), delete(queue).where(_MINE)


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
        new = New(kind, key, payload, lane, priority)
        return await insert_new(self._db, queue, self._values(new, now, due_at or now))

    async def put_all(self, rows: Sequence[New], now: datetime) -> None:
        """Add rows, in this order, but for those that are there already."""
        if rows:
            await insert_all(self._db, queue, [self._values(new, now, now) for new in rows])

    def _values(self, new: New, now: datetime, due_at: datetime) -> dict[str, Any]:
        return {
            "kind": new.kind,
            "key": new.key,
            "lane": new.lane,
            "priority": new.priority,
            "state": State.WAITING,
            "due_at": due_at,
            "attempts": 0,
            "created_at": now,
            "sealed": self._vault.seal_json(new.payload, QUEUE.where(kind=new.kind, key=new.key)),
        }

    async def take(self, kind: Kind, worker: str, now: datetime, lease: timedelta, limit: int = 1) -> list[Row]:
        """Lease up to ``limit`` due rows of a kind, each the next one of its lane, most urgent first."""
        await self._line_up(kind)
        ids: list[int] = []
        for priority in Priority:
            asked = {"kind": kind, "urgency": priority, "now": now, "most": limit - len(ids)}
            ids += (await self._db.execute(_DUE, asked)).scalars()
        if not ids:
            return []
        taken = await self._db.execute(_TAKEN, {"ids": ids, "until": now + lease, "worker": worker})
        return sorted(map(self._row, taken.mappings()), key=lambda row: (row.priority, row.due_at, row.id))

    async def _line_up(self, kind: Kind) -> None:
        """Let one transaction at a time take rows of a kind.

        PostgreSQL's statements do not see what others have not committed: two workers that take at once would each
        find the lane free where an urgent row comes in between, or lease the same row. SQLite has one writer anyway.
        """
        if self._db.dialect.name == "postgresql":
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
        if row.kind in _REMEMBERED:
            await self._change(row, worker, state=State.DONE, sealed=None, leased_until=None)
        else:
            await self._change(row, worker)

    async def _change(self, row: Row, worker: str, **values: Any) -> None:
        """Change a row that is leased to us; remove it where there are no values."""
        mine = {"row": row.id, "worker": worker, "attempt": row.attempts}
        if (await self._db.execute(_CHANGE if values else _REMOVE, {**mine, **values})).rowcount != 1:
            raise LeaseLostError

    async def put_back(self, row: Row, worker: str, due_at: datetime, payload: Any = None) -> None:
        """Give a row back for later, with a new payload if there is one. Raises ``LeaseLostError``."""
        values: dict[str, Any] = {"leased_until": None, "leased_by": None, "due_at": due_at}
        if payload is not None:
            values["sealed"] = self._vault.seal_json(payload, QUEUE.where(kind=row.kind, key=row.key))
        await self._change(row, worker, **values)

    async def release(self) -> int:
        """Let go of every lease; how many. Right only where all workers there were are known to be dead."""
        held = and_(queue.c.state == State.WAITING, queue.c.leased_by.is_not(None))
        change = update(queue).where(held).values(leased_until=None, leased_by=None)
        return (await self._db.execute(change)).rowcount

    async def quarantine(self, row: Row, worker: str) -> None:
        """Set a row aside for a person to look at; its lane goes on. Raises ``LeaseLostError``."""
        await self._change(row, worker, state=State.QUARANTINED, leased_until=None)

    async def set_aside(self, kind: Kind, lane: str) -> list[Row]:
        """Rows of a lane that were set aside, the oldest first."""
        theirs = and_(queue.c.kind == kind, queue.c.lane == lane, queue.c.state == State.QUARANTINED)
        found = await self._db.execute(select(queue).where(theirs).order_by(queue.c.id))
        return [self._row(record) for record in found.mappings()]

    async def cancel(self, kind: Kind, *keys: str) -> None:
        """Remove waiting rows by key: a timer that is no longer needed."""
        await self._db.execute(
            delete(queue).where(queue.c.kind == kind, queue.c.key.in_(keys), queue.c.state == State.WAITING)
        )

    async def hasten(self, kind: Kind, lanes: Collection[str], priority: Priority) -> None:
        """Let all that waits in some lanes go before what waits in others; each lane keeps its order.

        What a worker has its hand on is under way already, and not waited for.
        """
        waiting = and_(queue.c.kind == kind, queue.c.lane.in_(lanes), queue.c.state == State.WAITING)
        later = select(queue.c.id).where(waiting, queue.c.priority > priority).with_for_update(skip_locked=True)
        await self._db.execute(update(queue).where(queue.c.id.in_(later)).values(priority=priority))

    async def next_due(self, kinds: Sequence[Kind]) -> datetime | None:
        """When the next row that heads its lane falls due; None where nothing waits."""
        found: datetime | None = await self._db.scalar(_NEXT_DUE, {"kinds": list(kinds)})
        return found

    async def due(self, now: datetime) -> frozenset[Kind]:
        """The kinds of which a row can be taken now."""
        return frozenset(Kind(kind) for kind in await self._db.scalars(_KINDS_DUE, {"now": now}))

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
