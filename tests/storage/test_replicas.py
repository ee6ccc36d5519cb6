"""Three replicas on one PostgreSQL, and Telegram brings updates to any of them: shared, in order, and once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import make_url, select

from bot.bootstrap.app import App
from bot.bootstrap.rehearsal import invite
from bot.content import Knowledge
from bot.desk.timer import timer_key
from bot.desk.turn import Turn
from bot.desk.worker import LEASE
from bot.domain.absent import Absent
from bot.domain.case import Case, take
from bot.domain.entry import CouncilKind
from bot.domain.person import Role
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.sandbox import Fault, LocalTelegram, Person
from bot.storage.row import Kind, State
from bot.storage.schema import queue
from bot.telegram.hook import Hook
from bot.web import serving, webhook_routes
from tests.world import MONDAY, MovedClock, bot_at

from .postgres import Server
from .waiting import meanwhile

HOST, SECRET = "127.0.0.1", "a-secret-that-nobody-can-guess-at-all"
REPLICAS = 3
PATIENCE = 60.0  # seconds, on a busy machine
#: Questions, and what their answers have in them.
ASKED = (
    ("someone made a fake account in my name", "pretending to be me"),
    ("how do i turn on two step verification", "two-step"),
    ("how do i keep evidence of abuse", "where is it"),
    ("who can i ring", "is it one of these"),
)


class Replicas:
    """The replicas, and what stands before them: each update goes to the next one that lives."""

    def __init__(self, telegram: LocalTelegram, clock: MovedClock) -> None:
        self.telegram = telegram
        self.clock = clock
        self.apps: list[App] = []
        self.living: list[App] = []
        self.brought: set[int] = set()
        self._stop = asyncio.Event()
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def take_in(self, update: dict[str, Any]) -> None:
        app = self.living[update["update_id"] % len(self.living)]
        await app.intake.take_in(update)
        self.brought.add(self.apps.index(app))

    def run(self) -> None:
        """All work, side by side, until the end of the test."""
        self._tasks = {place: asyncio.create_task(app.run(self._stop)) for place, app in enumerate(self.apps)}

    async def kill(self, app: App) -> None:
        """One ends in the middle of whatever it does."""
        self.living.remove(app)
        task = self._tasks.pop(self.apps.index(app))
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def end(self) -> None:
        self._stop.set()
        await asyncio.gather(*self._tasks.values())
        for app in self.apps:
            await app.stop()

    async def until(self, ready: Callable[[], bool]) -> None:
        """The time goes by, so that what waits for its turn gets it, until something is so."""
        async with asyncio.timeout(PATIENCE):
            while not ready():
                self.clock.now += timedelta(seconds=0.2)
                await asyncio.sleep(0.02)

    async def settle(self) -> None:
        """Where they do not run: all that is due is done, by whoever comes to it first."""
        await self.telegram.until(lambda: self.telegram.waiting() == 0, PATIENCE)
        while sum(await asyncio.gather(*(worker.step() for app in self.living for worker in app.workers))):
            pass

    async def joins(self, name: str, role: Role) -> Person:
        person = self.telegram.person(name)
        token = await invite(self.apps[0].database, role, name, CouncilKind.PRINCIPAL, self.clock())
        await person.says(f"/start {token}")
        await self.settle()
        return person

    async def holder_of(self, kind: Kind) -> App:
        """The replica that has a row of a kind in hand."""
        async with self.apps[0].database.snapshot() as connection:
            name = await connection.scalar(select(queue.c.leased_by).where(queue.c.kind == kind))
        (app,) = [app for app in self.apps if any(worker.name == name for worker in app.workers)]
        return app


def heard(person: Person) -> list[str]:
    """The bot's answers to a person, in order; not what it says once about its buttons."""
    texts = [message.text for message in person.chat.messages if message.from_bot]
    return [text for text in texts if "buttons below" not in text]


@pytest.fixture
async def replicas(postgres: Server, knowledge: Knowledge) -> AsyncIterator[Replicas]:
    url, clock = postgres.create(postgres.template), MovedClock(MONDAY)
    async with LocalTelegram(clock=clock) as telegram:
        telegram.api.deliveries.first_pause = 0.1
        found = Replicas(telegram, clock)
        async with serving(webhook_routes(found.take_in, [SECRET]), HOST, 0) as port:
            hook = Hook(f"http://{HOST}:{port}/telegram", SECRET)
            found.apps = [bot_at(telegram, knowledge, url, clock, hook=hook) for _ in range(REPLICAS)]
            found.living = list(found.apps)
            for app in found.apps:
                await app.start()
            await found.apps[0].lookout.look()
            yield found
            await found.end()
    postgres.drop(url)


