"""A backup has all there is at one moment; what is restored from it is the same, on either database."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.domain.errors import StorageError
from bot.storage import Database, Vault
from bot.storage.backup import back_up
from bot.storage.migrate import migrate
from bot.storage.restore import restore
from bot.storage.row import Kind
from bot.storage.schema import metadata

from .conftest import NOW
from .filling import fill, rows_in
from .rows import finish, put, take

WRITERS, ROUNDS = 3, 40


def quiet(_table: str, _rows: int) -> None:
    """Nobody looks."""


async def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        return {table.name: rows_in(connection, table) for table in metadata.sorted_tables}

    async with database.engine.connect() as connection:
        return await connection.run_sync(read)


async def fill_all(database: Database) -> None:
    def fill_tables(connection: Connection) -> None:
        for table in metadata.sorted_tables:
            fill(connection, table)

    async with database.engine.begin() as connection:
        await connection.run_sync(fill_tables)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Where a backup goes."""
    return tmp_path / "wardlight.backup"


@pytest.fixture(params=["to sqlite", "to postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path, vault: Vault) -> AsyncIterator[Database]:
    """A database with nothing in it, not even tables."""
    if request.param == "to sqlite":
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'restored.db'}", vault)
        yield database
        await database.close()
        return
    server = request.getfixturevalue("postgres")
    url = server.create()
    database = Database(url, vault)
    yield database
    await database.close()
    server.drop(url)


async def test_every_row_of_every_table_is_restored_on_either_database(
    database: Database, empty: Database, backup: Path
) -> None:
    await fill_all(database)
    made = await back_up(database, backup, NOW, quiet)
    assert {content.name: content.rows for content in made} == dict.fromkeys(metadata.tables, 3)
    assert await restore(empty, backup, quiet) == made
    assert await everything(empty) == await everything(database)


async def test_what_was_sealed_opens_after_a_restore(
    database: Database, empty: Database, backup: Path, vault: Vault
) -> None:
    picture = bytes(range(256)) * 4000
    where = "evidence:1:content"
    await fill_all(database)
    async with database.engine.begin() as connection:
        change = metadata.tables["evidence"].update().values(content_sealed=vault.seal(picture, where))
        await connection.execute(change)
    await back_up(database, backup, NOW, quiet)
    assert picture not in backup.read_bytes()
    await restore(empty, backup, quiet)
    column = [column.name for column in metadata.tables["evidence"].c].index("content_sealed")
    assert {vault.open(row[column], where) for row in (await everything(empty))["evidence"]} == {picture}


async def test_no_number_is_given_again_after_a_restore(database: Database, empty: Database, backup: Path) -> None:
    for key in ("kept", "given, and free again"):
        await put(database, key, lane=key)
    kept, given = await take(database)
    await finish(database, given)
    await back_up(database, backup, NOW, quiet)
    await restore(empty, backup, quiet)
    await put(empty, "new", lane="new")
    (new,) = await take(empty, "another")
    assert new.id > given.id > kept.id


async def test_a_backup_is_of_one_moment_while_others_write(database: Database, empty: Database, backup: Path) -> None:
    """Each transaction adds an update and a message: a backup that has one without the other is torn."""
    await fill_all(database)
    stop = asyncio.Event()
    written, enough = 0, asyncio.Event()

    async def write(name: int) -> None:
        nonlocal written
        while not stop.is_set():
            key, written = f"{name}:{written}", written + 1
            async with database.transaction() as tx:
                await tx.queue.put(Kind.UPDATE, key, {}, lane=key, now=NOW)
                await tx.people.move_chat(-1, -2)
                await tx.queue.put(Kind.SEND, key, {}, lane=key, now=NOW)
            if written >= ROUNDS:
                enough.set()

    writers = [asyncio.create_task(write(name)) for name in range(WRITERS)]
    async with asyncio.timeout(60):
        await enough.wait()
        before = written
        await back_up(database, backup, NOW, quiet)
        assert written > before  # they wrote on while it was made
    stop.set()
    await asyncio.gather(*writers)
    await restore(empty, backup, quiet)
    queue = (await everything(empty))["queue"]
    keys = {kind: {row[2] for row in queue if row[1] == kind} for kind in ("update", "send")}
    assert len(keys["update"]) >= ROUNDS - WRITERS
    assert keys["update"] == keys["send"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases SET level = 0 WHERE id = (SELECT min(id) FROM cases)",
        "DELETE FROM evidence WHERE id = (SELECT max(id) FROM evidence)",
        "UPDATE audit SET at = 'never'",
        "DELETE FROM backup WHERE name = 'votes'",
    ],
)
async def test_a_file_that_was_changed_is_refused_and_nothing_is_restored(
    database: Database, empty: Database, backup: Path, change: str
) -> None:
    await fill_all(database)
    await back_up(database, backup, NOW, quiet)
    with closing(sqlite3.connect(backup)) as file, file:
        file.execute(change)
    await migrate(empty)
    with pytest.raises(StorageError, match=r"nothing was restored|not whole|cannot be restored"):
        await restore(empty, backup, quiet)
    assert set(map(len, (await everything(empty)).values())) == {0}


