"""Files that a councillor hands over: what could do harm is not kept, and nothing is shown to an officer unblurred."""

import struct

import pytest

from bot.desk.fetching import PATIENCE
from bot.domain.evidence import Item, ItemState, Remark
from bot.sandbox.faults import WORDS, refused, server_error, too_many_requests
from bot.sandbox.sight import Message
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .test_report_evidence import finishes
from .ways import goes


@pytest.fixture
def world(strict_world: World) -> World:
    return strict_world


async def items(world: World) -> list[Item]:
    async with world.app.database.transaction() as tx:
        return await tx.evidence.of_case(1)


async def shown(sam: Somebody) -> list[Message]:
    """What an officer sees who asks for the evidence."""
    await sam.presses("button.take")
    sam.forgets()
    await sam.presses("button.evidence")
    await sam.world.fast_forward(seconds=5)
    return [message for message in sam.messages() if message.text.startswith("Received")]


async def test_a_programme_called_a_picture_is_not_kept_and_both_are_told(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await goes(ann, "report", to="evidence")
    await ann.does(ann.telegram.sends_document(b"MZ\x90\0" + bytes(90), name="photo.png", caption="look"))
    ann.hears("not kept “photo.png”", "a programme", "do not open it")
    await finishes(ann, "evidence")
    (item,) = await items(world)
    assert (item.state, item.remark, item.caption) == (ItemState.REFUSED, Remark.PROGRAM, "look")
    async with world.app.database.transaction() as tx:
        assert await tx.evidence.content(item.id) is None
    (seen,) = await shown(sam)
    assert seen.media is None
    assert "“photo.png” was not kept" in seen.text
    assert item.sha256[:12] in seen.text


async def test_every_picture_is_behind_a_spoiler_whichever_way_it_was_sent(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await goes(ann, "report", to="evidence")
    await ann.does(ann.telegram.sends_photo(png(21)))
    await ann.does(ann.telegram.sends_photo(png(22), as_file=True))
    await ann.does(ann.telegram.sends_document(png(23), name="letter.pdf"))
    await ann.does(ann.telegram.sends_album([png(24), png(25)]))
    await ann.does(ann.telegram.sends_album([png(26), png(27)], as_files=True))
    await ann.does(ann.telegram.sends_video(b"\0\0\0\x18ftypmp42" + bytes(8)))
    await ann.does(ann.telegram.sends_document(b"\0\0\0\x18ftypmp42" + bytes(9), name="film.pdf"))
    await finishes(ann, "evidence")
    seen = await shown(sam)
    assert [(m.media.kind, m.media.spoiler, m.protected) for m in seen if m.media] == [
        *[("photo", True, True)] * 7,
        *[("video", True, True)] * 2,
    ]


async def test_a_picture_too_large_to_open_is_kept_and_not_shown(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await goes(ann, "report", to="evidence")
    bomb = png()[:16] + struct.pack(">II", 30_000, 30_000) + png()[24:]
    await ann.does(ann.telegram.sends_document(bomb, name="map.png"))
    await finishes(ann, "evidence")
    (item,) = await items(world)
    assert item.state is ItemState.KEPT
    (seen,) = await shown(sam)
    assert seen.media is None
    assert "not shown" in seen.text


async def test_a_file_s_name_that_plays_tricks_reaches_the_officer_clean(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await goes(ann, "report", to="evidence")
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="../\u202efdp.letter\x07.pdf"))
    await finishes(ann, "evidence")
    (seen,) = await shown(sam)
    assert seen.media is not None
    assert (seen.media.kind, seen.media.name) == ("document", "fdp.letter.pdf")


async def test_a_file_that_telegram_does_not_hand_out_is_told(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await goes(ann, "report", to="evidence")
    ann.forgets()
    await ann.does(ann.telegram.sends_document(bytes(21_000_000), name="long.pdf"))
    ann.hears("could not keep a copy of “long.pdf”")
    await finishes(ann, "evidence")
    (seen,) = await shown(sam)
    assert seen.media is None, "a document that was not looked at is shown to nobody"


async def test_a_file_that_telegram_has_no_more_is_told_as_it_is(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    world.telegram.faults.add(refused(400, "Bad Request: wrong file_id", method="getFile"))
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="letter.pdf"))
    ann.hears("could not keep a copy of “letter.pdf”", "did not hand it out")


async def test_a_file_that_telegram_does_not_hand_out_just_now_is_asked_for_again(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    world.telegram.faults.add(refused(*WORDS["file expired"], method="getFile", times=3))
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="letter.pdf"))
    await finishes(ann, "evidence")
    await world.fast_forward(minutes=2)
    assert [item.state for item in await items(world)] == [ItemState.KEPT]
    assert not ann.sees("could not keep")


async def test_a_file_that_telegram_never_hands_out_is_told_in_the_end(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    world.telegram.faults.add(refused(*WORDS["file expired"], method="getFile", times=None))
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="letter.pdf"))
    await finishes(ann, "evidence")
    world.clock.now += PATIENCE
    await world.settle()
    ann.hears("could not keep a copy of “letter.pdf”", "did not hand it out")
    assert [item.state for item in await items(world)] == [ItemState.FAILED]


