"""Too much from a stranger is passed over until it lapses; whoever may be in danger is always heard."""

import pytest

from tests.world import Somebody, World


@pytest.fixture
def minute(world: World) -> int:
    """How many messages a stranger may send in a minute."""
    return world.knowledge.council.limits.minute


async def floods(who: Somebody, times: int) -> None:
    for number in range(times):
        await who.telegram.says(f"qwfp {number}")
    await who.world.settle()


async def test_a_stranger_is_told_once_and_answered_again_a_minute_later(world: World, minute: int) -> None:
    jo = world.stranger()
    await floods(jo, minute + 10)
    told = [message.text for message in jo.messages() if "pausing" in message.text]
    assert len(told) == 1
    await jo.says("how do i report a post on facebook")
    jo.hears_nothing()
    await world.fast_forward(minutes=2)
    jo.forgets()
    await jo.says("how do i report a post on facebook")
    jo.hears("Source:")


async def test_the_hour_has_a_limit_of_its_own_and_says_so_once(world: World) -> None:
    jo = world.stranger()
    limits = world.knowledge.council.limits
    for _ in range(limits.hour // limits.minute + 2):
        await floods(jo, limits.minute)
        await world.fast_forward(minutes=1)
    assert len([message for message in jo.messages() if "pausing" in message.text]) == 1
    await world.fast_forward(hours=1)
    await jo.says("how do i report a post on facebook")
    jo.hears("Source:")


async def test_danger_in_a_flood_gets_the_card_and_its_case(world: World, minute: int) -> None:
    sam, jo = await world.officer(), world.stranger()
    await floods(jo, minute + 5)
    jo.forgets()
    await jo.says("There is a man with a knife at my door")
    jo.hears("999")
    sam.hears("EMERGENCY")


async def test_whoever_has_an_urgent_case_has_no_limit(world: World, minute: int) -> None:
    await world.officer()
    jo = world.stranger()
    await jo.says("/urgent")
    await floods(jo, minute + 5)
    jo.forgets()
    await jo.says("He is wearing a red coat")
    jo.hears("WL-0001")


async def test_urgent_help_works_in_a_flood(world: World, minute: int) -> None:
    await world.officer()
    jo = world.stranger()
    await floods(jo, minute + 5)
    await jo.presses("home.urgent")
    assert (await world.case()).reporter_id == jo.id


async def test_a_councillor_has_no_limit(world: World, minute: int) -> None:
    ann = await world.councillor()
    await floods(ann, minute + 5)
    await ann.says("how do i report a post on facebook")
    ann.hears("Source:")
