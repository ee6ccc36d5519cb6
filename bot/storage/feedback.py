"""What editors learn from: questions without an answer, and whether an answer was it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .rows import insert_new
from .schema import unanswered, votes
from .vault import Vault


class Feedback:
    """Feedback inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def remember(self, question: str, verdict: str, matches: Sequence[str], now: datetime) -> None:
        """Keep a question that found no answer, without who asked."""
        values = {"at": now, "verdict": verdict, "matches": " ".join(matches)}
        sealed = self._vault.seal_json(question, "unanswered")
        await self._db.execute(insert(unanswered).values(sealed=sealed, **values))

    async def questions(self, limit: int = 50) -> list[tuple[datetime, str]]:
        """The latest questions without an answer."""
        query = select(unanswered).order_by(unanswered.c.id.desc()).limit(limit)
        records = (await self._db.execute(query)).mappings()
        return [(record["at"], self._vault.open_json(record["sealed"], "unanswered")) for record in records]

    async def vote(self, entry: str, helped: bool) -> None:
        """Count whether an answer was the one looked for."""
        await insert_new(self._db, votes, {"entry": entry, "helped": 0, "missed": 0})
        column = votes.c.helped if helped else votes.c.missed
        await self._db.execute(update(votes).where(votes.c.entry == entry).values({column: column + 1}))