async def test_trouble_at_telegram_loses_no_file(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    world.telegram.faults.add(too_many_requests(600, method="getFile"))
    trouble = world.telegram.faults.add(server_error(method="getFile", times=40))
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="letter.pdf"))
    await finishes(ann, "evidence")
    await world.fast_forward(hours=6)
    assert trouble.struck == 40
    (item,) = await items(world)
    assert item.state is ItemState.KEPT
    assert not ann.sees("could not keep")
    assert await world.quarantined() == 0


async def test_trouble_that_outlasts_what_telegram_keeps_is_told(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    world.telegram.faults.add(server_error(method="getFile", times=None))
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="letter.pdf"))
    await finishes(ann, "evidence")
    await world.fast_forward(hours=19)
    assert not ann.sees("could not keep")
    await world.fast_forward(hours=2)
    ann.hears("could not keep a copy of “letter.pdf”", "for many hours")
    (item,) = await items(world)
    assert item.state is ItemState.FAILED


async def fills_a_report(ann: Somebody) -> int:
    """Hand over as many files as one report may have; how many that is."""
    most = ann.world.knowledge.council.limits.files
    await goes(ann, "report", to="evidence")
    for number in range(most):
        await ann.telegram.sends_photo(png(20 + number))
    await ann.world.settle()
    return most


async def test_a_report_holds_so_many_files_and_no_more(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    most = await fills_a_report(ann)
    ann.forgets()
    await ann.does(ann.telegram.sends_photo(png(19)))
    ann.hears("as much as I can keep")
    ann.hears_nothing()
    await finishes(ann, "evidence")
    assert len(await items(world)) == most


async def test_another_report_s_files_take_no_room(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await fills_a_report(ann)
    await goes(ann, "platform", to="page-1")
    ann.forgets()
    await ann.does(ann.telegram.sends_photo(png(19)))
    assert not ann.sees("as much as I can keep")
    await ann.does(ann.telegram.sends_photo(png(18), caption="There is a man with a knife at my door"))
    (case,) = await world.cases()
    assert case.report.kind == "emergency"
    assert len(await items(world)) == 2


async def test_danger_is_never_too_much(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    most = world.knowledge.council.limits.files
    await goes(ann, "report", to="evidence")
    for number in range(most):
        await ann.telegram.sends_photo(png(20 + number))
    await world.settle()
    await ann.does(ann.telegram.sends_photo(png(19), caption="There is a man with a knife at my door"))
    assert not ann.sees("as much as I can keep")
    await ann.does(ann.telegram.sends_photo(png(18)))
    assert len(await items(world)) == most + 2
    await ann.presses("button.back-to-report")
    await ann.does(ann.telegram.sends_photo(png(17)))
    await finishes(ann, "evidence")
    assert not ann.sees("as much as I can keep")
    assert len(await items(world)) == most + 3


async def test_a_case_that_is_not_urgent_holds_no_more_than_a_report(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await fills_a_report(ann)
    await finishes(ann, "evidence")
    await ann.presses("button.add")
    ann.forgets()
    await ann.does(ann.telegram.sends_photo(png(18)))
    ann.hears("as much as I can keep")
