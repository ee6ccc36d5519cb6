"""How fast messages may leave: one row a lane, asked before each."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .columns import Instant
from .rows import insert_into
from .schema import pace


class Pace:
    """The pace of sending, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def pass_on(self, lane: str, every: timedelta, burst: int, now: datetime) -> datetime:
        """Ask leave to send on a lane at most once per ``every``, ``burst`` at once; the moment it is given.

        Generic cell rate algorithm (ITU-T I.371): one row a lane, the theoretical arrival time of the next message.
        A moment later than ``now`` means: wait until then, and ask again.
        """
        ahead = every * (burst - 1)
        asked = {
            "key": lane,
            "free_at": now + every,
            "now": now,
            "latest": now + ahead,
            "every": every // timedelta(microseconds=1),
        }
        if (await self._db.execute(_passed(self._db.dialect.name), asked)).first() is not None:
            return now
        free_at: datetime = (await self._db.execute(_FREE_AT, {"lane": lane})).scalar_one()
        return free_at - ahead

    async def is_taken(self, name: str, now: datetime) -> bool:
        """Whether the turn of that name was taken, and the next is still to come."""
        free_at: datetime | None = await self._db.scalar(_FREE_AT, {"lane": name})
        return free_at is not None and free_at > now

    async def take_turn(self, name: str, every: timedelta, now: datetime) -> bool:
        """Whether something that one replica does, at most once per ``every``, is this one's to do now."""
        return await self.pass_on(name, every, 1, now) <= now


_FREE_AT = select(pace.c.free_at).where(pace.c.key == bindparam("lane"))


@cache
def _passed(dialect: str) -> Any:
    """Give leave and move the lane's time on; no row where it is too early, which leaves the lane as it is."""
    first = insert_into(dialect, pace)
    later = pace.c.free_at + bindparam("every", type_=BigInteger)
    moved = case((pace.c.free_at < bindparam("now", type_=Instant), first.excluded.free_at), else_=later)
    early = pace.c.free_at <= bindparam("latest", type_=Instant)
    return first.on_conflict_do_update(index_elements=["key"], set_={"free_at": moved}, where=early).returning(
        pace.c.key
    )
