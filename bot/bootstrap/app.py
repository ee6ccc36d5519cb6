"""The running bot: its parts put together, started, worked and stopped."""

import asyncio
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ssl import SSLContext

from httpx import create_ssl_context
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.content import Knowledge
from bot.conversation import Engine, House
from bot.desk.casework import Casework
from bot.desk.clock import Clockwork
from bot.desk.delivery import Delivery
from bot.desk.fetching import Fetching
from bot.desk.silence import Silence
from bot.desk.worker import Bell, Worker
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date
from bot.storage.queue import Kind
from bot.telegram.handling import Handling
from bot.telegram.intake import Intake
from bot.telegram.introduction import introduce
from bot.telegram.transport import TelegramTransport

from .minds import Minds

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
SEND_TIMEOUT = 20.0  # seconds
CONNECTIONS = 16


def real_time() -> datetime:
    """Now."""
    return datetime.now(UTC)


@dataclass(slots=True)
class App:
    """Everything that runs."""

    database: Database
    url: str
    knowledge: Knowledge
    bot: Bot
    engine: Engine
    intake: Intake
    clockwork: Clockwork
    workers: tuple[Worker, ...]
    clock: Clock

    async def start(self) -> None:
        """Open the database (migrating it where that is ours to do) and the connection to Telegram.

        Raises:
            StorageError: the database cannot be used.
            TelegramError: the token is refused, or Telegram cannot be reached.
        """
        await bring_up_to_date(self.database)
        if self.url.startswith("sqlite"):
            await self._release()
        await self.clockwork.wind()
        await self.bot.initialize()

    async def _release(self) -> None:
        """One process works a SQLite file: what the last one held when it was killed need not wait for its lease.

        Were the last one alive after all, it could not commit what it held (``LeaseLostError``).
        """
        async with self.database.transaction() as tx:
            held = await tx.queue.release()
        if held:
            log.warning("start.after-kill", extra={"rows": held})

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop. Rows under way are finished; the rest stays in the queue."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.intake.run(stop))
            tasks.create_task(introduce(self.bot, self.knowledge.words))
            for worker in self.workers:
                tasks.create_task(worker.run(stop))

    async def drain(self) -> None:
        """Fetch and work until nothing is due: how tests move the bot."""
        while await self.intake.poll(wait=0) + sum([await worker.step() for worker in self.workers]):
            pass

    async def next_due(self) -> datetime | None:
        """When the next waiting row falls due."""
        async with self.database.transaction() as tx:
            return await tx.queue.next_due(list(Kind))

    async def stop(self) -> None:
        """Let go of Telegram and the database."""
        await self.bot.shutdown()
        await self.database.close()


@cache
def _trusted() -> SSLContext:
    """Whose certificates are believed: read once, for all connections."""
    return create_ssl_context()


def build(
    knowledge: Knowledge,
    *,
    token: str,
    api_url: str,
    database_url: str,
    vault: Vault,
    minds: Minds,
    clock: Clock = real_time,
) -> App:
    """Put the parts together; nothing is opened yet."""
    trusted = {"verify": _trusted()}
    request = HTTPXRequest(CONNECTIONS, read_timeout=SEND_TIMEOUT, write_timeout=SEND_TIMEOUT, httpx_kwargs=trusted)
    polling = HTTPXRequest(1, httpx_kwargs=trusted)
    api = api_url.rstrip("/")
    bot = Bot(token, f"{api}/bot", f"{api}/file/bot", request=request, get_updates_request=polling)
    transport = TelegramTransport(bot)
    database = Database(database_url, vault)
    casework = Casework(knowledge)
    silence = Silence(knowledge, casework)
    engine = Engine(House(knowledge, minds.understanding, minds.assessor, casework, silence, minds.drafts))
    handling = Handling(database, engine, transport, clock)
    delivery = Delivery(database, transport, knowledge, casework, clock)
    fetching = Fetching(database, transport, knowledge.words, clock)
    clockwork = Clockwork(database, casework, silence, clock)
    name = f"{os.getpid()}-{secrets.token_hex(4)}"
    # Updates and timers before sends: what a round leads to leaves in the same round.
    bell = Bell()
    workers = (
        Worker(database, [Kind.UPDATE], handling.handle, handling.give_up, clock, name, bell),
        Worker(database, [Kind.TIMER], clockwork.fire, clockwork.give_up, clock, name, bell, hurry=False),
        Worker(database, [Kind.SEND], delivery.deliver, delivery.give_up, clock, name, bell),
        Worker(database, [Kind.FETCH], fetching.fetch, fetching.give_up, clock, name, bell, hurry=False),
    )
    intake = Intake(bot, database, clock, bell.ring, handling.last_resort)
    return App(database, database_url, knowledge, bot, engine, intake, clockwork, workers, clock)
