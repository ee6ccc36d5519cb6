"""Statements that SQLite and PostgreSQL spell differently."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection


def _insert(connection: AsyncConnection, table: Table) -> Any:
    # Each is slow to import, and one is needed.
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert(table)


async def insert_new(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> bool:
    """Insert unless a row with the same key is there; whether it was inserted."""
    statement = _insert(connection, table).values(**values).on_conflict_do_nothing()
    # Not ``rowcount``: PostgreSQL's driver does not know it where the statement returns a new id.
    return (await connection.execute(statement.returning(*table.primary_key))).first() is not None


async def upsert(connection: AsyncConnection, table: Table, values: dict[str, Any], *key: str) -> None:
    """Insert, or change the row with the same key."""
    statement = _insert(connection, table).values(**values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=rest))


async def counted(
    connection: AsyncConnection, table: Table, first: dict[str, Any], more: dict[str, Any], *names: str
) -> Any:
    """Insert the ``first`` values, or change the row with the same key by ``more``; the named columns afterwards."""
    statement = _insert(connection, table).values(**first)
    statement = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=more)
    return tuple((await connection.execute(statement.returning(*(table.c[name] for name in names)))).one())
