"""Words and pictures between officer and councillor, through the bot."""

from tests.sandbox.pictures import png
from tests.stories.reports import calls_for_help, card
from tests.world import Somebody, World


async def in_hand(world: World) -> tuple[Somebody, Somebody]:
    """An officer who has a councillor's case."""
    sam, ann = await world.officer("Sam Specimen"), await world.councillor("Ann Example")
    await calls_for_help(ann)
    await sam.presses("button.take")
    for person in (sam, ann):
        person.forgets()
    return sam, ann


async def test_replies_go_both_ways(world: World) -> None:
    sam, ann = await in_hand(world)

    await sam.presses("button.reply")
    await sam.says("Are you at home?")
    sam.hears("sent to the councillor")
    ann.hears("safety officer", "Sam Specimen", "WL-0001", "Are you at home?")

    await ann.presses("button.answer")
    await ann.says("Yes, with my son")
    sam.hears("WL-0001", "councillor adds", "Yes, with my son")
    await sam.presses("button.more")
    sam.hears("officer: Are you at home?", "councillor: Yes, with my son")


async def test_a_picture_comes_back(world: World) -> None:
    sam, ann = await in_hand(world)
    await sam.presses("button.ask")
    await sam.presses("question.screenshot")
    ann.hears("send a screenshot")

    await ann.presses("button.answer")
    await ann.does(ann.telegram.sends_photo(png(), caption="here"))

    sam.hears("WL-0001", "here")
    assert "Evidence: 1" in card(sam).text
    await sam.presses("button.evidence")
    assert sam.last.media
    assert sam.last.media.spoiler
    assert sam.last.protected


async def test_an_officers_picture_reaches_the_councillor(world: World) -> None:
    sam, ann = await in_hand(world)
    await sam.presses("button.reply")
    await sam.does(sam.telegram.sends_photo(png(), caption="Come in by this door"))

    ann.hears("Come in by this door")
    assert ann.hears("file from the officer").media


async def test_a_long_reply_arrives_whole(world: World) -> None:
    sam, ann = await in_hand(world)
    await sam.presses("button.reply")
    await sam.says("first " + "x" * 4_000 + " last")

    heard = "".join(message.text for message in ann.messages())
    assert "first " in heard
    assert heard.count("x") >= 4_000
    assert " last" in heard
    assert await world.quarantined() == 0


async def test_a_long_addition_reaches_the_officer_who_keeps_the_case(world: World) -> None:
    sam, ann = await in_hand(world)
    await ann.presses("button.add")
    await ann.says("first " + "<&" * 2_000 + " last")

    sam.hears("councillor adds", "first", "…")
    assert (await world.case()).holder == sam.id
    await sam.presses("button.more")
    assert sam.hears(" last")
    assert await world.quarantined() == 0


async def test_an_edited_message_reaches_the_officer_as_a_new_version(world: World) -> None:
    sam, ann = await in_hand(world)
    await ann.presses("button.add")
    said = await ann.says("It was on Tuesday")
    await ann.does(ann.telegram.edits(said, "It was on Wednesday"))

    sam.hears("new version", "It was on Wednesday")
    await sam.presses("button.more")
    sam.hears("It was on Tuesday", "It was on Wednesday")


async def test_editing_an_old_message_is_not_a_reply(world: World) -> None:
    sam, ann = await in_hand(world)
    said = await sam.says("is there a form for this")
    await sam.presses("button.reply")
    await sam.does(sam.telegram.edits(said, "is there a form for that"))

    assert not ann.sees("is there a form")
    await sam.says("I am on my way")
    ann.hears("I am on my way")


async def test_what_an_officer_quotes_is_no_cry_for_help(world: World) -> None:
    sam, ann = await in_hand(world)
    await sam.presses("button.reply")
    await sam.says("Did he say: I will come and kill you tonight?")

    ann.hears("kill you tonight")
    assert len(await world.cases()) == 1


async def test_cancel_stops_a_reply(world: World) -> None:
    sam, ann = await in_hand(world)
    await sam.presses("button.reply")
    await sam.says("/cancel")
    await sam.says("what is doxxing")

    ann.hears_nothing()


async def test_a_sticker_is_no_reply(world: World) -> None:
    sam, ann = await in_hand(world)
    await sam.presses("button.reply")
    await sam.does(sam.telegram.sends_sticker())

    sam.hears("need words")
    ann.hears_nothing()


async def test_a_reply_to_a_case_that_went_to_somebody_else_meanwhile_is_not_sent(world: World) -> None:
    sam, ann = await in_hand(world)
    eve = await world.officer("Eve Model")
    await sam.presses("button.reply")
    await eve.says("/queue")
    await eve.presses("WL-0001")
    await eve.presses("button.hand")
    await eve.presses("Eve Model")
    ann.forgets()

    await sam.says("Are you at home?")

    sam.hears("Eve Model has it")
    ann.hears_nothing()
