"""A backup put into an empty database, of whichever kind, and compared with what it should be."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import StorageError

from .backup import Content, Digest, Progress, contents, counts_itself, rows_of
from .database import Database
from .migrate import current, newest, upgrade
from .schema import metadata


async def restore(database: Database, path: Path, progress: Progress) -> list[Content]:
    """Put a backup into an empty database, all or nothing; what is now in each table, read back and found the same.

    Raises:
        StorageError: the file is no backup, of another release or was changed; or the database is not empty, or
            cannot be used.
    """
    with _opened(path) as engine:
        try:
            with engine.connect() as file:
                promised = _promised(file, path)
                async with database.engine.begin() as connection:
                    return await connection.run_sync(_fill, file, promised, progress)
        except (SQLAlchemyError, TypeError, ValueError, OverflowError) as error:  # a changed file holds anything
            raise StorageError(f"it cannot be restored: {getattr(error, 'orig', None) or error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    if not path.is_file():
        raise StorageError(f"{path} is not there")
    where = f"{path.resolve().as_uri()}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(where, uri=True))
    try:
        yield engine
    finally:
        engine.dispose()


def _promised(file: Connection, path: Path) -> dict[str, Content]:
    """What a backup says of itself."""
    try:
        rows = list(file.execute(select(contents)).mappings())
    except SQLAlchemyError:
        raise StorageError(f"{path} is no backup: `bot backup` makes one") from None
    for revision in {row["revision"] for row in rows if row["revision"] != newest()}:
        how = "install that release, restore with it, then bring it up to date"
        raise StorageError(f"the backup is of revision {revision}, this release of {newest()}: {how}")
    found = {row["name"]: Content(row["name"], row["rows"], row["sha256"], row["last_id"]) for row in rows}
    if found.keys() != metadata.tables.keys():
        raise StorageError(f"{path} is not whole: tables are missing in it")
    return found


def _fill(connection: Connection, file: Connection, promised: dict[str, Content], progress: Progress) -> list[Content]:
    _be_empty(connection)
    for table in metadata.sorted_tables:
        for number, row in enumerate(rows_of(file, table), 1):
            connection.execute(insert(table), dict(row._mapping))
            progress(table.name, number)
        if counts_itself(table):
            _count_on(connection, table, promised[table.name].last_id)
    found = [_read_back(connection, table, promised[table.name]) for table in metadata.sorted_tables]
    wrong = [content.name for content in found if content != promised[content.name]]
    if wrong:
        raise StorageError(f"nothing was restored: the backup was changed or is damaged ({', '.join(wrong)})")
    return found


def _be_empty(connection: Connection) -> None:
    """Lay the tables, unless they are there and have nothing in them."""
    if not inspect(connection).get_table_names():
        upgrade(connection)
    if (at := current(connection)) != newest():
        raise StorageError(f"the database is at revision {at or 'none'}, this release at {newest()}: take an empty one")
    filled = [
        table.name for table in metadata.sorted_tables if connection.scalar(select(func.count()).select_from(table))
    ]
    if filled:
        raise StorageError(f"the database is not empty ({', '.join(filled)}): restore into a new one")


def _count_on(connection: Connection, table: Table, last: int) -> None:
    """The next row gets a number that none had before."""
    if not last:
        return
    if connection.dialect.name == "sqlite":
        if table.dialect_options["sqlite"]["autoincrement"]:
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            values = {"name": table.name, "last": last}
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
    else:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def _read_back(connection: Connection, table: Table, promised: Content) -> Content:
    digest = Digest()
    for row in rows_of(connection, table):
        digest.add(row)
    return digest.content(table, promised.last_id)
