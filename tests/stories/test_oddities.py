"""What people also send in the middle of a conversation: each gets exactly one sensible reply, at every step."""

import pytest

from tests.world import Somebody, World

from .ways import WAYS, Do, goes, presses_blindly, says

#: Steps that take whatever is written for the answer.
OWN_WORDS = {"what", "whom", "where", "who", "effect", "contact"}


async def a_sticker(who: Somebody) -> None:
    await who.does(who.telegram.sends_sticker())


def sends(content: dict[str, object]) -> Do:
    """Send a message of any content, what no client would send included."""
    return lambda who: who.does(who.telegram.sends(content))


async def a_place(who: Somebody) -> None:
    await who.does(who.telegram.sends_location())


async def repeated(who: Somebody, do: Do) -> int:
    """How many messages, new or edited, something odd leads to."""
    who.forgets()
    await do(who)
    return len(who.messages())


ODDITIES = {
    "an empty message": sends({}),
    "a dice": sends({"dice": {"emoji": "🎲", "value": 3}}),
    "a sticker": a_sticker,
    "a place": a_place,
    "a second /start": says("/start"),
    "an unknown command": says("/nonsense"),
}


@pytest.mark.parametrize("flow", WAYS)
async def test_whatever_is_sent_at_any_step_gets_one_reply_and_the_way_goes_on(world: World, flow: str) -> None:
    await world.officer()
    ann = await world.councillor()
    await ann.says(f"/{flow}")
    for step, do in WAYS[flow].items():
        replies = {name: await repeated(ann, odd) for name, odd in ODDITIES.items()}
        assert replies == dict.fromkeys(ODDITIES, 1), step
        assert await presses_blindly(ann, "zz:nobody:knows"), step
        assert ann.messages() == [], step
        await ann.says("/resume")
        await do(ann)
    assert (await world.case()).reporter_id == ann.id
    assert await world.quarantined() == 0


@pytest.mark.parametrize("flow", WAYS)
async def test_five_thousand_characters_at_any_step_get_one_reply_and_reach_the_officer(
    world: World, flow: str
) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(f"/{flow}")
    for step, do in WAYS[flow].items():
        assert await repeated(ann, sends({"text": "word " * 1_000})) == 1, step
        await world.fast_forward(seconds=5)
        if step not in OWN_WORDS:
            await do(ann)
    sam.hears((await world.case()).number)
    assert await world.quarantined() == 0


async def test_a_text_that_telegram_cuts_in_two_is_one_answer_with_one_reply(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    ann.forgets()
    long = "word " * 1_000
    await ann.does(ann.telegram.says(long[:4095]))
    await ann.says(long[4095:])
    ann.hears("to whom")
    ann.hears_nothing()
    await world.fast_forward(seconds=5)
    for step in list(WAYS["report"])[3:]:
        await WAYS["report"][step](ann)
    assert (await world.case()).report.what == long.strip()
