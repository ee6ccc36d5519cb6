"""How much somebody without a role sends: one row a person, counted with one statement a message."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlalchemy.ext.asyncio import AsyncConnection

from .rows import insert_into
from .schema import floods


class Floods:
    """The counts, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def count(self, user_id: int, now: datetime) -> tuple[int, int]:
        """Count a message; how many that makes in this minute, and in this hour of the clock."""
        minute = int(now.timestamp() // 60)
        first = {"id": user_id, "minute": minute, "in_minute": 1, "hour": minute // 60, "in_hour": 1}
        in_minute, in_hour = (await self._db.execute(_one_more(self._db.dialect.name), first)).one()
        return in_minute, in_hour


@cache
def _one_more(dialect: str) -> Any:
    first = insert_into(dialect, floods)

    def count(time: str, number: ColumnElement[int]) -> ColumnElement[int]:
        return case((floods.c[time] == first.excluded[time], number + 1), else_=1)

    more = {
        "minute": first.excluded.minute,
        "in_minute": count("minute", floods.c.in_minute),
        "hour": first.excluded.hour,
        "in_hour": count("hour", floods.c.in_hour),
    }
    return first.on_conflict_do_update(index_elements=["id"], set_=more).returning(floods.c.in_minute, floods.c.in_hour)
