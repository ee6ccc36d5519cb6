"""Guides: step by step through the toolkit, each step short enough to follow with the app open in the other hand."""

import pytest

from bot.content import Knowledge
from bot.domain.entry import CouncilKind, Nation, Place
from bot.domain.flow import Answer, Asks, path, position
from bot.flows import guide_flow
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .ways import presses_blindly

PLACES = [Place(nation, council) for nation in Nation for council in CouncilKind]


async def goes_on(who: Somebody) -> list[str]:
    """Do each step as long as there is one; the texts seen on the way, the end among them."""
    seen = [who.last.text]
    while label := next((k for k in ("button.done-next", "button.next") if who.world.label(k) in who.last.labels), ""):
        await who.presses(label)
        seen.append(who.last.text)
    return seen


async def test_the_guide_to_the_police_says_what_to_say_and_to_ask_for_the_number(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/police")
    ann.hears("Telling the police", "Step 1", "999 first")
    await ann.presses("No, not at this moment")
    await ann.presses("Call 101")
    seen = "\n".join(await goes_on(ann))
    for words in ("Ring 101", "Operation Ford", "reference number", "screenshots", "hate crime"):
        assert words in seen
    ann.hears("Well done", "Keep the reference number")
    assert world.label("button.report") in ann.last.labels


async def test_a_parish_councillor_is_told_that_the_scheme_leaves_them_out(world: World) -> None:
    ann = await world.councillor(council=CouncilKind.PARISH)
    await ann.says("/police")
    await ann.presses("No, not at this moment")
    await ann.presses("Online, in writing")
    seen = "\n".join(await goes_on(ann))
    assert "leaves out parish" in seen
    assert "Please record it as an Operation Ford incident" not in seen


async def test_danger_in_a_guide_brings_999_and_an_officer(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("/police")
    await ann.presses("Yes, now")
    ann.hears("Call 999 now")
    sam.hears("WL-0001")


async def test_the_guide_to_evidence_follows_the_platforms_own_steps(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/evidence")
    await ann.presses("No")
    await ann.presses("A post or message online")
    await ann.presses("Facebook")
    steps = world.knowledge.catalogue["facebook.evidence"].at(world.knowledge.council.place).steps
    assert len(steps) >= 3
    seen = await goes_on(ann)
    assert len(seen) > len(steps)
    ann.hears("That is your proof, kept")


async def test_a_picture_of_a_child_is_never_copied(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/evidence")
    await ann.presses("Of a child")
    assert "Do not save, copy, forward or screenshot it" in ann.last.text
    assert "101" in ann.last.text
    assert len(await goes_on(ann)) == 2  # that page, and the end: no platform's steps, no diary


async def test_a_checklist_keeps_what_was_left_for_another_day(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/firstweek")
    await ann.presses("button.done-next")
    await ann.presses("button.later")  # the second job is left
    left = ann.last.text
    await goes_on(ann)
    ann.hears("You have ticked 7 of 8")
    await world.fast_forward(days=3)
    await world.restart()
    await ann.says("/resume")
    ann.hears("Day 2")
    assert ann.last.text != left
    await ann.presses("button.done-next")
    ann.hears("You have ticked all 8")


async def test_the_privacy_check_is_the_platforms_own_and_then_the_general_one(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/privacy")
    await ann.presses("Instagram")
    first = world.knowledge.catalogue["instagram.private"].steps[0]
    assert first.split("<")[0].strip() in ann.last.text
    await goes_on(ann)
    await ann.presses("Not today")
    ann.hears("You have ticked all")


async def test_all_guides_are_listed_and_offered_under_their_entries(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/guides")
    for guide in world.knowledge.guides.values():
        assert guide.title in ann.last.labels
    await ann.presses("Keeping evidence")
    ann.hears("Keeping evidence", "Step 1")
    await ann.says("/menu")
    await ann.presses("button.guides")
    ann.hears("Step by step", "Telling the police")


async def test_an_entry_leads_into_its_guide(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/menu")
    await ann.presses("subject.reporting.label")
    await ann.presses(world.knowledge.catalogue["report-to-police"].title)
    await ann.presses(world.knowledge.words.plain("button.guide", title="Telling the police"))
    ann.hears("Telling the police", "Step 1")


async def test_a_picture_sent_on_the_way_waits_for_the_report(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await ann.says("/firstweek")
    await ann.does(ann.telegram.sends_photo(png(), caption="look"))
    ann.hears("kept that as evidence")
    await goes_on(ann)
    ann.hears("It goes with your report")
    await ann.says("/report")
    await ann.presses("button.carry-on")
    ann.hears("Is anyone in danger now?")
    await ann.presses("danger-now.yes")
    async with world.app.database.transaction() as tx:
        assert len(await tx.evidence.of_case(1)) == 1


async def test_what_is_typed_while_reading_a_guide_is_a_question_with_a_way_back(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/firstweek")
    page = ann.last.text
    await ann.says(world.knowledge.catalogue["two-step"].asks[0])
    ann.hears(world.knowledge.catalogue["two-step"].title)
    await ann.says("my cat eats the order papers")
    ann.hears("I would rather not guess")
    await ann.presses("button.back-to-report")
    assert ann.last.text == page


async def test_a_button_of_a_guide_that_is_gone_says_so(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/guides")
    assert await presses_blindly(ann, "g:guide-nothing") == world.label("error.stale")
    assert await presses_blindly(ann, "g:resume-guide-nothing") == world.label("error.stale")


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_way_through_every_guide_comes_to_an_end_and_says_something(knowledge: Knowledge, place: Place) -> None:
    for guide in knowledge.guides.values():
        waiting: list[dict[str, Answer]] = [{}]
        ways = 0
        while waiting:
            answers = waiting.pop()
            flow = guide_flow(knowledge, guide, place, answers)
            step = position(flow, answers)
            if step is None:
                ways += 1
                assert len(path(flow, answers)) >= 2, (guide.id, answers)
                continue
            assert step.text, (guide.id, step.name)
            choices = step.choices if step.asks is Asks.CHOICE else ("done",)
            waiting += [{**answers, step.name: Answer((choice,))} for choice in choices]
        assert ways >= 1


async def test_a_page_number_that_only_looks_like_one_is_a_stale_button(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/guides")
    for data in ("p:two-step:²", "s:abuse:²", "m:²:show", "d:²:safe"):
        assert await presses_blindly(ann, data) == world.label("error.stale")
    assert await world.quarantined() == 0


async def test_999_stands_beside_a_helpline_in_a_guide_too(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/evidence")
    await ann.presses("An intimate picture")
    assert "Revenge Porn Helpline" in ann.last.text
    assert "open now" in ann.last.text
    assert "999" in ann.last.text
