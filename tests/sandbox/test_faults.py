"""Faults on order, as python-telegram-bot meets them."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.sandbox import Fault, LocalTelegram, Person, faults
from bot.sandbox.clock import MovableClock


async def test_too_many_requests_once(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    telegram.faults.add(faults.too_many_requests(7, method="sendMessage"))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ann.id, "One")
    assert caught.value.retry_after == timedelta(seconds=7)
    await bot.send_message(ann.id, "Two")
    assert [message.text for message in ann.new()] == ["Two"]


async def test_a_sticky_refusal_is_one_chats_and_ends_by_the_clock(
    telegram: LocalTelegram, bot: Bot, ann: Person, clock: MovableClock
) -> None:
    bob = telegram.person("Bob Sample")
    await bob.starts()
    fault = telegram.faults.add(faults.too_many_requests(30, chat=ann.id, sticky=True))
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(ann.id, "Held up")
    clock.move(timedelta(seconds=20))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ann.id, "Held up")
    assert caught.value.retry_after == timedelta(seconds=10)
    assert (await bot.send_message(bob.id, "Not concerned")).text
    clock.move(timedelta(seconds=10))
    assert (await bot.send_message(ann.id, "Through")).text
    assert fault.struck == 3


async def test_server_errors_before_and_after(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    telegram.faults.add(faults.server_error(502, method="sendMessage"))
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "Never")
    telegram.faults.add(faults.server_error(500, method="sendMessage", after=True))
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "Sent all the same")
    assert [message.text for message in ann.new()] == ["Sent all the same"]


async def test_connection_cut_before_and_after(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    telegram.faults.add(faults.drop("sendMessage", after=False))
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "Never")
    assert ann.new() == []
    telegram.faults.add(faults.drop("sendMessage", after=True))
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "There, though the answer was lost")
    assert len(ann.new()) == 1
    assert telegram.calls[-1].answer is None


async def test_hanging_before_and_after(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    telegram.faults.add(faults.hang(30, "sendMessage"))
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "Never", read_timeout=0.1)
    telegram.faults.add(faults.hang(30, "sendMessage", after=True))
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "There", read_timeout=0.1)
    assert [message.text for message in ann.new()] == ["There"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("blocked", Forbidden),
        ("kicked", Forbidden),
        ("not modified", BadRequest),
        ("topic closed", BadRequest),
        ("can't parse", BadRequest),
        ("two pollers", Conflict),
        ("unauthorized", InvalidToken),
    ],
)
async def test_refusals_in_telegrams_words(
    telegram: LocalTelegram, bot: Bot, ann: Person, name: str, kind: type[Exception]
) -> None:
    telegram.faults.add(faults.refused(*faults.WORDS[name], method="sendMessage"))
    with pytest.raises(kind):
        await bot.send_message(ann.id, "x")
    assert (await bot.send_message(ann.id, "x")).text == "x"


async def test_updates_twice_reversed_and_again(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    await ann.says("A")
    await ann.says("B")
    telegram.faults.add(faults.duplicate_updates())
    assert [update.message.text for update in await bot.get_updates()] == ["A", "A", "B", "B"]
    telegram.faults.add(faults.reversed_batch())
    batch = await bot.get_updates()
    assert [update.message.text for update in batch] == ["B", "A"]
    telegram.faults.add(faults.forgotten_confirmation())
    assert len(await bot.get_updates(offset=batch[0].update_id + 1)) == 2
    assert await bot.get_updates(offset=batch[0].update_id + 1) == ()


async def test_matching_by_count_and_by_seeded_chance(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    async def outcomes(number: int) -> str:
        marks = ""
        for _ in range(number):
            try:
                await bot.send_message(ann.id, "x")
                marks += "."
            except NetworkError:
                marks += "x"
        return marks

    telegram.faults.add(Fault(method="sendMessage", code=503, skip=2, times=2))
    assert await outcomes(6) == "..xx.."
    telegram.faults.add(Fault(method="sendMessage", code=503, probability=0.5, times=None))
    chance = await outcomes(20)
    assert 3 < chance.count("x") < 17
    telegram.faults.clear()
    assert await outcomes(2) == ".."


async def test_the_same_seed_gives_the_same_chances() -> None:
    def struck(seed: int) -> list[bool]:
        clock = MovableClock()
        ordered = faults.Faults(seed)
        ordered.add(Fault(probability=0.5, times=None))
        return [ordered.strike("sendMessage", None, clock()) is not None for _ in range(30)]

    assert struck(3) == struck(3) != struck(4)


async def test_what_befalls_the_world(telegram: LocalTelegram, bot: Bot, ann: Person, clock: MovableClock) -> None:
    file = (await ann.sends_document(b"x")).media.file_id
    telegram.expire(file)
    with pytest.raises(BadRequest, match="temporarily unavailable"):
        await bot.get_file(file)
    telegram.skew(timedelta(hours=2))
    sent = await bot.send_message(ann.id, "From the future")
    assert sent.date == clock() + timedelta(hours=2)


async def test_a_poll_cut_off_in_the_middle_of_waiting(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    telegram.faults.add(faults.hang(0.05, "getUpdates"))
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=5)
    asyncio.get_running_loop().call_soon(lambda: asyncio.ensure_future(ann.says("Now")))
    assert len(await bot.get_updates(timeout=5)) == 1
