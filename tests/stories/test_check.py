"""Where it is not clear whether somebody is in danger: the question, and every way of answering it."""

import pytest

from tests.sandbox.pictures import png
from tests.stories.reports import reports
from tests.stories.ways import presses_blindly
from tests.world import World

PICTURE = png()


@pytest.mark.parametrize("said", ["help", "I am frightened"])
async def test_the_question_comes_under_the_ordinary_answer(world: World, said: str) -> None:
    ann = await world.councillor()
    ann.forgets()
    await ann.says(said)
    *answers, question = ann.messages()
    assert answers
    assert "in danger now?" in question.text


@pytest.mark.parametrize("said", ["yes", "Yes I think so", "yes my daughter is", "yeah, he is still there", "Oes"])
async def test_a_yes_in_any_words_brings_the_card_and_the_officer_what_was_said(world: World, said: str) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("help")
    ann.forgets()
    await ann.says(said)
    ann.hears("999", "55")
    sam.hears("EMERGENCY", "help")


@pytest.mark.parametrize("said", ["no", "No thanks", "im safe", "nope, I'm fine"])
async def test_a_no_typed_to_the_question_alarms_nobody_and_leaves_an_offer_open(world: World, said: str) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("there is a man, i saw him yesterday too")
    ann.hears("safety officer")
    await ann.says("help")
    ann.forgets()
    await ann.says(said)
    ann.hears("All right")
    await world.fast_forward(hours=1)
    assert [case.report.what for case in await world.cases()] == ["there is a man, i saw him yesterday too"]
    sam.hears("URGENT")


async def test_a_yes_after_anything_else_was_said_is_meant_for_whoever_asked_last(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("help")
    await ann.says("He has a knife and he is outside my door now")
    ann.forgets()
    sam.forgets()
    await ann.says("yes")
    ann.hears("Passed on")
    sam.hears("adds", "yes")
    assert len(await world.cases()) == 1


async def test_a_yes_after_both_questions_is_heard_as_the_graver(world: World) -> None:
    """In a flood the offer arrives first, so that the question about danger is what was read last."""
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("help")
    await ann.says("there is a man, i saw him yesterday too")
    ann.hears("safety officer")
    ann.forgets()
    await ann.says("yes")
    ann.hears("999")
    sam.hears("EMERGENCY", "help", "there is a man")


async def test_a_no_after_both_questions_leaves_the_offer_to_be_answered(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("help")
    await ann.says("there is a man, i saw him yesterday too")
    ann.forgets()
    await ann.says("no")
    ann.hears("All right")
    ann.hears("safety officer")
    ann.forgets()
    await ann.says("yes please")
    ann.hears("WL-0001")
    sam.hears("URGENT", "there is a man")


async def test_a_no_weeks_later_answers_what_is_asked_then(world: World) -> None:
    ann = await world.councillor()
    await ann.says("help")
    await world.fast_forward(days=20)
    await ann.says("/report")
    ann.forgets()
    await ann.says("no")
    assert not any("All right" in message.text for message in ann.messages())


async def test_yes_pressed_later_brings_all_that_was_said_and_its_picture(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.does(ann.telegram.sends_photo(PICTURE, caption="Something feels wrong outside"))
    asked = ann.hears("in danger now?")
    await ann.says("how do I report on insta")
    await presses_blindly(ann, "w:danger", asked)
    card = sam.hears("EMERGENCY", "Something feels wrong outside")
    assert "Evidence: 1" in card.text


async def test_the_buttons_that_stay_in_sight_are_no_cry_by_themselves(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.presses("home.urgent")
    assert not any("in danger now?" in message.text for message in ann.messages())
    await sam.presses("home.help")
    assert not any("in danger now?" in message.text for message in sam.messages())


async def test_what_is_written_after_start_is_heard(world: World) -> None:
    sam, jo = await world.officer(), world.stranger("Jo Nobody")
    await jo.says("/start he is outside my door with a knife")
    jo.hears("999")
    sam.hears("EMERGENCY")


async def test_a_doubt_within_a_case_is_asked_about(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "impersonation")
    await ann.presses("button.add")
    ann.forgets()
    await ann.says("Something feels wrong outside")
    ann.hears("Passed on")
    ann.hears("in danger now?")
    await ann.presses("button.yes-danger")
    sam.hears("EMERGENCY")


async def test_what_may_tell_of_danger_is_not_kept_for_editors(world: World) -> None:
    ann = await world.councillor()
    await ann.says("help")
    ann.hears("would rather not guess")
    assert not ann.sees("Your question is kept")
    async with world.app.database.transaction() as tx:
        assert await tx.feedback.questions() == []


async def test_nor_is_it_kept_where_choices_were_offered_and_none_was_meant(world: World) -> None:
    ann = await world.councillor()
    await ann.says("I am frightened of the comments")
    await ann.presses("button.none-of-these")
    ann.hears("would rather not guess")
    assert not ann.sees("Your question is kept")
    async with world.app.database.transaction() as tx:
        assert await tx.feedback.questions() == []


async def test_an_urgent_offer_comes_under_the_answer(world: World) -> None:
    ann = await world.councillor()
    ann.forgets()
    await ann.says("@greenfield_bins says he will find out where I live. how do I block somebody on facebook")
    *answers, offer = ann.messages()
    assert answers
    assert "safety officer" in offer.text
