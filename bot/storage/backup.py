"""A backup: one SQLite file with the rows of every table, and with what proves that they are all there, unchanged."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    collate,
    create_engine,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import StorageError

from .columns import Instant
from .database import Database
from .migrate import current, newest
from .schema import metadata

#: Told of each table, and of how many of its rows are done.
Progress = Callable[[str, int], None]
AT_ONCE = 20  # rows in memory: one may hold a file of 20 MB

contents = Table(
    "backup",
    MetaData(),
    Column("name", String(64), primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("last_id", Integer, nullable=False),
    Column("revision", String(32), nullable=False),
    Column("made_at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a backup has of a table. ``last_id`` is the highest number ever given, so that none is given again."""

    name: str
    rows: int
    sha256: str
    last_id: int


def rows_of(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    """All rows, by their key in the order of its bytes, which is the same on every database."""
    order = [collate(c, "C") if _is_text_elsewhere(connection, c) else c for c in table.primary_key]
    query = select(table).order_by(*order).execution_options(yield_per=AT_ONCE)
    yield from connection.execute(query)


def _is_text_elsewhere(connection: Connection, column: Column[Any]) -> bool:
    return isinstance(column.type, String | Text) and connection.dialect.name != "sqlite"


class Digest:
    """SHA-256 over rows as JSON arrays, one a line."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = sha256()

    def add(self, row: Row[Any]) -> None:
        """The next row."""
        self.rows += 1
        self._hash.update(json.dumps(list(row), default=_plain).encode() + b"\n")

    def content(self, table: Table, last_id: int) -> Content:
        """What it was the digest of."""
        return Content(table.name, self.rows, self._hash.hexdigest(), last_id)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else bytes(value).hex()


def counts_itself(table: Table) -> bool:
    """Whether the database gives numbers to a table's rows."""
    return table.autoincrement_column is not None


def last_id(connection: Connection, table: Table) -> int:
    """The highest number that was ever given to a row of a table, as far as the database knows; 0 where none was."""
    if not counts_itself(table):
        return 0
    highest: int = connection.scalar(select(func.max(table.c.id))) or 0
    if connection.dialect.name == "sqlite":
        known = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    else:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
        known = connection.scalar(text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"))  # noqa: S608
    return max(highest, known or 0)


async def back_up(database: Database, path: Path, now: datetime, progress: Progress) -> list[Content]:
    """Write all there is at one moment to a new file, beside whoever works; what it has of each table.

    What is sealed stays sealed: without the key, which is not in it, nobody can read what people wrote.

    Raises:
        StorageError: the file is there already or cannot be written, or the database is not at this release's revision.
    """
    with _new_file(path) as unfinished:
        async with database.snapshot() as source:
            made = await source.run_sync(_write, unfinished, now, progress)
    return made


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A file that only its owner may read, and that gets its name when it is whole."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    if path.exists():
        raise StorageError(f"{path} is there already: name another file")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        yield unfinished
        os.link(unfinished, path)  # unlike a renaming it replaces nothing
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _write(source: Connection, path: Path, now: datetime, progress: Progress) -> list[Content]:
    at = current(source)
    if at != newest():
        raise StorageError(f"the database is at revision {at or 'none'}, this release at {newest()}: run `bot migrate`")
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as file:
            metadata.create_all(file)
            contents.create(file)
            made = [_copy(source, file, table, progress) for table in metadata.sorted_tables]
            about = {"revision": at, "made_at": now}
            file.execute(insert(contents), [asdict(content) | about for content in made])
    except SQLAlchemyError as error:
        raise StorageError(f"the backup cannot be written: {getattr(error, 'orig', None) or error}") from error
    finally:
        engine.dispose()
    return made


def _copy(source: Connection, file: Connection, table: Table, progress: Progress) -> Content:
    digest = Digest()
    for row in rows_of(source, table):
        digest.add(row)
        file.execute(insert(table), dict(row._mapping))
        progress(table.name, digest.rows)
    return digest.content(table, last_id(source, table))
