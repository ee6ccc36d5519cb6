"""An evidence pack: for whoever may open the case and nobody else, whole, and on record."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.desk import packing
from bot.domain.absent import Absent
from bot.domain.person import Role
from bot.paper.manifest import CHAIN, MANIFEST, REPORT, read
from bot.paper.proving import Wrong, prove
from bot.sandbox.callbacks import pressed
from tests.sandbox.pictures import png
from tests.world import Somebody, World, bot_at

from .reports import calls_for_help, card, reports
from .test_newcase import NAME, entered, enters
from .test_removals import moves
from .test_report_evidence import finishes
from .ways import goes, presses_blindly, says

PICTURE = png(400, 300)


async def files_of(somebody: Somebody) -> list[tuple[str, bytes]]:
    """The packs that came to somebody since the story last looked."""
    await somebody.world.fast_forward(seconds=10)
    return [(message.media.name, message.media.data) for message in somebody.messages() if message.media]


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def found_in(folder: Path, files: list[tuple[str, bytes]]) -> list[tuple[Wrong, str]]:
    """What is wrong with packs."""
    paths = [folder / name for name, _ in files]
    for path, (_, content) in zip(paths, files, strict=True):
        path.write_bytes(content)
    return [(fault.wrong, fault.name) for fault in prove(paths).faults]


async def a_case(ann: Somebody) -> None:
    """A report with a picture and a letter whose name plays tricks."""
    await goes(ann, "report", to="evidence")
    await ann.does(ann.telegram.sends_photo(PICTURE, caption="the post"))
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="../\u202e..evil/lettér. .pdf"))
    await ann.does(ann.telegram.sends_document(b"MZ\x90\0" + bytes(90), name="photo.png"))
    await finishes(ann, "evidence")


async def test_an_officer_gets_all_of_a_case_in_one_file_that_proves_itself(world: World, tmp_path: Path) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await a_case(ann)
    await sam.presses("button.take")
    await sam.presses("button.note")
    await sam.says("The same man as last year")
    sam.forgets()

    await sam.says("/pack WL-0001")
    sam.hears("WL-0001", "putting the evidence pack together")
    (pack,) = await files_of(sam)

    assert pack[0] == "WL-0001-pack.zip"
    assert found_in(tmp_path, [pack]) == []
    files = opened(pack[1])
    assert files["items/01-photo.png"] == PICTURE
    assert files["items/02-letter.pdf"] == b"%PDF-1.7"
    assert [name for name in files if name.startswith("items/")] == ["items/01-photo.png", "items/02-letter.pdf"]
    manifest = read(files[MANIFEST])
    assert manifest is not None
    assert (manifest.case, manifest.council) == ("WL-0001", "Anyshire County Council")
    chain = json.loads(files[CHAIN])
    assert (manifest.audit_links, manifest.audit_head) == (len(chain), chain[-1]["hash"])
    assert (await world.actions())[-1] == chain[-1]["action"] == "case:packed"
    printed = text_of(files[REPORT])
    for words in ("Ann Example", "He writes to me every day", "@plainly_made_up", "The same man as last year"):
        assert words in printed
    for words in ("Taken by an officer", "the post", "Not kept, as it could do harm", "23 Nov 2026, 10:0"):
        assert words in printed
    for digest in (manifest.audit_head, *(each.sha256 for each in manifest.files if each.name.startswith("items/"))):
        assert digest in printed.replace(" ", "")


async def test_the_police_often_ask_for_it_once_the_case_is_closed(world: World, tmp_path: Path) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await a_case(ann)
    await sam.presses("button.take")
    await sam.presses("button.resolve")
    await sam.presses("outcome.police")
    assert card(sam).labels == [world.label(f"button.{verb}") for verb in ("more", "evidence", "pack")]
    sam.forgets()
    await sam.presses("button.pack", on=card(sam))
    (pack,) = await files_of(sam)
    assert found_in(tmp_path, [pack]) == []


async def hands_in_evidence(kit: Somebody) -> None:
    await kit.does(kit.telegram.sends_photo(PICTURE, caption="what she got"))
    await kit.presses("button.done")


async def test_the_pack_of_somebody_without_telegram_is_theirs_and_names_who_wrote_it_down(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await enters(kit, evidence=hands_in_evidence)
    await presses_blindly(kit, "n:c:1:told", kit.last)
    await kit.does(kit.telegram.sends_photo(png(30), caption="She got this one as well"))
    await sam.presses("button.take")
    await presses_blindly(sam, "c:1:removal:agreed", sam.last)
    await presses_blindly(sam, "c:1:removal:new", sam.last)
    await sam.says("https://www.facebook.com/groups/12/posts/34")
    await moves(sam, "sent", "refused")
    await sam.does(sam.telegram.sends_photo(png(31), caption="The answer of the platform"))
    sam.forgets()

    await sam.says("/pack 1")
    ((_, pack),) = await files_of(sam)

    told = f"{NAME} (councillor), told to Kit Example"
    printed = text_of(opened(pack)[REPORT])
    assert f"Reported by {NAME} (councillor) Told to Kit Example" in printed
    assert printed.count(f"Received from {told}") == 2
    assert "Received from Sam Specimen" in printed, "the platform's answer is the officer's own"
    for said in (
        f"{told} Report received",
        f"{told} Came with the report",
        f"{told} She got this one as well",
        f"{told} The councillor added to it",
        "Asked the platform to take a post down",
        "A letter to the councillor was written",
    ):
        assert said in printed
    assert printed.count(f"{told} Evidence came in") == 3, "twice in their trails, once where it was told later"
    assert re.findall(r"\b(?:case|evidence|removal):[a-z0-9]\S*", printed) == []


async def test_a_pack_before_there_is_a_name_says_that_there_is_none(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit, Absent("", kit.id))
    sam.forgets()
    await sam.says("/pack 1")
    ((_, pack),) = await files_of(sam)
    assert "a councillor whose name is not known yet, told to Kit Example" in text_of(opened(pack)[REPORT])


async def test_the_pictures_in_the_report_are_blurred_and_the_originals_are_not_in_it(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await a_case(ann)
    await sam.presses("button.take")
    sam.forgets()
    await sam.presses("button.pack")
    ((_, pack),) = await files_of(sam)
    report = PdfReader(io.BytesIO(opened(pack)[REPORT]))
    assert {image.image.size for page in report.pages for image in page.images} == {(160, 120)}
    assert report.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged, for whoever has it read aloud"


async def test_what_is_large_comes_in_parts_that_open_by_themselves_and_are_checked_together(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "PART_BYTES", 10)
    sam, ann = await world.officer(), await world.councillor()
    await a_case(ann)
    sam.forgets()
    await sam.says("/pack 1")
    first, second = packs = await files_of(sam)
    assert [name for name, _ in packs] == ["WL-0001-pack-1-of-2.zip", "WL-0001-pack-2-of-2.zip"]
    assert list(opened(second[1])) == ["items/02-letter.pdf"]
    assert found_in(tmp_path, packs) == []
    assert found_in(tmp_path, [first]) == [(Wrong.MISSING, "items/02-letter.pdf")]
    assert (await world.actions()).count("case:packed") == 1


async def test_nobody_gets_a_pack_of_a_case_that_is_not_theirs_to_open(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    kit, alex = await world.officer("Kit Example", Role.COMMS), await world.admin()
    await reports(ann, "threat-of-violence", what=says("He will come to my house"))
    for person in (kit, alex):
        await person.says("/pack WL-0001")
        person.hears("no case of that number")
    await ann.says("/pack WL-0001")
    ann.hears("I do not know that command")
    await presses_blindly(sam, "c:1:conflict:sure", sam.last)
    await sam.says("/pack WL-0001")
    sam.hears("no case of that number")
    for person in (sam, kit, alex, ann):
        assert await files_of(person) == []
    assert "case:packed" not in await world.actions()


async def test_what_is_kept_from_an_officer_while_it_is_made_does_not_reach_them(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await world.officer("Eve Model")
    await a_case(ann)
    exchange, card = sam.telegram.exchange, sam.last
    post = exchange.state.post(card.chat_id, card.id)
    assert post is not None
    await sam.telegram.says("/pack WL-0001")
    pressed(exchange, sam.telegram.account, post, "c:1:conflict:sure")  # before it is made
    await world.settle()
    assert "case:packed" in await world.actions()
    assert await files_of(sam) == []


async def test_a_drill_and_an_erased_case_have_no_pack(world: World) -> None:
    sam, alex, ann = await world.officer(), await world.admin(), await world.councillor()
    await alex.says("/drill")
    await alex.presses("button.drill-go")
    await sam.says("/pack 1")
    sam.hears("no case of that number")
    await calls_for_help(ann)
    await ann.presses("button.withdraw")
    await ann.presses("button.withdraw-sure")
    async with world.app.database.transaction() as tx:
        await tx.cases.erase(2, world.now)
    await sam.says("/pack 2")
    sam.hears("no case of that number")
    assert await files_of(sam) == []


async def test_without_a_key_no_pack_is_made_and_it_says_who_can_help(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await world.app.stop()
    world.app = bot_at(world.telegram, world.knowledge, world.app.url, world.clock, pack_key=None)
    await world.app.start()
    sam.forgets()
    await sam.says("/pack WL-0001")
    sam.hears("WARDLIGHT_PACK_KEY")
    assert "case:packed" not in await world.actions()


@pytest.mark.parametrize("argument", ["", "geese", "WL-0001 WL-0002", "99999999999999999999"])
async def test_a_number_that_is_none_is_told(world: World, argument: str) -> None:
    sam = await world.officer()
    await sam.says(f"/pack {argument}".strip())
    assert sam.sees("/pack WL-0007") or sam.sees("no case of that number")
