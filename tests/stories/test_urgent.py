"""An urgent message is answered, an officer is offered in one tap, and nobody who falls silent is forgotten."""

from bot.domain.severity import Level
from tests.sandbox.pictures import png
from tests.world import World

from .ways import goes

THREAT = "He wrote that he will kill me and burn my house down"


async def test_one_tap_sends_the_filled_in_report(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(THREAT)
    ann.hears("999", "tell")
    assert await world.cases() == []
    await ann.presses("button.tell-officer")
    ann.hears("told", "WL-0001")
    sam.hears("URGENT", "WL-0001", THREAT, "Signals")
    await ann.says("It was on Facebook")
    sam.hears("adds", "It was on Facebook")


async def test_a_picture_with_an_urgent_caption_goes_with_the_tap(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.does(ann.telegram.sends_photo(png(), caption=THREAT))
    await ann.presses("button.tell-officer")
    sam.hears("URGENT", THREAT, "Evidence: 1")


async def test_no_thank_you_ends_it(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(THREAT)
    await ann.presses("button.no-need")
    ann.hears("all right")
    await world.fast_forward(hours=2)
    ann.hears_nothing()
    sam.hears_nothing()


async def test_falling_silent_is_noticed_reminded_once_and_then_told(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(THREAT)
    await ann.says("He wrote it on my page")
    ann.forgets()
    await world.fast_forward(minutes=11)
    ann.hears("have not heard from you", "999")
    sam.hears_nothing()
    await world.fast_forward(minutes=11)
    sam.hears("URGENT", THREAT, "did not answer")
    ann.hears("let", "know", "WL-0001")
    await world.fast_forward(minutes=2)
    assert (await world.case()).level is Level.URGENT


async def test_whoever_goes_on_is_not_silent(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    await ann.says(THREAT)
    for button in ("whom.me", "Facebook", "button.skip"):
        await world.fast_forward(minutes=6)
        await ann.presses(button)
    assert not ann.sees("have not heard from you")


async def test_the_report_written_meanwhile_completes_the_case_that_silence_opened(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    await ann.says(THREAT)
    await world.fast_forward(minutes=25)
    sam.hears("URGENT", "did not answer")
    await ann.presses("whom.me")
    for _ in ("where", "who", "links", "evidence", "effect", "contact", "wish"):
        await ann.presses("button.skip")
    await ann.presses("button.send-report")
    sam.hears("WL-0001", "filled in")
    assert len(await world.cases()) == 1


async def test_two_urgent_messages_are_both_told(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says("He says he will kill me")
    await ann.says("and that he will burn my house down")
    await ann.presses("button.tell-officer")
    sam.hears("URGENT", "kill me", "burn my house")


async def test_an_old_offer_is_not_taken_up_twice(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await ann.says("He says he will kill me")
    first = ann.hears("safety officer", "tell")
    await ann.says("and that he will burn my house down")
    await ann.presses("button.tell-officer")
    await ann.presses("button.tell-officer", on=first)
    ann.hears("dealt with already")
    assert len(await world.cases()) == 1
