"""Telegram's limits hold for all replicas together: whoever sends, in each chat, in each group and in all."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta

import pytest

from bot.bootstrap.app import App
from bot.content import Knowledge
from bot.desk.turn import Turn
from bot.domain.chat import Outgoing
from bot.sandbox import LocalTelegram
from bot.storage.row import Kind
from tests.world import MONDAY, MovedClock, bot_at

REPLICAS = 2
PEOPLE, MANY = 30, 22
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(MONDAY)


@pytest.fixture
async def telegram(clock: MovedClock) -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(clock=clock) as telegram:
        yield telegram


@pytest.fixture
async def replicas(
    telegram: LocalTelegram, clock: MovedClock, knowledge: Knowledge, database_url: str
) -> AsyncIterator[list[App]]:
    apps = [bot_at(telegram, knowledge, database_url, clock) for _ in range(REPLICAS)]
    for app in apps:
        await app.start()
    yield apps
    for app in apps:
        await app.stop()


async def say(app: App, now: datetime, each: int, chats: Iterable[int]) -> None:
    async with app.database.transaction() as tx:
        turn = Turn(tx, now)
        turn.send(*(Outgoing(chat, text=f"Message {number}") for number in range(each) for chat in chats))
        await turn.close(f"said:{each}")


async def send_all(replicas: list[App], clock: MovedClock) -> set[int]:
    """All send side by side, and the clock moves on when nobody may; the replicas that sent something."""
    workers = [worker for app in replicas for worker in app.workers if worker.kind is Kind.SEND]
    busy = set[int]()
    while True:
        done = await asyncio.gather(*(worker.step() for worker in workers))
        busy |= {place for place, rows in enumerate(done) if rows}
        if any(done):
            continue
        async with replicas[0].database.transaction() as tx:
            due = await tx.queue.next_due([Kind.SEND])
        if due is None:
            return busy
        clock.now = due


def most_within(moments: list[datetime], span: timedelta) -> int:
    return max(sum(start <= moment < start + span for moment in moments) for start in moments)


async def test_replicas_keep_the_limits_together(
    replicas: list[App], telegram: LocalTelegram, clock: MovedClock
) -> None:
    people = [telegram.person(f"Somebody Example-{number}") for number in range(PEOPLE)]
    for person in people:
        person.account.begun = True
    group = telegram.group("Anyshire officers", members=people[:2])
    busiest = people[0].id
    await say(replicas[0], clock.now, 1, [person.id for person in people])
    await say(replicas[0], clock.now, MANY, [group.id, busiest])

    assert await send_all(replicas, clock) == set(range(REPLICAS))

    sent: dict[int, list[datetime]] = defaultdict(list)
    for call in telegram.calls:
        if call.method == "sendMessage":
            assert call.ok
            sent[int(call.params["chat_id"])].append(call.at)
    assert sum(map(len, sent.values())) == PEOPLE + 2 * MANY
    assert most_within([moment for moments in sent.values() for moment in moments], SECOND) <= 30
    assert most_within(sent[group.id], MINUTE) <= 20
    assert most_within(sent[busiest], 10 * SECOND) <= 15