async def test_a_backup_of_another_release_is_refused(database: Database, empty: Database, backup: Path) -> None:
    await back_up(database, backup, NOW, quiet)
    with closing(sqlite3.connect(backup)) as file, file:
        file.execute("UPDATE backup SET revision = '0000'")
    with pytest.raises(StorageError, match=r"of revision 0000.*install that release"):
        await restore(empty, backup, quiet)


async def test_a_database_in_use_is_left_alone(database: Database, backup: Path) -> None:
    await put(database, "kept")
    await back_up(database, backup, NOW, quiet)
    before = await everything(database)
    with pytest.raises(StorageError, match=r"not empty \(queue\)"):
        await restore(database, backup, quiet)
    assert await everything(database) == before


async def test_no_file_is_overwritten_and_none_is_left_half_made(
    database: Database, backup: Path, vault: Vault
) -> None:
    backup.write_text("another file")
    with pytest.raises(StorageError, match="is there already"):
        await back_up(database, backup, NOW, quiet)
    assert backup.read_text() == "another file"
    backup.unlink()
    behind = Database(f"sqlite+aiosqlite:///{backup.with_name('behind.db')}", vault)
    with pytest.raises(StorageError, match="bot migrate"):
        await back_up(behind, backup, NOW, quiet)
    await behind.close()
    assert [path for path in backup.parent.iterdir() if "backup" in path.name] == []


async def test_only_its_owner_may_read_a_backup(database: Database, backup: Path) -> None:
    await back_up(database, backup, NOW, quiet)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(4096)])
async def test_what_is_no_backup_is_refused(database: Database, backup: Path, content: bytes) -> None:
    with pytest.raises(StorageError, match="is not there"):
        await restore(database, backup, quiet)
    backup.write_bytes(content)
    with pytest.raises(StorageError, match="is no backup"):
        await restore(database, backup, quiet)


def test_the_commands_say_what_was_kept_and_what_was_restored(
    empty_url: str, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(*arguments: str, url: str = empty_url) -> tuple[int, str]:
        monkeypatch.setenv("DATABASE_URL", url)
        result = CliRunner().invoke(app, arguments)
        return result.exit_code, result.output

    monkeypatch.setenv("WARDLIGHT_KEY", Vault.new_key())
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:a-token-that-is-long-enough-to-be-one")
    monkeypatch.setenv("TELEGRAM_BOT_USERNAME", "wardlight_example_bot")
    assert run("migrate")[0] == 0
    code, said = run("backup", str(backup))
    assert (code, "rows in" in said, "WARDLIGHT_KEY" in said) == (0, True, True)
    assert run("backup", str(backup))[0] == 1
    code, said = run("restore", str(backup), url=f"sqlite+aiosqlite:///{tmp_path / 'drill.db'}")
    assert (code, "found the same" in said) == (0, True)
