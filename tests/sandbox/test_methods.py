"""Every method the bot needs, called by unmodified python-telegram-bot over real HTTP."""

from datetime import timedelta
from io import BytesIO

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, InvalidToken

from bot.sandbox import LocalTelegram, Person
from bot.sandbox.clock import MovableClock
from bot.sandbox.profile import commands_for

from .pictures import png

GO = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


async def test_get_me(telegram: LocalTelegram, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (telegram.exchange.state.bot.id, "wardlight_bot", True)


async def test_a_message_with_html_and_buttons(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(
        ann.id,
        "<b>Hello</b> &amp; <i>welcome</i>",
        parse_mode="HTML",
        reply_markup=GO,
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "Hello & welcome"
    assert sent.text_html == "<b>Hello</b> &amp; <i>welcome</i>"
    assert sent.has_protected_content
    assert (ann.last.id, ann.last.html, ann.last.labels) == (sent.message_id, sent.text_html, ["Go"])


async def test_reply_keyboard_stays_until_removed(bot: Bot, ann: Person) -> None:
    keyboard = ReplyKeyboardMarkup([["Yes", "No"], [KeyboardButton("My number", request_contact=True)]])
    await bot.send_message(ann.id, "Are you safe?", reply_markup=keyboard)
    await bot.send_message(ann.id, "Take your time.")
    assert [[key.text for key in row] for row in ann.last.keyboard] == [["Yes", "No"], ["My number"]]
    assert (await ann.presses("No")).message.text == "No"
    contact = (await ann.presses("My number")).message
    assert contact.body["contact"]["user_id"] == ann.id
    await bot.send_message(ann.id, "Thank you.", reply_markup=ReplyKeyboardRemove())
    assert ann.last.keyboard == ()


async def test_editing_text_takes_the_keyboard_away(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "Question", reply_markup=GO)
    ann.new()
    edited = await bot.edit_message_text("Answer", ann.id, sent.message_id)
    assert edited.edit_date is not None
    [seen] = ann.new()
    assert (seen.text, seen.buttons, seen.edited) == ("Answer", (), True)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Answer", ann.id, sent.message_id)


async def test_photo_up_and_down(bot: Bot, ann: Person) -> None:
    picture = png(320, 200)
    sent = await bot.send_photo(ann.id, picture, caption="<b>Proof</b>", parse_mode="HTML", has_spoiler=True)
    assert (sent.photo[-1].width, sent.photo[-1].height) == (320, 200)
    assert sent.caption_html == "<b>Proof</b>"
    assert ann.last.media.spoiler
    file = await sent.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture
    again = await bot.send_photo(ann.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id


async def test_document_with_its_name(bot: Bot, ann: Person) -> None:
    sent = await bot.send_document(ann.id, BytesIO(b"case,level\n1,urgent\n"), filename="cases.csv")
    assert (sent.document.file_name, sent.document.mime_type) == ("cases.csv", "text/csv")
    assert ann.last.media.data == b"case,level\n1,urgent\n"


async def test_a_link_to_a_file_holds_an_hour(bot: Bot, ann: Person, clock: MovableClock) -> None:
    sent = await ann.sends_document(b"evidence", "chat.txt")
    file = await bot.get_file(sent.media.file_id)
    clock.move(timedelta(minutes=61))
    # PTB takes Telegram's 404 for a wrong token: an expired link looks like that to a real bot too.
    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()
    assert await (await bot.get_file(sent.media.file_id)).download_as_bytearray() == b"evidence"


async def test_albums(bot: Bot, ann: Person) -> None:
    photos = await bot.send_media_group(ann.id, [InputMediaPhoto(png(), caption="One"), InputMediaPhoto(png(9, 9))])
    files = await bot.send_media_group(
        ann.id, [InputMediaDocument(b"a"), InputMediaDocument(b"b"), InputMediaDocument(b"c")]
    )
    assert len({message.media_group_id for message in photos}) == 1
    assert [message.caption for message in photos] == ["One", None]
    assert len(files) == 3
    assert {message.album for message in ann.new()} == {photos[0].media_group_id, files[0].media_group_id}


async def test_caption_and_media_are_edited(bot: Bot, ann: Person) -> None:
    sent = await bot.send_photo(ann.id, png(), caption="Before", reply_markup=GO)
    await bot.edit_message_caption(ann.id, sent.message_id, caption="After", reply_markup=GO)
    assert (ann.last.text, ann.last.labels) == ("After", ["Go"])
    await bot.edit_message_media(InputMediaDocument(b"x", filename="x.txt"), ann.id, sent.message_id)
    assert (ann.last.media.kind, ann.last.labels) == ("document", [])
    await bot.edit_message_reply_markup(ann.id, sent.message_id, reply_markup=GO)
    assert ann.last.labels == ["Go"]


async def test_deleting(bot: Bot, ann: Person, clock: MovableClock) -> None:
    sent = [await bot.send_message(ann.id, f"Note {number}") for number in range(3)]
    assert await bot.delete_message(ann.id, sent[0].message_id)
    assert await bot.delete_messages(ann.id, [sent[1].message_id, 99999])
    assert ann.last.id == sent[2].message_id
    clock.move(timedelta(hours=49))
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(ann.id, sent[2].message_id)


async def test_copies_and_forwards(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    bob = telegram.person("Bob Sample")
    await bob.starts()
    said = await ann.sends_photo(png(), "My proof")
    await bot.copy_message(bob.id, ann.id, said.id, caption="From a councillor")
    assert (bob.last.text, bob.last.media.data) == ("From a councillor", png())
    await bot.forward_message(bob.id, ann.id, said.id)
    assert bob.last.body["forward_origin"]["sender_user"]["id"] == ann.id
    text = await ann.says("And words")
    assert len(await bot.copy_messages(bob.id, ann.id, [said.id, text.id])) == 2
    assert len(await bot.forward_messages(bob.id, ann.id, [said.id, text.id])) == 2
    secret = await bot.send_message(ann.id, "Keep this", protect_content=True)
    with pytest.raises(BadRequest, match="can't be copied"):
        await bot.copy_message(bob.id, ann.id, secret.message_id)


async def test_poll_voted_in_and_closed(bot: Bot, ann: Person) -> None:
    sent = await bot.send_poll(ann.id, "Which day?", ["Monday", "Friday"], is_anonymous=False)
    await ann.votes(ann.last, 1)
    updates = await bot.get_updates()
    assert [update.poll_answer.option_ids for update in updates if update.poll_answer] == [(1,)]
    closed = await bot.stop_poll(ann.id, sent.message_id)
    assert [option.voter_count for option in closed.options] == [0, 1]
    with pytest.raises(BadRequest, match="already been closed"):
        await bot.stop_poll(ann.id, sent.message_id)
    with pytest.raises(ValueError, match="closed"):
        await ann.votes(ann.last, 0)


async def test_a_quiz_is_answered_once(bot: Bot, ann: Person) -> None:
    quiz = await bot.send_poll(
        ann.id, "999 or 101?", ["999", "101"], type="quiz", correct_option_ids=[0], explanation="Danger"
    )
    assert quiz.poll.correct_option_ids == (0,)
    await ann.votes(ann.last, 1)
    with pytest.raises(ValueError, match="cannot be changed"):
        await ann.votes(ann.last, 0)


async def test_commands_by_scope_and_language(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group = telegram.group("Officers", [ann])
    await bot.set_my_commands([BotCommand("start", "Start")])
    await bot.set_my_commands([BotCommand("start", "Dechrau")], language_code="cy")
    await bot.set_my_commands([BotCommand("report", "Report")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("queue", "Queue")], scope=BotCommandScopeChatAdministrators(group.id))
    assert [c.description for c in await bot.get_my_commands(language_code="cy")] == ["Dechrau"]
    names = lambda chat: [c["command"] for c in commands_for(telegram.exchange, ann.account, chat.record)]  # noqa: E731
    assert (names(ann.chat), names(group)) == (["report"], ["queue"])
    await bot.set_my_commands([BotCommand("mine", "Mine")], scope=BotCommandScopeChat(ann.id))
    assert names(ann.chat) == ["mine"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(ann.id))
    assert names(ann.chat) == ["report"]


async def test_descriptions_and_menu_button(bot: Bot, ann: Person) -> None:
    await bot.set_my_description("What it does", language_code="")
    await bot.set_my_short_description("Short", language_code="cy")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_my_description()).description == "What it does"
    assert (await bot.get_my_short_description("cy")).short_description == "Short"
    assert (await bot.get_chat_menu_button(ann.id)).type == "commands"


async def test_reaction_pin_and_chat_action(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    said = await ann.says("Thank you")
    await bot.set_message_reaction(ann.id, said.id, "👍")
    assert ann.chat.messages[-1].reactions == ("👍",)
    await bot.pin_chat_message(ann.id, said.id)
    assert (await bot.get_chat(ann.id)).pinned_message.message_id == said.id
    await bot.unpin_chat_message(ann.id, said.id)
    assert (await bot.get_chat(ann.id)).pinned_message is None
    notices = telegram.exchange.listen()
    await bot.send_chat_action(ann.id, "typing")
    assert notices.get_nowait()["action"] == "typing"


async def test_message_ids_run_over_all_private_chats(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    bob = telegram.person("Bob Sample")
    await bob.starts()
    first, second = await bot.send_message(ann.id, "A"), await bot.send_message(bob.id, "B")
    assert second.message_id == first.message_id + 1
    group = telegram.group("Officers", [ann])
    assert (await bot.send_message(group.id, "C")).message_id < first.message_id
