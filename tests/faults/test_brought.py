"""Two bots to which Telegram brings updates, and one is killed: each update is answered once, and within a lease."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.sandbox import Person
from bot.storage.row import Kind
from tests.cli.test_webhook import free_port
from tests.front import HOST, shared_out
from tests.process import READY
from tests.storage.postgres import Server
from tests.world import a_world

from .forked import Nursery, Restless, beginning
from .killing import Tally
from .story import Effects, Story

LEASE = 3.0  # seconds
#: Seconds in which an update is answered once somebody has taken it, on a busy machine.
SLACK = 15.0
#: Rounds of questions in which a replica does something of everything.
MANY = 10
NAMES = ("Ann Example", "Bob Sample", "Dee Template", "Eve Placeholder")
#: Committed, but Telegram is not told so; taken, but not handled; sent, but that is not committed.
FEW = (("webhook", "committed"), (Kind.UPDATE, "begun"), (Kind.SEND, "answered"))
ALL = tuple(
    (part, step)
    for part in ("webhook", Kind.UPDATE, Kind.SEND)
    for step in ("begun", "to-commit", "committed", *(("to-call", "answered") if part is Kind.SEND else ()))
)
QUESTION, ANSWER = "how do I block somebody on instagram", ("instagram", "source")


async def join(story: Story) -> list[Person]:
    return [await story.joins(name, Role.COUNCILLOR) for name in NAMES]


async def undisturbed(knowledge: Knowledge, folder: Path, rounds: int) -> Effects:
    """What it leaves where one bot fetches, and everybody asks so often."""
    async with a_world(knowledge, folder) as world:
        story = Story(world.telegram, world.app.database, knowledge, world.settle)
        people = await join(story)
        for _ in range(rounds):
            world.clock.now += timedelta(seconds=20)
            for person in people:
                await person.says(QUESTION)
            await story.settled()
        return await story.effects()


async def ask(person: Person) -> None:
    """The answer is there before two leases can have run out."""
    await person.says(QUESTION)
    await person.receives(*ANSWER, within=LEASE + SLACK)


async def dies(bot: Restless, story: Story, people: list[Person], part: str, step: str) -> int:
    """Everybody asks, until the bot died at that step of the part; how many rounds it took."""
    before, rounds = bot.kills, 0
    await story.telegram.until(lambda: bot.machine.lived() > before, READY)  # it is back: the other one alone is quick
    bot.machine.aim(part, every=1_000, step=step)
    while bot.kills == before and rounds < MANY:
        await asyncio.gather(*map(ask, people))
        rounds += 1
    bot.machine.aim("")
    return rounds


async def brought(
    nursery: Nursery,
    knowledge: Knowledge,
    folder: Path,
    server: Server,
    aims: tuple[tuple[str, str], ...],
    tally: Tally,
) -> None:
    """One of two bots is killed at each of the steps, and started again; the other one lives on."""
    ports, other = (free_port(), free_port()), folder / "other"
    other.mkdir()
    async with shared_out(ports) as front:
        life = {"port": ports[0], "hook": f"http://{HOST}:{front}/telegram", "lease": LEASE}
        async with beginning(knowledge, nursery, "postgresql", folder, server, 1, **life) as (bot, story):
            spared = bot.replica(other, ports[1])
            story.telegram.api.deliveries.first_pause = 0.1
            async with bot.living(0), spared.living(0):
                await story.telegram.until(lambda: any(c.method == "setWebhook" for c in story.telegram.calls), READY)
                people = await join(story)
                rounds = sum([await dies(bot, story, people, *aim) for aim in aims])
                effects = await story.effects()
            assert not any(call.method == "getUpdates" for call in story.telegram.calls)
    assert (bot.machine.crashes(), spared.kills) == ([f"{part} {step}" for part, step in aims], 0)
    as_told = await undisturbed(knowledge, folder, rounds)
    tally.survived(bot, effects, effects.repeats(as_told), "brought", spared)


async def test_what_a_killed_replica_was_brought_is_answered_once_and_within_its_lease(
    nursery: Nursery, knowledge: Knowledge, tmp_path: Path, server: Server, tally: Tally
) -> None:
    await brought(nursery, knowledge, tmp_path, server, FEW, tally)


@pytest.mark.faults
async def test_a_replica_may_be_killed_at_any_step(
    nursery: Nursery, knowledge: Knowledge, tmp_path: Path, server: Server, tally: Tally
) -> None:
    await brought(nursery, knowledge, tmp_path, server, ALL, tally)
