"""/drill: an administrator rehearses an emergency; it goes the way of a real one, and counts nowhere."""

import re
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.domain.case import Status
from bot.domain.person import Role
from tests.stories.outside import world_with_mail
from tests.stories.reports import calls_for_help, card, group
from tests.stories.test_leavers import has_left
from tests.stories.ways import data_of, presses_blindly
from tests.world import Somebody, World


async def begins(admin: Somebody, button: str = "button.drill-go") -> None:
    await admin.says("/drill")
    await admin.presses(button)


def seconds(report: str, step: str) -> float:
    found = re.search(rf"([\d.]+) s: {step}", report)
    assert found, report
    return float(found[1])


async def test_a_drill_goes_to_the_officer_is_taken_and_is_reported_step_by_step(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    await begins(alex)
    alex.hears("DRILL-0001 has begun")
    await world.fast_forward(seconds=40)
    await sam.presses("button.take")

    report = alex.hears("DRILL-0001 is over", "somebody took it").text
    assert seconds(report, "opened") == 0
    assert 0 <= seconds(report, "card delivered to Sam Specimen") < 40
    assert 40 <= seconds(report, "seen by Sam Specimen") <= seconds(report, "taken by Sam Specimen") < 50
    sam.hears("DRILL-0001 is over", "Thank you")
    assert "the drill is over" in card(sam, "DRILL-0001").text
    assert (await world.case()).is_closed
    assert "case:drill-over" in await world.actions()


async def test_everything_that_an_officer_reads_of_it_says_that_it_is_a_drill(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    await begins(alex)
    await world.fast_forward(minutes=6)
    await sam.says("/queue")
    await sam.presses("button.take")

    read = [message.text for message in sam.messages()]
    assert len(read) > 3
    assert [text for text in read if "DRILL" not in text] == []


async def test_a_drill_that_nobody_takes_ends_by_itself_and_tells_each_step_of_the_ladder(world: World) -> None:
    sam, eve, alex = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.admin()
    await begins(alex)
    await world.fast_forward(minutes=9)
    assert (await world.case()).status is Status.OPEN
    await world.fast_forward(minutes=1)

    report = alex.hears("DRILL-0001 is over", "nobody took it").text
    assert 300 <= seconds(report, "late, next officer called") < 310
    assert 300 <= seconds(report, "card delivered to Eve Model") < 310
    for person in (sam, eve, alex):
        person.forgets()
    await world.fast_forward(hours=2)
    for person in (sam, eve, alex):
        person.hears_nothing()


async def test_a_drill_goes_to_the_officers_group_as_well(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    place = await group(world, alex, sam)
    await begins(alex)
    await sam.presses("button.take")

    assert any("DRILL-0001" in message.text for message in place.messages)
    alex.hears("card delivered to the officers’ group")


async def test_a_drill_that_is_handed_over_is_over_too(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    await begins(alex)
    await sam.presses("button.hand")
    await sam.presses("Kit Example")

    alex.hears("DRILL-0001 is over", "handed over by Sam Specimen")
    kit.hears("DRILL-0001 is over")


async def test_it_is_nobodys_case_and_a_real_emergency_goes_on_beside_it(world: World) -> None:
    sam, alex, ann = await world.officer(), await world.admin(), await world.councillor()
    await begins(alex)
    ann.hears_nothing()
    await calls_for_help(ann)
    await ann.says("/mycases")

    assert [label for label in ann.last.labels if "WL-0002" in label or "DRILL" in label] == ann.last.labels[:1]
    assert "WL-0002" in ann.last.labels[0]
    await alex.says("/mycases")
    assert not any("DRILL" in label for label in alex.last.labels)
    await world.fast_forward(minutes=10)
    assert [case.is_closed for case in await world.cases()] == [True, False]
    assert sam.sees("EMERGENCY", "WL-0002")


async def test_it_waits_for_the_go_ahead_and_can_be_declined(world: World) -> None:
    sam, alex = await world.officer(), await world.admin()
    await alex.says("/drill")
    assert await world.cases() == []
    assert world.label("button.drill-outside") not in alex.last.labels  # there is no way outside
    await alex.presses("button.drill-no")

    alex.hears("No drill was started")
    sam.hears_nothing()


async def test_one_drill_at_a_time(world: World) -> None:
    await world.officer()
    alex, pat = await world.admin("Alex Template"), await world.admin("Pat Instance")
    await pat.says("/drill")
    await begins(alex)
    await pat.presses("button.drill-go")
    pat.hears("DRILL-0001 is under way")
    await alex.says("/drill")
    alex.hears("DRILL-0001 is under way")
    assert len(await world.cases()) == 1


@pytest.mark.parametrize("role", [Role.SAFETY, Role.COUNCILLOR])
async def test_only_administrators_may(world: World, role: Role) -> None:
    other, alex = await world.officer("Eve Model", role), await world.admin()
    await other.says("/drill")
    assert not other.sees("Rehearse an emergency")
    await alex.says("/drill")
    await presses_blindly(other, data_of(alex.last, world.label("button.drill-go")))

    assert await world.cases() == []


async def test_other_ways_are_tried_with_a_drills_text_only_where_that_was_asked_for(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with world_with_mail(knowledge, tmp_path) as (world, post):
        sam, alex = await world.officer(), await world.admin()
        await begins(alex)
        await world.fast_forward(minutes=10)
        assert post.received == []

        await begins(alex, "button.drill-outside")
        await sam.presses("button.take")
        assert post.subjects == ["DRILL: case DRILL-0002 waits"]
        assert "Nobody is in danger" in post.received[0].message.get_content()
        alex.hears("DRILL-0002 is over", "email accepted")


async def test_a_drill_that_reaches_no_officer_leaves_the_other_ways_alone(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with world_with_mail(knowledge, tmp_path) as (world, post):
        alex = await world.admin()
        await begins(alex)
        await world.fast_forward(minutes=10)
        alex.hears("DRILL-0001 is over")
        assert post.received == []


async def test_what_comes_of_a_mail_after_the_end_follows(knowledge: Knowledge, tmp_path: Path) -> None:
    async with world_with_mail(knowledge, tmp_path) as (world, post):
        sam, alex = await world.officer(), await world.admin()
        post.refusals["MAIL"] = ["451 try later"]
        await begins(alex, "button.drill-outside")
        await sam.presses("button.take")
        assert "email" not in alex.hears("DRILL-0001 is over").text

        await world.fast_forward(minutes=1)
        alex.hears("DRILL-0001, after the end", "email accepted")


async def test_the_administrators_are_told_of_a_drill_whose_beginner_has_left(world: World) -> None:
    await world.officer()
    alex, pat = await world.admin("Alex Template"), await world.admin("Pat Instance")
    await begins(alex)
    await has_left(pat, "Alex Template")
    alex.forgets()

    await world.fast_forward(minutes=10)

    pat.hears("DRILL-0001 is over", "nobody took it")
    alex.hears_nothing()
