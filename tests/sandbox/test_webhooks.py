"""Webhooks: the bot's own server on loopback is told of updates, again until it takes them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.sandbox import LocalTelegram, Person, faults


@dataclass
class Receiver:
    """A server that notes what it is told and answers with the next of `answers`, or with an empty 200."""

    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    answers: list[tuple[int, str, str]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        self.told.append(json.loads(await reader.readexactly(int(headers["content-length"]))))
        self.secrets.append(headers.get("x-telegram-bot-api-secret-token", ""))
        code, extra, body = self.answers.pop(0) if self.answers else (200, "", "")
        writer.write(f"HTTP/1.1 {code} X\r\nContent-Length: {len(body)}\r\n{extra}\r\n{body}".encode())
        writer.close()
        self.arrived.set()

    async def has(self, number: int) -> None:
        async with asyncio.timeout(5):
            while len(self.told) < number:
                self.arrived.clear()
                await self.arrived.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with await asyncio.start_server(receiver.serve, "127.0.0.1", 0) as server:
        receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?x=1"
        yield receiver


async def test_updates_are_delivered_with_the_secret(
    telegram: LocalTelegram, bot: Bot, ann: Person, receiver: Receiver
) -> None:
    await ann.says("Before it was set")
    await bot.set_webhook(receiver.url, secret_token="s3cret", max_connections=2)
    await ann.says("After")
    await receiver.has(2)
    assert [update["message"]["text"] for update in receiver.told] == ["Before it was set", "After"]
    assert receiver.secrets == ["s3cret", "s3cret"]
    await telegram.until(lambda: telegram.waiting() == 0)
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (receiver.url, 0, 2)


async def test_get_updates_and_webhooks_exclude_each_other(bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_what_the_bot_does_not_take_comes_again_before_all_else_in_its_lane(
    telegram: LocalTelegram, bot: Bot, ann: Person, receiver: Receiver
) -> None:
    receiver.answers = [(500, "", ""), (503, "Retry-After: 0\r\n", "")]
    await ann.says("One")
    await ann.says("Two")
    await bot.set_webhook(receiver.url)
    await receiver.has(4)
    assert [update["message"]["text"] for update in receiver.told] == ["One", "One", "One", "Two"]
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 503"


async def test_an_answer_that_telegram_does_not_hear(
    telegram: LocalTelegram, bot: Bot, ann: Person, receiver: Receiver
) -> None:
    telegram.faults.add(faults.unheard_webhook(500))
    await bot.set_webhook(receiver.url)
    await ann.says("Twice")
    await receiver.has(2)
    assert receiver.told[0] == receiver.told[1]


async def test_lanes_do_not_wait_for_each_other(
    telegram: LocalTelegram, bot: Bot, ann: Person, receiver: Receiver
) -> None:
    telegram.api.deliveries.first_pause = 30
    bob = telegram.person("Bob Sample")
    receiver.answers = [(500, "", "")]
    await bot.set_webhook(receiver.url)
    await ann.says("Stuck")
    await receiver.has(1)
    await bob.says("Through")
    await receiver.has(2)
    assert receiver.told[1]["message"]["text"] == "Through"


async def test_a_call_in_the_answers_body_is_made(bot: Bot, ann: Person, receiver: Receiver) -> None:
    call = {"method": "sendMessage", "chat_id": ann.id, "text": "By return"}
    receiver.answers = [(200, "Content-Type: application/json\r\n", json.dumps(call))]
    await bot.set_webhook(receiver.url)
    await ann.says("Hello")
    assert (await ann.receives("by return")).from_bot


async def test_only_this_computer_is_told(bot: Bot) -> None:
    for url in ("https://example.org/x", "http://192.0.2.1/x", "http://127.0.0.1.example.org/x"):
        with pytest.raises(BadRequest, match="on this computer only"):
            await bot.set_webhook(url)
