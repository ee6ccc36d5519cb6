"""Bringing a database to the newest revision of the schema."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import StorageError

from .database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7281_0015  # any number, the same for all replicas: one of them migrates, the rest wait


def newest() -> str:
    """The newest revision. Revision files are named by number, so that this costs no import of Alembic."""
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    return re.sub(r"_.*", "", files[-1].stem)


def current(connection: Connection) -> str:
    """The revision that a database is at; "" for an empty one."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Apply what is missing up to ``revision``, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415  (slow to import, and seldom needed)
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _copy(path: str) -> None:
    """Keep a file as it was before a migration, beside it: what still stands in its write-ahead log included."""
    with (
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(f"{path}.before-{newest()}")) as copy,
    ):
        source.backup(copy)


async def bring_up_to_date(database: Database) -> bool:
    """On SQLite, apply what is pending, and say whether anything was; then look whether the keys are there.

    Raises:
        StorageError: the database cannot be used, lacks a key, or is not SQLite and has migrations pending: there
            they are a step of deployment.
    """
    with _told(database):
        at = await _revision(database)
        if at != newest() and database.engine.dialect.name != "sqlite":
            raise StorageError("the database is behind this release: run `bot migrate` first")
        done = await _migrate(database, at)
        await database.check_keys()
    return done


async def migrate(database: Database) -> bool:
    """Apply pending migrations, under a lock, on SQLite after a copy of the file; whether there were any.

    Raises:
        StorageError: the database cannot be used.
    """
    with _told(database):
        return await _migrate(database, await _revision(database))


async def _revision(database: Database) -> str:
    _make_folder(database)
    async with database.engine.connect() as connection:
        at = await connection.run_sync(current)
    if at > newest():
        raise StorageError(f"the database is of a newer release (it is at {at}, this one at {newest()})")
    return at


def _make_folder(database: Database) -> None:
    """A file that is not there yet may stand in a folder that is not there yet."""
    path = database.engine.url.database
    if path and database.engine.dialect.name == "sqlite":
        Path(path).parent.mkdir(parents=True, exist_ok=True)


async def _migrate(database: Database, at: str) -> bool:
    if at == newest():
        return False
    path = database.engine.url.database
    if at and path and database.engine.dialect.name == "sqlite":
        _copy(path)
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade)
    return True


@contextmanager
def _told(database: Database) -> Iterator[None]:
    """Say which database it was that could not be used, and why."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        where = database.engine.url.render_as_string(hide_password=True)
        cause = getattr(error, "orig", None) or error
        raise StorageError(f"the database {where} cannot be used: {cause}") from error
