"""Councillors without Telegram, and the letters to them; both go when their case is erased."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.absent import Absent, Letter

from .places import ABSENT, LETTERS
from .rows import upsert
from .schema import absent, letters
from .vault import Vault

_ABSENT = TypeAdapter(Absent)


class Absents:
    """Who has no chat, inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def keep(self, case_id: int, who: Absent) -> None:
        """Remember, or put right, whose case it is."""
        sealed = self._vault.seal(_ABSENT.dump_json(who), ABSENT.where(case_id=case_id))
        values = {"case_id": case_id, "entered_by": who.entered_by, "sealed": sealed}
        await upsert(self._db, absent, values, "case_id")

    def _read(self, record: Any) -> Absent:
        return _ABSENT.validate_json(self._vault.open(record["sealed"], ABSENT.where(**record)))

    async def of_case(self, case_id: int) -> Absent | None:
        """Whose case it is; None where they have Telegram."""
        record = (await self._db.execute(select(absent).where(absent.c.case_id == case_id))).mappings().first()
        return self._read(record) if record else None

    async def cases_of(self, who: Absent) -> list[int]:
        """The ids of all cases of the same person, the oldest first. Every record is opened for it: there are few."""
        records = (await self._db.execute(select(absent).order_by(absent.c.case_id))).mappings()
        return [record["case_id"] for record in records if self._read(record).is_same(who)]

    async def write(self, case_id: int, text: str, now: datetime) -> None:
        """Keep a letter."""
        new = insert(letters).values(case_id=case_id, at=now, sealed=b"").returning(letters.c.id)
        number = int(await self._db.scalar(new) or 0)
        sealed = self._vault.seal_json(text, LETTERS.where(id=number))
        await self._db.execute(update(letters).where(letters.c.id == number).values(sealed=sealed))

    def _letter(self, record: Any) -> Letter:
        text = self._vault.open_json(record["sealed"], LETTERS.where(**record))
        return Letter(record["id"], record["case_id"], record["at"], text, record["told_at"])

    async def letter(self, number: int) -> Letter | None:
        """The letter with that id."""
        record = (await self._db.execute(select(letters).where(letters.c.id == number))).mappings().first()
        return self._letter(record) if record else None

    async def letters(self, case_id: int) -> list[Letter]:
        """What there is or was to tell about a case, the oldest first."""
        query = select(letters).where(letters.c.case_id == case_id).order_by(letters.c.id)
        return [self._letter(record) for record in (await self._db.execute(query)).mappings()]

    async def told(self, number: int, now: datetime) -> None:
        """Somebody passed a letter on."""
        await self._db.execute(update(letters).where(letters.c.id == number).values(told_at=now))
