"""Whoever leaves has no way in from that moment, and nothing that they had is lost."""

import pytest

from bot.conversation.enrolment import COUNCILLOR_COMMANDS
from bot.domain.case import Status
from bot.domain.person import Role
from bot.telegram.introduction import introduce
from tests.stories.reports import calls_for_help, card, group, reports
from tests.stories.test_enrolment import commands, known, link
from tests.stories.ways import presses_blindly
from tests.world import Somebody, World


async def has_left(admin: Somebody, name: str) -> None:
    """An administrator takes somebody's roles away."""
    await admin.says("/people")
    await admin.presses(f"Has left: {name}")
    await admin.presses("button.has-left-sure")


async def test_an_administrator_sees_who_has_a_role(world: World) -> None:
    sam, alex = await world.officer("Sam Specimen"), await world.admin("Alex Template")
    await world.councillor("Ann Example")
    world.stranger("Jo Nobody")

    await alex.says("/people")

    listed = alex.hears("people with a role", "(3)", "Sam Specimen", "safety officer", "23 Nov 2026", str(sam.id))
    assert "Ann Example" in listed.text
    assert "Jo Nobody" not in listed.text
    assert listed.labels == ["Has left: Sam Specimen", "Has left: Ann Example"]
    await sam.says("/people")
    sam.hears("do not know that command")


async def test_many_people_are_listed_a_page_at_a_time(world: World) -> None:
    alex = await world.admin()
    for number in range(10):
        await world.councillor(f"Ann {number}")

    await alex.says("/people")
    assert "Ann 9" not in alex.last.text
    await alex.presses("button.next")

    assert alex.last.labels == ["Has left: Ann 9", world.label("button.earlier")]


async def test_whoever_leaves_has_nothing_from_that_moment_on(world: World) -> None:
    await introduce(world.app.bot, world.knowledge.words)
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    alex, ann, ben = await world.admin(), await world.councillor(), await world.councillor("Ben Sample")
    await calls_for_help(ann)
    await sam.presses("button.take")
    await calls_for_help(ben)
    await sam.presses("button.reply", on=card(sam, "WL-0001"))
    old = [card(sam, "WL-0001"), card(sam, "WL-0002")]
    for person in (sam, eve, ann):
        person.forgets()

    await has_left(alex, "Sam Specimen")

    assert (await known(world, sam)).roles == frozenset()
    sam.hears("your role here has ended")
    assert commands(world, sam) == list(COUNCILLOR_COMMANDS)
    first, second = await world.cases()
    assert (first.status, first.holder, second.status) == (Status.OPEN, 0, Status.OPEN)
    eve.hears("WL-0001", "EMERGENCY", "open")
    eve.hears("WL-0002", "EMERGENCY")
    for message in old:
        shown = next(m for m in sam.telegram.chat.messages if m.id == message.id)
        assert "not with you here" in shown.text
        assert shown.labels == []
        assert "Only officers" in (await presses_blindly(sam, "c:1:open", message) or "")
    assert f"person:left:{sam.id}" in await world.actions(0)

    ann.forgets()
    await sam.says("How do I block somebody on Facebook")  # not the reply that was being written
    ann.hears_nothing()
    in_sight = [key.text for row in sam.last.keyboard for key in row]
    assert world.label("home.report") in in_sight
    assert world.label("home.queue") not in in_sight
    await sam.says("/queue")
    sam.hears("do not know that command")
    sam.forgets()
    await world.fast_forward(hours=1)
    sam.hears_nothing()


async def test_what_waits_to_be_sent_to_a_leaver_about_cases_is_not_sent(world: World) -> None:
    sam, alex, ann = await world.officer("Sam Specimen"), await world.admin(), await world.councillor()
    eve = await world.officer("Eve Model")
    await alex.says("/people")
    await alex.presses("Has left: Sam Specimen")
    sam.forgets()

    await ann.telegram.says("/urgent")
    await world.app.intake.poll(wait=0)
    await world.app.workers[0].step()  # the case is open, and Sam's card waits to be sent
    await alex.presses("button.has-left-sure")

    sam.hears("your role here has ended")
    assert not sam.sees("WL-0001")
    eve.hears("WL-0001", "EMERGENCY")


