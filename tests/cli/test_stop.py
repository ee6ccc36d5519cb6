"""A stop while Telegram is slow: the bot ends in time, and what was under way waits for the next start."""

from pathlib import Path
from time import monotonic

import pytest

from bot.sandbox import LocalTelegram
from bot.sandbox.faults import hang
from bot.storage.row import Kind, State
from tests.process import READY, BotProcess
from tests.shipped import ROOT

from .test_webhook import HOST, free_port

#: Seconds after which whoever runs the bot kills what does not stop.
PROMISED = 10


@pytest.mark.parametrize("brought", [False, True], ids=["polling", "webhook"])
async def test_sigterm_ends_it_within_ten_seconds_and_loses_nothing(tmp_path: Path, brought: bool) -> None:
    port = free_port()
    served = {"WEBHOOK_URL": f"http://{HOST}:{port}/telegram", "WEBHOOK_PORT": str(port)} if brought else {}
    async with LocalTelegram() as telegram:
        process = BotProcess(telegram, tmp_path, ROOT / "knowledge", HEALTH_PORT=str(free_port()), **served)
        async with process.opened() as database:
            ann, ben = telegram.person("Ann Example"), telegram.person("Ben Sample")
            slow = telegram.faults.add(hang(60, method="sendMessage", times=None))
            await ann.says("who can i ring")
            await ben.says("someone made a fake account in my name")
            await telegram.until(lambda: slow.struck >= 2, READY)
            async with database.transaction() as tx:
                answers = await tx.queue.count(State.WAITING, Kind.SEND)

            began = monotonic()
            assert await process.stop() == 0
            assert monotonic() - began < PROMISED

            async with database.transaction() as tx:
                assert await tx.queue.count(State.WAITING, Kind.SEND) == answers >= 2
