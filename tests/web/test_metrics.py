"""What a monitor reads of a bot at work: /metrics and /readyz, and the heartbeat, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.bootstrap.app import App
from bot.content import Knowledge
from bot.sandbox import Fault, LocalTelegram, faults
from bot.storage.row import Kind
from bot.web import Checks, Health, Heartbeat, Metrics, health_routes, serving
from tests.world import MONDAY, MovedClock, World, bot_at, fresh_file

from .watched import HOST, figures, got


@dataclass
class Watched:
    """A world whose bot is watched."""

    world: World
    checks: Checks
    port: int = 0

    async def figures(self) -> dict[str, float]:
        return await figures(self.port)

    async def ready(self) -> tuple[int, set[str]]:
        """The status of /readyz, and the checks that fail."""
        answer = await got(self.port, "/readyz")
        body = answer.json()
        assert body["ready"] is (answer.status_code == 200)
        return answer.status_code, {name for name, check in body["checks"].items() if not check["ok"]}


@pytest.fixture
async def watched(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[Watched]:
    await fresh_file(tmp_path / "world.db")
    clock, metrics = MovedClock(MONDAY), Metrics(by_words_alone=False)
    async with LocalTelegram(clock=clock) as telegram:
        url = f"sqlite+aiosqlite:///{tmp_path / 'world.db'}"
        app = bot_at(telegram, knowledge, url, clock, tally=metrics)
        await app.start()
        await app.lookout.look()
        checks = Checks(app.database, len(knowledge.catalogue), lambda: app.lookout.reached_at, clock)
        found = Watched(World(telegram, app, clock), checks)
        routes = [*health_routes(Health("meanings"), checks), *metrics.routes(app.database, clock)]
        async with serving(routes, HOST, 0) as found.port:
            yield found
        await app.stop()


async def put_behind(app: App, now: Any, *, due: timedelta) -> None:
    async with app.database.transaction() as tx:
        await tx.queue.put(Kind.FETCH, "late", {}, lane="late", now=now, due_at=now + due)


async def test_questions_and_messages_are_counted(watched: Watched) -> None:
    ann = watched.world.stranger()
    await ann.says("someone made a fake account in my name")
    await ann.says("where do i renew my fishing rod licence")
    found = await watched.figures()
    assert found["wardlight_questions_total{outcome=answered}"] == 1
    assert found["wardlight_questions_total{outcome=unanswered}"] == 1
    assert found["wardlight_handled_total{kind=update,outcome=done}"] == 2
    assert found["wardlight_handling_seconds_count{kind=update}"] == 2
    assert found["wardlight_sends_total{outcome=sent}"] == len(ann.messages())
    assert found["wardlight_queue_rows{kind=update,state=done}"] == 2
    assert (found["wardlight_words_alone"], found["wardlight_database_up"]) == (0, 1)


async def test_being_asked_to_wait_and_being_blocked_are_counted(watched: Watched) -> None:
    ann = watched.world.stranger()
    watched.world.telegram.faults.add(faults.too_many_requests(3, "sendMessage"))
    await ann.says("/start")
    assert (await watched.figures())["wardlight_sends_total{outcome=asked-to-wait}"] == 1
    await ann.telegram.says("where do i report a threat")
    await ann.does(ann.telegram.blocks())
    assert (await watched.figures())["wardlight_sends_total{outcome=chat-gone}"] >= 1


async def test_cases_that_nobody_takes_grow_older_until_somebody_does(watched: Watched) -> None:
    sam, ann = await watched.world.officer(), await watched.world.councillor()
    await ann.says("He is at my door with a knife")
    watched.world.clock.now += timedelta(minutes=3)
    found = await watched.figures()
    assert found["wardlight_cases_untaken{level=emergency}"] == 1
    assert 180 <= found["wardlight_cases_untaken_oldest_seconds{level=emergency}"] < 200
    await sam.presses("button.take")
    assert "wardlight_cases_untaken{level=emergency}" not in await watched.figures()


async def test_a_queue_that_does_not_move_is_seen(watched: Watched) -> None:
    world = watched.world
    assert await watched.ready() == (200, set())
    await put_behind(world.app, world.now, due=timedelta())
    world.clock.now += timedelta(seconds=61)
    found = await watched.figures()
    assert found["wardlight_queue_oldest_seconds{kind=fetch}"] == 61
    assert found["wardlight_queue_rows{kind=fetch,state=waiting}"] == 1
    assert await watched.ready() == (503, {"queue"})


async def test_what_is_due_later_is_not_late(watched: Watched) -> None:
    world = watched.world
    await put_behind(world.app, world.now, due=timedelta(hours=1))
    assert (await watched.figures())["wardlight_queue_oldest_seconds{kind=fetch}"] == 0
    assert await watched.ready() == (200, set())


async def test_it_is_not_ready_while_telegram_does_not_answer(watched: Watched) -> None:
    world = watched.world
    world.clock.now += timedelta(minutes=3)
    assert await watched.ready() == (503, {"telegram"})
    world.telegram.faults.add(Fault("refuse", "getWebhookInfo", code=502))
    await world.app.lookout.look()
    assert await watched.ready() == (503, {"telegram"})
    await world.app.lookout.look()
    assert await watched.ready() == (200, set())


async def test_it_is_not_ready_without_its_database_or_its_tables(watched: Watched, tmp_path: Path) -> None:
    async with watched.world.app.database.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM alembic_version")
    assert await watched.ready() == (503, {"database"})
    await watched.world.app.database.close()
    path = tmp_path / "world.db"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.mkdir()
    assert await watched.ready() == (503, {"database", "queue"})
    assert (await watched.figures())["wardlight_database_up"] == 0


@dataclass
class Outside:
    """Who listens for signs of life."""

    port: int = 0
    answer: int = 200
    heard: int = 0
    alive: asyncio.Event = field(default_factory=asyncio.Event)
    routes: list[Route] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.routes.append(Route("/alive", self._alive))

    async def _alive(self, _: Request) -> Response:
        self.heard += 1
        self.alive.set()
        return Response(status_code=self.answer)


async def test_signs_of_life_are_given_while_it_is_ready_and_only_then(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    outside = Outside()
    async with serving(outside.routes, HOST, 0) as outside.port:
        heartbeat = Heartbeat(f"http://{HOST}:{outside.port}/alive", watched.checks)
        assert (await heartbeat.beat(), outside.heard) == (True, 1)
        watched.world.clock.now += timedelta(minutes=3)
        assert (await heartbeat.beat(), outside.heard) == (False, 1)
        await watched.world.app.lookout.look()
        outside.answer = 500
        assert (await heartbeat.beat(), outside.heard) == (False, 2)
    assert await heartbeat.beat() is False
    assert [record.message for record in caplog.records if record.name == "bot.web.heartbeat"] == [
        "heartbeat.failed"
    ] * 2
    assert str(outside.port) not in caplog.text


async def test_a_heart_beats_at_once(watched: Watched) -> None:
    outside = Outside()
    async with serving(outside.routes, HOST, 0) as outside.port, asyncio.timeout(10):
        beating = asyncio.create_task(Heartbeat(f"http://{HOST}:{outside.port}/alive", watched.checks).run())
        await outside.alive.wait()
        beating.cancel()
