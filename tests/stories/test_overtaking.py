"""Ordinary messages wait, and danger does not: it is heard as it arrives, and its chat goes first."""

import pytest

from bot.desk.turn import Turn
from bot.domain.chat import Lane, Outgoing
from bot.storage.row import Kind
from tests.stories.test_delivery import flood, sent
from tests.world import Somebody, World

DOOR = "There is a man with a knife at my door"
#: Words alone leave a doubt; what is meant does not.
JUMPER = (
    'idk if this counts but hes dmd "nice green jumper" and im in a green jumper. in the library. upstairs. on my own. '
    "should i change"
)
QUESTION = "how do i report a post on facebook"
#: More than a worker takes in hand at once.
MANY = 30


async def others_ask(world: World, text: str = QUESTION) -> None:
    for number in range(MANY):
        await world.stranger(f"Other {number}").telegram.says(text)


async def one_round(world: World) -> None:
    """Take in what there is, and handle the first few updates."""
    await world.app.intake.poll(wait=0)
    (worker,) = [worker for worker in world.app.workers if worker.kind is Kind.UPDATE]
    assert 0 < await worker.step() < MANY


@pytest.fixture
async def jo(world: World) -> Somebody:
    """Somebody whom the bot knows already."""
    jo = world.stranger()
    await jo.says("/start")
    jo.forgets()
    return jo


async def test_danger_overtakes_what_others_ask(world: World, jo: Somebody) -> None:
    await others_ask(world)
    await jo.telegram.says(DOOR)
    await one_round(world)
    assert (await world.case()).reporter_id == jo.id


@pytest.mark.parametrize("text", [DOOR, JUMPER])
async def test_danger_overtakes_those_who_may_be_in_danger_and_its_notice_what_they_are_asked(
    world: World, jo: Somebody, text: str
) -> None:
    sam = await world.officer()
    await others_ask(world, "I am scared")
    await jo.telegram.says(text)
    await one_round(world)
    (sending,) = [worker for worker in world.app.workers if worker.kind is Kind.SEND]
    await sending.step()
    sam.hears("EMERGENCY")


@pytest.mark.parametrize("text", ["/urgent", "home.urgent"])
async def test_the_call_for_help_overtakes_too(world: World, jo: Somebody, text: str) -> None:
    await others_ask(world)
    await jo.telegram.says(world.label(text))
    await one_round(world)
    assert (await world.case()).reporter_id == jo.id


async def test_a_press_overtakes(world: World, jo: Somebody) -> None:
    await jo.says("He wrote that he will kill me")
    await others_ask(world)
    await jo.telegram.presses(world.label("button.tell-officer"))
    await one_round(world)
    assert (await world.case()).reporter_id == jo.id


@pytest.mark.parametrize("text", ["yes", "Yes please, now"])
async def test_a_typed_yes_overtakes(world: World, jo: Somebody, text: str) -> None:
    await jo.says("He wrote that he will kill me")
    await others_ask(world)
    await jo.telegram.says(text)
    await one_round(world)
    assert (await world.case()).reporter_id == jo.id


async def test_what_the_same_person_wrote_before_is_handled_before(world: World, jo: Somebody) -> None:
    await others_ask(world)
    await jo.telegram.says(QUESTION)
    await jo.telegram.says(DOOR)
    await one_round(world)
    assert await world.cases() == []
    await one_round(world)
    assert (await world.case()).reporter_id == jo.id


async def test_ordinary_messages_keep_the_order_of_their_arrival(world: World, jo: Somebody) -> None:
    await others_ask(world)
    await jo.telegram.says(QUESTION)
    await one_round(world)
    async with world.app.database.transaction() as tx:
        waiting = await tx.queue.take(Kind.UPDATE, "looking", world.now, world.now - world.now, MANY)
    assert waiting[-1].lane == str(jo.id)


async def test_who_cannot_be_put_first_has_their_turn(world: World, jo: Somebody) -> None:
    async with world.app.database.begin() as connection:
        said = "CREATE TRIGGER hurry BEFORE UPDATE OF priority ON queue BEGIN SELECT RAISE(ABORT, 'no'); END"
        await connection.exec_driver_sql(said)
    await jo.says(DOOR)
    jo.hears("999")
    assert (await world.case()).reporter_id == jo.id


async def test_the_question_about_danger_leaves_before_what_others_are_told(world: World, jo: Somebody) -> None:
    others = [world.stranger(f"Other {number}") for number in range(5 * MANY)]
    for other in others:
        other.telegram.account.begun = True
    await flood(world, *(other.id for other in others), each=1)
    (sending,) = [worker for worker in world.app.workers if worker.kind is Kind.SEND]
    while await sending.step():
        pass
    async with world.app.database.transaction() as tx:
        turn = Turn(tx, world.now)
        turn.send(Outgoing(jo.id, text="Are you in danger?", lane=Lane.SOON))
        await turn.close("soon")
    await world.settle()
    chats = [chat for _, chat in sent(world)]
    assert chats.index(jo.id, -len(others)) < len(chats) - MANY
