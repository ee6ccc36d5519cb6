"""What a councillor hands over in a report: pictures, albums, files, voice, forwards; and what is edited afterwards."""

from bot.domain.evidence import Item, ItemState
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .ways import REPORT, goes, presses, presses_blindly, says

PICTURE = png()


async def evidence(world: World, case_id: int = 1) -> list[Item]:
    """A case's evidence; every item's bytes must have been kept."""
    async with world.app.database.transaction() as tx:
        items = await tx.evidence.of_case(case_id)
    assert {item.state for item in items} <= {ItemState.KEPT}
    return items


async def finishes(ann: Somebody, from_step: str) -> None:
    """Answer the rest of the report."""
    for step in list(REPORT)[list(REPORT).index(from_step) :]:
        await REPORT[step](ann)


async def test_pictures_files_voice_and_forwards_are_kept_as_they_were_received(world: World) -> None:
    sam, jo = await world.officer(), world.stranger()
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    abuse = await jo.telegram.says("you people are vermin")
    await ann.does(ann.telegram.sends_photo(PICTURE, caption="the post"))
    ann.hears("1 kept")
    await ann.does(ann.telegram.sends_document(b"%PDF-1.7", name="letter.pdf"))
    await ann.does(ann.telegram.sends_voice())
    await ann.does(ann.telegram.forwards(abuse))
    ann.hears("4 kept")
    await finishes(ann, "evidence")
    sam.hears("WL-0001", "Evidence: 4")
    photo, letter, voice, forwarded = await evidence(world)
    assert (photo.caption, letter.attachment.name, voice.attachment.kind) == ("the post", "letter.pdf", "voice")
    assert forwarded.forwarded_from == "Jo Nobody"
    async with world.app.database.transaction() as tx:
        assert await tx.evidence.content(photo.id) == PICTURE
        assert await tx.evidence.content(forwarded.id) == b"you people are vermin"


async def test_an_album_is_thanked_for_once_and_counted_whole(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    ann.forgets()
    await ann.does(ann.telegram.sends_album([png(21), png(22), png(23)], caption="all of it"))
    replies = ann.messages()
    assert len({message.id for message in replies}) == 1
    assert "3 kept" in ann.last.text
    await finishes(ann, "evidence")
    assert len(await evidence(world)) == 3


async def test_evidence_is_kept_wherever_it_comes_and_the_question_asked_again(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="whom")
    ann.forgets()
    await ann.does(ann.telegram.sends_photo(PICTURE, caption="Here is a picture"))
    ann.hears("kept that as evidence", "to whom")
    ann.hears_nothing()
    await finishes(ann, "whom")
    assert [item.caption for item in await evidence(world)] == ["Here is a picture"]


async def test_a_picture_with_words_answers_an_open_question_and_its_album_is_not_answered_again(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    ann.forgets()
    await ann.does(ann.telegram.sends_album([png(21), png(22)], caption="He put these on my gate"))
    ann.hears("to whom")
    ann.hears_nothing()
    await finishes(ann, "whom")
    assert (await world.case()).report.what == "He put these on my gate"
    assert len(await evidence(world)) == 2


async def test_editing_an_earlier_message_changes_the_answer(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    said = await ann.says("He writes to me")
    await ann.presses("whom.me")
    ann.forgets()
    await ann.does(ann.telegram.edits(said, "She calls me a liar"))
    ann.hears("changed that answer", "where did it happen")
    ann.hears_nothing()
    await finishes(ann, "where")
    assert (await world.case()).report.what == "She calls me a liar"


async def test_an_edit_keeps_to_what_the_question_takes(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="kind")
    kind = await ann.says("Stalking")
    await REPORT["what"](ann)
    await ann.does(ann.telegram.edits(kind, "no such kind"))
    await REPORT["whom"](ann)
    await REPORT["where"](ann)
    await REPORT["who"](ann)
    links = await ann.says("https://x.example/1")
    await ann.does(ann.telegram.edits(links, "https://x.example/1 and https://x.example/2"))
    await finishes(ann, "evidence")
    report = (await world.case()).report
    assert (report.kind, report.links) == ("stalking", ("https://x.example/1", "https://x.example/2"))
    assert await world.quarantined() == 0


async def test_an_edited_message_from_before_the_report_is_a_question_not_an_answer(world: World) -> None:
    ann = await world.councillor()
    asked = await ann.says("blorp zingle fnord")
    await goes(ann, "report", to="what")
    ann.forgets()
    await ann.does(ann.telegram.edits(asked, "how do i report a post on facebook"))
    assert world.label("button.back-to-report") in ann.hears("Source:").labels
    await ann.says("/resume")
    ann.hears("what happened")


async def test_a_message_edited_after_sending_reaches_the_officer_as_a_new_version(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    said = await ann.says("He writes to me")
    await finishes(ann, "whom")
    await ann.does(ann.telegram.edits(said, "He writes and rings me"))
    ann.hears("new version")
    sam.hears("changed a message", "He writes and rings me")


async def test_an_old_button_changes_its_answer_or_shows_where_we_are(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/report")
    await ann.does(ann.telegram.sends_sticker())  # asks again below, so that an old question stays in sight
    first = next(message for message in ann.messages() if "danger now" in message.text.lower())
    await presses("danger-now.no", "kind.harassment")(ann)
    assert await ann.presses("danger-now.unsure", on=first) == world.label("flow.changed")
    ann.hears("what happened")


async def test_buttons_of_a_report_that_is_over_say_so(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="kind")
    old = ann.last.buttons[0][0].data
    assert old
    await ann.says("/cancel")
    await ann.presses("button.discard")
    ann.forgets()
    assert await presses_blindly(ann, old) == world.label("flow.stale")
    assert await presses_blindly(ann, "m:77:withdraw") == world.label("error.stale")
    ann.hears_nothing()
    await says("/start")(ann)
    ann.hears("what can I do for you")
