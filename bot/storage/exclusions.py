"""From whom a case is kept, and why."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.access import Cause

from .rows import insert_new
from .schema import exclusions


class Exclusions:
    """Who must not see which case, inside one transaction. Nothing here lets anybody see one again."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, case_id: int, person_id: int, cause: Cause) -> bool:
        """Keep a case from somebody; False where it was kept from them already."""
        return await insert_new(
            self._db, exclusions, {"case_id": case_id, "person_id": person_id, "cause": cause.value}
        )

    async def of_case(self, case_id: int) -> dict[int, Cause]:
        """From whom a case is kept, by the person's id."""
        query = select(exclusions).where(exclusions.c.case_id == case_id).order_by(exclusions.c.person_id)
        records = (await self._db.execute(query)).mappings()
        return {record["person_id"]: Cause(record["cause"]) for record in records}
