"""Officers see text first and pictures behind a spoiler, and are told when they have seen a lot in a week."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.content import Knowledge
from bot.content.council import Exposure
from bot.domain.person import Role
from tests.sandbox.pictures import png
from tests.world import Somebody, World, a_world

from .reports import asks_a_person, card, group, reports
from .test_report_evidence import finishes
from .ways import goes, presses_blindly, says

MUCH = "You have seen a lot this week"


@pytest.fixture
async def world(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """A bot of a council for which two cases, or three pictures, a week are a lot."""
    council = replace(knowledge.council, exposure=Exposure(cases=2, pictures=3))
    async with a_world(replace(knowledge, council=council), tmp_path) as made:
        yield made


async def rows(world: World, table: str) -> list[Any]:
    """All rows of a table, as the database has them."""
    async with world.app.database.engine.connect() as connection:
        return list((await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings())  # noqa: S608


async def with_pictures(ann: Somebody, count: int) -> None:
    """A report with so many pictures."""
    await goes(ann, "report", to="evidence")
    for number in range(count):
        await ann.does(ann.telegram.sends_photo(png(20 + number)))
    await finishes(ann, "evidence")


async def upsetting(world: World, count: int, *, first: int = 1) -> None:
    """So many upsetting reports, each of another councillor."""
    for number in range(first, first + count):
        await reports(await world.councillor(f"Councillor Sample {number}"), "stalking", what=says("He follows me"))


def told(who: Somebody) -> int:
    """How often somebody was told so far that they have seen a lot."""
    return sum(MUCH in message.text for message in who.telegram.chat.messages)


async def test_a_card_is_text_and_brings_no_picture(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer(role=Role.COMMS), await world.councillor()
    place = await group(world, alex, sam, desk="safety")
    await with_pictures(ann, 2)
    for where in (place, sam):
        shown = card(where)
        assert "He writes to me every day" in shown.text
        assert "Evidence: 2" in shown.text
    everything = [*place.messages, *sam.telegram.chat.messages, *alex.telegram.chat.messages]
    assert [message for message in everything if message.media] == []


async def test_evidence_is_behind_a_spoiler_and_comes_only_when_asked_for(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await with_pictures(ann, 1)
    assert not any(message.media for message in sam.telegram.chat.messages)
    await sam.presses("button.take")
    await sam.presses("button.evidence")
    (picture,) = [message.media for message in sam.telegram.chat.messages if message.media]
    assert (picture.kind, picture.spoiler) == ("photo", True)


async def test_what_a_councillor_sends_in_a_talk_reaches_the_officer_as_text_first(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "stalking")
    await sam.presses("button.take")
    await sam.presses("button.reply")
    await sam.says("What did he send?")
    sam.forgets()
    for send in (
        ann.telegram.sends_photo(png(31), caption="this"),
        ann.telegram.sends_photo(png(32), as_file=True),
        ann.telegram.sends_video(b"\0\0\0\x18ftypmp42" + bytes(8)),
    ):
        await ann.does(send)
        await ann.presses_data("m:1:add")
    heard = sam.messages()
    assert any("councillor adds" in message.text for message in heard)
    assert [message for message in heard if message.media] == []
    await presses_blindly(sam, "c:1:evidence", sam.last)
    seen = [message.media for message in sam.messages() if message.media]
    assert len(seen) == 3
    assert all(media.spoiler for media in seen)


async def test_an_officer_s_picture_is_behind_a_spoiler_for_the_councillor_as_well(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "stalking")
    await sam.presses("button.take")
    await sam.presses("button.reply")
    await sam.does(sam.telegram.sends_photo(png(33), caption="Is it him?"))
    media = ann.hears("file from the officer").media
    assert media is not None
    assert media.spoiler


async def test_an_officer_who_opened_many_upsetting_cases_is_told_kindly(world: World) -> None:
    sam = await world.officer()
    await upsetting(world, 2)
    await presses_blindly(sam, "c:1:take", sam.last)
    for _ in range(3):
        await presses_blindly(sam, "c:1:more", sam.last)
    assert told(sam) == 0, "a case counts once, however often it is opened"
    await presses_blindly(sam, "c:2:take", sam.last)
    message = sam.hears(MUCH, "break", "Hand a case over", "manager", "01632 960104")
    assert [row[0].data for row in message.buttons] == ["y:hand", "e:coping", "e:talk-to-someone"]


async def test_what_does_not_upset_does_not_count(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    ann = await world.councillor()
    for number in range(1, 4):
        await asks_a_person(ann, f"where do the geese number {number} sleep")
        await presses_blindly(kit, f"c:{number}:take", kit.last)
    assert told(kit) == 0
    assert await rows(world, "exposures") == []


async def test_pictures_count_each_time_that_they_are_shown(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await with_pictures(ann, 2)
    await sam.presses("button.take")
    await sam.presses("button.evidence")
    assert told(sam) == 0
    await presses_blindly(sam, "c:1:evidence", sam.last)
    assert told(sam) == 1


async def test_told_once_a_week_at_most(world: World) -> None:
    sam = await world.officer()
    await upsetting(world, 4)
    for number in range(1, 5):
        await presses_blindly(sam, f"c:{number}:take", sam.last)
    assert told(sam) == 1
    world.clock.now += timedelta(days=7, minutes=1)
    await world.settle()
    await upsetting(world, 2, first=5)
    await presses_blindly(sam, "c:5:take", sam.last)
    assert told(sam) == 1, "what was seen a week ago counts no more"
    await presses_blindly(sam, "c:6:take", sam.last)
    assert told(sam) == 2


async def test_nobody_but_the_officer_learns_of_it(world: World) -> None:
    alex, sam, kim = await world.admin(), await world.officer(), await world.officer("Kim Model")
    place = await group(world, alex, sam, kim)
    await upsetting(world, 2)
    for number in (1, 2):
        await presses_blindly(sam, f"c:{number}:open", sam.last)
        await presses_blindly(sam, f"c:{number}:take", sam.last)
    assert told(sam) == 1
    assert told(alex) == told(kim) == 0
    assert not any(MUCH in message.text for message in place.messages)
    for command in ("/people", "/queue", "/mydata", "/help"):
        await alex.says(command)
    assert not alex.sees("seen a lot")


async def test_an_officer_hands_over_from_there(world: World) -> None:
    sam, kim = await world.officer(), await world.officer("Kim Model")
    await upsetting(world, 2)
    for number in (1, 2):
        await presses_blindly(sam, f"c:{number}:take", sam.last)
    await sam.presses("button.hand-over")
    sam.hears("Which case")
    await sam.presses("WL-0002")
    await sam.presses("Kim Model")
    assert [case.holder for case in await world.cases()] == [sam.id, kim.id]
    await presses_blindly(kim, "c:2:hand", kim.last)
    await kim.presses("button.hand-to-comms")
    kim.forgets()
    assert "no case just now" in str(await presses_blindly(kim, "y:hand", kim.last))


async def test_what_was_seen_is_erased_within_eight_days(world: World) -> None:
    sam = await world.officer()
    await upsetting(world, 2)
    for number in (1, 2):
        await presses_blindly(sam, f"c:{number}:take", sam.last)
    assert {row["kind"] for row in await rows(world, "exposures")} == {"case", "told"}
    await world.settle()
    world.clock.now += timedelta(days=6, hours=23)
    await world.settle()
    assert len(await rows(world, "exposures")) == 3
    world.clock.now += timedelta(days=1, hours=1)
    await world.settle()
    assert await rows(world, "exposures") == []


async def test_it_is_in_the_officer_s_own_copy_and_goes_when_they_ask(world: World) -> None:
    sam = await world.officer()
    await upsetting(world, 1)
    await presses_blindly(sam, "c:1:take", sam.last)
    await sam.says("/mydata")
    media = sam.hears("This is what I keep").media
    assert media is not None
    assert json.loads(media.data)["seen_in_the_last_days"] == {"case": 1}
    await sam.says("/forgetme")
    await sam.presses("button.forget")
    assert await rows(world, "exposures") == []
