"""Death between any two transactions, one after another: what was told has its effect once, whenever it comes."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.content import Knowledge
from bot.desk.worker import Worker
from bot.sandbox import LocalTelegram
from tests.sandbox.pictures import png
from tests.world import MovedClock, Somebody, World, a_world, bot_at

#: There are fewer transactions than this in the story.
MANY = 90
ACTIONS = ["case:added:reporter", "case:opened:words", "evidence:kept", "evidence:received"]
DATABASE, CHATS = "world.db", "telegram.json"
#: The name of the task in which a row is handled.
WORKED = Worker._one.__qualname__


async def begin(knowledge: Knowledge, folder: Path) -> datetime:
    """Keep in the folder what there is when a call for help and a file have come to Telegram; the time then."""
    async with a_world(knowledge, folder) as world:
        await world.officer()
        ann = await world.councillor()
        await ann.telegram.says("He is at my door with a knife")
        await ann.telegram.sends_document(png(), name="letter.png")
        world.telegram.save(folder / CHATS)
    return world.now


@asynccontextmanager
async def again(knowledge: Knowledge, kept: Path, folder: Path, then: datetime) -> AsyncIterator[World]:
    """A world that goes on from what was kept, in a folder of its own."""
    clock = MovedClock(then)
    shutil.copyfile(kept / DATABASE, folder / DATABASE)
    async with LocalTelegram(clock=clock) as telegram:
        telegram.load(kept / CHATS)
        world = World(telegram, bot_at(telegram, knowledge, f"sqlite+quick:///{folder / DATABASE}", clock), clock)
        await world.app.start()
        try:
            yield world
        finally:
            await world.app.stop()


class Death(BaseException):
    """The process is no more: nothing in it may catch this."""


async def lives_through(world: World, nth: int) -> bool:
    """Work, but die before the nth transaction from now on begins, and come back; whether it was over by then."""
    begun, engine = count(1), world.app.database.engine.sync_engine

    def begin(_connection: object) -> None:
        if next(begun) >= nth:  # nor does any other that would follow
            raise Death

    event.listen(engine, "begin", begin, insert=True)
    try:
        await world.settle()
    except Death:
        await end_all()
        await world.restart()
        await world.settle()
        return False
    finally:
        event.remove(engine, "begin", begin)
    return True


async def end_all() -> None:
    """What was under way beside ends too: else it would go on beside the next life, and hold the database."""
    under_way = [task for task in asyncio.all_tasks() if getattr(task.get_coro(), "__qualname__", "") == WORKED]
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)


def cards(sam: Somebody) -> list[str]:
    """What the messages that bring a card said at first: an edit takes the mark of a repeat away."""
    posts = sam.telegram.exchange.state.posts[sam.id].values()
    said = [str([*post.earlier, post.body["text"]][0]) for post in posts if "text" in post.body]
    return [text for text in said if "EMERGENCY" in text]


async def has_its_effect(world: World, sam: Somebody) -> None:
    """The call for help and the file that came with it: each is there once, and the officer knows."""
    mark = world.knowledge.words.plain("error.repeat")
    case = await world.case()
    assert sorted(await world.actions()) == ACTIONS
    async with world.app.database.transaction() as tx:
        (item,) = await tx.evidence.of_case(case.id)
        assert await tx.evidence.content(item.id) == png()
    assert len(cards(sam)) in (1, 2)
    assert sum(mark not in text for text in cards(sam)) <= 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the dead close no connection
@pytest.mark.parametrize("half", [0, 1])
async def test_a_death_between_two_transactions_loses_nothing_and_does_nothing_twice(
    knowledge: Knowledge, tmp_path: Path, half: int
) -> None:
    then = await begin(knowledge, tmp_path)
    for nth in range(1 + half, MANY, 2):
        folder = tmp_path / str(nth)
        folder.mkdir()
        async with again(knowledge, tmp_path, folder, then) as world:
            over = await lives_through(world, nth)
            await has_its_effect(world, Somebody(world, world.telegram.people[0]))
        if over:
            break
    assert 20 < nth < MANY - 2
