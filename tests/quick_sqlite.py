"""SQLite without a thread, for stories: ``sqlite+quick:///…``.

Handing a statement to aiosqlite's thread and back takes longer than most statements. One bot has one transaction at a
time, so that nobody waits for another; where several processes or databases contend, tests use the real driver.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

registry.register("sqlite.quick", __name__, "QuickDialect")


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


class QuickDialect(SQLiteDialect_aiosqlite):
    """The dialect of these connections."""

    driver = "quick"
    supports_statement_cache = True

    def connect(self, *args: Any, **how: Any) -> Any:
        return super().connect(*args, **how, async_creator_fn=_connection)
