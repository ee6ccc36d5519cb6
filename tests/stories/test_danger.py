"""Danger comes before anything else: the 999 card at once, and an officer without waiting for an answer."""

import pytest

from bot.domain.errors import StorageError
from bot.domain.severity import Level
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .ways import WAYS, goes

HERE = "He is outside my house now with a knife"


def first_reply(who: Somebody) -> str:
    """The text of the first of what has come."""
    return who.messages()[0].text


async def test_an_emergency_shows_every_way_to_999_and_alerts_the_officer_unasked(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(HERE)
    card = ann.hears("999", "55", "by text", "sign language", "relay")
    assert {world.label("button.in-danger"), world.label("button.safe")} <= set(card.labels)
    ann.hears("WL-0001")
    sam.hears("EMERGENCY", HERE)
    assert (await world.case()).level is Level.EMERGENCY


async def test_the_officer_hears_the_answer_under_the_card(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(HERE)
    await ann.presses("button.in-danger")
    ann.hears("told", "in danger", "999")
    sam.hears("says", "I am in danger")
    await ann.presses("button.safe")
    ann.hears("safe")
    sam.hears("I am safe, a mistake", "check before you close")
    case = await world.case()
    assert (case.said, case.is_closed) == ("safe", False)  # a person decides


async def test_what_is_written_after_the_card_goes_to_the_same_case(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(HERE)
    await ann.says("I have locked the door")
    sam.hears("adds", "locked the door")
    ann.forgets()
    await ann.says("He is breaking in, he is at my door with a knife")
    ann.hears("999")
    assert len(await world.cases()) == 1


@pytest.mark.parametrize("flow", WAYS)
async def test_danger_at_any_step_shows_the_card_first_and_the_way_goes_on_after(world: World, flow: str) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says(f"/{flow}")
    for step, do in WAYS[flow].items():
        ann.forgets()
        sam.forgets()
        said = await ann.says(HERE)
        assert "999" in first_reply(ann), step
        sam.hears("WL-0001")
        await ann.presses("button.back-to-report")
        if step in {"what", "who", "effect"}:
            await ann.does(ann.telegram.edits(said, f"{HERE}!"))
            await ann.presses("button.back-to-report")
            continue  # it was the answer as well
        await do(ann)
    first, *others = await world.cases()
    assert first.level is Level.EMERGENCY
    assert len(others) == (1 if flow == "platform" else 0)
    assert await world.quarantined() == 0


async def test_yes_to_danger_now_is_an_emergency_whichever_way_it_is_said(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says("/report")
    await ann.does(ann.telegram.sends_sticker())
    first = next(message for message in ann.messages() if message.labels)
    await ann.presses("danger-now.no")
    await ann.presses("danger-now.yes", on=first)
    ann.hears("999")
    sam.hears("EMERGENCY")
    await ann.presses("button.back-to-report")
    ann.hears("what is it about")


async def test_the_report_that_danger_interrupted_completes_the_same_case(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="effect")
    await ann.does(ann.telegram.sends_photo(png()))
    await ann.says(HERE)
    sam.hears("EMERGENCY", "Evidence: 1")
    await ann.presses("button.back-to-report")
    for step in list(WAYS["report"])[9:-1]:
        await WAYS["report"][step](ann)
    ann.hears("check before you send", "1 item")
    await ann.presses("button.send-report")
    ann.hears("WL-0001")
    assert ann.sees("your report is sent")
    sam.hears("the report is filled in")
    case = await world.case()
    assert (case.level, case.report.kind) == (Level.EMERGENCY, "harassment")


async def test_a_caption_and_a_forward_and_an_edit_are_looked_at_and_the_picture_is_kept(world: World) -> None:
    sam = await world.officer()
    people = [await world.councillor(name) for name in ("Ann Example", "Bryn Sample", "Cai Pattern")]
    ann, bryn, cai = people
    await ann.does(ann.telegram.sends_photo(png(), caption=HERE))
    sam.hears("EMERGENCY", "Ann Example", "Evidence: 1")
    cry = await world.stranger().telegram.says(HERE)
    await bryn.does(bryn.telegram.forwards(cry))
    sam.hears("EMERGENCY", "Bryn Sample", "Evidence: 1")
    said = await cai.says("passwords")
    await cai.does(cai.telegram.edits(said, HERE))
    sam.hears("EMERGENCY", "Cai Pattern")
    assert all(who.sees("999", "55") for who in people)


async def test_self_harm_shows_the_crisis_lines(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says("I am going to kill myself tonight")
    ann.hears("999", "Samaritans", "Shout", "111")
    sam.hears("EMERGENCY")


async def test_where_it_is_not_clear_the_writer_is_asked_and_yes_brings_the_card(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says("Please help me")
    ann.hears("in danger now?", "999")
    await ann.presses("button.yes-danger")
    ann.hears("55", "sign language")
    sam.hears("EMERGENCY")


async def test_urgent_help_and_its_button_go_straight_to_the_card_and_a_person(world: World) -> None:
    sam = await world.officer()
    ann, bryn = await world.councillor(), await world.councillor("Bryn Sample")
    await ann.says("/urgent")
    assert "999" in first_reply(ann)
    sam.hears("EMERGENCY", "Ann Example")
    await goes(bryn, "report", to="who")
    await bryn.presses("home.urgent")
    bryn.hears("999")
    sam.hears("EMERGENCY", "Bryn Sample")


async def test_with_the_database_down_whoever_is_in_danger_still_sees_999(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    async with world.app.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE queue RENAME TO gone")
    await ann.telegram.says(HERE)
    for _ in range(2):
        with pytest.raises(StorageError):
            await world.app.drain()
    (card,) = ann.messages()
    assert "999" in card.text
    assert "no officer has been told yet" in card.text
    async with world.app.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE gone RENAME TO queue")
    await world.settle()
    sam.hears("EMERGENCY", HERE)
