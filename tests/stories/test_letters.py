"""Letters to people without Telegram: each is with somebody who can pass it on, and has no word of the chat in it."""

import re
from pathlib import Path

from bot.content import Knowledge
from bot.domain.access import Cause
from bot.domain.person import Role
from bot.domain.removal import State
from bot.sandbox.faults import too_many_requests
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .outside import world_with_mail
from .reports import card, group
from .test_leavers import has_left
from .test_newcase import entered, enters, letters
from .test_removals import ledger, moves
from .ways import presses, presses_blindly

COMMAND = re.compile(r"(?<![\w/.])/[a-z]+")
OURS = "We have what you told us"


def letters_in(who: Somebody) -> list[str]:
    """The letters that came to somebody since the story last looked."""
    return [message.text for message in who.messages() if "please tell" in message.text]


def readable(who: Somebody) -> list[str]:
    """What can still be read of letters in somebody's chat: to whom, and their words."""
    texts = [message.text for message in who.telegram.chat.messages if message.from_bot]
    return [text for text in texts if any(said in text for said in ("please tell", "Dear Edna", "§"))]


async def test_what_an_officer_who_blocks_the_bot_has_not_told_goes_to_the_next_at_once(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit)
    await presses_blindly(kit, "n:l:1:told", kit.last)
    await sam.presses("button.take")
    kit.hears("Your case is with")
    sam.forgets()

    await kit.does(kit.telegram.blocks())

    (letter,) = letters_in(sam)
    assert "Your case is with" in letter
    await sam.presses("button.letter-told")
    assert "Not told yet" not in card(sam).text


async def test_a_letter_that_finds_its_officer_gone_goes_to_the_next_at_once_and_once(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit)
    sam.forgets()
    world.telegram.deactivate(kit.telegram)

    await sam.presses("button.take")

    first, second = letters_in(sam)
    assert OURS in first
    assert "Your case is with" in second
    await sam.presses("button.reply")
    sam.forgets()
    await sam.says("We look into it.")
    assert len(letters_in(sam)) == 1


async def test_a_long_letter_that_finds_its_officer_gone_goes_on_whole_and_once(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit)
    await sam.presses("button.take")
    world.telegram.deactivate(kit.telegram)
    await sam.presses("button.reply")
    sam.forgets()
    await sam.says("§" * 3900)
    assert sum(message.text.count("§") for message in sam.messages()) == 3900


async def test_a_file_that_finds_its_officer_gone_goes_to_the_next(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit)
    await sam.presses("button.take")
    await sam.presses("button.reply")
    world.telegram.deactivate(kit.telegram)
    await sam.does(sam.telegram.sends_photo(png()))
    assert sam.hears("a file from an officer, to pass on").media is not None


