"""Where each conversation stands."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import ConflictError
from bot.domain.session import Session

from .places import SESSIONS
from .rows import insert_new
from .schema import sessions
from .vault import Vault

_SESSION = TypeAdapter(Session)
_ONE = select(sessions).where(sessions.c.key == bindparam("its"))
_SAVED = update(sessions).where(sessions.c.key == bindparam("its"), sessions.c.version == bindparam("loaded"))


class Sessions:
    """Sessions inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def load(self, key: str) -> Session:
        """The session of that key, a new one where there is none."""
        record = (await self._db.execute(_ONE, {"its": key})).mappings().first()
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
            mine = {"its": session.key, "loaded": session.version}
            saved = (await self._db.execute(_SAVED, {**mine, **values})).rowcount == 1
        if not saved:
            raise ConflictError
        session.version += 1
