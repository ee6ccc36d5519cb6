"""A row of the queue that does not open any more: it is set aside, and everybody else is served."""

from sqlalchemy import text

from bot.storage.row import Kind, State
from tests.world import World


async def spoil(world: World, kind: Kind) -> None:
    """Change what the waiting rows of a kind hold, as a bad disk might."""
    async with world.app.database.engine.begin() as connection:
        spoilt = "UPDATE queue SET sealed = zeroblob(64) WHERE state = 'waiting' AND kind = :kind AND due_at <= :now"
        at = int(world.now.timestamp() * 1_000_000)
        assert (await connection.execute(text(spoilt), {"kind": kind, "now": at})).rowcount == 1


async def test_an_update_is_set_aside_and_the_administrators_know(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await ann.telegram.says("this is lost")
    await world.app.intake.poll(wait=0)
    await spoil(world, Kind.UPDATE)
    await world.fast_forward(minutes=1)
    alex.hears("Q-")
    assert await world.quarantined() == 1
    await ann.says("/help")
    assert ann.messages()


async def test_a_message_is_set_aside_and_those_after_it_are_sent(world: World) -> None:
    ann = await world.councillor()
    async with world.app.database.transaction() as tx:
        await tx.queue.put(Kind.SEND, "spoilt", {}, lane=str(ann.id), now=world.now)
    await spoil(world, Kind.SEND)
    await world.fast_forward(minutes=1)
    assert await world.quarantined() == 1
    await ann.says("/help")
    assert ann.messages()


async def test_a_file_is_set_aside(world: World) -> None:
    async with world.app.database.transaction() as tx:
        await tx.queue.put(Kind.FETCH, "spoilt", {}, lane="item:1", now=world.now)
    await spoil(world, Kind.FETCH)
    await world.fast_forward(minutes=1)
    assert await world.quarantined() == 1


async def test_a_timer_is_tried_for_ever_and_stops_nobody(world: World) -> None:
    async with world.app.database.transaction() as tx:
        await tx.queue.put(Kind.TIMER, "spoilt", {}, lane="spoilt", now=world.now)
    await spoil(world, Kind.TIMER)
    ann = await world.councillor()
    await world.fast_forward(minutes=5)
    async with world.app.database.transaction() as tx:
        assert (
            await tx.queue.count(State.WAITING, Kind.TIMER) == 3
        )  # housekeeping and the monthly report are the others
    await ann.says("/help")
    assert ann.messages()
