"""What stands in a bot's log and queue where a story came to no end: added to the failure, since its folder goes."""

from pathlib import Path

from sqlalchemy import select

from bot.storage import Database
from bot.storage.row import State
from bot.storage.schema import queue

LINES = 40  # of the log, the last


async def what_is_left(database: Database, folder: Path) -> str:
    """The last of the log, and the first rows of the queue that are not done; no words of anybody are in either."""
    log = folder / "bot.log"
    said = log.read_text().splitlines()[-LINES:] if log.exists() else []
    async with database.engine.connect() as connection:
        query = select(queue).where(queue.c.state != State.DONE).order_by(queue.c.id)
        rows = [dict(each) for each in (await connection.execute(query)).mappings()]
    left = [{name: str(value) for name, value in row.items() if name != "sealed"} for row in rows]
    return "\n".join(["the end of the log:", *said, "left in the queue:", *map(str, left[:LINES])])
