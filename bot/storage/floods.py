"""How much somebody without a role sends: one row a person, counted with one statement a message."""

from datetime import datetime

from sqlalchemy import ColumnElement, case
from sqlalchemy.ext.asyncio import AsyncConnection

from .rows import counted
from .schema import floods


class Floods:
    """The counts, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def count(self, user_id: int, now: datetime) -> tuple[int, int]:
        """Count a message; how many that makes in this minute, and in this hour of the clock."""
        minute = int(now.timestamp() // 60)
        first = {"id": user_id, "minute": minute, "in_minute": 1, "hour": minute // 60, "in_hour": 1}
        more = {
            "minute": first["minute"],
            "in_minute": _one_more(floods.c.minute == first["minute"], floods.c.in_minute),
            "hour": first["hour"],
            "in_hour": _one_more(floods.c.hour == first["hour"], floods.c.in_hour),
        }
        in_minute, in_hour = await counted(self._db, floods, first, more, "in_minute", "in_hour")
        return in_minute, in_hour


def _one_more(same: ColumnElement[bool], column: ColumnElement[int]) -> ColumnElement[int]:
    return case((same, column + 1), else_=1)
