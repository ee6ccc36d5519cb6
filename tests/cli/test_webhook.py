"""``bot run --webhook`` as a process: Telegram brings updates to it, and it is watched over."""

import socket
from pathlib import Path

import httpx

from bot.sandbox import LocalTelegram
from bot.storage import Vault
from tests.process import READY, BotProcess
from tests.shipped import ROOT
from tests.web.watched import HOST, figures

from .test_lines import bot
from .test_start import TOKEN, said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def test_it_takes_what_telegram_brings_and_tells_how_it_is(tmp_path: Path) -> None:
    port, health = free_port(), free_port()
    async with LocalTelegram() as telegram:
        process = BotProcess(
            telegram,
            tmp_path,
            ROOT / "knowledge",
            WEBHOOK_URL=f"http://{HOST}:{port}/telegram",
            WEBHOOK_PORT=str(port),
            HEALTH_PORT=str(health),
        )
        async with process.opened():
            ann = telegram.person("Ann Example")
            await ann.says("someone made a fake account in my name")
            await ann.receives("pretending to be me", within=READY)
            async with httpx.AsyncClient(trust_env=False) as client:
                assert (await client.get(f"http://{HOST}:{health}/healthz")).json()["status"] == "ok"
                ready = await client.get(f"http://{HOST}:{health}/readyz")
                stranger = await client.post(f"http://{HOST}:{port}/telegram", json={"update_id": 1})
            assert (ready.status_code, stranger.status_code) == (200, 401)
            assert (await figures(health))["wardlight_questions_total{outcome=answered}"] == 1
            assert await process.stop() == 0
            await ann.says("who can i ring")
            await process.launch()
            await ann.receives("is it one of these", within=READY)
        assert "SQLite is for one process" in process.log()
        assert not any(call.method == "getUpdates" for call in telegram.calls)


def test_all_that_is_wrong_about_serving_is_told_at_once() -> None:
    done = bot(
        "run",
        "--webhook",
        TELEGRAM_BOT_TOKEN=TOKEN,
        WARDLIGHT_KEY=Vault.new_key(),
        WEBHOOK_URL="http://bot.example.org/telegram",
        WEBHOOK_SECRET="too short",
        WEBHOOK_PORT="99999",
        HEARTBEAT_URL="ftp://alive.example.org",
    )
    assert done.returncode == 1
    for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "WEBHOOK_PORT", "HEARTBEAT_URL", "HEALTH_PORT"):
        assert name in said(done)
    assert "too short" not in said(done)
    assert "Traceback" not in said(done)


def test_a_webhook_needs_an_address_and_a_token() -> None:
    done = bot("run", "--webhook")
    assert done.returncode == 1
    assert "WEBHOOK_URL" in said(done)
    assert "TELEGRAM_BOT_TOKEN" in said(done)
