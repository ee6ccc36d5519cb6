"""The officers' group: one card for all of them, in a topic or not, whatever becomes of the group."""

import pytest

from bot.domain.person import Role
from bot.sandbox.faults import WORDS, refused
from tests.stories.reports import asks_a_person, calls_for_help, card, group, reports
from tests.stories.ways import presses_blindly, says
from tests.world import World


async def test_a_desk_is_seated_by_an_administrator_only(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    place = await group(world, sam, alex)
    sam.hears("an administrator writes")

    await alex.says("/here", chat=place)
    alex.hears("/here safety")
    await alex.says("/here safety", chat=place)
    alex.hears("safety officer works here")


async def test_each_desk_works_in_its_own_topic(world: World) -> None:
    alex, kit, ann = await world.admin(), await world.officer("Kit Example", Role.COMMS), await world.councillor()
    await world.officer("Sam Specimen")
    place = await group(world, alex, kit, topic=True)
    other = world.telegram.topic(place, "Communications")
    await alex.says("/here comms", chat=place, topic=other)

    await calls_for_help(await world.councillor("Ben Sample"))
    await asks_a_person(ann)

    assert card(place, "WL-0001").topic != other.id
    assert card(place, "WL-0002").topic == other.id


@pytest.mark.parametrize("topic", [False, True])
async def test_what_the_councillor_adds_stands_by_the_card(world: World, topic: bool) -> None:
    alex, sam, ann = await world.admin(), await world.officer(), await world.councillor()
    place = await group(world, alex, sam, topic=topic)
    await calls_for_help(ann)

    await ann.says("He is wearing a red hat")

    added = next(message for message in place.messages if "red hat" in message.text)
    assert added.topic == card(place).topic
    assert added.reply_to == card(place).id


async def test_somebody_who_is_no_officer_gets_nothing_but_an_explanation(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    sam, jo = await world.officer(), world.stranger()
    place = await group(world, alex, sam, jo, ann)
    await calls_for_help(ann)
    before = (card(place).text, await world.case(), await world.actions())

    for person in (jo, ann):
        for verb in ("take", "hand"):
            assert "only officers" in (await person.presses(f"button.{verb}", on=card(place)) or "").lower()
        for data in ("g:urgent", "w:danger", "g:report", "g:mycases", "x:forget", "m:1:show"):  # made up
            assert "only officers" in (await presses_blindly(person, data, card(place)) or "").lower()

    assert (card(place).text, await world.case(), await world.actions()) == before


async def test_chatter_in_the_group_is_nobodys_reply(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = await group(world, alex, sam)
    await calls_for_help(ann)
    await sam.presses("button.take", on=card(place))
    await sam.presses("button.reply", on=card(place))
    prompt = sam.hears("Sam Specimen", "write your reply", "as a reply to this message")
    ann.forgets()

    await sam.says("Who wants coffee", chat=place)
    await alex.says("Me", chat=place, reply_to=prompt)
    ann.hears_nothing()

    await sam.says("Are you at home?", chat=place, reply_to=prompt)
    ann.hears("Are you at home?")


async def test_cancel_in_the_group_stops_a_reply(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = await group(world, alex, sam)
    await calls_for_help(ann)
    await sam.presses("button.take", on=card(place))
    await sam.presses("button.reply", on=card(place))
    prompt = sam.hears("write your reply")
    ann.forgets()

    await sam.says("/cancel", chat=place)
    sam.hears("nothing was sent")
    await sam.says("Never mind", chat=place, reply_to=prompt)
    ann.hears_nothing()


async def test_the_queue_is_for_staff_in_the_group_too(world: World) -> None:
    alex, sam, jo = await world.admin(), await world.officer(), world.stranger()
    place = await group(world, alex, sam, jo)
    count = len(place.messages)

    await jo.says("/queue", chat=place)
    assert len(place.messages) == count + 1
    await sam.says("/queue", chat=place)
    assert "Nothing waits" in place.messages[-1].text


async def test_a_group_that_becomes_a_supergroup_keeps_its_cards(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = world.telegram.group("Officers", members=[alex.telegram, sam.telegram], supergroup=False)
    await alex.says("/here safety", chat=place)
    await calls_for_help(ann)
    assert card(place)

    new = world.telegram.migrate(place)
    await world.settle()
    await sam.presses("button.take", on=card(new))

    assert "Sam Specimen since" in card(new).text
    await calls_for_help(await world.councillor("Ben Sample"))
    assert card(new, "WL-0002")
    assert await world.quarantined() == 0


async def test_a_move_that_is_noticed_only_when_sending_is_followed(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = world.telegram.group("Officers", members=[alex.telegram, sam.telegram], supergroup=False)
    await alex.says("/here safety", chat=place)
    new = world.telegram.migrate(place)
    world.telegram.exchange.state.updates.clear()  # the bot is told nothing

    await calls_for_help(ann)

    cards = [message for message in new.messages if "WL-0001" in message.text]
    assert len(cards) == 1
    await sam.presses("button.take", on=cards[0])
    assert "Sam Specimen since" in card(new).text


async def test_a_deleted_topic_loses_no_case(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = await group(world, alex, sam, topic=True)
    await calls_for_help(ann)
    world.telegram.delete_topic(place.topics[-1])

    await sam.presses("button.take", on=card(sam))  # the card in the group cannot be edited any more
    assert card(place).topic is None
    assert "Sam Specimen since" in card(place).text
    await calls_for_help(await world.councillor("Ben Sample"))
    assert card(place, "WL-0002").topic is None
    assert await world.quarantined() == 0


async def test_a_group_that_threw_the_bot_out_loses_no_case(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = await group(world, alex, sam)
    world.telegram.set_bot(place, "kicked")
    await world.settle()
    alex.hears("taken out of the officers' group")

    await calls_for_help(ann)

    sam.hears("EMERGENCY", "WL-0001")
    assert "case:undelivered" not in await world.actions()


async def test_a_group_in_which_the_bot_may_not_write_any_more_loses_no_case(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = await group(world, alex, sam)
    words = "Bad Request: not enough rights to send text messages to the chat"
    muted = world.telegram.faults.add(refused(400, words, method="sendMessage", chat=place.id, times=None))

    await calls_for_help(ann)

    sam.hears("EMERGENCY", "WL-0001")
    assert muted.struck
    assert "case:undelivered" in await world.actions()
    alex.hears("may not write in the officers' group")
    struck = muted.struck
    alex.forgets()

    await calls_for_help(await world.councillor("Ben Sample"))

    sam.hears("EMERGENCY", "WL-0002")
    assert muted.struck == struck, "the group is not tried again"
    assert not any("officers' group" in message.text for message in alex.messages())
    assert await world.quarantined() == 0


async def test_a_topic_that_is_closed_loses_no_case(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer("Sam Specimen"), await world.councillor()
    place = await group(world, alex, sam, topic=True)
    world.telegram.faults.add(refused(*WORDS["topic closed"], method="sendMessage", chat=place.id))

    await calls_for_help(ann)

    assert card(place).topic is None
    assert await world.quarantined() == 0


async def test_a_group_of_one_desk_is_not_shown_the_cases_of_the_other(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    place = await group(world, alex, sam, kit, desk="comms")
    await reports(await world.councillor(), "threat-of-violence", what=says("A plainly invented crocodile"))
    await sam.presses("button.take")

    await sam.says("/queue", chat=place)

    assert "WL-0001" not in place.messages[-1].text
    for verb in ("open", "more", "card"):
        assert "not with you here" in (await presses_blindly(sam, f"c:1:{verb}", place.messages[-1]) or "")
    assert not any("crocodile" in message.text for message in place.messages)


async def test_a_case_that_goes_to_the_other_desk_leaves_the_group_of_the_first(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    place, ann = await group(world, alex, sam), await world.councillor()
    await reports(ann, "threat-of-violence", what=says("A plainly invented crocodile"))
    assert "crocodile" in card(place).text

    await sam.presses("button.hand", on=card(sam))
    await sam.presses("button.hand-to-comms")
    await ann.presses("button.add")
    await ann.says("It wears a red hat")

    kit.hears("WL-0001")
    kit.hears("red hat")
    assert not any("crocodile" in message.text or "red hat" in message.text for message in place.messages)
