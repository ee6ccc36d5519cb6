"""What editors learn from: questions without an answer, phrases proposed for entries, whether an answer was it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.content.rules import plain

from .places import PROPOSALS, UNANSWERED
from .rows import insert_new
from .schema import proposals, unanswered, votes
from .vault import Vault

#: As many open questions are looked at together as can be compared while somebody waits.
LATEST = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: ``verdict`` says how it came to nothing, ``matches`` which entries were likest or shown."""

    id: int
    at: datetime
    verdict: str
    matches: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrase that an administrator gave to an entry, for the editor to accept; who did is not kept."""

    id: int
    entry: str
    phrase: str
    proposed_at: datetime


class Feedback:
    """Feedback inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def remember(self, question: str, verdict: str, matches: Sequence[str], now: datetime) -> None:
        """Keep a question that found no answer, without who asked."""
        values = {"at": now, "verdict": verdict, "matches": " ".join(matches)}
        sealed = self._vault.seal_json(question, UNANSWERED.where())
        await self._db.execute(insert(unanswered).values(sealed=sealed, **values))

    async def questions(self, limit: int = LATEST) -> list[Question]:
        """The open questions, the latest first."""
        query = select(unanswered).order_by(unanswered.c.id.desc()).limit(limit)
        records = (await self._db.execute(query)).mappings()
        return [
            Question(
                record["id"],
                record["at"],
                record["verdict"],
                tuple(record["matches"].split()),
                self._vault.open_json(record["sealed"], UNANSWERED.where()),
            )
            for record in records
        ]

    async def assign(self, questions: Collection[int], entry: str, now: datetime) -> int:
        """Questions belong to an entry: they are open no longer, and each wording of them is proposed once.

        How many phrases were proposed; those that two people assign at the same moment are proposed by one of them.
        """
        gone = delete(unanswered).where(unanswered.c.id.in_(questions))
        taken = (await self._db.execute(gone.returning(unanswered.c.id, unanswered.c.sealed))).all()
        known = {plain(proposal.phrase) for proposal in await self.proposals() if proposal.entry == entry}
        count = 0
        for _, sealed in sorted(taken):
            phrase = _on_one_line(self._vault.open_json(sealed, UNANSWERED.where()))
            if plain(phrase) and plain(phrase) not in known:
                values = {
                    "entry": entry,
                    "proposed_at": now,
                    "sealed": self._vault.seal_json(phrase, PROPOSALS.where()),
                }
                await self._db.execute(insert(proposals).values(**values))
                known.add(plain(phrase))
                count += 1
        return count

    async def set_aside(self, questions: Collection[int]) -> int:
        """Questions are not for the toolkit: forget them; how many there were."""
        gone = delete(unanswered).where(unanswered.c.id.in_(questions)).returning(unanswered.c.id)
        return len((await self._db.execute(gone)).all())

    async def proposals(self) -> list[Proposal]:
        """The phrases that wait for the editor, the oldest first."""
        records = (await self._db.execute(select(proposals).order_by(proposals.c.id))).mappings()
        return [
            Proposal(
                record["id"],
                record["entry"],
                self._vault.open_json(record["sealed"], PROPOSALS.where()),
                record["proposed_at"],
            )
            for record in records
        ]

    async def settle(self, proposal: int) -> bool:
        """A proposal was accepted or turned down: forget it; whether it was still there."""
        gone = delete(proposals).where(proposals.c.id == proposal).returning(proposals.c.id)
        return (await self._db.execute(gone)).first() is not None

    async def vote(self, entry: str, helped: bool) -> None:
        """Count whether an answer was the one looked for."""
        await insert_new(self._db, votes, {"entry": entry, "helped": 0, "missed": 0})
        column = votes.c.helped if helped else votes.c.missed
        await self._db.execute(update(votes).where(votes.c.entry == entry).values({column: column + 1}))


def _on_one_line(text: str) -> str:
    """The text as a phrase: without line breaks and what no screen shows."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
