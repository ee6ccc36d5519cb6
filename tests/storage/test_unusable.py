"""A database that cannot be used: one clear error, never the driver's own, and nothing half done."""

import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.domain.errors import StorageDownError, StorageError
from bot.domain.person import Person
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date, migrate
from bot.storage.row import Kind

from .conftest import NOW
from .rows import put, take

Start = Callable[[Database], Awaitable[bool]]
BOTH = pytest.mark.parametrize("start", [bring_up_to_date, migrate])


@pytest.fixture(
    params=[
        "sqlite+aiosqlite:////dev/null/folder/wardlight.db",
        "postgresql+psycopg://ann:secret@127.0.0.1:1/wardlight?connect_timeout=2",
    ]
)
async def nowhere(request: pytest.FixtureRequest, vault: Vault) -> AsyncIterator[Database]:
    """A database that is not there."""
    database = Database(request.param, vault)
    yield database
    await database.close()
    for thread in threading.enumerate():  # SQLite's driver ends the thread of a failed connection without waiting
        if "_connection_worker_thread" in thread.name:
            thread.join(5)


@BOTH
async def test_one_that_is_not_there_is_named_without_its_password(nowhere: Database, start: Start) -> None:
    with pytest.raises(StorageError, match=r"wardlight.*cannot be used: .+") as raised:
        await start(nowhere)
    assert "secret" not in str(raised.value)


async def test_a_transaction_with_one_that_is_not_there_may_be_tried_again(nowhere: Database) -> None:
    with pytest.raises(StorageDownError):
        await put(nowhere, "1")


@BOTH
async def test_a_file_that_is_no_database_is_named(tmp_path: Path, vault: Vault, start: Start) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear councillor, " * 500)
    database = Database(f"sqlite+aiosqlite:///{path}", vault)
    with pytest.raises(StorageError, match=r"letter\.db.* not a database"):
        await start(database)
    await database.close()


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_full_disk_is_waited_out(database: Database) -> None:
    async with database.engine.connect() as connection:
        await connection.execute(text("PRAGMA max_page_count = 1"))
        await connection.rollback()
    with pytest.raises(StorageDownError):
        await put(database, "1", lane="x" * 100_000)


async def test_one_that_can_only_be_read_may_be_tried_again(database: Database, engine_name: str) -> None:
    await make_read_only(database, engine_name)
    with pytest.raises(StorageDownError):
        await put(database, "1")


def read(path: str) -> bytes:
    return Path(path).read_bytes()


async def make_read_only(database: Database, engine_name: str) -> None:
    """For root, too, who may write to a file that says that nobody may."""
    async with database.engine.connect() as connection:
        if engine_name == "sqlite":
            await connection.execute(text("PRAGMA query_only = ON"))
            await connection.rollback()
        else:
            name = database.engine.url.database
            await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
            await connection.commit()
    if engine_name != "sqlite":
        await database.engine.dispose()


async def test_an_error_undoes_all_of_a_transaction(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as tx:
            await tx.people.save(Person(1, "Ann Example"))
            await tx.queue.put(Kind.SEND, "1", {}, lane="ann", now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.transaction() as tx:
        assert await tx.people.find(1) is None
        assert await tx.queue.count() == 0


async def test_the_bot_does_not_start_without_a_key_that_it_needs(database: Database, database_url: str) -> None:
    async with database.transaction() as tx:
        await tx.people.save(Person(1, "Ann Example"))
    await bring_up_to_date(database)
    other = Database(database_url, Vault.from_text(Vault.new_key()))
    with pytest.raises(StorageError, match=r"WARDLIGHT_KEY.* people"):
        await bring_up_to_date(other)
    await other.close()


async def test_a_row_whose_seal_is_broken_does_not_keep_the_others_from_being_taken(database: Database) -> None:
    await put(database, "spoilt", lane="ann")
    await put(database, "good", lane="bob")
    async with database.engine.begin() as connection:
        spoil = "UPDATE queue SET sealed = (SELECT sealed FROM queue WHERE key = 'good') WHERE key = 'spoilt'"
        await connection.execute(text(spoil))
    assert [(row.key, row.payload) for row in await take(database)] == [("spoilt", None), ("good", {"text": "good"})]


async def test_postgresql_without_its_driver_is_explained(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match=r"pip install"):
        Database("postgresql+psycopg://ann@localhost/wardlight", vault)


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_what_sqlite_commits_survives_a_loss_of_power(database: Database) -> None:
    async with database.engine.connect() as connection:
        modes = [await connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")]
    assert modes == ["wal", 2]  # 2: FULL, every commit is on the disk


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_what_sqlite_removes_is_overwritten(database: Database, database_url: str) -> None:
    await put(database, "removed", lane="a-lane-that-is-removed")
    async with database.transaction() as tx:
        await tx.queue.cancel(Kind.SEND, "removed")
    await database.close()
    path = make_url(database_url).database
    assert b"a-lane-that-is-removed" not in read(path)
