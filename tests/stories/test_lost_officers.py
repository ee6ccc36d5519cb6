"""An officer blocks the bot, leaves, or comes back: the administrators hear it, and the officer what waits."""

from bot.sandbox.faults import WORDS, refused
from bot.sandbox.sight import Message
from tests.stories.reports import calls_for_help, reports
from tests.stories.ways import says
from tests.world import Somebody, World

LOST = "cannot be reached on Telegram any more"


def heard_of(admin: Somebody) -> list[Message]:
    return [message for message in admin.messages() if LOST in message.text]


async def test_the_administrators_hear_who_is_lost_and_which_cases_went_on(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    alex, ann = await world.admin(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await calls_for_help(await world.councillor("Ben Sample"))

    await sam.does(sam.telegram.blocks())

    (told,) = heard_of(alex)
    assert "Sam Specimen" in told.text
    assert "WL-0001, WL-0002" in told.text
    eve.hears("WL-0001", "EMERGENCY", "open")
    eve.hears("WL-0002", "EMERGENCY", "open")


async def test_an_officer_without_cases_is_told_of_as_well(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()

    await sam.does(sam.telegram.blocks())

    (told,) = heard_of(alex)
    assert "No case was waiting" in told.text


async def test_a_refused_message_tells_it_too_and_once(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    alex, ann = await world.admin(), await world.councillor()
    await calls_for_help(ann)
    world.telegram.faults.add(refused(*WORDS["blocked"], chat=sam.id, times=None))

    await calls_for_help(await world.councillor("Ben Sample"))
    await sam.does(sam.telegram.blocks())
    await world.fast_forward(minutes=4)

    (told,) = heard_of(alex)
    assert "WL-0001, WL-0002" in told.text
    eve.hears("WL-0001", "EMERGENCY", "open")
    eve.hears("WL-0002", "EMERGENCY", "open")
    for case_id in (1, 2):  # each went to the next officer, and no further: the first refusal told all
        assert (await world.actions(case_id)).count("case:escalated:next") == 1
        assert "case:escalated:everyone" not in await world.actions(case_id)


async def test_a_councillor_who_blocks_the_bot_is_no_news_for_administrators(world: World) -> None:
    await world.officer()
    alex, ann = await world.admin(), await world.councillor()
    await calls_for_help(ann)

    await ann.does(ann.telegram.blocks())

    assert heard_of(alex) == []


async def test_an_administrator_who_is_lost_is_told_of_to_the_others(world: World) -> None:
    alex, pat = await world.admin("Alex Template"), await world.admin("Pat Instance")

    await alex.does(alex.telegram.blocks())

    (told,) = heard_of(pat)
    assert "Alex Template" in told.text


async def test_an_officer_who_comes_back_is_told_once_what_waits(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await sam.does(sam.telegram.blocks())
    await calls_for_help(ann)

    await sam.does(sam.telegram.unblocks())
    assert "WL-0001" in sam.hears("Good to have you back").text
    sam.forgets()

    await sam.says("/help")
    assert not any("Good to have you back" in message.text for message in sam.messages())


async def test_an_officer_who_writes_again_can_be_reached_again(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    world.telegram.faults.add(refused(*WORDS["blocked"], method="sendMessage", chat=sam.id))
    await calls_for_help(ann)

    await sam.says("/queue")

    sam.hears("Good to have you back", "WL-0001")
    async with world.app.database.transaction() as tx:
        person = await tx.people.find(sam.id)
    assert person is not None
    assert person.reachable


async def test_a_councillor_who_comes_back_hears_nothing_of_others(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await ann.does(ann.telegram.blocks())
    ann.forgets()

    await ann.does(ann.telegram.unblocks())

    ann.hears_nothing()


async def test_an_administrator_does_not_hear_of_a_case_that_is_kept_from_them(world: World) -> None:
    sam, alex, pat = await world.officer(), await world.admin("Alex Template"), await world.admin("Pat Instance")
    await reports(await world.councillor(), "threat-of-violence", who=says("Alex Template"))
    await sam.presses("button.take")

    await sam.does(sam.telegram.blocks())

    (to_alex,), (to_pat,) = heard_of(alex), heard_of(pat)
    assert "WL-0001" in to_pat.text
    assert "WL-0001" not in to_alex.text
    assert "No case was waiting" in to_alex.text
