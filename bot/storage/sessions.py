"""Where each conversation stands."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import ConflictError
from bot.domain.session import Session

from .places import SESSIONS
from .rows import insert_new
from .schema import sessions
from .vault import Vault

_SESSION = TypeAdapter(Session)


class Sessions:
    """Sessions inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def load(self, key: str) -> Session:
        """The session of that key, a new one where there is none."""
        record = (await self._db.execute(select(sessions).where(sessions.c.key == key))).mappings().first()
        if record is None:
            return Session(key)
        session = _SESSION.validate_json(self._vault.open(record["sealed"], SESSIONS.where(**record)))
        session.version = record["version"]
        return session

    async def save(self, session: Session, now: datetime) -> None:
        """Keep a session. Raises ``ConflictError`` where somebody saved it since it was loaded."""
        values = {
            "version": session.version + 1,
            "updated_at": now,
            "sealed": self._vault.seal(_SESSION.dump_json(session), SESSIONS.where(key=session.key)),
        }
        if session.version == 0:
            saved = await insert_new(self._db, sessions, {"key": session.key, **values})
        else:
            mine = (sessions.c.key == session.key) & (sessions.c.version == session.version)
            saved = (await self._db.execute(update(sessions).where(mine).values(**values))).rowcount == 1
        if not saved:
            raise ConflictError
        session.version += 1
