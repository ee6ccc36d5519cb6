"""The queue: rows are unique, lanes keep their order, leases run out, and nothing is taken twice."""

import asyncio

import pytest

from bot.domain.errors import LeaseLostError
from bot.storage import Database
from bot.storage.row import NORMAL, SOON, URGENT, Kind, State

from .conftest import NOW
from .rows import LEASE, SECOND, finish, keys, put, take


async def test_a_key_is_taken_in_once_for_each_kind(database: Database) -> None:
    assert await put(database, "1") is True
    assert await put(database, "1", lane="bob") is False
    assert await put(database, "1", kind=Kind.TIMER) is True


async def test_a_row_comes_back_as_it_was_put(database: Database) -> None:
    await put(database, "1", due_at=NOW + SECOND, priority=URGENT)
    (row,) = await take(database, at=NOW + SECOND)
    assert (row.kind, row.key, row.lane, row.priority) == (Kind.SEND, "1", "ann", URGENT)
    assert (row.due_at, row.created_at, row.attempts, row.payload) == (NOW + SECOND, NOW, 1, {"text": "1"})


async def test_a_lane_is_worked_in_order_one_row_at_a_time(database: Database) -> None:
    for key in ("1", "2"):
        await put(database, key)
    (first,) = await take(database)
    assert first.key == "1"
    assert await take(database, "another") == []
    await finish(database, first)
    assert await keys(database, "another") == ["2"]


async def test_lanes_are_worked_side_by_side(database: Database) -> None:
    for key, lane in (("1", "ann"), ("2", "ann"), ("3", "bob")):
        await put(database, key, lane)
    assert await keys(database) == ["1", "3"]


async def test_the_same_lane_of_another_kind_is_another_lane(database: Database) -> None:
    await put(database, "1")
    await put(database, "2", kind=Kind.UPDATE)
    assert await keys(database) == ["1"]
    assert await keys(database, kind=Kind.UPDATE) == ["2"]


async def test_an_urgent_row_overtakes_in_its_lane_and_among_lanes(database: Database) -> None:
    await put(database, "calm", priority=NORMAL)
    await put(database, "urgent", priority=URGENT)
    await put(database, "of bob", lane="bob", priority=NORMAL)
    assert await keys(database) == ["urgent", "of bob"]


async def test_an_urgent_row_waits_for_the_one_under_way(database: Database) -> None:
    await put(database, "calm", priority=NORMAL)
    (calm,) = await take(database)
    await put(database, "urgent", priority=URGENT)
    assert await take(database, "another") == []
    await finish(database, calm)
    assert await keys(database, "another") == ["urgent"]


async def test_a_lane_that_is_hastened_goes_first_in_its_own_order(database: Database) -> None:
    for key, lane in (("of bob", "bob"), ("first", "ann"), ("second", "ann")):
        await put(database, key, lane)
    async with database.transaction() as tx:
        await tx.queue.hasten(Kind.SEND, {"ann"}, URGENT)
    await put(database, "third")
    for key in ("first", "second"):
        (row,) = await take(database, limit=1)
        assert row.key == key
        await finish(database, row)
    assert await keys(database) == ["of bob", "third"]


async def test_hastening_touches_no_other_kind_and_nothing_that_is_set_aside(database: Database) -> None:
    await put(database, "of bob", "bob")
    await put(database, "of ann", kind=Kind.UPDATE)
    await put(database, "send")
    async with database.transaction() as tx:
        await tx.queue.hasten(Kind.UPDATE, {"ann"}, URGENT)
    assert await keys(database) == ["of bob", "send"]


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_hastening_waits_for_nobody_who_holds_a_row(database: Database) -> None:
    await put(database, "held", "eve")
    (held,) = await take(database, "another")
    for lane in ("bob", "ann"):
        await put(database, f"of {lane}", lane)
    async with database.transaction() as hung:
        await hung.queue.put_back(held, "another", NOW)
        async with asyncio.timeout(10), database.transaction() as tx:
            await tx.queue.hasten(Kind.SEND, {"ann", "eve"}, URGENT)
    assert (await keys(database))[0] == "of ann"


async def test_what_is_hastened_less_goes_between(database: Database) -> None:
    for lane in ("eve", "bob", "ann"):
        await put(database, f"of {lane}", lane)
    async with database.transaction() as tx:
        await tx.queue.hasten(Kind.SEND, {"ann"}, URGENT)
        await tx.queue.hasten(Kind.SEND, {"ann", "bob"}, SOON)
    assert await keys(database) == ["of ann", "of bob", "of eve"]


async def test_no_more_rows_are_taken_than_asked_for_the_longest_due_first(database: Database) -> None:
    for number in range(3):
        await put(database, str(number), lane=str(number), due_at=NOW - number * SECOND)
    assert await keys(database, limit=2) == ["2", "1"]
    assert await keys(database, limit=2) == ["0"]


async def test_a_row_is_not_taken_before_it_is_due_and_holds_up_its_lane(database: Database) -> None:
    await put(database, "later", due_at=NOW + SECOND)
    await put(database, "behind it")
    assert await take(database) == []
    assert await keys(database, at=NOW + SECOND) == ["later"]


async def test_a_lease_that_runs_out_is_taken_again_and_the_first_worker_has_lost_it(database: Database) -> None:
    await put(database, "1")
    (row,) = await take(database, "dead")
    assert await take(database, "alive", at=NOW + LEASE - SECOND) == []
    (again,) = await take(database, "alive", at=NOW + LEASE)
    assert (again.id, again.attempts) == (row.id, 2)
    with pytest.raises(LeaseLostError):
        await finish(database, row, "dead")
    await finish(database, again, "alive")


