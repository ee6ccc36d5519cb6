"""``python -m tests.faults.nursery``: bots that start in a moment, since what is slow was done before they are forked.

Reads one life a line (JSON of ``Life``) and answers with the process's id. A life ends by itself only when it is told
to crash: at its nth step. Steps are what stands between a promise and its keeping: a transaction begun, about to be
committed, committed; a call to Telegram about to be made, answered.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from telegram.request import HTTPXRequest

from bot.bootstrap import app as bootstrap
from bot.bootstrap.app import App, build
from bot.bootstrap.minds import Minds
from bot.content import Knowledge, load
from bot.desk import worker
from bot.domain.errors import StorageError
from bot.logs import set_up
from bot.storage import Vault
from tests.process import CACHE

from .machine import Machine


@dataclass(frozen=True, slots=True)
class Life:
    """One process to start. ``crash`` is the step at which it dies, 0 for never.

    ``lease`` and ``patience`` (how long it waits for Telegram's answer) are in seconds.
    """

    url: str
    token: str
    api: str
    key: str
    folder: str
    crash: int
    lease: float
    patience: float


class Steps:
    """Counts steps, and dies at the one that was drawn, leaving a line that says where."""

    def __init__(self, crash: int, machine: Machine) -> None:
        self._left = crash
        self._machine = machine

    def take(self, kind: str) -> None:
        self._left -= 1
        if self._left == 0:
            self._machine.crashed(f"{_who()} {kind}")
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, app: App) -> None:
        """Count what the bot does from now on."""
        engine = app.database.engine.sync_engine
        event.listen(engine, "begin", lambda _: self.take("begun"))
        event.listen(engine, "commit", lambda _: self.take("to-commit"))
        event.listen(engine, "checkin", lambda *_: self.take("committed"))
        request = HTTPXRequest.do_request

        async def counted(*args: Any, **kwargs: Any) -> tuple[int, bytes]:
            self.take("to-call")
            answer = await request(*args, **kwargs)
            self.take("answered")
            return answer

        HTTPXRequest.do_request = counted


def _who() -> str:
    """Which part of the bot the step belongs to: a worker by the rows it works, the intake, or the start."""
    task = asyncio.current_task()
    frame = task.get_coro().cr_frame if task else None
    owner = frame.f_locals.get("self") if frame else None
    return getattr(owner, "kind", type(owner).__name__.lower()) if owner else "start"


async def _live(app: App, machine: Machine) -> None:
    try:
        await app.start()
    except StorageError:
        machine.ended("refused")  # to start without a database: whoever keeps the process starts it again
        return
    await app.run(asyncio.Event())


def _born(life: Life, knowledge: Knowledge, minds: Minds) -> None:
    folder = Path(life.folder)
    log = os.open(folder / "bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    set_up("info")
    worker.LEASE = timedelta(seconds=life.lease)
    bootstrap.SEND_TIMEOUT = life.patience
    vault, machine = Vault.from_text(life.key), Machine(folder)
    where = {"token": life.token, "api_url": life.api, "database_url": life.url}
    app = build(knowledge, **where, vault=vault, minds=minds, clock=machine.now)
    machine.under(app.database.engine.sync_engine)
    Steps(life.crash, machine).watch(app)
    try:
        asyncio.run(_live(app, machine))
    except BaseException as error:
        machine.ended(f"fell: {type(error).__name__}")
        traceback.print_exc()


def main() -> None:
    knowledge = load(Path(sys.argv[1]))
    minds = Minds.of(knowledge, CACHE)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need nobody to wait for them
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                _born(Life(**json.loads(line)), knowledge, minds)
            finally:
                os._exit(1)
        print(pid, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
