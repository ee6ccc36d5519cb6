"""From whom a case is kept, and why."""

from collections.abc import Iterable

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

    async def among(self, case_ids: Iterable[int]) -> set[tuple[int, int]]:
        """All pairs of case and person that are kept apart among these cases."""
        query = select(exclusions.c.case_id, exclusions.c.person_id).where(exclusions.c.case_id.in_(list(case_ids)))
        return {(case_id, person_id) for case_id, person_id in await self._db.execute(query)}
