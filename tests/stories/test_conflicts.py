"""A report about somebody at the council never goes to them: by their word, the reporter's, or their name in it."""

import pytest

from bot.domain.access import Cause
from bot.domain.person import Role
from bot.storage.row import Kind, State
from tests.sandbox.pictures import png
from tests.stories.reports import asks_a_person, calls_for_help, card, group, reports
from tests.stories.ways import goes, presses, presses_blindly, says
from tests.world import Somebody, World


def kept_out(who: Somebody, number: str = "WL-0001") -> None:
    """Nothing of a case stands in somebody's chat, and none has come."""
    assert not any(number in m.text and "not with you here" not in m.text for m in who.telegram.chat.messages)


async def excluded(world: World, case_id: int = 1) -> dict[int, Cause]:
    async with world.app.database.transaction() as tx:
        return await tx.exclusions.of_case(case_id)


async def test_an_officer_who_must_not_have_a_case_passes_it_to_the_next_for_good(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    sam.forgets()

    await sam.presses("button.conflict")
    sam.hears("must this case be kept from you")
    assert "goes to somebody else" in (await sam.presses("button.conflict-sure") or "")

    eve.hears("WL-0001", "EMERGENCY", "open", "Kept from: Sam Specimen")
    kept_out(sam)
    assert card_labels(sam) == []
    assert (await world.case()).holder == 0
    assert not ann.sees("Not shown to")  # Sam had seen it
    assert {"case:given-back", f"case:excluded:{sam.id}"} <= set(await world.actions())
    sam.forgets()
    await world.fast_forward(minutes=30)
    await ann.says("He is still there")
    await eve.presses("button.take")
    await eve.presses("button.hand")
    assert "Sam Specimen" not in card(eve).labels
    assert "must not go to that person" in (await presses_blindly(eve, f"c:1:hand:{sam.id}") or "")
    await sam.says("/queue")
    assert [message.text for message in sam.messages()] == ["Nothing waits."]


def card_labels(who: Somebody) -> list[str]:
    """The buttons of the message that was a case's card."""
    return next(m.labels for m in reversed(who.telegram.chat.messages) if "WL-0001" in m.text)


async def test_a_conflict_may_be_declared_before_a_case_is_taken_and_thought_better_of(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    await calls_for_help(await world.councillor())

    await sam.presses("button.conflict")
    await sam.presses("button.card")
    assert await excluded(world) == {}
    eve.hears_nothing()
    await sam.presses("button.conflict")
    await sam.presses("button.conflict-sure")

    eve.hears("WL-0001", "open")
    kept_out(sam)


async def test_the_reporter_says_who_must_not_read_it(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    alex, ann = await world.admin("Alex Template"), await world.councillor()
    place = await group(world, alex, sam, eve)
    alex.forgets()
    await goes(ann, "report", to="review", kind=presses("kind.threat-of-violence"))

    await ann.presses("button.away")
    names = next(m.labels for m in reversed(ann.telegram.chat.messages) if "Sam Specimen" in m.labels)
    assert names == ["Sam Specimen", "Eve Model", "Alex Template", world.label("button.done")]
    for name in ("Sam Specimen", "Eve Model", "Alex Template", "✓ Eve Model"):
        await ann.presses(name)
    await ann.presses("button.done")
    ann.hears("please check", "Kept from: Sam Specimen, Alex Template")
    await ann.presses("button.send-report")

    ann.hears("WL-0001", "Not shown to: Sam Specimen, Alex Template")
    eve.hears("WL-0001", "Kept from: Sam Specimen, Alex Template")
    await world.fast_forward(hours=2)
    for person in (sam, alex):
        assert not person.sees("WL-0001")
    assert not any("WL-0001" in message.text for message in place.messages)
    eve.hears("Nobody has taken WL-0001")


async def in_a_report(ann: Somebody) -> None:
    await reports(ann, "abuse-in-person", who=says("It was SAM  Spécimen, the officer"))


async def in_what_happened(ann: Somebody) -> None:
    await reports(ann, "threat-of-violence", what=says("Sam Specimen's car was at my door"))


async def in_an_emergency(ann: Somebody) -> None:
    await ann.says("Sam Specimen is at my door with a knife, he will kill me")


async def in_something_urgent(ann: Somebody) -> None:
    await ann.says("Sam Specimen wrote that he will kill me")
    await ann.presses("button.tell-officer")


async def in_what_it_does(ann: Somebody) -> None:
    await reports(ann, "abuse-in-person", effect=says("I cannot be in a room with Sam Specimen"))


async def in_a_question(ann: Somebody) -> None:
    await asks_a_person(ann, "may Sam Specimen feed the geese")


async def in_a_link(ann: Somebody) -> None:
    await goes(ann, "platform", link=says("https://facebook.example/sam.specimen/1"))


async def forwards_from_sam(ann: Somebody) -> None:
    abuse = await ann.world.stranger("Sam Specimen").says("You are a plainly invented crocodile")
    await ann.does(ann.telegram.forwards(abuse))


async def in_forwarded_evidence(ann: Somebody) -> None:
    async def hands_over(who: Somebody) -> None:
        await forwards_from_sam(who)
        await who.presses("button.done")

    await reports(ann, "abuse-in-person", evidence=hands_over)


@pytest.mark.parametrize(
    "tells",
    [
        *(in_a_report, in_what_happened, in_what_it_does, in_forwarded_evidence),
        *(in_an_emergency, in_something_urgent, in_a_question, in_a_link),
    ],
)
async def test_a_report_never_goes_to_the_member_of_staff_whom_it_names(world: World, tells) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()

    await tells(ann)

    eve.hears("WL-0001", "Kept from: Sam Specimen")
    assert ann.sees("WL-0001", "Not shown to: Sam Specimen")
    await world.fast_forward(minutes=45)
    assert not sam.sees("WL-0001")
    assert await excluded(world) == {sam.id: Cause.NAMED}


async def cries_out(ann: Somebody) -> None:
    await ann.says("He is outside my house now with a knife")


async def takes_up_the_offer(ann: Somebody) -> None:
    await ann.says("He wrote that he will kill me")
    await ann.presses("button.tell-officer")


async def asks_for_a_post_to_be_taken_down(ann: Somebody) -> None:
    await goes(ann, "platform")


async def falls_silent(ann: Somebody) -> None:
    await ann.says("He wrote that he will kill me")
    await ann.world.fast_forward(minutes=25)


@pytest.mark.parametrize(
    ("does", "saved"),
    [
        *((calls_for_help, False), (cries_out, True), (takes_up_the_offer, True), (falls_silent, False)),
        *((asks_a_person, True), (asks_for_a_post_to_be_taken_down, False)),
    ],
)
async def test_who_must_not_read_a_report_does_not_hear_of_what_interrupts_it(world: World, does, saved: bool) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await goes(ann, "report", to="review", kind=presses("kind.offensive-post"))
    for label in ("button.away", "Sam Specimen", "button.done", *(("button.save",) if saved else ())):
        await ann.presses(label)

    await does(ann)

    eve.hears("WL-0001", "Kept from: Sam Specimen")
    await world.fast_forward(hours=1)
    assert not sam.sees("WL-0001")


async def test_who_must_not_read_a_report_loses_the_case_that_the_danger_joins(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await goes(ann, "report", to="review")
    for label in ("button.away", "Sam Specimen", "button.done"):
        await ann.presses(label)
    sam.forgets()

    await cries_out(ann)

    eve.hears("WL-0001", "open", "Kept from: Sam Specimen")
    eve.hears("knife")
    assert not sam.sees("knife")
    assert (await world.case()).holder == 0


@pytest.mark.parametrize("cry", ["Sam Specimen is at my door with a knife", "Sam Specimen wrote that he will kill me"])
async def test_a_cry_that_names_who_has_the_case_takes_it_from_them_before_they_read_it(world: World, cry: str) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await ann.says(cry)

    eve.hears("WL-0001", "EMERGENCY", "open", "Kept from: Sam Specimen")
    eve.hears("adds", cry)
    assert not sam.sees(cry)
    assert await excluded(world) == {sam.id: Cause.NAMED}
    assert (await world.case()).holder == 0


async def test_who_joins_later_does_not_see_an_unfinished_case_that_names_them(world: World) -> None:
    eve, alex, ann = await world.officer("Eve Model"), await world.admin(), await world.councillor()
    place = await group(world, alex, eve)
    await reports(ann, "threat-of-violence", who=says("Sam Specimen"))
    await reports(await world.councillor("Ben Sample"), "threat-of-violence")

    sam = await world.officer("Sam Specimen")

    assert "Kept from: Sam Specimen" in card(eve).text
    assert not any("WL-0001" in m.text and "not with you here" not in m.text for m in place.messages)
    await sam.says("/queue")
    assert "WL-0001" not in sam.hears("1 not finished", "WL-0002").text
    assert ann.sees("WL-0001", "Not shown to: Sam Specimen")


async def test_a_case_that_names_a_councillor_who_joins_is_kept_from_nobody(world: World) -> None:
    eve, ann = await world.officer("Eve Model"), await world.councillor()
    await reports(ann, "threat-of-violence", who=says("Ben Sample"))

    await world.councillor("Ben Sample")

    assert "Kept from" not in card(eve).text
    assert await excluded(world) == {}


async def test_a_case_that_is_kept_from_everybody_goes_to_an_administrator_or_the_truth_is_told(world: World) -> None:
    sam, alex, ann = await world.officer("Sam Specimen"), await world.admin("Alex Template"), await world.councillor()
    await reports(ann, "threat-of-violence", who=says("Sam Specimen"))
    alex.hears("WL-0001", "Kept from: Sam Specimen")
    alex.forgets()

    await reports(await world.councillor("Ben Sample"), "threat-of-violence", who=says("Sam Specimen, Alex Template"))

    for person in (sam, alex):
        assert not person.sees("WL-0002")
    assert "case:nobody-reachable" in await world.actions(2)
    await alex.presses("button.conflict")
    await alex.presses("button.conflict-sure")
    ann.hears("could not reach an officer for WL-0001", world.knowledge.council.safety.phone)


async def test_a_report_that_names_who_has_the_case_already_takes_it_from_them(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()
    await ann.says("/report")
    await ann.presses("danger-now.yes")
    await sam.presses("button.take")
    await sam.presses("button.reply")
    sam.forgets()

    await ann.presses("button.back-to-report")
    await ann.presses("kind.threat-of-violence")
    await ann.says("It is Sam Specimen who threatens me")
    for label in ("whom.me", "where.in-person"):
        await ann.presses(label)
    await ann.presses("button.skip")
    await ann.presses("button.done")
    await ann.presses("button.skip")
    await ann.presses("contact.here")
    await ann.presses("button.done")
    await ann.presses("button.send-report")

    eve.hears("WL-0001", "open", "Kept from: Sam Specimen")
    assert (await world.case()).holder == 0
    assert [m.text for m in sam.messages() if "not with you here" not in m.text] == []
    ann.forgets()
    await sam.says("I am on my way to you")
    sam.hears("I did not send that")
    ann.hears_nothing()


async def test_a_card_in_the_group_is_taken_away_when_somebody_there_must_not_see_it(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    alex, ann = await world.admin(), await world.councillor()
    place = await group(world, alex, sam, eve)
    await calls_for_help(ann)
    in_group = card(place)

    await sam.presses("button.conflict", on=card(sam))
    await sam.presses("button.conflict-sure")
    eve.hears("WL-0001", "open")
    await eve.presses("button.take", on=card(eve))
    await ann.says("He wears a red hat")

    assert "not with you here" in next(m.text for m in place.messages if m.id == in_group.id)
    assert not any("red hat" in message.text or "Eve Model" in message.text for message in place.messages)
    assert "not with you here" in (await presses_blindly(eve, "c:1:open", in_group) or "")
    await eve.says("/queue", chat=place)
    assert "WL-0001" not in place.messages[-1].text
    eve.hears("red hat")


async def test_what_was_on_its_way_when_a_case_was_kept_from_somebody_does_not_arrive(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await world.officer("Eve Model")
    await calls_for_help(ann)
    await sam.presses("button.take")
    sam.forgets()
    await ann.telegram.says("He wears a red hat")
    await world.app.intake.poll(wait=0)
    await world.app.workers[0].step()
    async with world.app.database.transaction() as tx:
        assert await tx.queue.count(State.WAITING, Kind.SEND)
        await tx.exclusions.add(1, sam.id, Cause.ASKED)

    await world.settle()

    sam.hears_nothing()
    ann.hears("Passed on")


async def test_colleagues_may_thank_and_name_an_officer_in_what_they_add(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await ann.says("Thank you, Sam Specimen")

    assert (await world.case()).holder == sam.id
    assert await excluded(world) == {}


async def test_who_is_named_in_what_is_added_calmly_and_has_not_the_case_does_not_read_it(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await world.fast_forward(minutes=6)
    await eve.presses("button.take")

    await ann.says("It was Sam Specimen who wrote it")

    eve.hears("adds", "It was Sam Specimen")
    assert (await world.case()).holder == eve.id
    assert "not with you here" in sam.last.text
    assert ann.sees("WL-0001", "Not shown to: Sam Specimen")


async def test_files_that_are_named_after_staff_count_wherever_they_stand_in_an_album(world: World) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    ann.forgets()

    await ann.does(ann.telegram.sends_album([png(21), png(22)], as_files=True, names=("one.png", "Eve Model.png")))
    assert await excluded(world) == {eve.id: Cause.NAMED}

    await ann.does(ann.telegram.sends_document(png(23), name="Sam Specimen.png"))
    ann.hears("You name Sam Specimen")


@pytest.mark.parametrize("forwarded", [False, True])
async def test_who_names_the_officer_on_the_case_is_asked_whether_it_is_about_them(world: World, forwarded) -> None:
    sam, eve, ann = await world.officer("Sam Specimen"), await world.officer("Eve Model"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    if forwarded:
        await forwards_from_sam(ann)
    else:
        await ann.says("I find out that it was Sam Specimen")
    ann.hears("You name Sam Specimen, who has WL-0001")
    assert (await world.case()).holder == sam.id
    await ann.presses("Keep it from Sam Specimen")

    ann.hears("WL-0001 is kept from Sam Specimen")
    eve.hears("WL-0001", "open", "Kept from: Sam Specimen")
    assert any("not with you here" in message.text for message in sam.messages())
    assert await excluded(world) == {sam.id: Cause.ASKED}


async def test_a_councillor_keeps_only_their_own_case_from_somebody_and_only_from_staff(world: World) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    await calls_for_help(ann)

    assert "older message" in (await presses_blindly(ben, f"m:1:keep-from:{sam.id}", ben.last) or "")
    for nobody in (ben.id, ann.id, 99, "x"):
        assert "older message" in (await presses_blindly(ann, f"m:1:keep-from:{nobody}") or "")

    assert await excluded(world) == {}


async def test_an_officer_of_the_other_desk_can_say_so_too_when_called(world: World) -> None:
    kit, ann = await world.officer("Kit Example", Role.COMMS), await world.councillor()
    alex = await world.admin()
    await calls_for_help(ann)
    kit.hears("WL-0001")

    await kit.presses("button.conflict")
    await kit.presses("button.conflict-sure")

    alex.hears("WL-0001", "EMERGENCY")
    kept_out(kit)


async def test_two_of_the_same_name_and_one_who_is_gone_are_each_said_on_the_card(world: World) -> None:
    await world.officer("Sam Specimen")
    await world.officer("Sam Specimen")
    kim, eve = world.stranger("Kim Nobody"), await world.officer("Eve Model")
    ann = await world.councillor()
    await reports(ann, "threat-of-violence", who=says("Sam Specimen"))
    async with world.app.database.transaction() as tx:
        await tx.exclusions.add(1, kim.id, Cause.ASKED)

    await eve.says("/queue")
    await eve.presses("WL-0001")

    assert "Kept from: Sam Specimen, Sam Specimen, somebody who is not here any more." in card(eve).text
