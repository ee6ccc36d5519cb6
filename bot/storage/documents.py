"""Documents that were made for somebody, sealed, and kept until they are sent."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .places import DOCUMENTS
from .schema import documents
from .vault import Vault


class Documents:
    """Documents inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def keep(self, content: bytes, now: datetime) -> int:
        """Keep a document; its id."""
        new = insert(documents).values(made_at=now, sealed=b"").returning(documents.c.id)
        number = int(await self._db.scalar(new) or 0)
        sealed = self._vault.seal(content, DOCUMENTS.where(id=number))
        await self._db.execute(update(documents).where(documents.c.id == number).values(sealed=sealed))
        return number

    async def content(self, number: int) -> bytes | None:
        """A document's bytes; None where it is there no longer."""
        sealed = await self._db.scalar(select(documents.c.sealed).where(documents.c.id == number))
        return self._vault.open(sealed, DOCUMENTS.where(id=number)) if sealed else None

    async def drop(self, number: int) -> None:
        """It was sent, or never will be."""
        await self._db.execute(delete(documents).where(documents.c.id == number))
