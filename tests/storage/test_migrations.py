"""Migrations: from nothing or from an earlier release to the newest schema, losing nothing."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, inspect, make_url, text
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.domain.errors import StorageError
from bot.storage import Database, Vault
from bot.storage.migrate import MIGRATIONS, bring_up_to_date, current, migrate, newest, upgrade
from bot.storage.row import Kind
from bot.storage.schema import metadata

from .conftest import NOW
from .filling import fill, rows_in

EARLIER = "0001"
REVISIONS = sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, metadata)


def downgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


async def at(database: Database) -> str:
    async with database.engine.connect() as connection:
        return await connection.run_sync(current)


async def of_earlier_release(url: str, vault: Vault) -> Database:
    """A database of an earlier release with an update waiting in it."""
    database = Database(url, vault)
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade, EARLIER)
    async with database.transaction() as tx:
        await tx.queue.put(Kind.UPDATE, "1", {"text": "kept"}, lane="ann", now=NOW)
    return database


async def waiting(database: Database) -> int:
    async with database.transaction() as tx:
        return await tx.queue.count()


async def test_an_empty_database_becomes_what_the_schema_says(empty_url: str, vault: Vault) -> None:
    database = Database(empty_url, vault)
    assert await at(database) == ""
    assert await migrate(database) is True
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    assert await at(database) == newest()
    await database.close()


async def test_a_second_upgrade_does_nothing(empty_url: str, vault: Vault) -> None:
    database = Database(empty_url, vault)
    assert await migrate(database) is True
    assert await migrate(database) is False
    assert await bring_up_to_date(database) is False
    await database.close()


async def test_indexes_are_the_schema_s_to_the_condition(database: Database) -> None:
    def conditions(connection: Connection) -> dict[str, str]:
        indexes = inspect(connection).get_indexes("queue")
        options = f"{connection.dialect.name}_where"
        return {index["name"]: index.get("dialect_options", {}).get(options) for index in indexes}

    async with database.engine.connect() as connection:
        found = await connection.run_sync(conditions)
    assert "leased_until IS NOT NULL" in str(found["ix_queue_leased"])
    assert found["ix_queue_taking"] is None


async def test_a_database_of_an_earlier_release_keeps_its_rows(empty_url: str, vault: Vault) -> None:
    database = await of_earlier_release(empty_url, vault)
    assert await migrate(database) is True
    assert await at(database) == newest()
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    assert await waiting(database) == 1
    await database.close()


@pytest.mark.parametrize("revision", REVISIONS[:-1])
async def test_a_filled_database_of_every_earlier_release_keeps_all_rows(
    empty_url: str, vault: Vault, revision: str
) -> None:
    def tables(connection: Connection) -> list[Table]:
        found = MetaData()
        found.reflect(connection)
        return [table for name, table in sorted(found.tables.items()) if name != "alembic_version"]

    def filled(connection: Connection) -> list[Table]:
        upgrade(connection, revision)
        for table in tables(connection):
            fill(connection, table)
        return tables(connection)

    def rows(connection: Connection, earlier: list[Table]) -> dict[str, list[tuple[Any, ...]]]:
        """What stands in the columns that the earlier release knew."""
        return {table.name: rows_in(connection, table) for table in earlier}

    database = Database(empty_url, vault)
    async with database.engine.begin() as connection:
        earlier = await connection.run_sync(filled)
        before = await connection.run_sync(rows, earlier)
    assert {len(kept) for kept in before.values()} == {3}
    assert await migrate(database) is True
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(rows, earlier) == before
    await database.close()


async def test_of_two_that_migrate_at_once_one_waits_and_finds_it_done(empty_url: str, vault: Vault) -> None:
    both = [Database(empty_url, vault) for _ in range(2)]
    await asyncio.gather(*(migrate(database) for database in both))
    for database in both:
        assert await at(database) == newest()
        async with database.engine.connect() as connection:
            assert await connection.run_sync(differences) == []
        await database.close()


async def test_questions_of_an_earlier_release_are_kept_and_their_ids_are_not_used_again(
    empty_url: str, vault: Vault
) -> None:
    database = await of_earlier_release(empty_url, vault)
    async with database.transaction() as tx:
        for question in ("brown bin", "drone"):
            await tx.feedback.remember(question, "none", ["two-step"], NOW)
        before = await tx.feedback.questions()
    await migrate(database)
    async with database.transaction() as tx:
        assert await tx.feedback.questions() == before
        await tx.feedback.set_aside([question.id for question in before])
        await tx.feedback.remember("blue tick", "none", [], NOW)
        (latest,) = await tx.feedback.questions()
    assert latest.id > max(question.id for question in before)
    await database.close()


async def test_the_newest_migration_can_be_taken_back(empty_url: str, vault: Vault) -> None:
    database = await of_earlier_release(empty_url, vault)
    await migrate(database)
    async with database.transaction() as tx:
        await tx.feedback.remember("brown bin", "none", [], NOW)
        before = await tx.feedback.questions()
    async with database.engine.begin() as connection:
        await connection.run_sync(downgrade, "0002")
    assert await at(database) == "0002"
    assert await migrate(database) is True
    async with database.transaction() as tx:
        assert await tx.feedback.questions() == before
    await database.close()


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_sqlite_is_copied_before_a_migration_with_what_a_killed_process_left_in_its_log(
    empty_url: str, vault: Vault, tmp_path: Path
) -> None:
    running = await of_earlier_release(empty_url, vault)
    # As kill -9 leaves it: what was committed last stands in the write-ahead log only.
    killed = tmp_path / "killed.db"
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{make_url(empty_url).database}{suffix}", f"{killed}{suffix}")
    await running.close()
    database = Database(f"sqlite+aiosqlite:///{killed}", vault)
    assert await bring_up_to_date(database) is True
    await database.close()
    with closing(sqlite3.connect(f"{killed}.before-{newest()}")) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (EARLIER,)
        assert copy.execute("SELECT count(*) FROM queue").fetchone() == (1,)


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_new_sqlite_file_is_made_without_a_copy(empty_url: str, vault: Vault, tmp_path: Path) -> None:
    database = Database(empty_url, vault)
    assert await bring_up_to_date(database) is True
    await database.close()
    assert os.listdir(tmp_path) == ["empty.db"]


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_postgresql_is_not_run_with_a_migration_pending(empty_url: str, vault: Vault) -> None:
    database = await of_earlier_release(empty_url, vault)
    with pytest.raises(StorageError, match="bot migrate"):
        await bring_up_to_date(database)
    assert await at(database) == EARLIER
    await migrate(database)
    assert await bring_up_to_date(database) is False
    await database.close()


def test_bot_migrate_applies_what_is_pending(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    monkeypatch.setenv("WARDLIGHT_KEY", Vault.new_key())
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:a-token-that-is-long-enough-to-be-one")
    for _ in range(2):
        result = CliRunner().invoke(app, ["migrate"])
        assert (result.exit_code, "up to date" in result.output) == (0, True)


async def test_a_database_of_a_newer_release_is_left_alone(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for start in (bring_up_to_date, migrate):
        with pytest.raises(StorageError, match="newer release"):
            await start(database)
