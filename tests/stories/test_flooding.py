"""Too much from a stranger is passed over until it lapses; whoever may be in danger is always heard."""

import pytest

from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .ways import goes


@pytest.fixture
def world(strict_world: World) -> World:
    return strict_world


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


async def test_the_answer_to_the_question_about_danger_is_heard_in_a_flood(world: World, minute: int) -> None:
    sam, jo = await world.officer(), world.stranger()
    await floods(jo, minute + 5)
    await jo.says("I am scared")
    jo.hears("in danger")
    jo.forgets()
    await jo.says("yes")
    jo.hears("999")
    sam.hears("EMERGENCY")


async def test_the_answer_to_an_offer_is_heard_in_a_flood(world: World, minute: int) -> None:
    sam, jo = await world.officer(), world.stranger()
    await floods(jo, minute + 5)
    await jo.says("He wrote that he will kill me")
    await jo.says("yes")
    sam.hears("WL-0001")


@pytest.mark.parametrize("typed", [False, True])
async def test_the_first_question_of_a_report_is_heard_in_a_flood(world: World, minute: int, typed: bool) -> None:
    sam, jo = await world.officer(), world.stranger()
    await jo.says("/report")
    for number in range(minute + 5):
        await jo.telegram.says(f"qwfp {number}")
    await world.settle()
    jo.forgets()
    await (jo.says(world.label("danger-now.yes")) if typed else jo.presses("danger-now.yes"))
    jo.hears("999")
    sam.hears("EMERGENCY")


async def test_evidence_for_a_report_does_not_count(world: World, minute: int) -> None:
    await world.officer()
    jo = world.stranger()
    await goes(jo, "report", to="evidence")
    await world.fast_forward(minutes=2)
    for number in range(minute + 5):
        await jo.telegram.sends_photo(png(20 + number))
    await world.settle()
    jo.hears(f"{minute + 5} kept")
    jo.forgets()
    await jo.says("/help")
    assert not jo.sees("pausing")
    jo.hears("/report")


async def test_the_notice_comes_with_the_first_message_that_is_passed_over(world: World, minute: int) -> None:
    await world.officer()
    jo = world.stranger()
    await floods(jo, minute)
    await jo.says("There is a vile post about me, he says he will find me and kill me")
    await jo.presses("button.no-need")
    assert not jo.sees("pausing")
    await floods(jo, 3)
    assert len([message for message in jo.messages() if "pausing" in message.text]) == 1
