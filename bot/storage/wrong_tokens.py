"""Who tried invitations that do not work: after several, no more are looked at for a while."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .schema import wrong_tokens

LIMIT = 5
WHILE = timedelta(hours=1)


class WrongTokens:
    """Wrong tokens by person, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def is_shut(self, person_id: int, now: datetime) -> bool:
        """Whether the person tried so many wrong tokens that none is looked at now."""
        mine = wrong_tokens.c.person_id == person_id
        query = select(func.count(), func.max(wrong_tokens.c.at)).where(mine)
        count, last = (await self._db.execute(query)).one()
        return bool(count >= LIMIT and now - last < WHILE)

    async def add(self, person_id: int, now: datetime) -> bool:
        """Note a wrong token; whether it was the last that is looked at for an hour."""
        mine = wrong_tokens.c.person_id == person_id
        await self._db.execute(delete(wrong_tokens).where(mine, wrong_tokens.c.at <= now - WHILE))
        await self._db.execute(insert(wrong_tokens).values(person_id=person_id, at=now))
        return await self.is_shut(person_id, now)
