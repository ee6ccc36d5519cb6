"""The append-only audit log, one hash chain a case."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Integer, cast, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import Link, digest_of, follow

from .schema import audit, cases

#: The first half of an advisory lock's number on PostgreSQL, any; the second is the case's id.
_CHAIN = 7281_0017


class Audit:
    """The audit log inside one transaction. Nothing here changes or removes a link."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def record(self, case_id: int, at: datetime, actor: int, action: str, words: str | bytes = "") -> Link:
        """Append a link; of ``words`` only the digest is kept."""
        await self._line_up(case_id)
        query = select(audit).where(audit.c.case_id == case_id).order_by(audit.c.seq.desc()).limit(1)
        last = (await self._db.execute(query)).mappings().first()
        link = follow(Link(**last) if last else None, case_id, at, actor, action, digest_of(words))
        await self._db.execute(insert(audit).values(**asdict(link)))
        return link

    async def _line_up(self, case_id: int) -> None:
        """Let one transaction at a time add to a chain: on PostgreSQL two would find the same last link.

        A case's chain goes with the case (``Cases.hold``): one lock for both cannot be taken in two orders.
        """
        if self._db.dialect.name == "postgresql":
            held = select(cases.c.id).where(cases.c.id == case_id).with_for_update(key_share=True)
            if await self._db.scalar(held) is None:
                await self._db.execute(select(func.pg_advisory_xact_lock(_CHAIN, cast(case_id % 2**31, Integer))))

    async def chains(self) -> list[int]:
        """The cases that have a chain; 0 stands for what belongs to none."""
        return list(await self._db.scalars(select(audit.c.case_id).distinct().order_by(audit.c.case_id)))

    async def chain(self, case_id: int) -> list[Link]:
        """A case's links in order."""
        query = select(audit).where(audit.c.case_id == case_id).order_by(audit.c.seq)
        return [Link(**record) for record in (await self._db.execute(query)).mappings()]
