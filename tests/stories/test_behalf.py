"""What somebody without Telegram tells an officer later: several files at once, files that cannot be kept, danger."""

from bot.domain.evidence import Item, ItemState
from bot.domain.person import Role
from bot.domain.severity import Level
from bot.storage.cases import Line
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .reports import card
from .test_newcase import entered
from .ways import presses_blindly


async def items(world: World) -> list[Item]:
    async with world.app.database.transaction() as tx:
        return await tx.evidence.of_case(1)


async def thread(world: World) -> list[Line]:
    async with world.app.database.transaction() as tx:
        return await tx.cases.thread(1)


async def is_told(kit: Somebody) -> None:
    """The officer has a case for somebody, and says that they told something more."""
    case_id = await entered(kit)
    await presses_blindly(kit, f"n:c:{case_id}:told", kit.last)
    kit.hears("What do they say?")


async def test_an_album_is_added_whole_and_thanked_for_once(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    sam.forgets()
    await kit.does(kit.telegram.sends_album([png(21), png(22), png(23)], caption="Three letters"))

    kit.hears("WL-0001: added. Send more, or stop writing")
    kit.hears_nothing()
    assert [item.state for item in await items(world)] == [ItemState.KEPT] * 3
    assert [line.text for line in await thread(world)] == ["Three letters"]
    assert "Evidence: 3" in card(sam).text

    await kit.says("She says that they came by post")
    kit.hears("WL-0001: added.")
    assert [line.text for line in await thread(world)][1:] == ["She says that they came by post"]
    await kit.says("where do the geese sleep")
    assert len(await thread(world)) == 2


async def test_edited_words_of_an_album_are_added_and_answered(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    first, _ = await kit.telegram.sends_album([png(21), png(22)], caption="Two letters")
    await world.settle()
    kit.forgets()
    await kit.does(kit.telegram.edits(first, "Two letters, by post"))
    kit.hears("WL-0001: added.")
    assert [line.text for line in await thread(world)] == ["Two letters", "Two letters, by post"]


async def test_an_album_without_words_is_one_line_and_ends_where_the_officer_says(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    await kit.does(kit.telegram.sends_album([png(21), png(22)], as_files=True, names=("one.png", "two.png")))
    await kit.presses("button.stop-writing")
    await kit.does(kit.telegram.sends_photo(png(24)))
    assert [item.attachment.name for item in await items(world)] == ["one.png", "two.png"]
    assert len(await thread(world)) == 1


async def test_forwards_come_one_after_another(world: World) -> None:
    kit, jo = await world.officer("Kit Example", Role.COMMS), world.stranger()
    said = [await jo.telegram.says(text) for text in ("you people are vermin", "we know where you live")]
    await world.settle()
    await is_told(kit)
    for message in said:
        await kit.does(kit.telegram.forwards(message))
    assert [item.forwarded_from for item in await items(world)] == ["Jo Nobody", "Jo Nobody"]


async def test_a_file_that_cannot_be_kept_takes_no_words_with_it_and_the_officer_hears_it(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    await kit.does(kit.telegram.sends_document(b"MZ\x90\0" + bytes(90), name="photo.png", caption="He sent her this"))
    kit.hears("not kept “photo.png”", "a programme")
    await kit.does(kit.telegram.sends_document(bytes(21_000_000), name="long.pdf", caption="And all of this"))
    kit.hears("could not keep a copy of “long.pdf”")
    assert [line.text for line in await thread(world)] == ["He sent her this", "And all of this"]
    assert [item.state for item in await items(world)] == [ItemState.REFUSED, ItemState.FAILED]


async def test_what_is_more_than_a_case_holds_takes_no_words_with_it(strict_world: World) -> None:
    kit = await strict_world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    for count in (10, 2):
        await kit.does(kit.telegram.sends_album([png(21 + n) for n in range(count)]))
    kit.forgets()
    await kit.does(kit.telegram.sends_photo(png(40), caption="And he rang her"))
    kit.hears("not kept the last one")
    kit.hears("the words are added, the file is not")
    assert len(await items(strict_world)) == 12
    assert [line.text for line in await thread(strict_world)][-1] == "And he rang her"


async def test_danger_in_the_words_of_an_album_is_read_out_and_the_album_kept(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    said = "He is at her door with a knife now and says he will kill her"
    await kit.does(kit.telegram.sends_album([png(21), png(22)], caption=said))
    kit.hears("Read this out to them now")
    assert (await world.case()).level is Level.EMERGENCY
    assert len(await items(world)) == 2


async def test_putting_right_what_was_told_before_ends_nothing(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await is_told(kit)
    said = await kit.telegram.says("He came to the door")
    await world.settle()
    await presses_blindly(kit, "n:c:1:told", kit.last)
    await kit.does(kit.telegram.edits(said, "He came to the gate"))
    await kit.says("And he shouted")
    assert [line.text for line in await thread(world)] == [
        "He came to the door",
        "He came to the gate",
        "And he shouted",
    ]
