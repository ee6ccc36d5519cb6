"""A clock that ran ahead and is put right: what came meanwhile does not wait for hours that are still to come."""

from datetime import timedelta

from bot.storage import Database
from bot.storage.row import Kind

from .conftest import NOW
from .rows import LEASE, SECOND, keys, put, put_back, take

AHEAD = NOW + timedelta(hours=3)
MINUTES = timedelta(minutes=5)


async def put_right(database: Database) -> bool:
    async with database.transaction() as tx:
        return await tx.ahead.put_right(NOW)


async def test_where_no_clock_ran_ahead_nothing_changes(database: Database) -> None:
    await put(database, "later", due_at=NOW + MINUTES)
    await put(database, "held", lane="bob")
    await take(database)
    assert await put_right(database) is False
    assert await keys(database, "another", at=NOW + 2 * SECOND) == []
    assert sorted(await keys(database, "another", at=NOW + MINUTES)) == ["held", "later"]


async def test_a_row_of_that_time_is_due_at_once(database: Database) -> None:
    await put(database, "1", now=AHEAD)
    assert await put_right(database) is True
    assert await keys(database) == ["1"]
    assert await put_right(database) is False


async def test_a_row_that_was_put_back_at_that_time_is_due_at_once(database: Database) -> None:
    await put(database, "1")
    (row,) = await take(database)
    await put_back(database, row, due_at=AHEAD + SECOND)
    await put(database, "2", lane="bob", now=AHEAD)
    await put_right(database)
    assert await keys(database) == ["1", "2"]


async def test_a_row_that_was_put_back_is_due_at_once_where_nothing_newer_tells_of_it(database: Database) -> None:
    await put(database, "1")
    (row,) = await take(database)
    await put_back(database, row, due_at=AHEAD + SECOND)
    assert await put_right(database) is True
    assert await put_right(database) is False
    assert await keys(database) == ["1"]


async def test_a_timer_keeps_its_wait(database: Database) -> None:
    await put(database, "of before", lane="bob", kind=Kind.TIMER, due_at=AHEAD)
    await put(database, "1", kind=Kind.TIMER, now=AHEAD, due_at=AHEAD + MINUTES)
    await put_right(database)
    assert await keys(database, kind=Kind.TIMER, at=NOW + MINUTES - SECOND) == []
    assert await keys(database, kind=Kind.TIMER, at=NOW + MINUTES) == ["1"]
    assert await keys(database, kind=Kind.TIMER, at=AHEAD) == ["1", "of before"]


async def test_a_lease_of_that_time_ends_soon(database: Database) -> None:
    await put(database, "1", now=AHEAD)
    await take(database, at=AHEAD)
    await put_right(database)
    assert await keys(database, "another", at=NOW + LEASE - SECOND) == []
    assert await keys(database, "another", at=NOW + timedelta(minutes=1)) == ["1"]


async def test_nobody_is_held_back_until_then_though_nothing_else_tells_of_it(database: Database) -> None:
    async with database.transaction() as tx:
        for lane in ("chat:1", "all", "copy:1"):
            await tx.pace.pass_on(lane, SECOND, 1, AHEAD)
    await put(database, "1")
    assert await put_right(database) is True
    async with database.transaction() as tx:
        passed = [await tx.pace.pass_on(lane, SECOND, 1, NOW) for lane in ("chat:1", "all", "copy:1")]
    assert passed == [NOW, NOW, AHEAD + SECOND]


async def test_a_lease_of_that_time_alone_ends_soon(database: Database) -> None:
    await put(database, "1")
    await take(database, at=AHEAD)
    assert await put_right(database) is True
    assert await keys(database, "another", at=NOW + timedelta(minutes=1)) == ["1"]
