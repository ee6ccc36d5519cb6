"""Several workers at once: every row has exactly one effect, and a lane is never worked by two."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select, text

from bot.storage import Database, Vault
from bot.storage.row import NORMAL, URGENT, Kind
from bot.storage.schema import audit

from .conftest import NOW
from .postgres import Server
from .rows import LEASE, finish, keys, put, take
from .waiting import meanwhile

WORKERS, LANES, ROWS = 6, 5, 60


async def left(database: Database) -> int:
    async with database.transaction() as tx:
        return await tx.queue.count()


async def test_every_row_has_exactly_one_effect_and_lanes_keep_their_order(
    database: Database, database_url: str, vault: Vault
) -> None:
    for number in range(ROWS):
        await put(database, str(number), lane=str(number % LANES))
    busy: Counter[str] = Counter()
    seen: defaultdict[str, list[int]] = defaultdict(list)

    async def work(name: str) -> None:
        mine = Database(database_url, vault)  # connections of its own, as another replica has
        while await left(mine):
            for row in await take(mine, name, limit=2):
                busy[row.lane] += 1
                assert busy[row.lane] == 1
                seen[row.lane].append(int(row.key))
                async with mine.transaction() as tx:
                    await tx.audit.record(int(row.key), NOW, 0, "done")
                    busy[row.lane] -= 1
                    await tx.queue.finish(row, name)
        await mine.close()

    await asyncio.gather(*(work(str(number)) for number in range(WORKERS)))
    async with database.engine.begin() as connection:
        effects = list(await connection.scalars(select(audit.c.case_id)))
    assert sorted(effects) == list(range(ROWS))
    assert seen == {str(lane): list(range(lane, ROWS, LANES)) for lane in range(LANES)}


async def test_a_redelivery_at_the_same_moment_is_taken_in_once(
    database: Database, database_url: str, vault: Vault
) -> None:
    replicas = [Database(database_url, vault) for _ in range(4)]
    assert sorted(await asyncio.gather(*(put(replica, "1") for replica in replicas))) == [False, False, False, True]
    for replica in replicas:
        await replica.close()


@pytest.fixture
async def two(postgres: Server, vault: Vault) -> AsyncIterator[tuple[Database, Database]]:
    """Two replicas on PostgreSQL, which shows a statement nothing that others have not committed yet."""
    url = postgres.create(postgres.template)
    replicas = Database(url, vault), Database(url, vault)
    yield replicas
    for replica in replicas:
        await replica.close()
    postgres.drop(url)


async def test_an_urgent_row_that_comes_while_its_lane_is_being_taken_waits(two: tuple[Database, Database]) -> None:
    one, other = two
    await put(one, "calm", priority=NORMAL)
    async with one.transaction() as tx:
        (calm,) = await tx.queue.take(Kind.SEND, "one", NOW, LEASE)
        await put(other, "urgent", priority=URGENT)
        taking = asyncio.create_task(keys(other, "other"))
        await meanwhile(one, taking)
    assert await taking == []
    await finish(one, calm, "one")
    assert await keys(other, "other") == ["urgent"]


async def test_taking_updates_does_not_wait_for_taking_sends(two: tuple[Database, Database]) -> None:
    one, other = two
    await put(one, "send")
    await put(one, "update", kind=Kind.UPDATE)
    async with one.transaction() as tx:
        assert len(await tx.queue.take(Kind.SEND, "one", NOW, LEASE)) == 1
        async with asyncio.timeout(10):
            assert await keys(other, "other", kind=Kind.UPDATE) == ["update"]


async def test_a_row_that_is_being_finished_after_its_lease_is_left_alone(two: tuple[Database, Database]) -> None:
    one, other = two
    await put(one, "slow")
    (slow,) = await take(one, "one")
    async with one.transaction() as tx:
        await tx.queue.finish(slow, "one")
        async with asyncio.timeout(10):
            assert await keys(other, "other", at=NOW + 2 * LEASE) == []
    assert await left(other) == 0


async def test_a_replica_that_hangs_does_not_keep_its_locks(two: tuple[Database, Database]) -> None:
    async with two[0].engine.connect() as connection:
        assert await connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
