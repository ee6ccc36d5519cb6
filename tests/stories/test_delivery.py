"""Telegram is slow, ill or lossy: messages leave once, in order of urgency, at the pace that it allows."""

from collections import defaultdict
from datetime import datetime, timedelta

from bot.desk.turn import Turn
from bot.domain.chat import Outgoing
from bot.domain.person import Role
from bot.domain.severity import Level
from bot.sandbox import Fault
from bot.sandbox.faults import WORDS, drop, refused, server_error, too_many_requests
from tests.sandbox.pictures import png
from tests.stories.reports import calls_for_help, card, group
from tests.world import Somebody, World

REPEAT = "may be a repeat"


async def an_emergency(world: World) -> tuple[Somebody, Somebody]:
    """An officer, and a councillor who is about to call for help."""
    return await world.officer("Sam Specimen"), await world.councillor()


def cards(who: Somebody) -> list[str]:
    """What the messages that bring a card say."""
    return [message.text for message in who.telegram.chat.messages if "EMERGENCY" in message.text]


async def flood(world: World, *chats: int, each: int) -> None:
    """Ordinary messages for these chats, all at once."""
    async with world.app.database.transaction() as tx:
        turn = Turn(tx, world.now)
        turn.send(*(Outgoing(chat, text=f"Ordinary {number}") for number in range(each) for chat in chats))
        await turn.close("flood")


def sent(world: World) -> list[tuple[datetime, int]]:
    """When and where messages and edits went."""
    return [
        (call.at, int(call.params["chat_id"]))
        for call in world.telegram.calls
        if call.ok and call.method in ("sendMessage", "editMessageText")
    ]


def most_within(moments: list[datetime], span: timedelta) -> int:
    return max((sum(start <= moment < start + span for moment in moments) for start in moments), default=0)


async def test_a_wait_that_telegram_asks_for_is_kept(world: World) -> None:
    sam, ann = await an_emergency(world)
    begun = world.now
    fault = world.telegram.faults.add(too_many_requests(30, method="sendMessage", chat=sam.id))

    await calls_for_help(ann)

    assert fault.struck == 1
    assert len(cards(sam)) == 1
    assert REPEAT not in cards(sam)[0]
    assert card(sam).sent_at >= begun + timedelta(seconds=30)


async def test_where_telegram_asks_for_hours_it_is_asked_again_every_ten_minutes(world: World) -> None:
    ann = await world.councillor()
    fault = world.telegram.faults.add(too_many_requests(7200, method="sendMessage", chat=ann.id, times=2))
    await ann.says("/help")
    await world.fast_forward(minutes=21)
    assert fault.struck == 2
    assert ann.messages()


async def test_a_wait_for_one_chat_holds_up_no_other(world: World) -> None:
    sam, ann = await an_emergency(world)
    world.telegram.faults.add(too_many_requests(100, method="sendMessage", chat=ann.id, sticky=True))
    begun = world.now

    await calls_for_help(ann)

    assert card(sam).sent_at - begun < timedelta(seconds=5)
    assert ann.sees("WL-0001", "Received")


async def test_an_ill_telegram_is_asked_again(world: World) -> None:
    sam, ann = await an_emergency(world)
    world.telegram.faults.add(server_error(502, method="sendMessage", times=4))

    await calls_for_help(ann)

    assert len(cards(sam)) == 1
    assert await world.quarantined() == 0


async def test_a_message_that_arrived_in_spite_of_a_5xx_is_sent_again_and_says_so(world: World) -> None:
    sam, ann = await an_emergency(world)
    world.telegram.faults.add(Fault("fail_after", "sendMessage", chat=sam.id, code=502))

    await calls_for_help(ann)

    assert [REPEAT in text for text in cards(sam)] == [False, True]


async def test_a_message_whose_answer_was_lost_is_sent_again_and_says_so(world: World) -> None:
    sam, ann = await an_emergency(world)
    world.telegram.faults.add(drop(method="sendMessage", chat=sam.id))

    await calls_for_help(ann)

    assert [REPEAT in text for text in cards(sam)] == [False, True]
    await sam.presses("button.take")
    assert "Sam Specimen since" in card(sam).text


async def test_the_doubt_outlives_a_wait(world: World) -> None:
    sam, ann = await an_emergency(world)
    world.telegram.faults.add(
        drop(method="sendMessage", chat=sam.id), too_many_requests(20, method="sendMessage", chat=sam.id)
    )

    await calls_for_help(ann)

    assert [REPEAT in text for text in cards(sam)] == [False, True]


async def test_an_edit_whose_answer_was_lost_is_no_repeat(world: World) -> None:
    sam, ann = await an_emergency(world)
    await calls_for_help(ann)
    world.telegram.faults.add(drop(method="editMessageText", chat=sam.id))

    await sam.presses("button.take")

    assert "Sam Specimen since" in card(sam).text
    assert len(cards(sam)) == 1
    assert REPEAT not in card(sam).text


