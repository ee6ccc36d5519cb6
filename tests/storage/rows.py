"""What tests of the queue do: put, take and finish rows, each in a transaction of its own."""

from datetime import datetime, timedelta

from bot.storage import Database
from bot.storage.row import Kind, Row

from .conftest import NOW

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


async def put(database: Database, key: str, lane: str = "ann", kind: Kind = Kind.SEND, **more: object) -> bool:
    async with database.transaction() as tx:
        return await tx.queue.put(kind, key, {"text": key}, lane=lane, **{"now": NOW, **more})


async def take(
    database: Database, worker: str = "w", *, kind: Kind = Kind.SEND, at: datetime = NOW, limit: int = 10
) -> list[Row]:
    async with database.transaction() as tx:
        return await tx.queue.take(kind, worker, at, LEASE, limit)


async def keys(database: Database, worker: str = "w", **more: object) -> list[str]:
    return [row.key for row in await take(database, worker, **more)]


async def put_back(database: Database, row: Row, due_at: datetime, worker: str = "w") -> None:
    async with database.transaction() as tx:
        await tx.queue.put_back(row, worker, due_at)


async def finish(database: Database, row: Row, worker: str = "w") -> None:
    async with database.transaction() as tx:
        await tx.queue.finish(row, worker)