async def test_replicas_share_the_work_and_every_chat_is_answered_in_order_and_once(replicas: Replicas) -> None:
    people = [replicas.telegram.person(f"Somebody Example-{number}") for number in range(4)]
    replicas.run()
    for question, _ in ASKED:
        for person in people:
            await person.says(question)
    await replicas.until(lambda: all(len(heard(person)) >= len(ASKED) for person in people))
    for person in people:
        answers = heard(person)
        assert len(answers) == len(ASKED)
        for answer, (_, words) in zip(answers, ASKED, strict=True):
            assert words in answer.lower()
    assert replicas.brought == set(range(REPLICAS))
    async with replicas.apps[0].database.transaction() as tx:
        counts = [await tx.queue.count(state, Kind.UPDATE) for state in State]
    assert counts == [0, len(people) * len(ASKED), 0]


async def test_what_a_dead_replica_had_in_hand_is_done_within_its_lease(replicas: Replicas) -> None:
    ann, bob = replicas.telegram.person("Ann Example"), replicas.telegram.person("Bob Sample")
    replicas.run()
    hanging = replicas.telegram.faults.add(Fault("hang_before", "sendMessage", chat=ann.id))
    await ann.says(ASKED[0][0])
    await replicas.until(lambda: bool(hanging.struck))
    await replicas.kill(await replicas.holder_of(Kind.SEND))
    held_until = replicas.clock() + LEASE
    await bob.says(ASKED[0][0])
    await replicas.until(lambda: len(heard(bob)) == 1)
    assert (heard(ann), replicas.clock() < held_until) == ([], True)
    replicas.clock.now = held_until
    await replicas.until(lambda: len(heard(ann)) == 1)
    assert ASKED[0][1] in heard(ann)[0].lower()


async def test_updates_that_a_dead_replica_had_in_hand_are_handled_after_its_lease_in_order(replicas: Replicas) -> None:
    ann, bob = replicas.telegram.person("Ann Example"), replicas.telegram.person("Bob Sample")
    for question, _ in ASKED:
        await ann.says(question)
    await replicas.telegram.until(lambda: replicas.telegram.waiting() == 0, PATIENCE)
    dead = replicas.living.pop()
    (name,) = [worker.name for worker in dead.workers if worker.kind is Kind.UPDATE]
    async with dead.database.transaction() as tx:
        assert len(await tx.queue.take(Kind.UPDATE, name, replicas.clock(), LEASE, limit=9)) == 1
    await bob.says(ASKED[0][0])
    await replicas.settle()
    assert (len(heard(bob)), heard(ann)) == (1, [])
    replicas.clock.now += LEASE
    await replicas.settle()
    for answer, (_, words) in zip(heard(ann), ASKED, strict=True):
        assert words in answer.lower()


async def test_a_press_waits_for_whoever_changes_the_case_and_is_then_done(replicas: Replicas) -> None:
    sam, ann = await replicas.joins("Sam Specimen", Role.SAFETY), await replicas.joins("Ann Example", Role.COUNCILLOR)
    await ann.says("He is at my door with a knife")
    await replicas.settle()
    await sam.presses(data="c:1:take")
    await replicas.telegram.until(lambda: replicas.telegram.waiting() == 0, PATIENCE)
    one, other, _ = replicas.apps
    async with other.database.transaction() as tx:
        (case_id,) = await tx.cases.ids()
        case = await tx.cases.find(case_id)
        assert case is not None
        await tx.cases.save(case)  # what the clock does to it, say
        taking = asyncio.gather(*(worker.step() for worker in one.workers if worker.kind is Kind.UPDATE))
        await meanwhile(other.database, taking)
        assert not taking.done()
    await taking
    async with other.database.transaction() as tx:
        assert [link.action for link in await tx.audit.chain(case_id)][-1] == "case:taken"


async def test_what_is_done_with_a_letter_waits_for_whoever_changes_its_case_and_shows_it_as_it_is_then(
    replicas: Replicas,
) -> None:
    sam, kit = await replicas.joins("Sam Specimen", Role.SAFETY), await replicas.joins("Kit Example", Role.COMMS)
    one, other, _ = replicas.apps
    async with one.database.transaction() as tx:
        turn, absent = Turn(tx, replicas.clock.now, kit.id), Absent("Edna Example", entered_by=kit.id)
        casework = one.engine.house.desk.casework
        await casework.open(turn, absent, Report("harassment", what="Every day"), Level.CONCERN, "newcase")
        await turn.close("test")
    await replicas.settle()
    await kit.presses(data="n:l:1:told")
    await replicas.telegram.until(lambda: replicas.telegram.waiting() == 0, PATIENCE)
    async with other.database.transaction() as tx:
        case = await tx.cases.hold(1)
        assert case is not None
        pressing = asyncio.gather(*(worker.step() for worker in one.workers if worker.kind is Kind.UPDATE))
        await meanwhile(other.database, pressing)
        assert not pressing.done()
        taken = take(case, sam.id, replicas.clock.now)
        assert isinstance(taken, Case)
        await tx.cases.save(taken)
    await pressing
    replicas.clock.now += timedelta(seconds=30)  # each chat has its pace
    await replicas.settle()
    cards = [
        message.text for person in (sam, kit) for message in person.chat.messages if "On behalf of" in message.text
    ]
    assert cards
    assert all("Sam Specimen" in text for text in cards)


