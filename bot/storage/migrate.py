"""Bringing a database to the newest revision of the schema."""

import re
import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

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


def _copy_first(url: str, revision: str) -> None:
    """Keep the file as it was before a migration, beside it."""
    path = make_url(url).database
    if path and revision and path != ":memory:":
        shutil.copyfile(path, f"{path}.before-{newest()}")


async def bring_up_to_date(database: Database, url: str) -> bool:
    """Apply pending migrations on SQLite, after a copy of the file. Whether anything was done.

    Raises:
        StorageError: on another database with migrations pending; there they are a step of deployment.
    """
    try:
        async with database.engine.connect() as connection:
            at = await connection.run_sync(current)
        if at == newest():
            return False
        if not url.startswith("sqlite"):
            raise StorageError("the database is behind this release: run `bot migrate` first")
        _copy_first(url, at)
        await migrate(database)
    except (DBAPIError, SQLAlchemyError, OSError) as error:
        raise StorageError(f"the database cannot be opened: {_cause(error)}") from error
    return True


def _cause(error: Exception) -> Any:
    return getattr(error, "orig", None) or error


async def migrate(database: Database) -> None:
    """Apply pending migrations, under a lock."""
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade)
