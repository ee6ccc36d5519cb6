"""The bot as a process of its own, at a local Telegram: started, killed, and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.sandbox import LocalTelegram
from bot.storage import Database, Vault

#: Where `make test` has learnt the toolkit.
CACHE = Path(__file__).parent.parent / "var/cache"
READY = 60.0  # seconds after which a start is taken to hang, on a machine that is very busy


class BotProcess:
    """``python -m bot run`` on one database; its log is kept beside it. With ``WEBHOOK_URL`` it is brought updates."""

    def __init__(self, telegram: LocalTelegram, folder: Path, knowledge: Path, **settings: str) -> None:
        self.telegram = telegram
        self.database_url = f"sqlite+aiosqlite:///{folder / 'wardlight.db'}"
        self._folder = folder
        self._key = Vault.new_key()
        self._settings = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DATABASE_URL": self.database_url,
            "WARDLIGHT_KEY": self._key,
            "KNOWLEDGE_DIR": str(knowledge.resolve()),
            "CACHE_DIR": str(CACHE),
            "PYTHONFAULTHANDLER": "1",
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def _is_brought(self) -> bool:
        return "WEBHOOK_URL" in self._settings

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        """Start, for as long as the context lasts; the bot's database, opened by us to look at."""
        database = Database(self.database_url, Vault.from_text(self._key))
        await self.start()
        try:
            yield database
        finally:
            await self.kill()
            await database.close()

    async def launch(self) -> None:
        """Start the process, and do not wait for it."""
        # In a folder of its own: a developer's .env must not reach it.
        with (self._folder / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", *(["--webhook"] if self._is_brought else [])),
                cwd=self._folder,
                env={**os.environ, **self._settings},
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Start the process, and wait until it asks for updates, or has told Telegram where to bring them."""
        ready = "setWebhook" if self._is_brought else "getUpdates"
        calls = self.telegram.calls
        calls.clear()
        await self.launch()
        try:
            await self.telegram.until(lambda: any(call.method == ready for call in calls), READY)
        except AssertionError:
            await self._end(signal.SIGABRT)  # its log then tells where it hung
            raise AssertionError(f"not ready after {READY:g} s:\n{self.log()}") from None

    async def kill(self, after: float = 0.0) -> None:
        """Kill it with -9, which nothing can prepare for; ``after`` so many seconds, unless it ends before."""
        assert self._process is not None
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), after)
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to stop; its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        return await asyncio.wait_for(self._process.wait(), READY)

    def log(self) -> str:
        """What it printed, over all its lives."""
        return (self._folder / "bot.log").read_text()