async def test_a_reply_in_a_group_by_somebody_who_left_meanwhile_is_not_passed_on(world: World) -> None:
    sam, alex, ann = await world.officer("Sam Specimen"), await world.admin(), await world.councillor()
    place = await group(world, alex, sam)
    await calls_for_help(ann)
    await sam.presses("button.take", on=card(place))
    await sam.presses("button.reply", on=card(place))
    prompt = sam.hears("write your reply")
    await has_left(alex, "Sam Specimen")
    ann.forgets()

    await sam.says("One last word", chat=place, reply_to=prompt)

    ann.hears_nothing()
    assert "case:replied" not in await world.actions()


async def test_an_administrator_cannot_end_their_own_role(world: World) -> None:
    alex, pat = await world.admin("Alex Template"), await world.admin("Pat Instance")
    await alex.says("/people")

    assert "Somebody has dealt with this" in (await presses_blindly(alex, f"l:{alex.id}:sure") or "")

    assert (await known(world, alex)).roles == {Role.ADMIN}
    await has_left(alex, "Pat Instance")
    assert (await known(world, pat)).roles == frozenset()
    assert "older message" in (await presses_blindly(pat, f"l:{alex.id}:sure") or "")
    assert (await known(world, alex)).roles == {Role.ADMIN}


async def test_two_administrators_who_press_at_once_end_a_role_once(world: World) -> None:
    alex, pat, sam = await world.admin("Alex Template"), await world.admin("Pat Instance"), await world.officer()
    for admin in (alex, pat):
        await admin.says("/people")
        await admin.presses(f"Has left: {sam.telegram.name}")
    await alex.presses("button.has-left-sure")

    assert "Somebody has dealt with this" in (await pat.presses("button.has-left-sure") or "")
    assert (await world.actions(0)).count(f"person:left:{sam.id}") == 1


async def test_who_left_comes_back_by_a_new_link_only(world: World) -> None:
    alex = await world.admin()
    lee = world.stranger("Lee Leftbehind")
    token = await link(world, Role.SAFETY, "Lee Leftbehind")
    await lee.says(f"/start {token}")
    await has_left(alex, "Lee Leftbehind")

    await lee.says(f"/start {token}")
    assert (await known(world, lee)).roles == frozenset()
    await lee.says(f"/start {await link(world, Role.SAFETY, 'Lee Leftbehind')}")
    assert (await known(world, lee)).roles == {Role.SAFETY}
    await calls_for_help(await world.councillor())
    lee.hears("WL-0001", "EMERGENCY")


@pytest.mark.parametrize("button", ["button.resolve", "button.hand", "button.conflict"])
async def test_a_look_at_a_case_that_telegram_is_slow_to_show_does_not_bring_it_back(world: World, button: str) -> None:
    sam, alex, ann = await world.officer("Sam Specimen"), await world.admin(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await alex.says("/people")
    await alex.presses("Has left: Sam Specimen")
    await sam.telegram.presses(world.label(button))
    await world.app.intake.poll(wait=0)
    await world.app.workers[0].step()  # the edit waits to be sent
    await alex.telegram.presses(world.label("button.has-left-sure"))
    await world.app.intake.poll(wait=0)
    await world.app.workers[0].step()

    await world.settle()

    assert not sam.sees("WL-0001", "Ann Example")
    assert sam.sees("not with you here")


async def test_what_was_shown_to_a_leaver_is_not_theirs_when_they_come_back_in_another_role(world: World) -> None:
    sam, alex = await world.officer("Sam Specimen"), await world.admin()
    await reports(await world.councillor(), "threat-of-violence")
    await has_left(alex, "Sam Specimen")
    await sam.says(f"/start {await link(world, Role.COMMS, 'Sam Specimen')}")
    sam.forgets()

    await sam.says("/queue")

    sam.hears("Nothing waits")
    assert "not with you here" in (await presses_blindly(sam, "c:1:open", sam.last) or "")


async def test_no_case_goes_on_because_a_leaver_cannot_be_reached(world: World) -> None:
    sam, alex = await world.officer("Sam Specimen"), await world.admin()
    await world.officer("Eve Model")
    await reports(await world.councillor(), "threat-of-violence")
    await has_left(alex, "Sam Specimen")
    before = await world.actions()

    await sam.does(sam.telegram.blocks())

    assert await world.actions() == before