async def test_a_file_that_nobody_can_pass_on_is_asked_for_again(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    place = await group(world, alex, sam)
    await entered(sam)
    await sam.presses("button.take")
    await alex.does(alex.telegram.blocks())
    await sam.presses("button.reply")
    world.telegram.deactivate(sam.telegram)
    await sam.does(sam.telegram.sends_photo(png()))
    said = [message.text for message in place.messages if "nobody who passes it on" in message.text]
    assert any("a file for a councillor" in text and "send the file again" in text for text in said)


async def test_of_a_closed_case_only_telegram_says_that_nobody_can_pass_its_letter_on(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with world_with_mail(knowledge, tmp_path) as (world, post):
        sam, alex = await world.officer(), await world.admin()
        place = await group(world, alex, sam)
        await entered(sam)
        await presses_blindly(sam, "c:1:take", sam.last)
        await presses_blindly(sam, "c:1:resolve:advised", sam.last)
        await alex.does(alex.telegram.blocks())

        await sam.does(sam.telegram.blocks())

        assert "case:letter:stranded" in await world.actions()
        assert any("nobody who passes it on" in message.text for message in place.messages)
        assert post.received == []


async def test_a_letter_goes_on_from_an_officer_who_must_not_have_the_case(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    await entered(sam)
    sam.hears("please tell", OURS)
    await presses_blindly(sam, "c:1:conflict:sure", sam.last)
    eve.hears("please tell", OURS)


async def test_letters_are_taken_away_from_an_officer_who_must_not_have_the_case(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    await entered(sam)
    await presses_blindly(sam, "n:l:1:told", sam.last)
    await sam.presses("button.take")
    await sam.presses("button.reply")
    await sam.says("§" * 3900)
    assert len(readable(sam)) == 4, "one of them in two messages"

    await presses_blindly(sam, "c:1:conflict:sure", card(sam))

    assert readable(sam) == []
    assert len(readable(eve)) == 3, "what was not told yet"


async def test_letters_are_taken_away_from_somebody_who_leaves(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    await entered(kit)
    assert len(readable(kit)) == 1
    await has_left(alex, "Kit Example")
    assert readable(kit) == []
    assert len(readable(sam)) == 1


async def test_a_letter_on_its_way_to_an_officer_who_must_not_have_it_goes_to_another(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    world.telegram.faults.add(too_many_requests(300, chat=kit.id))
    case_id = await entered(kit)
    assert letters_in(sam) == []
    async with world.app.database.transaction() as tx:
        await tx.exclusions.add(case_id, kit.id, Cause.CONFLICT)
    await world.fast_forward(minutes=6)
    sam.hears("please tell", OURS)
    assert letters_in(kit) == []


async def test_what_somebody_who_leaves_has_not_told_goes_to_the_next(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    await entered(kit)
    sam.forgets()
    await alex.says("/people")
    await alex.presses("Has left: Kit Example")
    await alex.presses("button.has-left-sure")
    sam.hears("please tell", OURS)
    assert letters_in(alex) == []


async def test_where_nobody_can_pass_it_on_that_is_said_and_it_comes_to_the_first_who_can(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    place = await group(world, alex, sam)
    await entered(sam)
    await alex.does(alex.telegram.blocks())

    await sam.does(sam.telegram.blocks())

    assert any("I can reach nobody who passes it on" in message.text for message in place.messages)
    assert "Nobody to pass on: 1" in card(place).text
    await world.fast_forward(hours=2)
    assert (await world.actions()).count("case:letter:stranded") == 1

    await alex.does(alex.telegram.unblocks())
    alex.hears("please tell", OURS)
    assert "Nobody to pass on" not in card(place).text
    sam.forgets()
    await sam.does(sam.telegram.unblocks())
    assert letters_in(sam) == [], "it is with somebody who can tell it"


async def test_a_letter_that_nobody_could_be_given_comes_to_an_officer_who_joins(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await entered(kit)
    await kit.does(kit.telegram.blocks())
    eve = await world.officer("Eve Model")
    assert eve.sees("please tell", OURS)


async def test_an_officer_of_the_other_desk_who_is_called_to_the_case_gets_its_letters_too(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    await entered(sam)
    await sam.does(sam.telegram.blocks())
    assert kit.sees("WL-0001", "open")
    kit.hears("please tell", OURS)
    assert letters_in(alex) == []


async def test_an_administrator_who_has_a_letter_can_tick_it_off_and_sees_no_more_of_the_case(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    await entered(sam)
    await sam.presses("button.take")
    await presses_blindly(sam, "c:1:resolve:advised", sam.last)
    await sam.does(sam.telegram.blocks())
    assert len(letters_in(alex)) == 3
    await alex.presses("button.letter-told")
    assert [letter.told_at is not None for letter in await letters(world)] == [False, False, True]
    for data in ("n:c:1", "n:c:1:copy", "n:c:1:told"):
        assert "not with you here" in (await presses_blindly(alex, data, alex.last) or ""), data


async def test_an_officer_who_has_a_letter_is_called_to_the_case_all_the_same(world: World) -> None:
    await world.officer("Sam Specimen")
    kit, eve = await world.officer("Kit Example"), await world.officer("Eve Model")
    await enters(kit, danger=presses("danger-now.yes"))
    kit.hears("please tell", OURS)
    await world.fast_forward(minutes=5)
    kit.hears("Nobody has taken WL-0001")
    assert not eve.sees("WL-0001")


async def test_no_letter_names_a_command_whatever_becomes_of_the_case_and_its_posts(world: World) -> None:
    sam = await world.officer()
    await entered(sam)
    await sam.presses("button.take")
    for number in (1, 2):
        await presses_blindly(sam, "c:1:removal:agreed", sam.last)
        await presses_blindly(sam, "c:1:removal:new", sam.last)
        await sam.says(f"https://www.facebook.com/groups/12/posts/{number}")
    all_of_them = ("sent", "acknowledged", "refused", "appealed", "escalated", "removed", "closed")
    await moves(sam, *all_of_them)
    await moves(sam, "closed", number=2)
    await presses_blindly(sam, "c:1:ask:police", sam.last)
    await presses_blindly(sam, "c:1:hand:comms", sam.last)
    await presses_blindly(sam, "c:1:take", sam.last)
    await presses_blindly(sam, "c:1:resolve:removed", sam.last)

    assert {step.state for step in (await ledger(world)).steps} == set(State)
    written = [letter.text for letter in await letters(world)]
    for said in ("on our list", "good news", "sorry that it is still up", "may stay for now", "case is closed"):
        assert any(said.lower() in text.lower() for text in written), said
    assert len(written) >= len(all_of_them) + 6
    assert [text for text in written if COMMAND.search(text)] == []


def test_no_sentence_of_a_letter_names_a_command(knowledge: Knowledge) -> None:
    asked = {key: text for key, text in knowledge.words.sentences.items() if key.startswith(("letter.", "question."))}
    for state in State:
        assert any(key.startswith(f"letter.removal.told.{state}") for key in asked), state
    assert [key for key, text in asked.items() if COMMAND.search(re.sub(r"</\w+>", "", text))] == []
