"""How fast messages may leave: one row a lane, asked before each."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .rows import insert_new
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
        await insert_new(self._db, pace, {"key": lane, "free_at": now})
        query = select(pace.c.free_at).where(pace.c.key == lane).with_for_update()
        free_at = max(await self._db.scalar(query) or now, now)
        allowed = free_at - every * (burst - 1)
        if allowed > now:
            return allowed
        await self._db.execute(update(pace).where(pace.c.key == lane).values(free_at=free_at + every))
        return now

    async def take_turn(self, name: str, every: timedelta, now: datetime) -> bool:
        """Whether something that one replica does, at most once per ``every``, is this one's to do now."""
        return await self.pass_on(name, every, 1, now) <= now
