"""A change of key: everything is sealed anew, and the old key may go; nothing is lost when it is broken off."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.domain.removal import State, move
from bot.storage import Database, Vault
from bot.storage.places import PEOPLE, PLACES
from bot.storage.rotation import Rotation
from bot.storage.schema import metadata, people, threads

from .conftest import NOW
from .filled import ANN, POST, REMOVAL, everything, fill, use_up

OLD, NEW = Vault.new_key(), Vault.new_key()


@pytest.fixture
async def old(database_url: str) -> AsyncIterator[Database]:
    """The database under the old key, with something in every table."""
    database = Database(database_url, Vault.from_text(OLD))
    await fill(database)
    yield database
    await database.close()


@pytest.fixture
async def both(old: Database, database_url: str) -> AsyncIterator[Database]:
    """The same under both keys, the new one first."""
    database = Database(database_url, Vault.from_text(f"{NEW},{OLD}"))
    yield database
    await database.close()


def rotation(database: Database) -> Rotation:
    return Rotation(database, Vault.from_text(f"{NEW},{OLD}"))


async def rotate(database: Database) -> int:
    """All of it; how many values were sealed anew."""
    work, sealed = rotation(database), 0
    for place in work.rounds():
        after = None
        while step := await work.step(place, after):
            after, sealed = step.last, sealed + step.sealed
    return sealed


def test_every_sealed_column_has_its_place_and_its_table_a_key_of_one_column() -> None:
    sealed = [column for table in metadata.sorted_tables for column in table.c if column.name.endswith("sealed")]
    assert {place.column for place in PLACES} == set(sealed)
    assert all(len(place.column.table.primary_key) == 1 for place in PLACES)


async def test_after_it_everything_opens_without_the_old_key(old: Database, both: Database, database_url: str) -> None:
    before = await everything(old)
    assert set(await rotation(both).waiting()) == {place.column.table.name for place in PLACES}
    assert await rotate(both) == len(PLACES)
    assert await rotation(both).waiting() == {}
    new = Database(database_url, Vault.from_text(NEW))
    await new.check_keys()
    assert await everything(new) == before
    payload, invitation = await use_up(new)
    assert (payload, invitation.name) == ({"case": 1}, "Sam Specimen")
    await new.close()


async def test_links_to_a_post_still_meet_after_it_and_while_it_runs(both: Database, database_url: str) -> None:
    async with both.transaction() as tx:
        assert (await tx.removals.live(POST.address)) is not None
        assert await tx.removals.open(replace(REMOVAL, post=replace(POST, address="other.example/1"))) is not None
    await rotate(both)
    new = Database(database_url, Vault.from_text(NEW))
    async with new.transaction() as tx:
        assert [(await tx.removals.live(address)).id for address in (POST.address, "other.example/1")] == [1, 2]
        assert await tx.removals.open(REMOVAL) is None
    await new.close()


async def test_a_closed_removal_gets_no_digest_by_it(both: Database) -> None:
    async with both.transaction() as tx:
        removal = await tx.removals.find(1)
        await tx.removals.save(removal, move(removal, State.CLOSED, ANN, NOW))
    await rotate(both)
    async with both.transaction() as tx:
        assert await tx.removals.live(POST.address) is None
        assert await tx.removals.open(REMOVAL) is not None


async def test_a_second_run_finds_nothing_to_do(both: Database) -> None:
    await rotate(both)
    assert await rotate(both) == 0


async def test_what_the_bot_changes_meanwhile_is_not_overwritten(both: Database, database_url: str) -> None:
    """The row is read, the bot saves it, and only then is it written: what the bot saved stays."""
    work = rotation(both)
    async with both.engine.connect() as connection:
        stale = (await connection.execute(select(people))).mappings().one()
    async with both.transaction() as tx:
        ann = await tx.people.find(ANN)
        assert ann is not None
        await tx.people.save(ann)
    async with both.begin() as connection:
        assert await work._seal(connection, PEOPLE, stale) is False
    async with both.transaction() as tx:
        assert await tx.people.find(ANN) == ann


async def test_what_does_not_open_is_counted_and_keeps_nothing_else_from_being_sealed(both: Database) -> None:
    async with both.begin() as connection:
        spoilt = (await connection.execute(select(threads.c.sealed))).scalar_one()[:-1] + b"?"
        await connection.execute(update(threads).values(sealed=spoilt))
    assert await rotate(both) == len(PLACES) - 1
    assert await rotation(both).waiting() == {"threads": 1}


async def test_more_rows_than_a_batch_holds(both: Database, monkeypatch: pytest.MonkeyPatch, old: Database) -> None:
    monkeypatch.setattr("bot.storage.rotation.BATCH", 3)
    async with old.transaction() as tx:
        for number in range(10):
            await tx.feedback.remember(f"Question {number}", "none", (), (await tx.feedback.questions())[0].at)
    assert await rotate(both) == len(PLACES) + 10
    assert await rotation(both).waiting() == {}
