"""A councillor has a draft looked at before posting it: remarks, no rewriting, nothing kept."""

import base64
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import create_engine, inspect, text

from bot.content import Knowledge
from bot.conversation.drafting import WAITS
from bot.storage.vault import KEY_ID_BYTES
from tests.world import KEY, Somebody, World, a_world

from .ways import goes

PICTURE = b"\x89PNG not really"
DRAFT = "Apparently Mrs Quillfeather of 14 Mill Lane is bloody furious, ring her on 07700 900123"
FINE = "Bin collections move a day later next week because of the bank holiday."
THREAT = "He wrote: I know where you live and I am going to kill you and burn your house down tonight"
FOUND = ("again before posting", "“Mrs Quillfeather”", "“14 Mill Lane”", "“07700 900123”", "“bloody”", "your decision")


def entry_titles(world: World, rule: str) -> set[str]:
    """The title of the entry that a remark leads to, where it is written already."""
    entry = world.knowledge.catalogue.get(world.knowledge.remarks[rule].entry)
    return {entry.title} if entry else set()


def kept(world: World) -> str:
    """All that the database holds, every sealed value opened."""
    engine = create_engine(world.app.url.replace("+quick", ""))
    with engine.connect() as connection:
        names = inspect(engine).get_table_names()
        values = [v for name in names for row in connection.execute(text(f"SELECT * FROM {name}")) for v in row]  # noqa: S608
    engine.dispose()
    return " ".join(_opened(value) if isinstance(value, bytes) else str(value) for value in values)


def _opened(sealed: bytes) -> str:
    """A sealed value without regard to where it belongs: the cipher's stream begins at block 2."""
    nonce, content = sealed[KEY_ID_BYTES : KEY_ID_BYTES + 12], sealed[KEY_ID_BYTES + 12 : -16]
    cipher = Cipher(algorithms.AES(base64.b64decode(KEY)), modes.CTR(nonce + b"\0\0\0\2"))
    return cipher.decryptor().update(content).decode(errors="replace")


async def test_a_draft_with_the_command_is_remarked_on_in_one_message(world: World) -> None:
    ann = await world.councillor()
    await ann.says(f"/check {DRAFT}")
    answer = ann.hears(*FOUND)
    ann.hears_nothing()
    assert answer.labels[-1] == world.label("draft.another")
    assert len(answer.labels) <= 4
    assert entry_titles(world, "contact-details") <= set(answer.labels)


async def test_a_draft_that_begins_on_the_next_line_is_read_whole(world: World) -> None:
    ann = await world.councillor()
    await ann.says(f"/check\n{DRAFT}")
    ann.hears(*FOUND)


