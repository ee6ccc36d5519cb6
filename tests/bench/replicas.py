"""How the work is shared by replicas: ``python -m tests.bench.replicas [--quick] [PICTURE]``, as Markdown.

One to four bots, each a process of its own, on one PostgreSQL that flushes every commit to the disk. The local Telegram
brings updates, one replica after another. First questions come at a pace that one replica can hold, and each is timed
from the person's hand to the answer's leaving; then many come at once, and it is counted how many are handled in a
second. All run on one machine: where its cores are busy, more replicas share them and are no faster.
"""

import asyncio
from bisect import bisect_left
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from itertools import cycle
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.progress import Progress

from bot.content import load
from bot.sandbox import LocalTelegram, Person
from bot.storage import Database, Vault
from bot.storage.migrate import migrate
from bot.storage.row import Kind, State
from tests.front import HOST, shared_out
from tests.process import READY, BotProcess
from tests.storage.postgres import DURABLE, Server, programs

from .growing import Curves, alone
from .measures import LONG, PEOPLE, echo, questions

ROOT = Path(__file__).parents[2]
FIRST_PORT = 18_440
NUMBERS, QUICK = (1, 2, 3, 4), (1, 2)
TIMED, AT_ONCE = 100, 500
PACE = 0.25  # seconds from one timed question to the next
HEADS = ("handled a second", "of a bare echo's, %", "half answered in, ms", "99 of 100 in, ms", "most sent in a second")


async def measure(progress: Progress, *, quick: bool) -> Curves:
    """Throughput and latency of each number of replicas."""
    knowledge, numbers, share = load(ROOT / "knowledge"), QUICK if quick else NUMBERS, 5 if quick else 1
    asked = questions(knowledge, AT_ONCE // share)
    bare = await echo(asked)
    found: list[Sequence[float]] = []
    for number in progress.track(numbers, description="Replicas"):
        async with _replicas(number, knowledge.folder) as (telegram, database):
            people = [telegram.person(f"Person {place}") for place in range(PEOPLE)]
            times = [
                await _answered(telegram, *each) for each in zip(cycle(people), asked[: TIMED // share], strict=False)
            ]
            await _drained(telegram, database)
            rate = await _rate(telegram, database, people, asked)
            late = sorted(times)[ceil(0.99 * len(times)) - 1]
            found.append((rate, 100 * rate / bare, median(times), late, _most_in_a_second(telegram)))
    return Curves("replicas", numbers, HEADS[0], HEADS, found, drawn=1, by_tens=False)


@asynccontextmanager
async def _replicas(number: int, knowledge: Path) -> AsyncIterator[tuple[LocalTelegram, Database]]:
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed (Debian: apt install postgresql)")
    server, key = Server(found, **DURABLE), Vault.new_key()
    async with AsyncExitStack() as stack:
        server.start()
        stack.callback(server.stop)
        url = server.create()
        database = Database(url, Vault.from_text(key))
        stack.push_async_callback(database.close)
        await migrate(database)
        telegram = await stack.enter_async_context(LocalTelegram())
        ports = range(FIRST_PORT + 1, FIRST_PORT + 1 + number)
        await stack.enter_async_context(shared_out(ports, FIRST_PORT))
        hook = {"WEBHOOK_URL": f"http://{HOST}:{FIRST_PORT}/telegram", "DATABASE_URL": url, "WARDLIGHT_KEY": key}
        for port in ports:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            process = BotProcess(telegram, folder, knowledge, WEBHOOK_PORT=str(port), **hook)
            await process.launch()
            stack.push_async_callback(process.kill)
        for port in ports:
            await _listens(port)
        yield telegram, database


async def _listens(port: int) -> None:
    async with asyncio.timeout(4 * READY):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection(HOST, port)
                writer.close()
                return
            await asyncio.sleep(0.1)


async def _answered(telegram: LocalTelegram, person: Person, question: str) -> float:
    """Milliseconds to the first message that answers, and the rest of the pace."""
    before, began = len(_sent(telegram, person)), perf_counter()
    await person.says(question)
    await telegram.until(lambda: len(_sent(telegram, person)) > before, LONG)
    took = perf_counter() - began
    await asyncio.sleep(max(0.0, PACE - took))
    return took * 1e3


def _sent(telegram: LocalTelegram, person: Person) -> list[float]:
    """When messages left for somebody, in seconds."""
    calls = [call for call in telegram.calls if call.method == "sendMessage" and call.ok]
    return [call.at.timestamp() for call in calls if int(call.params["chat_id"]) == person.id]


def _most_in_a_second(telegram: LocalTelegram) -> int:
    moments = sorted(moment for person in telegram.people for moment in _sent(telegram, person))
    return max(bisect_left(moments, start + 1) - place for place, start in enumerate(moments))


async def _drained(telegram: LocalTelegram, database: Database) -> None:
    """Until nothing waits: neither at Telegram nor in the queue."""
    async with asyncio.timeout(LONG):
        while telegram.waiting() or await _count(database, State.WAITING, Kind.UPDATE, Kind.SEND):  # noqa: ASYNC110  (no event tells)
            await asyncio.sleep(0.1)


async def _rate(telegram: LocalTelegram, database: Database, people: Sequence[Person], asked: Sequence[str]) -> float:
    """Updates handled in a second, from the first to the last of those that come at once."""
    wanted = await _count(database, State.DONE, Kind.UPDATE) + len(asked)
    began = perf_counter()
    for person, question in zip(cycle(people), asked, strict=False):
        await person.says(question)
    async with asyncio.timeout(LONG):
        while await _count(database, State.DONE, Kind.UPDATE) < wanted:  # noqa: ASYNC110  (likewise)
            await asyncio.sleep(0.1)
    return len(asked) / (perf_counter() - began)


async def _count(database: Database, state: State, *kinds: Kind) -> int:
    async with database.transaction() as tx:
        return await tx.queue.count(state, *kinds)


if __name__ == "__main__":
    alone("tests.bench.replicas", __doc__, measure)
