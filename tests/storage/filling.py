"""Rows for every table, whatever its columns: invented values that only their types decide."""

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, LargeBinary, String, Table, Text, insert, select

from bot.storage.columns import Instant

from .conftest import NOW


def fill(connection: Connection, table: Table, rows: int = 3) -> None:
    """Put some rows in, each unlike the others."""
    values = [{column.name: _value(column, number) for column in table.c} for number in range(1, rows + 1)]
    connection.execute(insert(table), values)


def _value(column: Column[Any], number: int) -> Any:
    match column.type:
        case Instant():
            return NOW + timedelta(microseconds=number)
        case Boolean():
            return bool(number % 2)
        case LargeBinary():
            return f"{column.name}\0{number}".encode()
        case String() | Text():
            return f"{number} É{column.name}"[: column.type.length or 99]
        case BigInteger():
            return 5_000_000_000 + number
        case _:
            return number


def rows_in(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    """All rows of a table, in an order that is always the same."""
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