async def test_what_was_done_with_a_lost_lease_is_undone(database: Database) -> None:
    await put(database, "1")
    (row,) = await take(database, "dead")
    await take(database, "alive", at=NOW + LEASE)

    async def work() -> None:
        async with database.transaction() as tx:
            await tx.queue.put(Kind.SEND, "effect", {}, lane="bob", now=NOW)
            await tx.queue.finish(row, "dead")

    with pytest.raises(LeaseLostError):
        await work()
    assert await keys(database, "alive") == []


@pytest.mark.parametrize("change", ["put_back", "quarantine"])
async def test_a_worker_that_lost_its_lease_can_neither_put_back_nor_set_aside(database: Database, change: str) -> None:
    await put(database, "1")
    (row,) = await take(database, "dead")
    (again,) = await take(database, "alive", at=NOW + LEASE)

    async def do() -> None:
        async with database.transaction() as tx:
            await (tx.queue.put_back(row, "dead", NOW) if change == "put_back" else tx.queue.quarantine(row, "dead"))

    with pytest.raises(LeaseLostError):
        await do()
    await finish(database, again, "alive")


async def test_a_row_put_back_waits_until_it_is_due_with_its_new_payload(database: Database) -> None:
    await put(database, "1")
    await put(database, "2")
    (row,) = await take(database)
    async with database.transaction() as tx:
        await tx.queue.put_back(row, "w", NOW + SECOND, {"text": "changed"})
    assert await take(database) == []
    (again,) = await take(database, at=NOW + SECOND)
    assert (again.key, again.payload, again.attempts) == ("1", {"text": "changed"}, 2)


async def test_a_quarantined_row_is_kept_and_its_lane_goes_on(database: Database) -> None:
    for key in ("bad", "good"):
        await put(database, key)
    (bad,) = await take(database)
    async with database.transaction() as tx:
        await tx.queue.quarantine(bad, "w")
    assert await keys(database) == ["good"]
    async with database.transaction() as tx:
        assert await tx.queue.count(State.QUARANTINED) == 1
    assert await put(database, "bad") is False


async def test_a_finished_row_is_gone_but_an_update_is_known_when_it_comes_again(database: Database) -> None:
    for kind in (Kind.SEND, Kind.UPDATE):
        await put(database, "1", kind=kind)
        (row,) = await take(database, kind=kind)
        await finish(database, row)
        assert await take(database, kind=kind) == []
        with pytest.raises(LeaseLostError):
            await finish(database, row)
    assert await put(database, "1", kind=Kind.UPDATE) is False
    assert await put(database, "1", kind=Kind.SEND) is True


async def test_done_updates_are_forgotten_in_time_and_nothing_else_is(database: Database) -> None:
    await put(database, "waiting", kind=Kind.UPDATE, lane="bob")
    await put(database, "done", kind=Kind.UPDATE)
    for row in await take(database, kind=Kind.UPDATE):
        if row.key == "done":
            await finish(database, row)
    for before, left in ((NOW, 1), (NOW + SECOND, 0)):
        async with database.transaction() as tx:
            await tx.queue.forget_done(before)
            assert await tx.queue.count(State.DONE) == left
            assert await tx.queue.count() == 1


async def test_a_cancelled_timer_does_not_fire_and_can_be_armed_again(database: Database) -> None:
    await put(database, "1", kind=Kind.TIMER)
    async with database.transaction() as tx:
        await tx.queue.cancel(Kind.TIMER, "1", "never armed")
    assert await take(database, kind=Kind.TIMER) == []
    assert await put(database, "1", kind=Kind.TIMER) is True


async def test_the_next_due_row_is_the_one_that_heads_its_lane_first(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.queue.next_due(list(Kind)) is None
    await put(database, "head", due_at=NOW + 5 * SECOND)
    await put(database, "behind", due_at=NOW)
    await put(database, "of bob", lane="bob", due_at=NOW + 7 * SECOND, kind=Kind.TIMER)
    async with database.transaction() as tx:
        assert await tx.queue.next_due(list(Kind)) == NOW + 5 * SECOND
        assert await tx.queue.next_due([Kind.TIMER]) == NOW + 7 * SECOND


async def test_what_waits_is_found_by_kind_priority_and_age_whoever_works_on_it(database: Database) -> None:
    await put(database, "first", lane="ann", priority=URGENT)
    await put(database, "second", lane="bob", priority=URGENT, now=NOW + SECOND)
    await put(database, "too new", lane="eve", priority=URGENT, now=NOW + 2 * SECOND)
    await put(database, "calm", lane="kit", priority=NORMAL)
    await put(database, "timer", kind=Kind.TIMER, priority=URGENT)
    (row,) = await take(database, limit=1)
    async with database.transaction() as tx:
        await tx.queue.put_back(row, "w", NOW + 10 * SECOND)
        found = await tx.queue.waiting_since(Kind.SEND, URGENT, NOW + SECOND)
    assert sorted(row.key for row in found) == ["first", "second"]


async def test_an_alarm_that_was_sounded_is_known_for_two_days(database: Database) -> None:
    await put(database, "1", kind=Kind.ALERT)
    (row,) = await take(database, kind=Kind.ALERT)
    await finish(database, row)
    assert await put(database, "1", kind=Kind.ALERT) is False
    async with database.transaction() as tx:
        await tx.queue.forget_done(NOW + SECOND)
    assert await put(database, "1", kind=Kind.ALERT) is True
