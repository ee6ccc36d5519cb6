"""Statements that SQLite and PostgreSQL spell differently.

What is said for each message is built once: to build a statement takes as long as to run it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection


@cache
def insert_into(dialect: str, table: Table) -> Any:
    """An insert that may go on to say what happens where the row is there already."""
    # Each is slow to import, and one is needed.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert(table)


@cache
def _new(dialect: str, table: Table) -> Any:
    return insert_into(dialect, table).on_conflict_do_nothing()


@cache
def _found_new(dialect: str, table: Table) -> Any:
    # Not ``rowcount``: PostgreSQL's driver does not know it where the statement returns a new id.
    return _new(dialect, table).returning(*table.primary_key)


@cache
def _either(dialect: str, table: Table, rest: tuple[str, ...], key: tuple[str, ...]) -> Any:
    statement = insert_into(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=list(key), set_={name: statement.excluded[name] for name in rest}
    )


async def insert_new(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> bool:
    """Insert unless a row with the same key is there; whether it was inserted."""
    return (await connection.execute(_found_new(connection.dialect.name, table), values)).first() is not None


async def insert_all(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, but for those whose key is there."""
    await connection.execute(_new(connection.dialect.name, table), rows)


async def upsert(connection: AsyncConnection, table: Table, values: dict[str, Any], *key: str) -> None:
    """Insert, or change the row with the same key."""
    rest = tuple(name for name in values if name not in key)
    await connection.execute(_either(connection.dialect.name, table, rest, key), values)
