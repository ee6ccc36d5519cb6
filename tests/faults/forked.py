"""Bots out of the nursery: killed at drawn steps and started again, until a story is told."""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from copy import copy
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

from bot.bootstrap.app import SEND_TIMEOUT, Clock, real_time
from bot.content import Knowledge
from bot.desk.worker import LEASE
from bot.sandbox import LocalTelegram
from bot.storage import Database, Vault
from bot.storage.migrate import migrate
from bot.storage.row import Kind
from tests.process import READY, BotProcess
from tests.shipped import ROOT
from tests.storage.postgres import Server

from .inquest import what_is_left
from .machine import Machine
from .nursery import Life
from .story import Story

#: A life's steps are drawn from 1 to this: a start takes some forty, an update and its answer about twenty.
LONGEST_LIFE = 250
AGAIN = 0.2  # seconds after which a process that could not start is started again


class Nursery:
    """The process that bots are forked from."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._turn = threading.Lock()

    async def fork(self, life: Life) -> int:
        """Start a bot; its process id."""
        return int(await asyncio.to_thread(self._ask, json.dumps(asdict(life)).encode() + b"\n"))

    def _ask(self, line: bytes) -> bytes:
        assert self._process.stdin is not None
        with self._turn:  # two that ask at once would be given each other's bot
            self._process.stdin.write(line)
            self._process.stdin.flush()
            return self._said()

    def _said(self) -> bytes:
        out = self._process.stdout
        assert out is not None
        assert select.select([out], [], [], READY)[0], f"the nursery said nothing within {READY:g} s"
        return out.readline()

    @classmethod
    @contextmanager
    def opened(cls, knowledge: Path) -> Iterator[Nursery]:
        """A nursery with the knowledge base of that folder; whoever still lives is killed at the end."""
        command = [sys.executable, "-m", "tests.faults.nursery", str(knowledge)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, **pipes, start_new_session=True) as process:
            nursery = cls(process)
            try:
                assert nursery._said() == b"ready\n"
                yield nursery
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


class Quick(BotProcess):
    """A bot that starts in a moment: out of the nursery, with the knowledge base that is known there."""

    def __init__(self, nursery: Nursery, telegram: LocalTelegram, folder: Path) -> None:
        super().__init__(telegram, folder, ROOT / "knowledge")
        self._nursery = nursery
        key = self._settings["WARDLIGHT_KEY"]
        lease = LEASE.total_seconds()
        self._life = Life(self.database_url, telegram.token, telegram.url, key, str(folder), 0, lease, SEND_TIMEOUT)
        self._pid = 0

    async def launch(self) -> None:
        self._pid = await self._nursery.fork(self._life)

    async def kill(self, after: float = 0.0) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(_death(self._pid), after)
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        await _death(self._pid)


class Restless:
    """A bot that dies at a drawn step, again and again, and is started again at once."""

    def __init__(
        self,
        nursery: Nursery,
        telegram: LocalTelegram,
        url: str,
        folder: Path,
        seed: int,
        *,
        lease: float = 1.0,
        patience: float = 20.0,
        **more: Any,
    ) -> None:
        self.key = Vault.new_key()
        self.machine = Machine(folder)
        self._nursery = nursery
        self._random = Random(seed)
        self._life = Life(url, telegram.token, telegram.url, self.key, str(folder), 0, lease, patience, **more)

    def replica(self, folder: Path, port: int) -> Restless:
        """Another one on the same database, with a machine of its own, to which Telegram brings updates too."""
        other = copy(self)
        other.machine = Machine(folder)
        other._life = replace(self._life, folder=str(folder), port=port)
        return other

    @property
    def kills(self) -> int:
        """How often it was killed so far."""
        return len(self.machine.crashes())

    @asynccontextmanager
    async def living(self, kills: int) -> AsyncIterator[None]:
        """Live, with at most so many kills, for as long as the context lasts."""
        task = asyncio.create_task(self._lives(kills))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _lives(self, kills: int) -> None:
        while True:
            crash = self._random.randint(1, LONGEST_LIFE) if self.kills < kills else 0
            refused = len(self.machine.ends())
            pid = await self._nursery.fork(replace(self._life, crash=crash))
            try:
                await _death(pid)
            finally:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if len(self.machine.ends()) > refused:
                await asyncio.sleep(AGAIN)

    def in_doubt(self, kind: Kind) -> int:
        """How many rows of a kind may have been sent without its knowing so, each of which may lead to a repeat.

        They were under way when it died; or their answer was lost, their lease ran out, or the database was away when
        they had been sent, which the log tells.
        """
        said = (Path(self._life.folder) / "bot.log").read_text().splitlines()
        lost = sum("send.failed" in line and "AnswerLostError" in line for line in said) if kind is Kind.SEND else 0
        again = sum(f"kind={kind}" in line and ("row.lease-lost" in line or "row.retry" in line) for line in said)
        return self.machine.doubts()[kind] + lost + again

    def may_be_marked(self) -> int:
        """How many messages may say that they may be repeats: also those that it took, and died before it sent them."""
        return self.in_doubt(Kind.SEND) + self.machine.held()[Kind.SEND] - self.machine.doubts()[Kind.SEND]

    def in_order(self) -> None:
        """It ended of itself only where it could not start without a database."""
        assert set(self.machine.ends()) <= {"refused"}


@asynccontextmanager
async def _database_at(engine: str, folder: Path, server: Server) -> AsyncIterator[str]:
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'wardlight.db'}"
        return
    url = server.create()
    try:
        yield url
    finally:
        server.drop(url)


@asynccontextmanager
async def beginning(
    knowledge: Knowledge,
    nursery: Nursery,
    engine: str,
    folder: Path,
    server: Server,
    seed: int,
    clock: Clock = real_time,
    **life: Any,
) -> AsyncIterator[tuple[Restless, Story]]:
    """A bot that does not live yet, and the story of whoever will meet it; ``life`` is its lease, patience and post.

    The ``clock`` is Telegram's: the bot goes by its machine's own.
    """
    async with LocalTelegram(clock=clock) as telegram, _database_at(engine, folder, server) as url:
        bot = Restless(nursery, telegram, url, folder, seed, **life)
        database = Database(url, Vault.from_text(bot.key))
        await migrate(database)
        try:
            yield bot, Story(telegram, database, knowledge)
        except AssertionError as error:
            error.add_note(await what_is_left(database, folder))
            raise
        finally:
            await database.close()


async def _death(pid: int) -> None:
    """Until the process is gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    gone = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(descriptor, gone.set)
    try:
        await gone.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