async def test_a_timer_that_is_due_waits_for_whoever_takes_its_case_and_is_then_gone(
    replicas: Replicas, caplog: pytest.LogCaptureFixture
) -> None:
    sam, ann = await replicas.joins("Sam Specimen", Role.SAFETY), await replicas.joins("Ann Example", Role.COUNCILLOR)
    await ann.says("He is at my door with a knife")
    await replicas.settle()
    one, other, _ = replicas.apps
    async with other.database.transaction() as tx:
        case, due = await tx.cases.hold(1), await tx.queue.next_due([Kind.TIMER])
        assert case is not None
        assert due is not None
        replicas.clock.now = max(due, replicas.clock.now)
        firing = asyncio.gather(*(worker.step() for worker in one.workers if worker.kind is Kind.TIMER))
        await meanwhile(other.database, firing)
        assert not firing.done()
        await tx.queue.cancel(Kind.TIMER, timer_key(case.id))  # as whoever moves a case winds its timer anew
        taken = take(case, sam.id, replicas.clock.now)
        assert isinstance(taken, Case)
        await tx.cases.save(taken)
    await firing
    async with other.database.transaction() as tx:
        assert not [link.action for link in await tx.audit.chain(1) if link.action.startswith("case:escalated")]
    assert "row.retry" not in caplog.messages


@pytest.mark.parametrize("kind", [Kind.TIMER, Kind.UPDATE])
async def test_whoever_moves_a_removal_waits_for_its_cases_before_touching_it(
    replicas: Replicas, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    kit = await replicas.joins("Kit Example", Role.COMMS)
    one, other, _ = replicas.apps
    async with one.database.transaction() as tx:
        turn, desk, absent = Turn(tx, replicas.clock.now, kit.id), one.engine.house.desk, Absent("Edna Example", kit.id)
        case = await desk.casework.open(turn, absent, Report("harassment"), Level.CONCERN, "newcase")
        removal = await desk.removals.begin(turn, case, "https://x.com/made_up/status/1")
        officer = await tx.people.find(kit.id)
        assert officer is not None
        viewed = await desk.removals.ledgers.viewed(turn, removal, officer)
        assert viewed is not None
        await desk.removals.ledgers.open_card(turn, viewed, officer)
        await turn.close("test")
    await replicas.settle()
    replicas.clock.now += timedelta(seconds=30)  # each chat has its pace
    await replicas.settle()
    if kind is Kind.UPDATE:
        await kit.presses(data="r:1:sent")
        await replicas.telegram.until(lambda: replicas.telegram.waiting() == 0, PATIENCE)
    async with other.database.transaction() as tx:
        await tx.cases.hold(case.id)
        assert removal.next_at is not None
        replicas.clock.now = removal.next_at
        moving = asyncio.gather(*(worker.step() for worker in one.workers if worker.kind is kind))
        await meanwhile(other.database, moving)
        assert not moving.done()
        before = await tx.removals.find(removal.id)  # as whoever begins it from its case, and winds its timer anew
        assert before is not None
        await tx.queue.cancel(Kind.TIMER, "removal:1")
        await tx.removals.save(before, before)
    await moving
    assert "row.retry" not in caplog.messages


async def test_every_timer_fires_once_however_many_look(replicas: Replicas) -> None:
    for name, role in (("Sam Specimen", Role.SAFETY), ("Kit Placeholder", Role.COMMS), ("Alex Template", Role.ADMIN)):
        await replicas.joins(name, role)
    ann = await replicas.joins("Ann Example", Role.COUNCILLOR)
    await ann.says("He is at my door with a knife")
    await replicas.settle()
    for _ in range(4):
        async with replicas.apps[0].database.transaction() as tx:
            case = await tx.cases.find(1)
            due = await tx.queue.next_due([Kind.TIMER])
        assert case is not None
        assert due is not None
        replicas.clock.now = max(due, replicas.clock.now)
        await replicas.settle()
    async with replicas.apps[0].database.transaction() as tx:
        actions = [link.action for link in await tx.audit.chain(1)]
    rungs = [action for action in actions if action.startswith("case:escalated")]
    assert rungs == [f"case:escalated:{rung}" for rung in ("next", "everyone", "admins", "admins")]


async def test_with_the_database_down_danger_is_answered_and_the_update_comes_again(
    replicas: Replicas, postgres: Server
) -> None:
    ann = replicas.telegram.person("Ann Example")
    name = make_url(replicas.apps[0].url).database
    postgres.say(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
    postgres.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'")
    await ann.says("He is at my door with a knife")
    await ann.receives("999", within=PATIENCE)
    assert replicas.telegram.waiting() == 1
    postgres.say(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
    await replicas.settle()
    await ann.receives("call 999 now", within=PATIENCE)
    async with replicas.apps[0].database.transaction() as tx:
        assert await tx.cases.find(1) is not None
