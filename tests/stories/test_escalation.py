"""Time passes: untaken cases go to more people, taken ones that fall silent come back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.case import Status
from bot.domain.person import Role
from tests.stories.reports import asks_a_person, calls_for_help, card, reports, worries
from tests.stories.ways import says
from tests.world import World


def at(world: World, *moment: int) -> None:
    """Let it be that moment, in the council's own time."""
    world.clock.now = local(world, *moment).astimezone(UTC)


def local(world: World, *moment: int) -> datetime:
    year, month, day, hour, minute = moment
    return datetime(year, month, day, hour, minute, tzinfo=world.knowledge.council.zone)


async def test_an_untaken_emergency_goes_to_the_next_then_to_everyone_then_to_the_administrators(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    kit, alex = await world.officer("Kit Example", Role.COMMS), await world.admin()
    ann = await world.councillor()
    await calls_for_help(ann)
    sam.hears("EMERGENCY", "WL-0001")
    for person in (eve, kit, alex):
        person.hears_nothing()

    await world.fast_forward(minutes=5)
    eve.hears("Nobody has taken WL-0001", "EMERGENCY")
    kit.hears_nothing()
    await world.fast_forward(minutes=5)
    for person in (sam, eve, kit):
        person.hears("Nobody has taken WL-0001")
    alex.hears_nothing()
    await world.fast_forward(minutes=5)
    alex.hears("Nobody has taken WL-0001")
    await world.fast_forward(minutes=5)
    alex.hears("Nobody has taken WL-0001")
    assert "Should have been taken by 10:0" in card(sam).text

    await alex.presses("button.take")
    for person in (sam, eve, kit, alex):
        assert "Alex Template since" in card(person).text
        person.forgets()
    await world.fast_forward(minutes=6)
    for person in (sam, eve, kit, alex):
        person.hears_nothing()


async def test_a_step_on_which_nobody_stands_costs_no_time(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    sam.forgets()

    for _ in range(4):
        await world.fast_forward(minutes=5)
        sam.hears("Nobody has taken WL-0001")


@pytest.mark.parametrize(
    ("begins", "minutes"),
    [(calls_for_help, 5), (worries, 15)],
)
async def test_urgent_cases_have_minutes_by_day_and_by_night(world: World, begins, minutes: int) -> None:
    eve = [await world.officer("Sam Specimen"), await world.officer("Eve Model")][1]
    ann = await world.councillor()
    at(world, 2026, 12, 25, 23, 58)  # the night of Christmas Day

    await begins(ann)

    case = await world.case()
    assert case.take_by - case.opened_at == timedelta(minutes=minutes)
    await world.fast_forward(minutes=minutes - 1)
    eve.hears_nothing()
    await world.fast_forward(minutes=1)
    eve.hears("Nobody has taken")


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ((2026, 11, 23, 10, 0), (2026, 11, 24, 17, 0)),  # Monday
        ((2026, 11, 27, 20, 0), (2026, 11, 30, 17, 0)),  # Friday evening
        ((2026, 12, 24, 16, 0), (2026, 12, 29, 17, 0)),  # Christmas Eve; Boxing Day is made up on the 28th
        ((2027, 3, 26, 9, 0), (2027, 3, 30, 17, 0)),  # Good Friday, and the clocks go forward on Easter Sunday
        ((2027, 10, 29, 16, 0), (2027, 11, 1, 17, 0)),  # the clocks go back on Sunday
    ],
)
async def test_a_concern_is_promised_for_the_end_of_the_next_working_day(world: World, opened, due) -> None:
    kits = [await world.officer("Kit Example", Role.COMMS), await world.officer("Pat Instance", Role.COMMS)]
    ann = await world.councillor()
    at(world, *opened)

    await asks_a_person(ann)

    case = await world.case()
    assert case.take_by == local(world, *due)
    at(world, *due)
    world.clock.now -= timedelta(minutes=1)
    await world.settle()
    kits[1].hears_nothing()
    await world.fast_forward(minutes=1)
    kits[1].hears("Nobody has taken WL-0001")


async def test_the_councillor_writing_on_gives_officers_no_more_time(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await world.fast_forward(minutes=5)
    eve.forgets()
    for _ in range(4):
        await world.fast_forward(minutes=2)
        await ann.says("Is anybody there")
    eve.hears("Nobody has taken WL-0001")

    await sam.presses("button.take")
    sam.forgets()
    for _ in range(4):
        await world.fast_forward(minutes=4)
        await ann.says("Is anybody there")
    sam.hears("You took WL-0001", "quiet")


async def test_a_case_that_becomes_urgent_is_shown_to_the_safety_officer_at_once(world: World) -> None:
    sam, kit = await world.officer("Sam Specimen"), await world.officer("Kit Example", Role.COMMS)
    ann = await world.councillor()
    await asks_a_person(ann)
    await kit.presses("button.take")
    sam.hears_nothing()

    await ann.says("/mycases")
    await ann.presses_data("m:1:show")
    await ann.presses("button.add")
    await ann.says("He wrote that he will kill me")

    sam.hears("URGENT", "WL-0001")
    kit.hears("WL-0001", "will kill me")
    assert (await world.cases())[0].holder == kit.id


async def test_a_taken_case_that_falls_silent_is_reminded_of_and_then_given_back(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    sam.forgets()
    await world.fast_forward(minutes=14)
    sam.hears_nothing()
    await world.fast_forward(minutes=1)
    sam.hears("You took WL-0001", "quiet")
    await world.fast_forward(minutes=15)

    case = await world.case()
    assert (case.status, case.holder) == (Status.OPEN, 0)
    sam.hears("no longer have WL-0001")
    eve.hears("EMERGENCY", "WL-0001", "open")  # somebody else is asked first
    assert ann.sees("To be taken by the safety officer by 10:3")
    assert {"case:reminded", "case:given-back"} <= set(await world.actions())


async def test_work_on_a_case_keeps_it(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await world.fast_forward(minutes=16)
    sam.hears("You took WL-0001", "quiet")
    await sam.presses("button.note")
    await sam.says("On the phone with her")
    await world.fast_forward(minutes=14)

    assert (await world.case()).holder == sam.id


async def test_the_time_to_work_a_concern_is_counted_in_working_hours(world: World) -> None:
    kit, ann = await world.officer("Kit Example", Role.COMMS), await world.councillor()
    at(world, 2026, 11, 27, 16, 0)  # Friday
    await asks_a_person(ann)
    await kit.presses("button.take")
    kit.forgets()
    await world.fast_forward(days=3, hours=23)  # Tuesday, 15:00: 15 working hours later
    kit.hears_nothing()
    await world.fast_forward(hours=1)
    kit.hears("You took WL-0001")


async def test_a_report_takes_its_deadline_from_its_words(world: World) -> None:
    ann = await world.councillor()
    await world.officer()
    await reports(ann, "offensive-post", what=says("He writes that he will kill me"))

    case = await world.case()
    assert case.take_by - case.opened_at == timedelta(minutes=15)


async def test_a_deadline_set_by_a_clock_that_ran_ahead_passes_in_its_time_once_the_clock_is_right(
    world: World,
) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()
    world.clock.now += timedelta(hours=3)
    await calls_for_help(ann)
    sam.hears("EMERGENCY", "WL-0001")

    world.clock.now -= timedelta(hours=3)
    await ann.says("He is wearing a red hat")
    sam.hears("red hat")
    eve.hears_nothing()
    await world.fast_forward(minutes=5)
    eve.hears("Nobody has taken WL-0001", "EMERGENCY")
