"""How each figure is measured."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.bootstrap.app import build
from bot.bootstrap.minds import Minds, assessor_for
from bot.bootstrap.rehearsal import invite
from bot.content import Knowledge
from bot.desk.turn import Turn
from bot.domain.chat import Incoming, IncomingKind, Sender
from bot.domain.person import Role
from bot.domain.severity import Level
from bot.sandbox import LocalTelegram
from bot.storage import Database, Vault
from bot.storage.row import Kind, State
from tests.process import CACHE, BotProcess

from .figures import Figure, spread

STARTS = 5
QUESTIONS = 200
PEOPLE = 100
EACH = 5
ALARMS = 5
LONG = 120.0  # seconds after which a measurement is given up
MILLI = 1000.0
ECHO = Path(__file__).with_name("echo.py")


def questions(knowledge: Knowledge, number: int) -> list[str]:
    """Questions that the matcher was not given: the phrases held out for tests, but for those that raise an alarm."""
    assess = assessor_for(knowledge).assess
    held = [phrase for entry in knowledge.catalogue for phrase in entry.tests if assess(phrase).level < Level.URGENT]
    step = max(1, len(held) // number)
    return list(islice(cycle(held[::step]), number))


@asynccontextmanager
async def bot(knowledge: Path) -> AsyncIterator[tuple[LocalTelegram, BotProcess, Database]]:
    with TemporaryDirectory() as folder:
        async with LocalTelegram() as telegram:
            bot = BotProcess(telegram, Path(folder), knowledge)
            async with bot.opened() as database:
                yield telegram, bot, database


async def start(folder: Path) -> list[Figure]:
    """From starting the process to its first getUpdates."""
    times = []
    async with bot(folder) as (_, process, _):
        for _ in range(STARTS):
            await process.kill()
            began = perf_counter()
            await process.start()
            times.append(perf_counter() - began)
    return [Figure("Start to ready", median(times), "s", 2, f"process start to the first getUpdates, of {STARTS}")]


async def answer(knowledge: Knowledge) -> list[Figure]:
    """Our own time for a question, in this process: nothing is sent."""
    whole, matching = [], []
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/bench.db"
        vault = Vault.from_text(Vault.new_key())
        async with LocalTelegram() as telegram:
            minds = Minds.of(knowledge, CACHE)
            app = build(
                knowledge, token=telegram.token, api_url=telegram.url, database_url=url, vault=vault, minds=minds
            )
            await app.start()
            for number, question in enumerate(questions(knowledge, QUESTIONS)):
                chat = 1000 + number % PEOPLE
                sender, at = Sender(chat, "Ann Example"), datetime.now(UTC)
                message = Incoming(number, IncomingKind.MESSAGE, chat, at, sender, text=question)
                began = perf_counter()
                minds.understanding.read(question)
                matching.append((perf_counter() - began) * MILLI)
                began = perf_counter()
                async with app.database.transaction() as tx:
                    turn = Turn(tx, app.clock())
                    await app.engine.handle(turn, message)
                    await turn.close(f"bench:{number}")
                whole.append((perf_counter() - began) * MILLI)
            await app.stop()
    note = "danger, matching, answer and session, from the engine's start to the commit"
    return [
        *spread("Answer to a question, our own time", whole, "ms", 20, note),
        *spread("Matching alone", matching, "ms", note="a part of the above"),
    ]


async def throughput(knowledge: Knowledge, folder: Path) -> list[Figure]:
    """Updates handled in a second by the bot, and by the least bot there can be; the bot's memory after that."""
    asked = questions(knowledge, PEOPLE * EACH)
    ours, memory = await _handled(folder, asked)
    plain, _ = await _handled(folder, ["/help"] * len(asked))
    bare = await echo(asked)
    return [
        Figure("Updates a second", ours, "/s", note=f"{len(asked)} questions: kept, handled, committed"),
        Figure("Updates a second, commands", plain, "/s", note="/help as often: nothing has to be understood"),
        Figure("Updates a second, bare echo", bare, "/s", note="python-telegram-bot sends each back and keeps nothing"),
        Figure("Ratio to it, questions", ours / bare, "", note="0.7 wanted; what understanding costs as well"),
        Figure("Ratio to it, commands", plain / bare, "", note="what durable intake, queue and encryption cost"),
        *([Figure("Memory", memory, "MB", note=f"resident, after {QUESTIONS} answers were sent")] if memory else []),
    ]


async def _handled(folder: Path, asked: list[str]) -> tuple[float, float]:
    """Updates handled in a second, and the memory in MB once many answers were sent."""
    async with bot(folder) as (telegram, process, database):
        began = perf_counter()
        await ask(telegram, asked)
        while True:
            async with database.transaction() as tx:
                if await tx.queue.count(State.DONE, Kind.UPDATE) == len(asked):
                    break
            await _calls(telegram, 20)
        rate = len(asked) / (perf_counter() - began)
        await telegram.until(lambda: _count(telegram, "sendMessage") >= QUESTIONS, LONG)
        return rate, resident(process.pid)


async def ask(telegram: LocalTelegram, asked: list[str]) -> None:
    people = [telegram.person(f"Person {number}") for number in range(PEOPLE)]
    for number, question in enumerate(asked):
        await people[number % PEOPLE].says(question)


def _count(telegram: LocalTelegram, method: str) -> int:
    return sum(call.method == method and call.ok for call in telegram.calls)


async def _calls(telegram: LocalTelegram, number: int) -> None:
    """Wait for some more calls, or for a moment."""
    reached = len(telegram.calls) + number
    with suppress(AssertionError):
        await telegram.until(lambda: len(telegram.calls) >= reached, 0.1)


async def echo(asked: list[str]) -> float:
    async with LocalTelegram() as telegram:
        process = await asyncio.create_subprocess_exec(sys.executable, str(ECHO), telegram.url, telegram.token)
        try:
            await telegram.until(lambda: _count(telegram, "getMe"), LONG)
            began = perf_counter()
            await ask(telegram, asked)
            await telegram.until(lambda: _count(telegram, "sendMessage") == len(asked), LONG)
            return len(asked) / (perf_counter() - began)
        finally:
            process.kill()
            await process.wait()


def resident(pid: int) -> float:
    """Resident memory of a process in MB; 0 where the system does not tell it this way."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


async def alarm(knowledge: Knowledge, folder: Path) -> list[Figure]:
    """From an urgent message to the officer's card."""
    times = []
    async with bot(folder) as (telegram, _, database):
        officer = telegram.person("Sam Specimen")
        token = await invite(database, Role.SAFETY, "Sam Specimen", knowledge.council.kind)
        await officer.says(f"/start {token}")
        await officer.receives("Sam Specimen", within=LONG)
        for number in range(ALARMS):
            councillor = telegram.person(f"Ann Example {number}")
            await councillor.starts()
            await councillor.receives("", within=LONG)
            began = perf_counter()
            await councillor.says("He is at my door with a knife")
            await officer.receives("EMERGENCY", f"WL-{number + 1:04}", within=LONG)
            times.append((perf_counter() - began) * MILLI)
    note = "the message leaves the councillor's hand; the card is in the officer's chat"
    return [Figure("Urgent message to the officer's card", median(times), "ms", note=note)]
