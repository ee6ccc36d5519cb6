"""Taught sessions, who was invited to them, and who came."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.lesson import Part
from bot.domain.taught import Attendance, Reply, Taught

from .places import TAUGHT
from .rows import insert_new
from .schema import attendance, taught
from .vault import Vault

_TIMES = ("made_at", "at", "invited_at", "recorded_at")
#: Sealed with the rest; what was written by an older release has none of them.
_NUMBERS = ("by", "moved", "instead_of")


class TaughtSessions:
    """Taught sessions inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def begin(self, part: Part, now: datetime) -> Taught:
        """A draft."""
        values = {"part": part, "made_at": now, "sealed": b""}
        number = await self._db.scalar(insert(taught).values(**values).returning(taught.c.id))
        session = Taught(int(number or 0), part, now)
        await self.save(session)
        return session

    async def save(self, session: Taught) -> None:
        """Keep what has changed."""
        numbers = {name: getattr(session, name) for name in _NUMBERS}
        said = {"place": session.place, "giver": session.giver, **numbers}
        values = {name: getattr(session, name) for name in _TIMES}
        values["sealed"] = self._vault.seal_json(said, TAUGHT.where(id=session.id))
        await self._db.execute(update(taught).where(taught.c.id == session.id).values(**values))

    async def find(self, session_id: int) -> Taught | None:
        """The session with that id."""
        record = (await self._db.execute(select(taught).where(taught.c.id == session_id))).mappings().first()
        return self._session(record) if record else None

    async def latest(self, limit: int) -> list[Taught]:
        """The sessions that were invited to, the latest first."""
        query = select(taught).where(taught.c.invited_at.is_not(None)).order_by(taught.c.at.desc()).limit(limit)
        return [self._session(record) for record in (await self._db.execute(query)).mappings()]

    def _session(self, record: Any) -> Taught:
        said = self._vault.open_json(record["sealed"], TAUGHT.where(**record))
        times = {name: record[name] for name in _TIMES}
        numbers = {name: said.get(name, 0) for name in _NUMBERS}
        return Taught(record["id"], Part(record["part"]), place=said["place"], giver=said["giver"], **times, **numbers)

    async def drop(self, session_id: int) -> None:
        """A draft is thrown away, or a session called off."""
        for table, its in ((attendance, attendance.c.taught_id), (taught, taught.c.id)):
            await self._db.execute(delete(table).where(its == session_id))

    async def invite(self, session_id: int, people: Collection[int]) -> None:
        """People are invited; what they answered before stands."""
        for person_id in people:
            values = {"taught_id": session_id, "person_id": person_id, "reply": Reply.NONE, "came": False}
            await insert_new(self._db, attendance, values)

    async def reply(self, session_id: int, person_id: int, reply: Reply) -> bool:
        """Somebody answers their invitation; whether they have one."""
        return await self._set(session_id, person_id, reply=reply)

    async def came(self, session_id: int, person_id: int, came: bool) -> None:
        """Whether somebody came, invited or not."""
        await self.invite(session_id, [person_id])
        await self._set(session_id, person_id, came=came)

    async def _set(self, session_id: int, person_id: int, **values: object) -> bool:
        mine = (attendance.c.taught_id == session_id) & (attendance.c.person_id == person_id)
        return (await self._db.execute(update(attendance).where(mine).values(**values))).rowcount == 1

    async def attendance(self, session_id: int) -> dict[int, Attendance]:
        """Who was invited to a session or came to it, by person."""
        query = select(attendance).where(attendance.c.taught_id == session_id)
        return {each["person_id"]: _attendance(each) for each in (await self._db.execute(query)).mappings()}

    async def of_person(self, person_id: int) -> list[tuple[Taught, Attendance]]:
        """The sessions that somebody was invited to or came to, the oldest first."""
        query = select(attendance).where(attendance.c.person_id == person_id).order_by(attendance.c.taught_id)
        found = [(each["taught_id"], _attendance(each)) for each in (await self._db.execute(query)).mappings()]
        known = [(await self.find(session_id), each) for session_id, each in found]
        return [(session, each) for session, each in known if session is not None]


def _attendance(record: Any) -> Attendance:
    return Attendance(record["person_id"], Reply(record["reply"]), record["came"])
