"""getUpdates: confirming, waiting, selecting, and the fight of two pollers."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.sandbox import LocalTelegram, Person
from bot.sandbox.clock import MovableClock

from .conftest import Call


async def test_an_offset_confirms_what_is_below_it(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    for number in range(3):
        await ann.says(f"Message {number}")
    first = await bot.get_updates()
    again = await bot.get_updates(limit=1)
    assert [update.update_id for update in first][:1] == [again[0].update_id]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message.text for update in rest] == ["Message 1", "Message 2"]
    assert telegram.waiting() == 2
    last = await bot.get_updates(offset=-1)
    assert [update.message.text for update in last] == ["Message 2"]
    assert telegram.waiting() == 1


async def test_a_long_poll_ends_when_something_comes(bot: Bot, ann: Person) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0)
    await ann.says("Here I am")
    assert [update.message.text for update in await waiting] == ["Here I am"]


async def test_the_older_of_two_pollers_is_ended(telegram: LocalTelegram, bot: Bot, call: Call, ann: Person) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await telegram.until(lambda: telegram.calls and telegram.calls[-1].params.get("timeout"))
    newer = asyncio.create_task(call("getUpdates", timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older
    await ann.says("Still there?")
    assert len((await newer)["result"]) == 1


async def test_allowed_updates_stay_until_changed(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    said = await ann.says("One")
    await ann.reacts(said, "👍")
    assert [update.message_reaction for update in await bot.get_updates()] == [None]
    await bot.get_updates(offset=-1, allowed_updates=["message_reaction"])
    await ann.says("Not asked for")
    await ann.reacts(said, "👎")
    assert [update.message_reaction.message_id for update in await bot.get_updates() if update.message_reaction] == [
        said.id
    ]
    assert telegram.exchange.state.allowed_updates == ["message_reaction"]


async def test_updates_live_a_day_and_presses_150_seconds(
    telegram: LocalTelegram, call: Call, ann: Person, clock: MovableClock
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await call("sendMessage", chat_id=ann.id, text="?", reply_markup=keyboard)
    await ann.presses("Go")
    await ann.says("Hello")
    assert telegram.waiting() == 2
    clock.move(timedelta(seconds=150))
    assert telegram.waiting() == 1
    clock.move(timedelta(hours=24))
    assert telegram.waiting() == 0


async def test_a_press_is_answered_once_and_in_time(bot: Bot, ann: Person, call: Call, clock: MovableClock) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await call("sendMessage", chat_id=ann.id, text="?", reply_markup=keyboard)
    press = await ann.presses("Go")
    assert not press.answered
    [update] = await bot.get_updates()
    assert (update.callback_query.data, update.callback_query.message.text) == ("go", "?")
    clock.move(timedelta(seconds=149))
    await update.callback_query.answer("Done", show_alert=True)
    assert ((await press.answer()).text, press.toast) == ("Done", "Done")
    late = await ann.presses(data="go")
    clock.move(timedelta(seconds=150))
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late.query_id)


async def test_a_repeated_offset_is_held_when_the_switch_is_on(
    telegram: LocalTelegram, call: Call, ann: Person
) -> None:
    telegram.exchange.hold = True
    await call("getUpdates", offset=5)
    held = asyncio.create_task(call("getUpdates", offset=5))
    done, _ = await asyncio.wait({held}, timeout=0.2)
    assert not done
    await ann.says("This ends it")
    assert len((await held)["result"]) == 1


async def test_a_whole_application_of_ptb_runs_and_stops(telegram: LocalTelegram, ann: Person) -> None:
    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await update.message.reply_text(f"You said {update.message.text}")

    builder = Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot")
    application = builder.base_file_url(f"{telegram.url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        await application.updater.start_polling()
        await ann.says("hello")
        assert (await ann.receives("you said", "hello")).from_bot
        await telegram.until(lambda: telegram.waiting() == 0)
        await application.updater.stop()
        await application.stop()


async def test_a_raw_update_may_be_anything(telegram: LocalTelegram, call: Call) -> None:
    telegram.raw_update({"quantum_message": {"id": 1}})
    number = telegram.raw_update({"message": "broken"})
    answer = await call("getUpdates")
    assert [sorted(update) for update in answer["result"]] == [
        ["quantum_message", "update_id"],
        ["message", "update_id"],
    ]
    assert answer["result"][1]["update_id"] == number


async def test_get_is_read_too(telegram: LocalTelegram, web: httpx.AsyncClient, ann: Person) -> None:
    await ann.says("x")
    answer = await web.get(f"/bot{telegram.token}/getUpdates?timeout=0&limit=5")
    assert len(answer.json()["result"]) == 1
