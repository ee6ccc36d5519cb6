"""A councillor's own cases: where they stand, who has them; adding to them and withdrawing them."""

from bot.domain.case import Status
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .ways import data_of, goes, presses_blindly


async def two_people(world: World) -> tuple[Somebody, Somebody]:
    """A safety officer, and a councillor who has just reported."""
    sam = await world.officer("Sam Specimen")
    ann = await world.councillor()
    await goes(ann, "report")
    ann.forgets()
    sam.forgets()
    return sam, ann


async def test_without_a_case_there_is_nothing_to_show_but_a_way_to_report(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/mycases")
    assert ann.hears("no cases").labels == [world.label("button.report")]


async def test_status_and_who_has_it_are_shown(world: World) -> None:
    sam, ann = await two_people(world)
    await ann.presses("home.mycases")
    (listed,) = ann.hears("your cases").labels
    assert "WL-0001" in listed
    assert world.label("card.short.open") in listed
    await sam.presses("button.take")
    await ann.says("/mycases")
    (listed,) = ann.last.labels
    await ann.presses(listed)
    ann.hears("WL-0001", "taken by", "Sam Specimen", "10:0")
    await ann.presses("button.my-cases")
    ann.hears("your cases")


async def test_what_is_added_reaches_the_officer_until_stopped(world: World) -> None:
    sam, ann = await two_people(world)
    await ann.presses("button.add")
    ann.hears("add to WL-0001")
    await ann.says("He wrote again <b>today</b>")
    ann.hears("passed on", "WL-0001")
    sam.hears("WL-0001", "adds", "He wrote again <b>today</b>")
    await ann.does(ann.telegram.sends_album([png(21), png(22)]))
    ann.hears("passed on")
    ann.hears_nothing()
    sam.hears("Evidence: 2")
    await ann.presses("button.stop-talk")
    await ann.says("how do i report a post on facebook")
    ann.hears("Source:")


async def test_a_long_addition_reaches_the_officer(world: World) -> None:
    sam, ann = await two_people(world)
    await ann.presses("button.add")
    await ann.says("again and again " * 250)
    sam.hears("WL-0001", "adds", "again and again")
    assert await world.quarantined() == 0


async def test_danger_in_what_is_added_raises_the_case(world: World) -> None:
    sam, ann = await two_people(world)
    await ann.presses("button.add")
    await ann.says("He says he will burn my house down and kill me")
    sam.hears("URGENT", "WL-0001")


async def test_withdrawing_asks_first_and_officers_are_told(world: World) -> None:
    sam, ann = await two_people(world)
    old = data_of(ann.last, world.label("button.withdraw"))
    await ann.presses("button.withdraw")
    ann.hears("withdraw WL-0001?", "stays on record")
    await ann.presses("button.keep-case")
    assert (await world.case()).status is Status.OPEN
    await ann.presses("button.withdraw")
    await ann.presses("button.withdraw-sure")
    ann.hears("WL-0001 is withdrawn")
    sam.hears("withdrawn by the councillor")
    assert (await world.case()).status is Status.WITHDRAWN
    assert await presses_blindly(ann, old) == world.label("mine.closed")


async def test_nobody_reaches_anothers_case(world: World) -> None:
    _, ann = await two_people(world)
    jo = world.stranger()
    await jo.says("/start")
    jo.forgets()
    for data in ("m:1:show", "m:1:add", "m:1:withdraw-sure", "d:1:danger"):
        assert await presses_blindly(jo, data) == world.label("error.stale")
    assert await presses_blindly(jo, "c:1:take") == world.label("officer.only")
    jo.hears_nothing()
    assert (await world.case()).reporter_id == ann.id
