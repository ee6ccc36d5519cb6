"""Thousands of hostile updates: each is handled or set aside, the bot goes on, and the next person is answered."""

import asyncio
import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.content import Knowledge
from bot.domain.entry import CouncilKind
from bot.domain.learning import Course
from bot.domain.person import Person, Role
from bot.storage.learning import Poll
from bot.storage.row import Kind, State
from tests.stories.reports import reports
from tests.stories.ways import presses_blindly
from tests.world import World, a_world

from .updates import POLL, USERS, Batch, batches

AT_ONCE = 100


async def peopled(world: World) -> None:
    """Those who send the updates: one of each role among strangers; there is a case, a removal of it, and a poll."""
    people = [world.stranger("Jo") for _ in USERS]
    assert tuple(person.id for person in people) == USERS
    for person in people:
        person.telegram.account.begun = True  # so that what the bot answers is taken, or refused
    async with world.app.database.transaction() as tx:
        for number, role in zip(USERS, Role, strict=False):
            await tx.people.save(Person(number, f"Jo {role}", frozenset({role}), CouncilKind.PRINCIPAL))
        spot = Course.of(world.knowledge.lessons.values(), lambda _: True).spots()[0]
        await tx.learning.asked(Poll(POLL, USERS[0], spot.question.key, 0, world.now))
    councillor, safety = people[0], people[list(Role).index(Role.SAFETY)]
    await reports(councillor, "threat-of-violence")
    for verb in ("agreed", "0"):
        await presses_blindly(safety, f"c:1:removal:{verb}", safety.last)
    async with world.app.database.transaction() as tx:
        assert await tx.removals.ids_of(1) == [1]


async def heard(world: World, raws: Batch) -> None:
    """Let the bot take updates in and handle them, and see that it is as well as before."""
    await peopled(world)
    batch = [{"update_id": 900_000_000 + number, **raw} for number, raw in enumerate(raws)]
    await world.app.intake.commit(batch)
    await world.settle()
    await world.fast_forward(minutes=1)  # what fails is tried five times, each later than the last
    async with world.app.database.transaction() as tx:
        assert await tx.queue.count(State.WAITING, Kind.UPDATE) == 0
        done, aside = await tx.queue.count(State.DONE), await tx.queue.count(State.QUARANTINED, Kind.UPDATE)
        assert await tx.queue.count(State.QUARANTINED, Kind.TIMER, Kind.FETCH, Kind.SEND) == 0
    assert done + aside >= len(batch)
    ann = await world.councillor()
    await ann.says("how do i report a post on facebook")
    ann.hears("Source:")


async def _one(knowledge: Knowledge, folder: Path, raws: Batch) -> None:
    async with a_world(knowledge, folder) as world:
        await heard(world, raws)


def fuzz(knowledge: Knowledge, folder: Path, caplog: pytest.LogCaptureFixture, times: int) -> None:
    """Run so many batches, each against a bot of its own."""
    caplog.set_level(logging.ERROR)

    @settings(
        max_examples=times,
        deadline=None,
        derandomize=times < 10,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(batches(AT_ONCE))
    def run(raws: Batch) -> None:
        caplog.clear()
        asyncio.run(_one(knowledge, folder, raws))
        # Set aside for being unreadable is as it should be; for an error of ours it is not.
        places = [record.place for record in caplog.records if record.message == "row.quarantined"]
        assert [place for place in places if not place.startswith("translate.py")] == []

    run()


def test_hostile_updates_end_in_a_reply_or_aside(
    knowledge: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fuzz(knowledge, tmp_path, caplog, 3)


@pytest.mark.faults
def test_ten_thousand_hostile_updates_end_in_a_reply_or_aside(
    knowledge: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fuzz(knowledge, tmp_path, caplog, 100)
