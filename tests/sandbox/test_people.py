"""People: what they do, what they see, and what a test is told when it asks for what is not there."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import LocalTelegram, Person

from .conftest import Call
from .pictures import png


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label.lower()) for label in labels]])


async def test_what_people_send_arrives_as_updates(bot: Bot, ann: Person) -> None:
    said = await ann.says("/report now")
    await ann.sends_photo(png(), "A photo")
    await ann.sends_photo(png(), as_file=True)
    await ann.sends_document(b"%PDF", "letter.pdf")
    await ann.sends_voice()
    await ann.sends_video(b"....")
    await ann.sends_sticker()
    await ann.sends_location()
    await ann.shares_contact()
    await ann.sends_album([png(), png()], "Two")
    await ann.forwards(said)
    await ann.says("An answer", reply_to=said)
    messages = [update.message for update in await bot.get_updates()]
    assert messages[0].entities[0].type == "bot_command"
    assert (messages[1].caption, messages[2].document.file_name) == ("A photo", "photo.jpg")
    kinds = [message.effective_attachment for message in messages[3:9]]
    assert all(kind is not None for kind in kinds)
    assert messages[9].media_group_id == messages[10].media_group_id
    assert messages[11].forward_origin.sender_user.id == ann.id
    assert messages[12].reply_to_message.message_id == said.id


async def test_an_edit_is_an_update_of_its_own(bot: Bot, ann: Person) -> None:
    said = await ann.says("He said it yesterday")
    edited = await ann.edits(said, "He said it today")
    first, second = await bot.get_updates()
    assert (first.message.text, second.edited_message.text) == ("He said it yesterday", "He said it today")
    assert edited.edited
    assert not said.edited


async def test_new_gives_each_message_and_edit_once(call: Call, ann: Person) -> None:
    sent = await call("sendMessage", chat_id=ann.id, text="One")
    await call("sendMessage", chat_id=ann.id, text="Two")
    assert [message.text for message in ann.new()] == ["One", "Two"]
    assert ann.new() == []
    await call("editMessageText", chat_id=ann.id, message_id=sent["result"]["message_id"], text="One, changed")
    assert [message.text for message in ann.new()] == ["One, changed"]
    assert ann.last.text == "Two"


async def test_the_newest_button_of_a_name_is_pressed(bot: Bot, ann: Person) -> None:
    older = await bot.send_message(ann.id, "Older", reply_markup=keyboard("Take"))
    newer = await bot.send_message(ann.id, "Newer", reply_markup=keyboard("Take"))
    await bot.edit_message_text("Older, edited", ann.id, older.message_id, reply_markup=keyboard("Take"))
    await ann.presses("Take")
    await ann.presses(data="take", on=ann.chat.messages[1])
    pressed = [update.callback_query.message.message_id for update in await bot.get_updates()]
    assert pressed == [newer.message_id, older.message_id]


async def test_a_button_that_is_not_there_is_an_error_that_lists_those_that_are(bot: Bot, ann: Person) -> None:
    await bot.send_message(ann.id, "Choose one", reply_markup=keyboard("Yes", "No"))
    with pytest.raises(AssertionError, match=r"no button “Maybe”(?s:.*)under “Choose one”: 'Yes' \(yes\), 'No' \(no\)"):
        await ann.presses("Maybe")
    message = ann.last
    await bot.edit_message_text("Chosen", ann.id, message.id)
    with pytest.raises(AssertionError, match="in sight: none"):
        await ann.presses("Yes", on=message)


async def test_a_link_to_the_bot_starts_it(bot: Bot, ann: Person) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Join", url="https://t.me/wardlight_bot?start=abc_1")]])
    await bot.send_message(ann.id, "Your invitation", reply_markup=link)
    assert (await ann.presses("Join")).message.text == "/start abc_1"


async def test_in_a_group_everybody_sees_the_card_and_one_presses(
    telegram: LocalTelegram, bot: Bot, ann: Person
) -> None:
    bob = telegram.person("Bob Sample")
    group = telegram.group("Officers", [ann, bob])
    card = await bot.send_message(group.id, "Case 42", reply_markup=keyboard("Take"))
    await card.pin()
    assert [[message.text for message in person.new()] for person in (ann, bob)] == [["Case 42"], ["Case 42"]]
    await bob.presses("Take")
    updates = await bot.get_updates()
    assert updates[-1].callback_query.from_user.id == bob.id


async def test_receives_waits_and_complains_with_what_came(call: Call, ann: Person) -> None:
    await call("sendMessage", chat_id=ann.id, text="Something else")
    with pytest.raises(AssertionError, match="Something else"):
        await ann.receives("the words", within=0.05)
    await call("sendMessage", chat_id=ann.id, text="Here are The Words")
    assert (await ann.receives("the words")).text.startswith("Here")


async def test_an_unanswered_press_is_a_complaint(bot: Bot, ann: Person) -> None:
    await bot.send_message(ann.id, "?", reply_markup=keyboard("Go"))
    with pytest.raises(AssertionError, match="not answered"):
        await (await ann.presses("Go")).answer(within=0.05)


async def test_calls_are_kept(telegram: LocalTelegram, call: Call, ann: Person) -> None:
    await call("sendMessage", chat_id=ann.id, text="x")
    await call("sendMessage", chat_id=ann.id, text="")
    good, bad = list(telegram.calls)[-2:]
    assert (good.method, good.ok, good.params["text"]) == ("sendMessage", True, "x")
    assert (bad.ok, bad.answer["error_code"]) == (False, 400)
