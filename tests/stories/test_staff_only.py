"""What is meant for the staff reaches nobody who is none of them by the time it is sent."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.desk.turn import OUTGOING, Turn
from bot.domain.chat import Outgoing
from bot.domain.person import Role
from bot.storage.row import Kind
from tests.stories.reports import calls_for_help
from tests.stories.test_removals import wishes
from tests.world import Somebody, World

Does = Callable[[Somebody], Awaitable[object]]


def command(text: str) -> Does:
    return lambda who: who.telegram.says(text)


def button(label: str) -> Does:
    return lambda who: who.telegram.presses(who.world.label(label))


async def handled(world: World) -> None:
    """What was written or pressed is answered, and the answers wait to be sent."""
    await world.app.intake.poll(wait=0)
    while await world.app.workers[0].step():
        pass


@asynccontextmanager
async def leaving(world: World, who: Somebody) -> AsyncIterator[None]:
    """What is done meanwhile is answered, and then somebody's roles are taken away before anything is sent."""
    chief = await world.admin("Chris Chief")
    await chief.says("/people")
    await chief.presses(f"Has left: {who.telegram.name}")
    who.forgets()
    yield
    await handled(world)
    await chief.telegram.presses(world.label("button.has-left-sure"))
    await handled(world)
    await world.settle()


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ((), command("/people")),
        (("/people",), button("Has left: Ann Example")),
        ((), command("/training")),
        (("/training",), button("button.as-table")),
        (("/training",), button("button.who-has-done-what")),
        ((), command("/gaps")),
        ((), command("/drill")),
        ((), command("/trends")),
        (("/trends",), button("button.trends-12")),
        ((), command("/queue")),
        ((), command("/removals")),
        ((), command("/newcase")),
    ],
)
async def test_whoever_leaves_gets_nothing_of_what_they_had_asked_for_as_staff(
    world: World, before: tuple[str, ...], last: Does
) -> None:
    pat, _ = await world.admin("Pat Instance"), await world.councillor("Ann Example")
    for text in before:
        await pat.says(text)

    async with leaving(world, pat):
        await last(pat)
    await world.fast_forward(seconds=30)

    pat.hears("your role here has ended")
    pat.hears_nothing()


async def test_whoever_leaves_gets_what_everybody_may_have(world: World) -> None:
    pat = await world.admin("Pat Instance")

    async with leaving(world, pat):
        await pat.telegram.says("/notice")

    pat.hears("What becomes of what you write here")


async def fires(world: World, **span: float) -> None:
    """The clock moves, and timers fire; what comes of them waits."""
    world.clock.now += timedelta(**span)
    timers = next(worker for worker in world.app.workers if worker.kind is Kind.TIMER)
    while await timers.step():
        pass


async def test_the_monthly_report_does_not_reach_an_administrator_who_left_while_it_was_made(world: World) -> None:
    pat, alex = await world.admin("Pat Instance"), await world.admin()

    async with leaving(world, pat):
        await fires(world, days=8)

    assert [message.media for message in pat.messages() if message.media] == []
    assert len([message for message in alex.messages() if message.media]) == 2


async def test_a_reminder_of_a_removal_does_not_reach_an_officer_who_left(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)

    async with leaving(world, kit):
        await fires(world, days=1)

    assert not any("RM-0001" in message.text for message in kit.messages())


async def test_whoever_left_does_not_hear_that_a_case_which_they_had_went_on(world: World) -> None:
    sam, kit = await world.officer("Sam Specimen"), await world.officer("Kit Example", Role.COMMS)
    await calls_for_help(await world.councillor())
    await sam.presses("button.take")
    await world.fast_forward(minutes=1)

    async with leaving(world, sam), world.app.database.transaction() as tx:
        case = await tx.cases.hold(1)
        assert case is not None
        turn = Turn(tx, world.now, kit.id)
        world.app.engine.house.desk.casework.notices.tell(turn, case, sam.id, "WL-0001 went on")
        await turn.close("test")

    assert not any("went on" in message.text for message in sam.messages())


async def test_what_an_older_release_had_put_into_the_queue_is_still_sent(world: World) -> None:
    ann = await world.councillor()
    old = OUTGOING.dump_python(Outgoing(ann.id, text="from before"), mode="json")
    del old["readers"]
    async with world.app.database.transaction() as tx:
        await tx.queue.put(Kind.SEND, "old", {"out": old, "known": 0}, lane=str(ann.id), now=world.now)

    await world.settle()

    ann.hears("from before")
