"""Bots out of the nursery: killed at drawn steps and started again, until a story is told."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from random import Random

from bot.desk.worker import LEASE
from bot.sandbox import LocalTelegram
from bot.storage import Vault
from tests.process import BotProcess
from tests.shipped import ROOT

from .nursery import Life

#: A life's steps are drawn from 1 to this: a start takes some forty, an update and its answer about twenty.
LONGEST_LIFE = 250


class Nursery:
    """The process that bots are forked from."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def fork(self, life: Life) -> int:
        """Start a bot; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(life)) + "\n")
        self._process.stdin.flush()
        return int(self._said())

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    @classmethod
    @contextmanager
    def opened(cls, knowledge: Path) -> Iterator[Nursery]:
        """A nursery with the knowledge base of that folder; whoever still lives is killed at the end."""
        command = [sys.executable, "-m", "tests.faults.nursery", str(knowledge)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, **pipes, start_new_session=True, text=True) as process:
            nursery = cls(process)
            try:
                assert nursery._said() == "ready\n"
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
        self._life = Life(self.database_url, telegram.token, telegram.url, key, str(folder), 0, lease)
        self._pid = 0

    async def launch(self) -> None:
        self._pid = self._nursery.fork(self._life)

    async def kill(self, after: float = 0.0) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(_death(self._pid), after)
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        await _death(self._pid)


class Restless:
    """One bot (or several replicas) that dies at a drawn step, again and again, and is started again at once."""

    def __init__(self, nursery: Nursery, telegram: LocalTelegram, url: str, folder: Path, seed: int) -> None:
        self.kills = 0
        self.key = Vault.new_key()
        self._nursery = nursery
        self._random = Random(seed)
        self._life = Life(url, telegram.token, telegram.url, self.key, str(folder), 0, 1.0)
        self._log = folder / "crashes.log"

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
            pid = self._nursery.fork(Life(**{**asdict(self._life), "crash": crash}))
            try:
                await _death(pid)
            finally:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.kills += 1

    def places(self) -> list[str]:
        """Where it died: ``part step``, a line each."""
        return self._log.read_text().splitlines() if self._log.exists() else []


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
