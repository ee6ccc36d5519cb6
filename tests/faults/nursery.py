"""``python -m tests.faults.nursery``: bots that start in a moment, since what is slow was done before they are forked.

Reads one life a line (JSON of ``Life``) and answers with the process's id. A life ends by itself only when it is told
to crash: at its nth step, or at a step of the part that is aimed at (``Machine.aim``). Steps are what stands between a
promise and its keeping: a transaction begun, about to be committed, committed; a call to Telegram about to be made,
answered; a mail about to be handed in, taken.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from telegram.request import HTTPXRequest

from bot.bootstrap import app as bootstrap
from bot.bootstrap.app import App, build
from bot.bootstrap.means import Means
from bot.bootstrap.minds import Minds
from bot.content import Knowledge, load
from bot.desk import worker
from bot.domain.errors import StorageError
from bot.logs import set_up
from bot.outside.mail import Counter as Handing
from bot.paper.signing import PackKey
from bot.storage import Vault
from bot.storage.queue import Queue
from bot.storage.row import Kind, Row
from bot.telegram.hook import Hook
from bot.web import serving, webhook_routes
from tests.process import CACHE

from .machine import Machine
from .posted import ways

HOST, SECRET = "127.0.0.1", "a-secret-that-nobody-can-guess-at-all"
#: So much longer are the leases of rows that take longer.
LONGER = 6


@dataclass(frozen=True, slots=True)
class Life:
    """One process to start. ``crash`` is the step at which it dies, 0 for never.

    ``lease`` and ``patience`` (how long it waits for Telegram's answer) are in seconds. ``post`` is the port of a mail
    server, 0 for none. Where Telegram brings updates to ``hook``, the process waits for them at its own ``port``.
    """

    url: str
    token: str
    api: str
    key: str
    folder: str
    crash: int
    lease: float
    patience: float
    post: int = 0
    port: int = 0
    hook: str = ""

    def means(self) -> Means:
        """What the council has besides its bot."""
        return Means(pack_key=PackKey.from_text(self.key), **ways(self.post)) if self.post else Means()


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A row that is worked, or an update that a webhook takes in, and which part does it."""

    part: str


#: Holds in the tasks of that work too: SQLAlchemy closes a connection in one of its own.
_WORK: ContextVar[Work | None] = ContextVar("work", default=None)


class Steps:
    """Counts steps, and dies at the one that was drawn or aimed at, leaving a line that says where."""

    def __init__(self, crash: int, machine: Machine) -> None:
        self._left = crash
        self._machine = machine
        self._aimed: Counter[str] = Counter()
        #: Work that sent something, or is about to, and has committed nothing since.
        self._doubts: set[Work] = set()
        #: The rows that it has taken and is not done with, each with its kind.
        self._held: dict[int, str] = {}

    def take(self, kind: str) -> None:
        if work := _WORK.get():
            self._doubt(kind, work)
        self._left -= 1
        if self._left == 0:
            self._die(kind)
        target, meant, number = self._machine.target()
        if work and work.part == target and meant in ("", kind):
            self._aimed[target] += 1
            if self._aimed[target] >= number:
                self._machine.hit(target)
                self._die(kind)

    def _doubt(self, kind: str, work: Work) -> None:
        if kind in ("to-call", "to-hand-in"):
            self._doubts.add(work)
        elif kind == "committed":
            self._doubts.discard(work)

    def _die(self, kind: str) -> None:
        self._machine.crashed(f"{_who()} {kind}", [work.part for work in self._doubts], [*self._held.values()])
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, app: App) -> None:
        """Count what the bot does from now on."""
        engine = app.database.engine.sync_engine
        event.listen(engine, "begin", lambda _: self.take("begun"))
        event.listen(engine, "commit", lambda _: self.take("to-commit"))
        event.listen(engine, "checkin", lambda *_: self.take("committed"))
        HTTPXRequest.do_request = self._around(HTTPXRequest.do_request, "to-call", "answered")
        Handing.hand_in = self._around(Handing.hand_in, "to-hand-in", "handed-in")

        self._watch_rows()

    def _watch_rows(self) -> None:
        take, work, held = Queue.take, worker.Worker._work, self._held

        async def taken(queue: Queue, kind: Kind, *args: Any) -> list[Row]:
            rows = await take(queue, kind, *args)
            held.update({row.id: kind for row in rows})
            return rows

        async def known(self: worker.Worker, row: Row) -> None:
            _WORK.set(Work(self.kind))
            await work(self, row)
            held.pop(row.id, None)

        Queue.take, worker.Worker._work = taken, known

    def _around(self, do: Callable[..., Awaitable[Any]], before: str, after: str) -> Callable[..., Awaitable[Any]]:
        async def counted(*args: Any, **kwargs: Any) -> Any:
            self.take(before)
            answer = await do(*args, **kwargs)
            self.take(after)
            return answer

        return counted


def _who() -> str:
    """Which part of the bot the step belongs to: what is being worked, else a worker, the intake, or the start."""
    if work := _WORK.get():
        return work.part
    task = asyncio.current_task()
    frame = task.get_coro().cr_frame if task else None
    owner = frame.f_locals.get("self") if frame else None
    return getattr(owner, "kind", type(owner).__name__.lower()) if owner else "start"


async def _live(app: App, machine: Machine, port: int) -> None:
    try:
        await app.start()
    except StorageError:
        machine.ended("refused")  # to start without a database: whoever keeps the process starts it again
        return
    if not port:
        machine.lives()
        await app.run(asyncio.Event())

    async def take_in(update: dict[str, Any]) -> None:
        _WORK.set(Work("webhook"))
        await app.intake.take_in(update)
        _WORK.set(None)

    async with serving(webhook_routes(take_in, [SECRET]), HOST, port):
        machine.lives()
        await app.run(asyncio.Event())


def _born(life: Life, knowledge: Knowledge, minds: Minds) -> None:
    folder = Path(life.folder)
    log = os.open(folder / "bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    set_up("info")
    worker.LEASE = timedelta(seconds=life.lease)
    worker.LEASES = {kind: timedelta(seconds=LONGER * life.lease) for kind in worker.LEASES}
    bootstrap.SEND_TIMEOUT = life.patience
    vault, machine = Vault.from_text(life.key), Machine(folder)
    where = {"token": life.token, "api_url": life.api, "database_url": life.url}
    hook = Hook(life.hook, SECRET) if life.hook else None
    app = build(knowledge, **where, vault=vault, minds=minds, clock=machine.now, means=life.means(), hook=hook)
    machine.under(app.database.engine.sync_engine)
    Steps(life.crash, machine).watch(app)
    try:
        asyncio.run(_live(app, machine, life.port))
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
