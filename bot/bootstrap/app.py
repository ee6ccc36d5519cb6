"""The running bot: its parts put together, started, worked and stopped."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ssl import SSLContext

from httpx import create_ssl_context
from telegram import Bot
from telegram.error import NetworkError, RetryAfter
from telegram.request import HTTPXRequest

from bot.content import Knowledge
from bot.conversation import Engine, House
from bot.desk.alarms import Alarms
from bot.desk.booklets import WHAT as BOOKLET
from bot.desk.booklets import Booklets
from bot.desk.certificate import CERTIFICATE, Certificates
from bot.desk.clock import Clockwork
from bot.desk.delivery import Delivery
from bot.desk.fetching import Fetching
from bot.desk.letter_maker import WHAT as LETTER
from bot.desk.letter_maker import LetterMaker
from bot.desk.mailing import Mailing
from bot.desk.making import Maker, Making
from bot.desk.outside import Outside
from bot.desk.packing import WHAT as PACK
from bot.desk.packing import Packing, Packs
from bot.desk.parts import Desk
from bot.desk.readdressing import readdress
from bot.desk.reporting import MONTH, PICTURES, Reporting
from bot.desk.retention import Retention
from bot.desk.tally import Tally, Uncounted
from bot.desk.watch import Watch
from bot.desk.worker import Bell, Job, Worker
from bot.paper import Press
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date
from bot.storage.row import Kind
from bot.telegram.handling import Handling
from bot.telegram.hook import Hook
from bot.telegram.intake import Intake
from bot.telegram.introduction import introduce
from bot.telegram.lookout import Lookout
from bot.telegram.transport import TelegramTransport

from .means import Means
from .minds import Minds

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
SEND_TIMEOUT = 20.0  # seconds
CONNECTIONS = 16
LEAVE = 7.0  # seconds in which all work ends at a stop


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
    lookout: Lookout
    clockwork: Clockwork
    watch: Watch
    workers: tuple[Worker, ...]
    clock: Clock

    async def start(self) -> bool:
        """Open the database (migrating it where that is ours to do) and the connection to Telegram.

        Gives whether Telegram could be reached. Where not, the bot runs all the same: what waits can be told of
        outside Telegram, and everything else goes on when it is back.

        Raises:
            StorageError: the database cannot be used.
            TelegramError: the token is refused.
        """
        await bring_up_to_date(self.database)
        if self.url.startswith("sqlite"):
            await self._release()
        await readdress(self.database)
        await self.clockwork.wind()
        try:
            await self.bot.initialize()
        except (NetworkError, RetryAfter) as error:
            log.error("telegram.unreachable", extra={"error": type(error).__name__})
            return False
        return True

    async def _release(self) -> None:
        """One process works a SQLite file: what the last one held when it was killed need not wait for its lease.

        Were the last one alive after all, it could not commit what it held (``LeaseLostError``).
        """
        async with self.database.transaction() as tx:
            held = await tx.queue.release()
        if held:
            log.warning("start.after-kill", extra={"rows": held})

    async def run(self, stop: asyncio.Event, *beside: Coroutine[None, None, None]) -> None:
        """Work until told to stop, with ``beside``. Rows under way are finished; the rest stays in the queue."""
        async with asyncio.TaskGroup() as tasks:
            ours = [worker.run(stop) for worker in self.workers]
            working = [tasks.create_task(doing) for doing in (*ours, self.watch.run(stop), self._take_in(stop))]
            aside = [introduce(self.bot, self.knowledge.words), self.lookout.run()]
            about = [tasks.create_task(doing) for doing in (*aside, *beside)]
            await stop.wait()
            _, late = await asyncio.wait(working, timeout=LEAVE)
            for task in (*about, *late):
                task.cancel()

    async def _take_in(self, stop: asyncio.Event) -> None:
        """Fetch updates, unless Telegram brings them: but not where a webhook still stands."""
        await self.lookout.look()
        if not self.lookout.has_hook:
            await self.intake.run(stop)

    async def drain(self) -> None:
        """Fetch and work until nothing is due: how tests move the bot. The watch looks when they let it."""
        await self.intake.poll(wait=0)
        while await self._work() and await self.intake.poll(wait=0):
            pass

    async def _work(self) -> int:
        worked = 0
        while rows := await self._step():
            worked += rows
        return worked

    async def _step(self) -> int:
        async with self.database.transaction() as tx:
            due = await tx.queue.due(self.clock())
        return sum([await worker.step() for worker in self.workers if worker.kind in due])

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


def _bot(token: str, api: str) -> Bot:
    trusted = {"verify": _trusted()}
    request = HTTPXRequest(CONNECTIONS, read_timeout=SEND_TIMEOUT, write_timeout=SEND_TIMEOUT, httpx_kwargs=trusted)
    polling = HTTPXRequest(1, httpx_kwargs=trusted)
    return Bot(token, f"{api}/bot", f"{api}/file/bot", request=request, get_updates_request=polling)


#: Updates and timers before sends: what a round leads to leaves in the same round.
_ROUND = (Kind.UPDATE, Kind.TIMER, Kind.SEND, Kind.FETCH, Kind.DOCUMENT, Kind.MAIL, Kind.ALERT)


def _makers(knowledge: Knowledge, database: Database, means: Means, clock: Clock) -> dict[str, Maker]:
    """What makes documents, by what they are."""
    reporting = Reporting(database, knowledge, clock)
    makers: dict[str, Maker] = {
        PICTURES: reporting.pictures,
        MONTH: reporting.monthly,
        CERTIFICATE: Certificates(database, knowledge).make,
        BOOKLET: Booklets(knowledge, Press(means.cache_dir), clock).make,
        LETTER: LetterMaker(knowledge, database).make,
    }
    return {**makers, PACK: Packing(database, knowledge, means.pack_key).make} if means.pack_key else makers


def _jobs(
    knowledge: Knowledge,
    database: Database,
    transport: TelegramTransport,
    desk: Desk,
    means: Means,
    clock: Clock,
    tally: Tally,
) -> tuple[Job, ...]:
    """What is done with all that is neither an update nor a timer, in the order of the round."""
    return (
        Delivery(database, transport, knowledge, desk.casework, desk.reach, clock, tally),
        Fetching(database, transport, knowledge.words, desk.casework, clock),
        Making(database, _makers(knowledge, database, means, clock), knowledge.words, clock),
        Mailing(database, means.post, knowledge, clock),
        Outside(database, means.channels, knowledge, desk.drills, clock),
    )


def build(
    knowledge: Knowledge,
    *,
    token: str,
    api_url: str,
    database_url: str,
    vault: Vault,
    minds: Minds,
    clock: Clock = real_time,
    means: Means = Means(),  # noqa: B008  (it cannot be changed)
    hook: Hook | None = None,
    tally: Tally | None = None,
) -> App:
    """Put the parts together; nothing is opened yet. Updates are fetched, unless there is a ``hook``."""
    tally, bell = tally or Uncounted(), Bell()
    bot, alarms = _bot(token, api_url.rstrip("/")), Alarms(len(means.channels))
    transport, database = TelegramTransport(bot), Database(database_url, vault)
    desk = Desk.of(knowledge, alarms, Packs(can_sign=means.pack_key is not None), mails=means.post is not None)
    engine = Engine(House(knowledge, minds.understanding, minds.assessor, minds.drafts, desk, tally))
    handling = Handling(database, engine, transport, clock)
    clockwork = Clockwork(database, desk.casework, desk.drills, Retention(knowledge), desk, clock)
    jobs: tuple[Job, ...] = (handling, clockwork, *_jobs(knowledge, database, transport, desk, means, clock, tally))
    workers = tuple(Worker(database, kind, job, clock, bell, tally) for kind, job in zip(_ROUND, jobs, strict=True))
    intake = Intake(bot, database, clock, bell.ring, handling.last_resort, handling.urgency)
    looks = Lookout(bot, database, knowledge.words, tally, clock, hook), clockwork, Watch(database, alarms, clock)
    return App(database, database_url, knowledge, bot, engine, intake, *looks, workers, clock)
