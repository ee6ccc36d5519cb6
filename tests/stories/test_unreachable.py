"""People who cannot be reached: somebody else is called at once, and nobody is told what is not so."""

from bot.domain.case import Status
from bot.domain.person import Role
from tests.stories.reports import calls_for_help, card, group
from tests.world import Somebody, World


async def blocks(who: Somebody) -> None:
    """Block the bot, which is told of it."""
    await who.does(who.telegram.blocks())


async def test_an_officer_who_blocks_the_bot_loses_an_untaken_case_to_the_next(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)

    await blocks(sam)

    eve.hears("WL-0001", "EMERGENCY", "open")
    assert (await world.case()).status is Status.OPEN


async def test_an_officer_who_blocks_the_bot_loses_a_taken_case_to_the_next(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await blocks(sam)

    eve.hears("WL-0001", "EMERGENCY", "open")
    assert (await world.case()).holder == 0
    assert ann.sees("To be taken by the safety officer")
    await eve.presses("button.take")
    ann.hears("taken by", "Eve Model")


async def test_an_officer_who_left_telegram_is_found_out_at_the_first_message(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    world.telegram.deactivate(sam.telegram)

    await calls_for_help(ann)

    eve.hears("WL-0001", "EMERGENCY")
    eve.forgets()
    await calls_for_help(await world.councillor("Ben Sample"))
    eve.hears("WL-0002", "EMERGENCY")  # nobody waits for Sam a second time


async def test_a_holder_who_left_telegram_is_found_out_by_what_the_councillor_adds(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    world.telegram.deactivate(sam.telegram)

    await ann.says("He is still there")

    eve.hears("WL-0001", "EMERGENCY", "open")


async def test_an_officer_who_comes_back_gets_cases_again(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await blocks(sam)
    await sam.does(sam.telegram.unblocks())

    await calls_for_help(ann)

    sam.hears("WL-0001", "EMERGENCY")
    eve.hears_nothing()


async def test_where_there_is_nobody_the_councillor_is_told_the_truth_once(world: World) -> None:
    ann = await world.councillor()

    await calls_for_help(ann)

    ann.hears("Call 999")
    ann.hears("could not reach an officer for WL-0001", "999", world.knowledge.council.safety.phone)
    assert "case:nobody-reachable" in await world.actions()
    ann.forgets()
    await world.fast_forward(minutes=30)
    assert not any("could not reach" in message.text for message in ann.messages())
    assert (await world.actions()).count("case:nobody-reachable") > 3  # the alarm goes on


async def test_the_alarm_goes_to_the_group_where_everybody_has_blocked_the_bot(world: World) -> None:
    sam, alex, ann = await world.officer(), await world.admin(), await world.councillor()
    place = await group(world, alex, sam)
    await calls_for_help(ann)

    await blocks(sam)
    await blocks(alex)

    assert any("no officer can be reached" in message.text for message in place.messages)
    ann.hears("could not reach an officer")


async def test_an_officer_who_joins_later_hears_of_a_case_that_nobody_could_be_told_of(world: World) -> None:
    ann = await world.councillor()
    await calls_for_help(ann)

    sam = await world.officer("Sam Specimen")
    await world.fast_forward(minutes=6)

    sam.hears("Nobody has taken WL-0001", "EMERGENCY")


async def test_the_administrators_are_asked_where_no_officer_can_be_reached(world: World) -> None:
    sam, alex, ann = await world.officer(), await world.admin(), await world.councillor()
    await blocks(sam)

    await calls_for_help(ann)

    alex.hears("WL-0001", "EMERGENCY")
    assert not ann.sees("could not reach")


async def test_the_card_says_that_the_councillor_cannot_be_reached(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await blocks(ann)
    assert "Cannot be reached on Telegram" in card(sam).text
    sam.hears("WL-0001", "cannot reach the councillor")
    assert (await world.case()).holder == sam.id

    await ann.does(ann.telegram.unblocks())
    assert "Cannot be reached" not in card(sam).text


async def test_a_reply_that_did_not_arrive_is_told_to_the_officer(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    world.telegram.deactivate(ann.telegram)
    sam.forgets()

    await sam.presses("button.reply")
    await sam.says("Are you at home?")

    sam.hears("cannot reach the councillor")
    assert "Cannot be reached" in card(sam).text


async def test_a_case_is_not_handed_to_somebody_who_cannot_be_reached(world: World) -> None:
    sam, kit = await world.officer("Sam Specimen"), await world.officer("Kit Example", Role.COMMS)
    ann = await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await sam.presses("button.hand")
    await blocks(kit)
    toast = await sam.presses_data(f"c:1:hand:{kit.id}")

    assert "cannot be reached" in (toast or "")
    assert (await world.case()).holder == sam.id
    await sam.presses("button.hand")
    assert "Kit Example" not in card(sam).labels
