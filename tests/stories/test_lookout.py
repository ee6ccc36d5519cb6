"""Updates that wait at Telegram: looked for every minute, and administrators are told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.sandbox import Fault, LocalTelegram
from bot.telegram.hook import Hook
from tests.world import MONDAY, MovedClock, World, a_world, bot_at, fresh_file

MINUTE = timedelta(minutes=1)
HOOK = Hook("http://127.0.0.1:9/telegram", "a-secret-that-nobody-can-guess-at-all")
OTHER = Hook("http://127.0.0.1:9/other/telegram", HOOK.secret)


async def looks(world: World, times: int = 1) -> None:
    for _ in range(times):
        await world.app.lookout.look()
        world.clock.now += MINUTE


def hooks_set(telegram: LocalTelegram) -> int:
    return sum(call.method == "setWebhook" for call in telegram.calls)


async def write_much(world: World) -> None:
    ann = world.stranger()
    for number in range(21):
        await ann.telegram.says(f"Message {number}")


@pytest.fixture
async def hooked(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """A bot to which Telegram brings updates, or would: nothing listens there."""
    await fresh_file(tmp_path / "world.db")
    clock = MovedClock(MONDAY)
    async with LocalTelegram(clock=clock) as telegram:
        app = bot_at(telegram, knowledge, f"sqlite+aiosqlite:///{tmp_path / 'world.db'}", clock, hook=HOOK)
        await app.start()
        yield World(telegram, app, clock)
        await app.stop()


async def test_administrators_are_told_once_an_hour_that_messages_wait(world: World) -> None:
    alex = await world.admin()
    await write_much(world)
    await looks(world)
    assert alex.messages() == []  # a moment's rush is no trouble
    await looks(world, 2)
    for worker in world.app.workers:
        await worker.step()
    alex.hears("21 messages wait at Telegram")
    await looks(world, 30)
    for worker in world.app.workers:
        await worker.step()
    alex.hears_nothing()
    await looks(world, 30)
    for worker in world.app.workers:
        await worker.step()
    alex.hears("wait at Telegram")


async def test_nobody_is_told_of_what_was_fetched_in_time(world: World) -> None:
    alex = await world.admin()
    await write_much(world)
    await looks(world)
    await world.settle()
    await looks(world, 2)
    await world.settle()
    alex.hears_nothing()


async def test_a_look_that_fails_stops_nothing(world: World) -> None:
    world.telegram.faults.add(Fault("refuse", "getWebhookInfo", code=502, times=2))
    await looks(world, 2)
    assert world.app.lookout.reached_at is None
    await looks(world)
    assert world.app.lookout.reached_at == world.now - MINUTE


async def test_a_bot_that_polls_takes_a_webhook_away_and_keeps_what_waits(world: World) -> None:
    await world.app.bot.set_webhook(HOOK.url)
    ann = world.stranger()
    await ann.telegram.says("someone made a fake account in my name")
    await looks(world)
    assert (await world.app.bot.get_webhook_info()).url == ""
    await world.settle()
    ann.hears("pretending to be me")


async def test_a_start_puts_the_webhook_up_once_for_all_replicas(hooked: World, knowledge: Knowledge) -> None:
    another = bot_at(hooked.telegram, knowledge, hooked.app.url, hooked.clock, hook=HOOK)
    await another.start()
    for app in (hooked.app, another):
        await app.lookout.look()
    await looks(hooked, 3)
    info = await hooked.app.bot.get_webhook_info()
    assert (info.url, set(info.allowed_updates)) == (
        HOOK.url,
        {"message", "edited_message", "callback_query", "poll_answer", "my_chat_member"},
    )
    assert hooks_set(hooked.telegram) == 1
    await another.stop()


async def test_a_webhook_that_is_gone_is_put_up_again(hooked: World) -> None:
    await looks(hooked)
    await hooked.app.bot.delete_webhook()
    await looks(hooked)
    assert (await hooked.app.bot.get_webhook_info()).url == HOOK.url


async def test_another_address_is_set_at_the_next_start(hooked: World, knowledge: Knowledge) -> None:
    await looks(hooked)
    moved = bot_at(hooked.telegram, knowledge, hooked.app.url, hooked.clock, hook=OTHER)
    await moved.start()
    await moved.lookout.look()
    assert (await moved.bot.get_webhook_info()).url == OTHER.url
    await moved.stop()


async def test_a_refused_webhook_is_tried_again(hooked: World, caplog: pytest.LogCaptureFixture) -> None:
    hooked.telegram.faults.add(Fault("refuse", "setWebhook", code=400, description="Bad Request: bad webhook"))
    await looks(hooked, 2)
    assert "webhook.not-set" in [record.message for record in caplog.records]
    assert (await hooked.app.bot.get_webhook_info()).url == HOOK.url


async def test_a_bot_that_does_not_take_what_is_brought_is_an_alarm(knowledge: Knowledge, tmp_path: Path) -> None:
    async with a_world(knowledge, tmp_path) as joined:
        alex = await joined.admin()
        telegram, clock = joined.telegram, joined.clock
        app = bot_at(telegram, knowledge, joined.app.url, clock, hook=HOOK)
        await app.start()
        world = World(telegram, app, clock)
        await looks(world)
        await joined.stranger().telegram.says("hello")
        await telegram.until(lambda: telegram.api.deliveries.info().get("last_error_message"))
        await looks(world, 2)
        for worker in app.workers:
            await worker.step()
        alex.hears("1 messages wait at Telegram")
        await app.stop()
