"""Death between any two transactions, one after another: what was told has its effect once, whenever it comes."""

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.content import Knowledge
from tests.sandbox.pictures import png
from tests.world import Somebody, World, a_world

#: There are fewer transactions than this in the story.
MANY = 90
ACTIONS = ["case:added:reporter", "case:opened:words", "evidence:kept", "evidence:received"]


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
        await world.restart()
        await world.settle()
        return False
    finally:
        event.remove(engine, "begin", begin)
    return True


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
    for nth in range(1 + half, MANY, 2):
        folder = tmp_path / str(nth)
        folder.mkdir()
        async with a_world(knowledge, folder) as world:
            sam, ann = await world.officer(), await world.councillor()
            await ann.telegram.says("He is at my door with a knife")
            await ann.telegram.sends_document(png(), name="letter.png")
            over = await lives_through(world, nth)
            await has_its_effect(world, sam)
        if over:
            break
    assert 20 < nth < MANY - 2
