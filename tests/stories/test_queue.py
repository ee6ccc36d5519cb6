"""The officers' queue: who gets a case, and what a card shows."""

import pytest

from bot.domain.person import Role
from tests.sandbox.pictures import png
from tests.stories.reports import asks_a_person, calls_for_help, card, group, reports, worries
from tests.stories.ways import says
from tests.world import World


@pytest.mark.parametrize(
    ("kind", "what", "desk"),
    [
        ("threat-of-violence", "He wants to hurt me", "safety"),
        ("offensive-post", "A rude post about the bins", "comms"),
        ("harassment", "He writes to me every day", "safety"),
        ("offensive-post", "In the post he says he will kill me", "safety"),  # urgent, whatever its kind
    ],
)
async def test_a_case_goes_to_a_desk_by_its_kind_and_level(world: World, kind: str, what: str, desk: str) -> None:
    officers = {"safety": await world.officer("Sam Specimen"), "comms": await world.officer("Kit Example", Role.COMMS)}
    ann = await world.councillor()

    await reports(ann, kind, what=says(what))

    assert (await world.case()).desk == desk
    officers.pop(desk).hears("WL-0001", what)
    (other,) = officers.values()
    other.hears_nothing()


async def test_a_card_shows_what_an_officer_needs(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor("Ann Example")

    await reports(ann, "threat-of-violence", what=says("He wrote that he will burn my house down"))
    await world.fast_forward(minutes=3)
    await ann.presses("button.add")
    await ann.says("And his name is Max Madeup")

    shown = card(sam).text
    for words in ("URGENT", "WL-0001", "threat to hurt", "Ann Example", "3 min ago", "Take by", "burn my house"):
        assert words in shown
    for words in ("Facebook", "@plainly_made_up", "facebook.example/post/1", "I cannot sleep", "Signals"):
        assert words in shown
    assert [world.label(f"button.{verb}") for verb in ("take", "hand", "conflict")] == card(sam).labels
    assert card(sam).protected


async def test_a_case_that_is_taken_has_all_the_buttons(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    verbs = ("reply", "ask", "note", "hand", "resolve", "more", "removal", "pack", "conflict")
    assert card(sam).labels == [world.label(f"button.{verb}") for verb in verbs]


async def test_evidence_waits_behind_a_spoiler_and_cannot_be_forwarded(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()

    async def two_pictures(who) -> None:
        await who.does(who.telegram.sends_photo(png(), caption="the post"))
        await who.does(who.telegram.sends_document(b"%PDF-1.7 two", "letter.pdf"))
        await who.presses("button.done")

    await reports(ann, "threat-of-violence", evidence=two_pictures)
    assert "Evidence: 2" in card(sam).text
    assert not any(message.media for message in sam.messages())

    await sam.presses("button.evidence")
    picture, letter = sam.messages()[-2:]
    assert picture.media
    assert letter.media
    assert picture.media.spoiler
    assert picture.protected
    assert letter.protected
    assert "the post" in picture.text
    assert "evidence:shown" in await world.actions()


async def test_more_evidence_than_one_look_holds_is_shown_ten_by_ten(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()

    async def twelve_pictures(who) -> None:
        for number in range(12):
            await who.does(who.telegram.sends_photo(png(number + 20)))
        await who.presses("button.done")

    await reports(ann, "threat-of-violence", evidence=twelve_pictures)
    sam.forgets()
    await sam.presses("button.evidence")
    assert len([message for message in sam.messages() if message.media]) == 10
    await sam.presses_data("c:1:evidence:10")
    assert len([message for message in sam.messages() if message.media]) == 2


async def test_the_queue_lists_by_urgency_and_then_by_age(world: World) -> None:
    sam = await world.officer()
    ann, ben = await world.councillor("Ann Example"), await world.councillor("Ben Sample")
    cat = await world.councillor("Cat Made-Up")
    await asks_a_person(ann)
    await world.fast_forward(minutes=1)
    await worries(ben)
    await world.fast_forward(minutes=1)
    await calls_for_help(cat)
    await asks_a_person(await world.councillor("Dan Invented"))
    sam.forgets()

    await sam.says("/queue")

    listed = sam.hears("4 not finished").text
    assert sorted(range(1, 5), key=lambda n: listed.index(f"WL-000{n}")) == [3, 2, 1, 4]
    await sam.presses("WL-0002")
    sam.hears("URGENT", "WL-0002", "Ben Sample")


async def test_the_queue_says_who_has_a_case_and_what_is_late(world: World) -> None:
    sam, ann, ben = await world.officer("Sam Specimen"), await world.councillor(), await world.councillor("Ben Sample")
    await calls_for_help(ann)
    await sam.presses("button.take")
    await calls_for_help(ben)
    await world.fast_forward(minutes=6)

    await sam.says(world.label("home.queue"))

    taken, late = sam.hears("2 not finished").text.splitlines()[-2:]
    assert "Sam Specimen" in taken
    assert "late" in late


async def test_an_empty_queue_says_so_and_councillors_have_none(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()

    await sam.says("/queue")
    sam.hears("nothing waits")
    await ann.says("/queue")
    ann.hears("do not know that command")


async def test_a_strangers_report_is_marked_as_not_verified(world: World) -> None:
    sam, jo = await world.officer(), world.stranger("Jo Nobody")

    await calls_for_help(jo)

    assert f"Jo Nobody (not verified, Telegram id {jo.id})" in card(sam).text
    assert not (await world.case()).verified


@pytest.mark.parametrize("topic", [False, True])
async def test_a_desk_that_works_in_a_group_gets_its_card_there(world: World, topic: bool) -> None:
    alex, sam, ann = await world.admin(), await world.officer(), await world.councillor()
    place = await group(world, alex, sam, topic=topic)

    await worries(ann)

    assert bool(card(place).topic) == topic
    assert "URGENT" in card(place).text
    await sam.presses("button.take", on=card(place))
    assert "Sam Specimen since" in card(place).text
    assert card(sam).text == card(place).text
