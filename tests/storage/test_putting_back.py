"""Rows that are not handled through no fault of their own: the database is away, or somebody else was quicker."""

from datetime import datetime

import pytest
from sqlalchemy import text

from bot.desk.tally import Uncounted
from bot.desk.worker import BELIEVED, Bell, Worker
from bot.domain.errors import ConflictError, StorageDownError
from bot.storage import Database
from bot.storage.row import Kind, Row, State

from .conftest import NOW
from .rows import LEASE, SECOND, put, take


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


class Failing:
    """Fails with this error; says whether it had to give up."""

    def __init__(self, database: Database, error: Exception) -> None:
        self.database = database
        self.error = error
        self.gave_up = False

    async def handle(self, row: Row, worker: str) -> None:  # noqa: ARG002
        raise self.error

    async def give_up(self, row: Row, worker: str) -> None:
        self.gave_up = True
        async with self.database.transaction() as tx:
            await tx.queue.quarantine(row, worker)


async def after_deaths(database: Database, error: Exception, deaths: int) -> tuple[bool, int]:
    """A row over which so many processes died, then fails: whether it was given up, and what is due a second later."""
    job, now = Failing(database, error), NOW
    await put(database, "1")
    for number in range(deaths):
        (_,) = await take(database, f"dead {number}", at=now)
        now += LEASE + SECOND
    worker = Worker(database, Kind.SEND, job, lambda: now, Bell(), Uncounted())
    assert await worker.step() == 1
    now += SECOND
    async with database.transaction() as tx:
        return job.gave_up, len(await tx.queue.take(Kind.SEND, "next", now, LEASE))


@pytest.mark.parametrize("error", [ConflictError(), StorageDownError()], ids=["conflict", "down"])
async def test_a_row_is_tried_again_within_a_second_however_many_processes_died_over_it(
    database: Database, error: Exception
) -> None:
    assert await after_deaths(database, error, 8) == (False, 1)


async def test_a_row_whose_conflict_never_ends_is_set_aside(database: Database) -> None:
    assert await after_deaths(database, ConflictError(), BELIEVED) == (True, 0)


async def test_a_row_that_meets_a_database_away_for_ever_is_tried_less_often_and_never_given_up(
    database: Database,
) -> None:
    assert await after_deaths(database, StorageDownError(), BELIEVED) == (False, 0)


async def test_however_often_a_row_waited_for_its_turn_a_conflict_is_tried_again(database: Database) -> None:
    job, worker = Failing(database, ConflictError()), "busy"
    await put(database, "1")
    for number in range(BELIEVED):
        (row,) = await take(database, worker)
        async with database.transaction() as tx:
            await tx.queue.put_back(row, worker, NOW, {"known": number + 1})
    assert await Worker(database, Kind.SEND, job, lambda: NOW, Bell(), Uncounted()).step() == 1
    assert not job.gave_up


class Outrun(Failing):
    """Fails when somebody has taken the row away, as whoever takes a case does with its timer."""

    async def handle(self, row: Row, worker: str) -> None:
        async with self.database.transaction() as tx:
            await tx.queue.cancel(Kind.SEND, row.key)
        await super().handle(row, worker)


async def test_a_row_that_is_gone_when_it_is_to_be_put_back_is_not_taken_for_a_database_that_is_away(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await put(database, "1")
    assert await Worker(database, Kind.SEND, Outrun(database, ConflictError()), lambda: NOW, Bell(), Uncounted()).step()
    assert caplog.messages == ["row.retry", "row.lease-lost"]
