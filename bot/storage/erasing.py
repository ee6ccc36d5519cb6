"""Erasing what need not be kept any longer, a bounded number of rows at a time. Nothing sealed is opened for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, String, Table, cast, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .queue import Kind, Priority, State
from .schema import (
    audit,
    cases,
    evidence,
    exclusions,
    floods,
    invitations,
    messages,
    pace,
    people,
    proposals,
    queue,
    sessions,
    unanswered,
    wrong_tokens,
)


class Erasing:
    """Erasure inside one transaction. Cases are erased by their own store, which keeps their numbers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def _drop(self, table: Table, old: ColumnElement[bool], limit: int) -> int:
        (key,) = table.primary_key
        some = select(key).where(old).limit(limit)
        return (await self._db.execute(delete(table).where(key.in_(some)))).rowcount

    async def conversations(self, before: datetime, limit: int) -> int:
        """Sessions in which nothing was said since, and evidence for reports that are gone with them; how many."""
        dropped = await self._drop(sessions, sessions.c.updated_at < before, limit)
        remembered = exists().where(sessions.c.key == cast(evidence.c.owner_id, String))
        loose = (evidence.c.case_id == 0) & (evidence.c.received_at < before) & ~remembered
        return max(dropped, await self._drop(evidence, loose, limit))

    async def strangers(self, before: datetime, limit: int) -> int:
        """People without a role and without a case who wrote nothing since, with all that is theirs; how many.

        The name of somebody from whom a case is kept stands on its card until that is erased.
        """
        wrote = exists().where(sessions.c.key == cast(people.c.id, String), sessions.c.updated_at >= before)
        has_case = exists().where(or_(cases.c.reporter_id == people.c.id, cases.c.holder == people.c.id))
        excluded = exists().where(
            exclusions.c.person_id == people.c.id, exclusions.c.case_id == cases.c.id, cases.c.erased_at.is_(None)
        )
        idle = select(people.c.id).where(people.c.roles == "", ~wrote, ~has_case, ~excluded).limit(limit)
        ids = list(await self._db.scalars(idle))
        for person_id in ids:
            await self.conversation(person_id)
            await self.person(person_id)
        return len(ids)

    async def conversation(self, person_id: int) -> None:
        """What is remembered of a person's chats, what they handed over for no case, what is on its way to them.

        Urgent messages still go.
        """
        theirs = or_(sessions.c.key == str(person_id), sessions.c.key.endswith(f":{person_id}"))
        await self._db.execute(delete(sessions).where(theirs))
        loose = (evidence.c.owner_id == person_id) & (evidence.c.case_id == 0)
        await self._db.execute(delete(evidence).where(loose))
        await self._db.execute(delete(messages).where(messages.c.chat_id == person_id, messages.c.case_id == 0))
        pending = (queue.c.kind == Kind.SEND) & (queue.c.state == State.WAITING) & (queue.c.priority != Priority.URGENT)
        unsent = or_(pending, queue.c.state == State.QUARANTINED)
        await self._db.execute(delete(queue).where(queue.c.lane == str(person_id), unsent))

    async def person(self, person_id: int) -> None:
        """Who somebody is, the invitations they came in by, and how much they sent."""
        await self._db.execute(delete(invitations).where(invitations.c.used_by == person_id))
        for table, key in ((floods, floods.c.id), (wrong_tokens, wrong_tokens.c.person_id), (people, people.c.id)):
            await self._db.execute(delete(table).where(key == person_id))

    async def evidence_of(self, case_id: int) -> None:
        """The evidence of a case."""
        await self._db.execute(delete(evidence).where(evidence.c.case_id == case_id))

    async def unanswered(self, before: datetime, limit: int) -> int:
        """Questions without an answer, and proposed phrases, that came before then; how many."""
        asked = await self._drop(unanswered, unanswered.c.at < before, limit)
        return max(asked, await self._drop(proposals, proposals.c.proposed_at < before, limit))

    async def invitations(self, before: datetime, limit: int) -> int:
        """Invitations that were used or expired before then; how many."""
        return await self._drop(
            invitations, or_(invitations.c.used_at < before, invitations.c.expires_at < before), limit
        )

    async def quarantine(self, before: datetime, limit: int) -> int:
        """Rows that came before then and were set aside; how many."""
        return await self._drop(queue, (queue.c.state == State.QUARANTINED) & (queue.c.created_at < before), limit)

    async def paces(self, before: datetime, limit: int) -> int:
        """The pace of chats that nothing was sent to since, and invitations that did not work; how many."""
        tried = await self._drop(wrong_tokens, wrong_tokens.c.at < before, limit)
        return max(tried, await self._drop(pace, pace.c.free_at < before, limit))

    async def audit(self, closed_before: datetime, limit: int) -> Sequence[int]:
        """The whole chains of cases that were closed before then, and from whom they were kept; which cases."""
        has_chain = exists().where(audit.c.case_id == cases.c.id)
        due = select(cases.c.id).where(cases.c.closed_at < closed_before, has_chain).order_by(cases.c.id).limit(limit)
        ids = list(await self._db.scalars(due))
        for table in (audit, exclusions):
            await self._db.execute(delete(table).where(table.c.case_id.in_(ids)))
        return ids
