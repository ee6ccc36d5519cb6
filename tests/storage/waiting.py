"""When somebody waits for somebody else on PostgreSQL."""

import asyncio
from typing import Any

from sqlalchemy import text

from bot.storage import Database


async def is_waiting(database: Database) -> bool:
    async with database.engine.connect() as connection:
        query = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(await connection.scalar(query))


async def meanwhile(database: Database, task: asyncio.Future[Any]) -> None:
    """Until the task waits for somebody, or has ended."""
    async with asyncio.timeout(10):
        while not task.done() and not await is_waiting(database):  # noqa: ASYNC110  (no event tells)
            await asyncio.sleep(0)
