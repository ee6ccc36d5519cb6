"""SQLite without a thread, for stories: ``sqlite+quick:///…``.

Handing a statement to aiosqlite's thread and back takes longer than most statements. One bot has one transaction at a
time, so that nobody waits for another; where several processes or databases contend, tests use the real driver.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.util import await_

registry.register("sqlite.quick", __name__, "QuickDialect")

#: What statements were compiled to, for all worlds: it depends on nothing that is in a database.
_compiled: dict[Any, Any] = {}


class _Connection(aiosqlite.Connection):
    """Does at once what the other gives to its thread, which only opens and closes."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        return fn(*args, **kwargs)


def _connection(path: str, **how: Any) -> _Connection:
    how["check_same_thread"] = False
    made = _Connection(lambda: sqlite3.connect(path, **how), 64)
    made._thread.daemon = True
    return made


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """The cursor of SQLite itself, where the other has one of aiosqlite's."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: _Connection) -> sqlite3.Cursor:
        return connection._conn.cursor()

    def _aenter_cursor(self, cursor: sqlite3.Cursor) -> sqlite3.Cursor:
        return cursor

    async def _execute_async(self, operation: str, parameters: Any) -> None:
        self._cursor.execute(operation, parameters or ())
        if self._cursor.description:
            self._rows = deque(self._cursor.fetchall())

    async def _async_soft_close(self) -> None:
        self._soft_closed_memoized = self._soft_closed_memoized.union({"description": self._cursor.description})
        self._cursor.close()

    async def _executemany_async(self, operation: str, seq_of_parameters: Any) -> None:
        self._cursor.executemany(operation, seq_of_parameters)


class _Adapted(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


class QuickDialect(SQLiteDialect_aiosqlite):
    """The dialect of these connections. All are alike, so that what one compiled serves the others."""

    driver = "quick"
    supports_statement_cache = True

    def connect(self, *args: Any, **how: Any) -> _Adapted:
        return _Adapted(self.dbapi, await_(_connection(*args, **how)))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, QuickDialect)

    def __hash__(self) -> int:
        return hash(QuickDialect)