async def test_a_chat_that_refuses_the_bot_is_not_waited_for(world: World) -> None:
    sam, ann = await an_emergency(world)
    eve = await world.officer("Eve Model")
    world.telegram.faults.add(refused(*WORDS["blocked"], method="sendMessage", chat=sam.id))

    await calls_for_help(ann)

    eve.hears("EMERGENCY", "WL-0001")
    assert cards(sam) == []


async def test_a_message_that_telegram_never_takes_is_set_aside_and_its_case_is_not(world: World) -> None:
    sam, ann = await an_emergency(world)
    eve = await world.officer("Eve Model")
    world.telegram.faults.add(refused(*WORDS["can't parse"], method="sendMessage", chat=sam.id))

    await calls_for_help(ann)

    eve.hears("EMERGENCY", "WL-0001")
    assert await world.quarantined() == 1


async def test_refusals_of_everything_end(world: World) -> None:
    sam, ann = await an_emergency(world)
    world.telegram.faults.add(refused(*WORDS["can't parse"], method="sendMessage", chat=sam.id, times=None))

    await calls_for_help(ann)

    assert (await world.actions()).count("case:undelivered") < 10
    world.telegram.faults.clear()
    await world.fast_forward(minutes=6)
    sam.hears("WL-0001")


async def test_an_edit_that_telegram_never_takes_is_dropped(world: World) -> None:
    sam, ann = await an_emergency(world)
    await calls_for_help(ann)
    world.telegram.faults.add(refused(*WORDS["edit not found"], method="editMessageText", times=None))

    assert await sam.presses("button.take") is not None

    assert (await world.case()).holder == sam.id
    assert await world.quarantined() == 0


async def test_evidence_that_telegram_has_forgotten_is_told_of(world: World) -> None:
    sam, ann = await an_emergency(world)
    await calls_for_help(ann)
    await ann.does(ann.telegram.sends_photo(png(), caption="the post"))
    world.telegram.faults.add(refused(*WORDS["file expired"], method="sendPhoto"))

    await sam.presses("button.evidence")

    sam.hears("cannot be shown", "the post")


async def test_an_urgent_message_overtakes_a_flood_of_ordinary_ones(world: World) -> None:
    sam, ann = await an_emergency(world)
    others = [world.stranger(f"Other {number}") for number in range(4)]
    for other in others:
        other.telegram.account.begun = True
    begun = world.now
    await flood(world, sam.id, ann.id, *(other.id for other in others), each=10)

    await calls_for_help(ann)

    assert card(sam).sent_at - begun <= timedelta(seconds=3)
    assert sum(at <= card(sam).sent_at for at, _ in sent(world)) < 40
    assert len([m for m in sam.telegram.chat.messages if "Ordinary" in m.text]) == 10  # and none is lost


async def test_ordinary_messages_keep_their_order(world: World) -> None:
    ann = await world.councillor()
    world.telegram.faults.add(server_error(502, method="sendMessage"), too_many_requests(5, method="sendMessage"))
    await flood(world, ann.id, each=12)
    await world.settle()

    assert [m.text.split("\n")[-1] for m in ann.messages()] == [f"Ordinary {number}" for number in range(12)]


async def test_telegrams_limits_are_kept(world: World) -> None:
    alex, people = await world.admin(), [world.stranger(f"Other {number}") for number in range(16)]
    for person in people:
        person.telegram.account.begun = True
    place = await group(world, alex)
    await flood(world, *(person.id for person in people), each=3)
    async with world.app.database.transaction() as tx:
        turn = Turn(tx, world.now)
        turn.send(*(Outgoing(chat, text=f"More {number}") for number in range(25) for chat in (place.id, alex.id)))
        await turn.close("more")
    await world.settle()

    by_chat: dict[int, list[datetime]] = defaultdict(list)
    for at, chat in sent(world):
        by_chat[chat].append(at)
    assert most_within([at for at, _ in sent(world)], timedelta(seconds=1)) <= 30
    assert most_within(by_chat[place.id], timedelta(minutes=1)) <= 20
    assert most_within(by_chat[alex.id], timedelta(seconds=10)) <= 15
    assert all(len(by_chat[person.id]) == 3 for person in people)


async def test_an_edit_never_overtakes_the_message_that_it_edits(world: World) -> None:
    """A question's card waits for its turn; meanwhile the case becomes urgent, and its messages go first."""
    kit, ann = await world.officer("Kit Example", Role.COMMS), await world.councillor()
    await ann.says("where do the geese sleep")
    await ann.presses("button.ask-person")
    await flood(world, kit.id, each=20)
    await ann.telegram.presses(world.label("button.send"))
    await world.app.drain()
    await ann.telegram.presses(world.label("button.add"))
    await world.app.drain()
    await ann.says("He wrote that he will kill me")

    assert (await world.case()).level is Level.URGENT
    assert "URGENT" in card(kit).text
