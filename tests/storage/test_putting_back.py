"""A row that cannot be handled because the database is away: it goes on as soon as that is back."""

from datetime import datetime

import pytest
from sqlalchemy import text

from bot.desk.tally import Uncounted
from bot.desk.worker import Bell, Worker
from bot.storage import Database
from bot.storage.row import Kind, Row, State

from .conftest import NOW
from .rows import SECOND, put


class Away:
    """Finishes each row; at the first, the database can only be read."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.met = 0

    async def read_only(self, on: str) -> None:
        async with self.database.snapshot() as connection:
            await connection.execute(text(f"PRAGMA query_only = {on}"))
            await connection.rollback()

    async def handle(self, row: Row, worker: str) -> None:
        self.met += 1
        if self.met == 1:
            await self.read_only("ON")
        async with self.database.transaction() as tx:
            await tx.queue.finish(row, worker)

    async def give_up(self, row: Row, worker: str) -> None:
        raise AssertionError(row.key, worker)


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_row_that_could_not_even_be_put_back_does_not_wait_for_its_lease(database: Database) -> None:
    now = NOW

    def clock() -> datetime:
        return now

    away = Away(database)
    worker = Worker(database, Kind.SEND, away, clock, Bell(), Uncounted())
    await put(database, "1")
    assert await worker.step() == 1
    await away.read_only("OFF")
    now += SECOND
    assert await worker.step() == 1
    async with database.transaction() as tx:
        assert await tx.queue.count(State.WAITING) == 0
