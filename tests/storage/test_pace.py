"""The pace of sending: a rate for each lane, with bursts, whoever asks."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.storage import Database
from bot.storage.schema import pace

from .conftest import NOW
from .rows import SECOND


async def ask(database: Database, now: datetime, lane: str = "ann", burst: int = 1) -> datetime:
    async with database.transaction() as tx:
        return await tx.pace.pass_on(lane, SECOND, burst, now)


async def test_one_a_second_passes_and_the_others_learn_when_to_ask_again(database: Database) -> None:
    assert await ask(database, NOW) == NOW
    assert await ask(database, NOW) == NOW + SECOND
    assert await ask(database, NOW + SECOND / 2) == NOW + SECOND
    assert await ask(database, NOW + SECOND) == NOW + SECOND


async def test_a_burst_passes_at_once_and_comes_back_with_time(database: Database) -> None:
    passed = [await ask(database, NOW, burst=3) for _ in range(4)]
    assert passed == [NOW, NOW, NOW, NOW + SECOND]
    assert [await ask(database, NOW + 2 * SECOND, burst=3) for _ in range(3)] == [
        NOW + 2 * SECOND,
        NOW + 2 * SECOND,
        NOW + 3 * SECOND,
    ]


async def test_lanes_do_not_wait_for_each_other(database: Database) -> None:
    assert await ask(database, NOW, "ann") == NOW
    assert await ask(database, NOW, "bob") == NOW


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waits=st.lists(st.integers(0, 2500), max_size=25), burst=st.integers(1, 4))
async def test_never_more_than_the_rate_and_a_burst_pass(database: Database, waits: list[int], burst: int) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(delete(pace))
    now, passed = NOW, []
    for wait in waits:
        now += timedelta(milliseconds=wait)
        if await ask(database, now, burst=burst) == now:
            passed.append(now)
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            assert last - first + 1 <= burst + (passed[last] - passed[first]) / SECOND
