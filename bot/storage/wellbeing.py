"""Who does not want to be asked how they are, and how much officers saw in the last days."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.wellbeing import Sight

from .rows import insert_new
from .schema import exposures, unasked


class Wellbeing:
    """What is kept for people's wellbeing, inside one transaction: ids, times and machine words."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def ask_no_more(self, person_id: int, now: datetime) -> bool:
        """Somebody does not want to be asked how they are; False where that was known."""
        return await insert_new(self._db, unasked, {"person_id": person_id, "at": now})

    async def ask_again(self, person_id: int) -> bool:
        """Somebody wants to be asked after all; False where nothing kept us from it."""
        return (await self._db.execute(delete(unasked).where(unasked.c.person_id == person_id))).rowcount > 0

    async def unasked_since(self, person_id: int) -> datetime | None:
        """Since when somebody does not want to be asked; None where they may be."""
        found: datetime | None = await self._db.scalar(select(unasked.c.at).where(unasked.c.person_id == person_id))
        return found

    async def saw(self, officer: int, kind: Sight, now: datetime, case_id: int = 0, times: int = 1) -> None:
        """Remember what an officer saw, or was told of it."""
        values = {"officer": officer, "kind": kind.value, "case_id": case_id, "at": now}
        await self._db.execute(insert(exposures), [values] * times)

    async def has_seen(self, officer: int, case_id: int, since: datetime) -> bool:
        """Whether an officer opened that case after then."""
        mine = (exposures.c.officer == officer) & (exposures.c.kind == Sight.CASE) & (exposures.c.at > since)
        return (
            await self._db.scalar(select(exposures.c.id).where(mine, exposures.c.case_id == case_id).limit(1))
            is not None
        )

    async def seen_by(self, officer: int, since: datetime) -> Mapping[Sight, int]:
        """How often an officer saw what after then; what they did not see is not in it."""
        query = select(exposures.c.kind, func.count()).where(exposures.c.officer == officer, exposures.c.at > since)
        return {Sight(kind): count for kind, count in (await self._db.execute(query.group_by(exposures.c.kind))).all()}
