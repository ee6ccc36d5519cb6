"""Removals: the same post is one ledger, whoever asks at once; what is sealed cannot be read; lists go by date."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from bot.desk.readdressing import readdress
from bot.domain.access import Cause
from bot.domain.errors import ConflictError
from bot.domain.removal import Mark, Post, Removal, State, Step, add, move
from bot.domain.report import Desk
from bot.storage import Database
from bot.storage.cases import Shown
from bot.storage.listing import View
from bot.storage.schema import removal_requests, removal_steps, removals

from .conftest import NOW
from .filled import ANN, CASE, REMOVAL

DAY = timedelta(days=1)
KIT = 7_000_000_009
EVERYTHING = View(KIT, KIT, frozenset(Desk), frozenset(Desk))


def of(address: str, **changes: object) -> Removal:
    """A removal of the post at an address."""
    return replace(REMOVAL, post=replace(REMOVAL.post, address=address, link=f"https://{address}"), **changes)


async def opened(database: Database, *addresses: str, due: timedelta = DAY) -> list[int]:
    """Removals, each asked for by a case of its own; their ids."""
    found = []
    async with database.transaction() as tx:
        for place, address in enumerate(addresses):
            removal = await tx.removals.open(of(address, next_at=NOW + due * (place + 1)))
            assert removal is not None
            case = await tx.cases.open(CASE)
            await tx.removals.join(removal.id, case.id, ANN, NOW)
            found.append(removal.id)
    return found


async def test_a_removal_comes_back_with_its_ledger(database: Database) -> None:
    await opened(database, "x.com/1")
    async with database.transaction() as tx:
        before = await tx.removals.find(1)
        assert before == of("x.com/1", id=1, version=1, next_at=NOW + DAY)
        sent = move(before, State.SENT, KIT, NOW)
        step = Step(NOW, KIT, State.SENT, Mark.ADDED, "a note", "FB-1", "No", (4, 5))
        saved = await tx.removals.save(before, add(replace(sent, kind="hate"), step))
    async with database.transaction() as tx:
        assert await tx.removals.find(1) == saved
        assert await tx.removals.find(99) is None
        with pytest.raises(ConflictError):
            await tx.removals.save(before, sent)


async def test_a_post_has_one_ledger_until_it_is_closed(database: Database) -> None:
    await opened(database, "x.com/1")
    async with database.transaction() as tx:
        assert await tx.removals.open(of("x.com/1")) is None
        live = await tx.removals.live("x.com/1")
        assert live is not None
        assert await tx.removals.live("x.com/2") is None
        await tx.removals.save(live, move(live, State.CLOSED, KIT, NOW))
        assert await tx.removals.live("x.com/1") is None
        again = await tx.removals.open(of("x.com/1"))
        assert again is not None
        assert again.id != 1


async def test_two_who_ask_at_once_meet_in_one_ledger(database: Database) -> None:
    async def ask(address: str) -> int:
        async with database.transaction() as tx:
            removal = await tx.removals.open(of(address)) or await tx.removals.live(address)
            assert removal is not None
            return removal.id

    ids = await asyncio.gather(*(ask(f"x.com/{number % 3}") for number in range(12)))
    assert [len(set(ids[start::3])) for start in range(3)] == [1, 1, 1]
    assert len(set(ids)) == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12))
async def test_however_posts_are_asked_for_and_closed_each_has_one_live_ledger(
    database: Database, asked: list[tuple[int, bool]]
) -> None:
    live: dict[int, int] = {}
    async with database.begin() as connection:
        for table in (removals, removal_steps, removal_requests):
            await connection.execute(table.delete())
    async with database.transaction() as tx:
        for case, (post, ends) in enumerate(asked, 1):
            address = f"x.com/{post}"
            known = await tx.removals.live(address)
            assert (known.id if known else None) == live.get(post)
            removal = known or await tx.removals.open(of(address))
            assert removal is not None
            assert await tx.removals.join(removal.id, case, ANN, NOW)
            assert not await tx.removals.join(removal.id, case, ANN, NOW)
            live[post] = removal.id
            if ends:
                await tx.removals.save(removal, move(removal, State.CLOSED, KIT, NOW))
                del live[post]
        joined = [case for number in {*live.values()} for case in await tx.removals.cases_of(number)]
    assert len(joined) == len(set(joined)) <= len(asked)


async def test_no_address_can_be_read_nor_told_without_the_key(database: Database) -> None:
    await opened(database, "facebook.example/umbrelliferous")
    async with database.engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM removals"))).all()
        rows += (await connection.execute(text("SELECT * FROM removal_steps"))).all()
        (digest,) = await connection.scalars(select(removals.c.digest))
    assert b"umbrelliferous" not in repr(rows).encode()
    assert "plainly_made_up" not in repr(rows)
    assert len(digest) == 64


async def test_lists_go_by_the_next_date_and_keep_what_is_kept(database: Database) -> None:
    first, second, third = await opened(database, "x.com/3", "x.com/1", "x.com/2")
    async with database.transaction() as tx:
        assert [each.id for each in await tx.removals.listed(EVERYTHING, 9)] == [first, second, third]
        assert [each.id for each in await tx.removals.listed(EVERYTHING, 1, 1)] == [second]
        before = await tx.removals.find(first)
        await tx.removals.save(before, move(before, State.CLOSED, KIT, NOW))
        assert await tx.removals.count(EVERYTHING) == 2
        other = View(KIT, KIT, frozenset({Desk.SAFETY}), frozenset(Desk))
        assert await tx.removals.listed(other, 9) == []
        # Joined by a case that is kept from the officer, it is theirs no longer, whatever else asks for it.
        case = await tx.cases.open(CASE)
        await tx.removals.join(second, case.id, ANN, NOW)
        assert await tx.removals.cases_of(second) == [2, case.id]
        await tx.exclusions.add(case.id, KIT, Cause.NAMED)
        assert [each.id for each in await tx.removals.listed(EVERYTHING, 9)] == [third]


async def test_how_long_posts_stood_is_known_even_of_erased_ones(database: Database) -> None:
    (number,) = await opened(database, "x.com/1")
    async with database.transaction() as tx:
        removal = await tx.removals.find(number)
        for state, wait in ((State.SENT, 1), (State.REMOVED, 3), (State.CLOSED, 4)):
            removal = await tx.removals.save(removal, move(removal, state, KIT, NOW + DAY * wait))
        assert await tx.removals.erase_of(1, NOW) == [number]
        assert await tx.removals.spans() == [("facebook", 2 * DAY)]


async def test_it_is_erased_with_its_last_case_cards_included(database: Database) -> None:
    (number,) = await opened(database, "x.com/1")
    async with database.transaction() as tx:
        await tx.removals.join(number, 2, ANN, NOW)
        shown = Shown(f"removal:{number}:{KIT}", KIT, 5)
        await tx.cases.show(shown)
        await tx.cases.show(Shown(f"removal:{number}1:{KIT}", KIT, 6))
        assert await tx.removals.shown(number) == [shown]
        assert await tx.removals.erase_of(1, NOW) == []
        assert [each.id for each in await tx.removals.of_case(2)] == [number]
        assert await tx.removals.erase_of(2, NOW + DAY) == [number]
        gone = await tx.removals.find(number)
        assert gone is not None
        assert (gone.state, gone.closed_at, gone.erased_at) == (State.CLOSED, NOW + DAY, NOW + DAY)
        assert (gone.post, gone.steps, gone.next_at) == (Post("", "", "facebook"), (), None)
        assert await tx.removals.live("x.com/1") is None
        assert (await tx.removals.shown(number), await tx.removals.ids_of(2)) == ([], [])
        assert len(await tx.removals.shown(11)) == 1


async def test_a_removal_is_put_right_unless_the_post_has_one_and_a_closed_one_stays_closed(database: Database) -> None:
    await opened(database, "x.com/1", "x.com/2", "x.com/3")
    async with database.transaction() as tx:
        first, second, third = [await tx.removals.find(number) for number in await tx.removals.unfinished()]
        assert not await tx.removals.relink(first, replace(first.post, address="x.com/2"))
        assert await tx.removals.relink(first, replace(first.post, address="t.me/4/1", platform="telegram"))
        await tx.removals.save(third, move(third, State.CLOSED, KIT, NOW))
        await tx.removals.relink(third, replace(third.post, address="x.com/5"))
        assert await tx.removals.unfinished() == [1, 2]
        assert await tx.removals.find(1) == replace(
            first, post=replace(first.post, address="t.me/4/1", platform="telegram")
        )
        assert await tx.removals.find(2) == second
        assert await tx.removals.live("x.com/1") is None
        assert await tx.removals.live("x.com/5") is None
        assert (await tx.removals.find(3)).post.address == "x.com/3"
    async with database.engine.connect() as connection:
        assert await connection.scalar(select(removals.c.platform).where(removals.c.id == 1)) == "telegram"


async def test_removals_of_an_older_release_get_the_addresses_of_this_one(database: Database) -> None:
    old = Post(
        "https://m.facebook.com/story.php?id=1&story_fbid=2", "facebook.com/story.php?id=1&story_fbid=2", "facebook"
    )
    other = replace(
        old,
        link="https://www.facebook.com/permalink.php?id=1&story_fbid=2",
        address="facebook.com/permalink.php?id=1&story_fbid=2",
    )
    async with database.transaction() as tx:
        for post in (old, other):
            assert await tx.removals.open(replace(REMOVAL, post=post)) is not None
    for _ in range(2):
        await readdress(database)
    async with database.transaction() as tx:
        live = await tx.removals.live("facebook.com/1/posts/2")
        assert live is not None
        assert (live.id, live.post.link, live.steps) == (1, old.link, REMOVAL.steps)
        second = await tx.removals.live(other.address)
        assert second is not None, "the post has one already: both go on, each to its end"
        assert second.id == 2


async def test_a_removal_that_cannot_be_opened_any_more_keeps_no_other_from_its_address(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    link = "https://m.facebook.com/story.php?id=1&story_fbid=2"
    old = Post(link, "facebook.com/story.php?id=1&story_fbid=2", "facebook")
    await opened(database, "x.com/1")
    async with database.transaction() as tx:
        assert await tx.removals.open(replace(REMOVAL, post=old)) is not None
    async with database.engine.begin() as connection:
        await connection.execute(update(removals).where(removals.c.id == 1).values(sealed=b"spoilt" * 10))
    await readdress(database)
    async with database.transaction() as tx:
        assert await tx.removals.live("facebook.com/1/posts/2") is not None
    assert caplog.messages == ["removal.unreadable"]
