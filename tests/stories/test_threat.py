"""The main story: a councillor asks, reports a threat, and an officer takes it."""

from tests.sandbox.pictures import png
from tests.world import World


async def test_a_councillor_asks_reports_a_threat_and_an_officer_takes_it(world: World) -> None:
    sam = await world.officer("Sam Specimen")
    ann = await world.councillor("Ann Example")

    await ann.says("how do i report a post on facebook")
    ann.hears("facebook", "source")

    await ann.says("/report")
    ann.hears("danger now")
    await ann.presses("danger-now.no")
    await ann.presses("kind.threat-of-violence")
    ann.hears("what happened")
    await ann.says("He wrote that he will burn my house down")
    await ann.presses("whom.me")
    await ann.presses("Facebook")
    await ann.says("@plainly_made_up")
    await ann.says("https://facebook.example/post/1")
    await ann.does(ann.telegram.sends_photo(png(), caption="the post"))
    await ann.presses("button.done")
    await ann.says("I cannot sleep")
    await ann.presses("contact.here")
    await ann.presses("wish.police")
    await ann.presses("button.done")
    ann.hears("check before you send", "safety officer")
    await ann.presses("button.send-report")
    ann.hears("WL-0001", "taken by")

    card = sam.hears("URGENT", "WL-0001", "burn my house")
    assert "take by" in card.text.lower()
    await world.fast_forward(minutes=3)
    await sam.presses("button.take")
    ann.hears("WL-0001", "taken", "Sam Specimen", "10:03")
    assert (await world.case()).holder == sam.id
    assert ann.sees("Seen 10:03", "taken by")