async def test_the_next_message_is_the_draft_and_the_one_after_a_question(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/check")
    ann.hears("send me your draft")
    await ann.says(DRAFT)
    ann.hears(*FOUND)
    await ann.says("how do i report a post on facebook")
    ann.hears("Facebook", "Source:")


async def test_read_more_and_check_another_are_one_tap_away(world: World) -> None:
    ann = await world.councillor()
    await ann.says(f"/check {DRAFT}")
    (title,) = entry_titles(world, "contact-details")
    await ann.presses(title)
    ann.hears(title, "Source:")
    await ann.presses("draft.another")
    ann.hears("send me your draft")
    await ann.says(DRAFT)
    ann.hears(*FOUND)


async def test_nothing_found_says_so_promises_nothing_and_leads_to_the_short_check(world: World) -> None:
    ann = await world.councillor()
    await ann.says(f"/check {FINE}")
    answer = ann.hears("nothing to look at again", "you decide", "keep nothing")
    assert world.knowledge.catalogue["before-you-post"].title in answer.labels


async def test_a_picture_with_words_is_a_draft_and_asks_for_its_description(world: World) -> None:
    ann = await world.councillor()
    for send in (ann.telegram.sends_photo, ann.telegram.sends_video):
        await ann.says("/check")
        await ann.does(send(PICTURE, caption=FINE))
        ann.hears("alt text")
    await ann.does(ann.telegram.sends_photo(PICTURE, caption=f"/check {DRAFT}"))
    ann.hears("07700 900123", "alt text")
    await ann.says("/check")
    await ann.does(ann.telegram.sends_photo(PICTURE))
    ann.hears("alt text")
    assert await world.cases() == []


@pytest.mark.parametrize("in_a_report", [False, True])
async def test_an_album_is_one_draft_and_no_evidence(world: World, in_a_report: bool) -> None:
    ann = await world.councillor()
    if in_a_report:
        await goes(ann, "report", to="what")
    await ann.says("/check")
    ann.forgets()
    await ann.does(ann.telegram.sends_album([PICTURE, PICTURE, PICTURE], caption=DRAFT))
    ann.hears("07700 900123", "alt text")
    ann.hears_nothing()
    if in_a_report:
        assert world.label("button.back-to-report") in ann.last.labels
        await ann.presses("button.back-to-report")
        assert "kept" not in ann.last.text


async def test_a_voice_message_is_no_draft_and_the_bot_waits_on(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/check")
    await ann.does(ann.telegram.sends_voice())
    ann.hears("send the words of your draft")
    await ann.says(DRAFT)
    ann.hears(*FOUND)


async def test_markup_in_a_draft_is_shown_as_it_was_typed(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/check Ring <b>Ann</b> & co: <i>you lot & your clowns</i> {name} &amp; total muppets, 07700 900123")
    answer = ann.hears("07700 900123", "total muppets")
    assert "<i>“total muppets”</i>" in answer.html
    await ann.says('/check Apparently <a href="x">they say</a>, I have heard they <i>sold</i> it & 80%<b> more')
    ann.hears("“Apparently”", "“80%”")
    assert await world.quarantined() == 0


async def test_a_long_draft_with_everything_in_it_gets_one_message_that_fits(world: World) -> None:
    ann = await world.councillor()
    everything = " ".join(rule.examples[0].removeprefix("[picture] ") for rule in world.knowledge.remarks.values())
    await ann.says(f"/check {everything} " + "<&> " * 50)
    assert len(ann.hears("again before posting", "your decision").text) <= 4096
    ann.hears_nothing()
    assert await world.quarantined() == 0


async def test_more_remarks_than_a_message_holds_are_counted(knowledge: Knowledge, tmp_path: Path) -> None:
    rule = replace(knowledge.remarks["claim"], says="Why & how? " * 20, patterns=("word",))
    remarks = {f"rule-{n}": replace(rule, id=f"rule-{n}") for n in range(30)}
    async with a_world(replace(knowledge, remarks=remarks), tmp_path) as world:
        ann = await world.councillor()
        await ann.says("/check word")
        answer = ann.hears("again before posting", "more.", "your decision")
        shown = answer.text.count("“word”")
        assert 10 < shown < 30
        assert f"and {30 - shown} more." in answer.text
        assert len(answer.text) <= 4096


async def test_a_draft_that_telegram_cuts_in_two_is_a_draft_to_its_end(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/check")
    ann.forgets()
    await ann.telegram.says("word " * 800)
    await ann.telegram.says(DRAFT)
    await world.settle()
    ann.hears("nothing to look at again")
    ann.hears(*FOUND)
    ann.hears_nothing()
    await world.fast_forward(seconds=5)
    await ann.says("blorp zingle fnord")
    ann.hears("would rather not guess")


async def test_an_edited_draft_is_read_again_and_never_taken_for_a_question(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/check")
    sent = await ann.says(DRAFT)
    with_command = await ann.says(f"/check {FINE}")
    await ann.says("how do i report a post on facebook")
    ann.forgets()
    await ann.does(ann.telegram.edits(sent, FINE))
    ann.hears("nothing to look at again")
    await ann.does(ann.telegram.edits(with_command, f"/check {DRAFT}"))
    ann.hears(*FOUND)
    ann.hears_nothing()


async def test_cancel_or_another_command_leaves_it(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/check")
    await ann.says("/cancel")
    ann.hears("Stopped")
    await ann.says("how do i report a post on facebook")
    ann.hears("Facebook", "Source:")
    for leave in ("/menu", "/help", "/start"):
        await ann.says("/check")
        await ann.says(leave)
        ann.forgets()
        await ann.says("how do i report a post on facebook")
        ann.hears("Facebook", "Source:")


async def test_the_button_under_the_question_leaves_it_and_a_report_goes_on(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="what")
    await ann.says("/check")
    await ann.presses("button.stop-talk")
    assert world.label("button.carry-on") in ann.last.labels
    await ann.says("/check")
    await ann.says("/cancel")
    await ann.presses("button.carry-on")
    ann.forgets()
    await ann.says("He shouted at me at the surgery")
    assert "again before posting" not in ann.last.text


async def quiet(world: World, *officers: Somebody) -> None:
    """No case was opened and no officer told."""
    assert await world.cases() == []
    for officer in officers:
        officer.hears_nothing()


async def test_a_threat_in_a_draft_opens_no_case_but_asks_about_danger_after_the_remarks(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says(f"/check {THREAT}")
    ann.hears("your decision")
    assert world.label("button.yes-danger") in ann.hears("in danger now", "999").labels
    ann.hears_nothing()
    await ann.says("/check")
    await ann.says(THREAT)
    ann.hears("your decision")
    ann.hears("in danger now", "999")
    await quiet(world, sam)
    await world.fast_forward(hours=1)
    await quiet(world, sam)

    await ann.presses("button.yes-danger")
    ann.hears("Call 999 now")
    sam.hears("WL-0001")


async def test_a_cry_for_help_long_after_the_question_is_heard_as_one(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("/check")
    await world.fast_forward(seconds=WAITS.total_seconds() + 60)
    await ann.says("he is outside my house with a knife")
    ann.hears("Call 999 now")
    sam.hears("WL-0001")


async def test_nothing_of_a_draft_is_kept_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    ann = await world.councillor()
    planted = "xylophonist"
    await ann.says(f"/check The {planted} told me {DRAFT}")
    await ann.says("/check")
    sent = await ann.says(f"A {planted} blorp zingle fnord, {DRAFT} {THREAT}")
    await ann.does(ann.telegram.edits(sent, f"A {planted} zingle"))
    await ann.says("/check")
    await ann.does(ann.telegram.sends_photo(PICTURE, caption=f"The {planted} and {DRAFT}"))
    await ann.presses("draft.another")
    await ann.does(ann.telegram.sends_album([PICTURE, PICTURE], caption=f"{planted} {DRAFT}"))
    await ann.says("blorp zingle fnord")
    await world.fast_forward(minutes=1)
    everything = kept(world)
    assert "blorp zingle fnord" in everything  # a question is kept for the editors: the search would find a draft
    assert [word for word in (planted, "Quillfeather", "07700", "PNG", THREAT[:20]) if word in everything] == []
    assert [record.getMessage() for record in caplog.records if planted in f"{record.__dict__}"] == []
