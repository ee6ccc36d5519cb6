"""At the start the bot says, once, that nobody can be told where Telegram fails."""

from pathlib import Path

from bot.sandbox import LocalTelegram
from tests.process import BotProcess
from tests.shipped import ROOT


async def test_a_start_without_ways_outside_telegram_says_so_once(tmp_path: Path) -> None:
    async with LocalTelegram() as telegram:
        bot = BotProcess(telegram, tmp_path, ROOT / "knowledge")
        await bot.start()
        await bot.stop()
    assert bot.log().count("outside.none") == 1
