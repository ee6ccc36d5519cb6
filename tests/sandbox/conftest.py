"""A local Telegram, its clock, a councillor, and a bot of unmodified python-telegram-bot."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from telegram import Bot

from bot.sandbox import LocalTelegram, Person
from bot.sandbox.clock import MovableClock

Call = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _new_ptb_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB 22 warns of its own `RetryAfter.retry_after` unless told that a timedelta will do."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(clock=clock, on_move=clock.move) as telegram:
        telegram.api.deliveries.first_pause = 0.01
        yield telegram


@pytest.fixture
async def ann(telegram: LocalTelegram) -> Person:
    """A councillor who has begun, with nothing left unread on either side."""
    ann = telegram.person("Ann Example", username="ann")
    await ann.starts()
    telegram.exchange.state.updates.clear()
    return ann


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    bot = Bot(telegram.token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
async def web(telegram: LocalTelegram) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=telegram.url, timeout=10) as client:
        yield client


@pytest.fixture
def call(telegram: LocalTelegram, web: httpx.AsyncClient) -> Call:
    """A Bot API call with a JSON body; the answer as it is."""

    async def call(method: str, **params: Any) -> dict[str, Any]:
        answer = await web.post(f"/bot{telegram.token}/{method}", json=params)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == body.get("error_code", 200)
        return body

    return call
