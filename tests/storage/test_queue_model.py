"""Whatever is done with the queue, in whatever order: it does what a list in memory would do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.domain.errors import LeaseLostError
from bot.storage import Database
from bot.storage.row import NORMAL, SOON, URGENT, Kind, Row, State
from bot.storage.schema import queue

from .conftest import NOW
from .rows import LEASE, put, take


@dataclass
class Expected:
    """A row as the model has it; its place in the list is its age."""

    key: str
    lane: str
    priority: int
    due_at: datetime
    state: State = State.WAITING
    worker: str = ""
    leased_until: datetime = NOW
    attempts: int = 0


class Model:
    """The queue as a list."""

    def __init__(self) -> None:
        self.rows: list[Expected] = []

    def put(self, row: Expected) -> bool:
        if any(other.key == row.key for other in self.rows):
            return False
        self.rows.append(row)
        return True

    def take(self, worker: str, now: datetime, limit: int) -> list[str]:
        lanes: dict[str, list[Expected]] = {}
        for row in sorted(self.waiting(), key=lambda row: row.priority):
            lanes.setdefault(row.lane, []).append(row)
        heads = [rows[0] for rows in lanes.values() if all(row.leased_until <= now for row in rows)]
        due = sorted((row for row in heads if row.due_at <= now), key=lambda row: (row.priority, row.due_at))
        for row in due[:limit]:
            row.worker, row.leased_until, row.attempts = worker, now + LEASE, row.attempts + 1
        return [row.key for row in due[:limit]]

    def waiting(self) -> list[Expected]:
        return [row for row in self.rows if row.state is State.WAITING]

    def held(self, key: str, worker: str, attempt: int) -> Expected | None:
        lease = key, worker, attempt
        return next((row for row in self.waiting() if (row.key, row.worker, row.attempts) == lease), None)


WORKERS = st.sampled_from(["one", "two"])
KEYS = st.integers(0, 7).map(str)
SECONDS = st.integers(0, 90)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), KEYS, st.sampled_from(["ann", "bob"]), st.sampled_from([URGENT, NORMAL]), SECONDS),
        st.tuples(st.just("take"), WORKERS, st.integers(1, 3)),
        st.tuples(st.sampled_from(["finish", "quarantine"]), WORKERS, st.integers(0, 3)),
        st.tuples(st.just("put back"), WORKERS, st.integers(0, 3), SECONDS),
        st.tuples(st.just("cancel"), KEYS),
        st.tuples(st.just("hasten"), st.sampled_from(["ann", "bob"]), st.sampled_from([URGENT, SOON])),
        st.tuples(st.just("wait"), SECONDS),
    ),
    max_size=40,
)


class Both:
    """The queue and its model, side by side."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.model = Model()
        self.now = NOW
        self.taken: dict[str, list[Row]] = {"one": [], "two": []}

    async def do(self, step: tuple[Any, ...]) -> None:
        match step:
            case ("put", key, lane, priority, wait):
                due = self.now + timedelta(seconds=wait)
                new = await put(self.database, key, lane, due_at=due, priority=priority)
                assert new == self.model.put(Expected(key, lane, priority, due))
            case ("take", worker, limit):
                rows = await take(self.database, worker, at=self.now, limit=limit)
                assert [row.key for row in rows] == self.model.take(worker, self.now, limit)
                self.taken[worker] += rows
            case ("cancel", key):
                async with self.database.transaction() as tx:
                    await tx.queue.cancel(Kind.SEND, key)
                self.model.rows = [row for row in self.model.rows if row.key != key or row.state is not State.WAITING]
            case ("hasten", lane, priority):
                async with self.database.transaction() as tx:
                    await tx.queue.hasten(Kind.SEND, {lane}, priority)
                for row in self.model.waiting():
                    row.priority = min(row.priority, priority) if row.lane == lane else row.priority
            case ("wait", seconds):
                self.now += timedelta(seconds=seconds)
            case (end, worker, place, *wait) if place < len(self.taken[worker]):
                await self.end(end, worker, self.taken[worker].pop(place), timedelta(seconds=sum(wait)))

    async def end(self, how: str, worker: str, row: Row, wait: timedelta) -> None:
        expected = self.model.held(row.key, worker, row.attempts)
        try:
            async with self.database.transaction() as tx:
                match how:
                    case "finish":
                        await tx.queue.finish(row, worker)
                    case "quarantine":
                        await tx.queue.quarantine(row, worker)
                    case "put back":
                        await tx.queue.put_back(row, worker, self.now + wait)
        except LeaseLostError:
            assert expected is None
            return
        assert expected is not None
        match how:
            case "finish":
                self.model.rows.remove(expected)
            case "quarantine":
                expected.state = State.QUARANTINED
            case "put back":
                expected.worker, expected.leased_until, expected.due_at = "", self.now, self.now + wait

    async def compare(self) -> None:
        async with self.database.transaction() as tx:
            for state in State:
                assert await tx.queue.count(state) == sum(row.state is state for row in self.model.rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_the_queue_does_what_its_model_does(database: Database, steps: list[tuple[Any, ...]]) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(delete(queue))
    both = Both(database)
    for step in steps:
        await both.do(step)
    await both.compare()
