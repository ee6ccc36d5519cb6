"""A report that is interrupted: cancelled, saved, resumed after days or a restart, or left for a question."""

import pytest

from tests.sandbox.pictures import png
from tests.world import World

from .ways import REPORT, goes

QUESTION = "how do i report a post on facebook"


async def test_cancel_asks_first_and_then_keeps_nothing(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="effect")
    await ann.does(ann.telegram.sends_photo(png()))
    await ann.says("/cancel")
    ann.hears("throw away", "save")
    await ann.presses("button.stay")
    ann.hears("how does it affect you")
    await ann.presses("button.cancel")
    await ann.presses("button.discard")
    ann.hears("thrown away")
    await ann.says("/resume")
    ann.hears("nothing saved")
    async with world.app.database.transaction() as tx:
        assert await tx.evidence.find(1) is None
    await ann.says("/cancel")
    ann.hears("nothing to cancel")


async def test_saved_for_later_it_is_resumed_days_after(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="who")
    await ann.presses("button.save")
    ann.hears("saved", "/resume")
    await world.fast_forward(days=12)
    await ann.says(QUESTION)
    ann.hears("Source:")
    await ann.says("/resume")
    ann.hears("who did it")
    for step in list(REPORT)[5:]:
        await REPORT[step](ann)
    assert (await world.case()).report.what == "He writes to me every day"


@pytest.mark.parametrize("step", ["kind", "evidence", "review"])
async def test_a_restart_of_the_bot_in_the_middle_is_not_noticed(world: World, step: str) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to=step)
    await world.restart()
    for name in list(REPORT)[list(REPORT).index(step) :]:
        await REPORT[name](ann)
    ann.hears("WL-0001")
    assert (await world.case()).report.kind == "harassment"


async def test_a_question_in_the_middle_is_answered_and_leads_back(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="who")
    await ann.presses("button.question")
    ann.hears("waits here")
    await ann.says(QUESTION)
    assert world.label("button.back-to-report") in ann.hears("Source:").labels
    await ann.presses("button.back-to-report")
    ann.hears("who did it")
    await ann.says("@plainly_made_up")
    ann.hears("links")


async def test_a_question_without_an_answer_leads_back_too(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="who")
    await ann.presses("button.question")
    await ann.says("blorp zingle fnord")
    assert world.label("button.back-to-report") in ann.hears("would rather not guess").labels


async def test_a_question_mark_at_a_choice_asks_instead_of_answering(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="whom")
    await ann.says(f"{QUESTION}?")
    ann.hears("Source:")
    await ann.says("/resume")
    ann.hears("to whom")


async def test_a_second_report_asks_whether_to_carry_on_and_starting_again_drops_the_first(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="who")
    await ann.presses("home.report")
    ann.hears("under way")
    await ann.presses("button.carry-on")
    ann.hears("who did it")
    await ann.says("/start")
    ann.hears("under way")
    await ann.presses("button.start-again")
    ann.hears("danger now")


async def test_another_flow_puts_the_report_aside_with_its_evidence(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="effect")
    await ann.does(ann.telegram.sends_photo(png()))
    await goes(ann, "platform", to="harm")
    await ann.presses("button.cancel")
    await ann.presses("button.discard")
    await ann.says("/report")
    await ann.presses("button.carry-on")
    ann.hears("how does it affect you")
    for step in list(REPORT)[8:]:
        await REPORT[step](ann)
    sam.hears("WL-0001", "Evidence: 1")


async def test_carry_on_leads_to_the_flow_that_was_asked_for(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="who")
    await goes(ann, "platform", to="harm")
    await ann.says("/report")
    await ann.presses("button.carry-on")
    ann.hears("who did it")
    await ann.says("/platform")
    await ann.presses("button.carry-on")
    ann.hears("what is it?")


async def test_a_question_to_a_person_does_not_take_the_reports_evidence_along(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="effect")
    await ann.does(ann.telegram.sends_photo(png()))
    await ann.presses("button.question")
    await ann.says("blorp zingle fnord")
    await ann.presses("button.ask-person")
    await ann.presses("button.send")
    question = await world.case()
    async with world.app.database.transaction() as tx:
        assert await tx.evidence.of_case(question.id) == []
