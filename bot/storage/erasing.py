"""Erasing what need not be kept any longer, a bounded number of rows at a time. Nothing sealed is opened for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, Table, cast, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .row import Kind, Priority, State
from .schema import (
    answers,
    attendance,
    audit,
    cases,
    completions,
    documents,
    evidence,
    exclusions,
    exposures,
    floods,
    invitations,
    learners,
    marks,
    messages,
    pace,
    people,
    polls,
    proposals,
    queue,
    sessions,
    taught,
    unanswered,
    unasked,
    wrong_tokens,
)

#: SQLite has one writer, and overwrites what it erases: files of no more than so many bytes go in one transaction.
MOST_BYTES = 40 * 1024 * 1024
MOST_FILES = 200
#: Far longer than anybody is held back.
FLOOD_LIFE = timedelta(hours=2)


class Erasing:
    """Erasure inside one transaction. Cases are erased by their own store, which keeps their numbers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._room = MOST_BYTES

    async def _drop(self, table: Table, old: ColumnElement[bool], limit: int) -> int:
        (key,) = table.primary_key
        some = select(key).where(old).limit(limit)
        return (await self._db.execute(delete(table).where(key.in_(some)))).rowcount

    async def _drop_files(self, which: ColumnElement[bool]) -> bool:
        """Drop evidence, as much as there is room for in this transaction; whether that was all of it."""
        query = select(evidence.c.id, evidence.c.size).where(which).order_by(evidence.c.id).limit(MOST_FILES)
        going: list[int] = []
        found = (await self._db.execute(query)).all()
        for item_id, size in found:
            if size > self._room and self._room < MOST_BYTES:
                break
            going.append(item_id)
            self._room -= size
        await self._db.execute(delete(evidence).where(evidence.c.id.in_(going)))
        return len(going) == len(found) < MOST_FILES

    async def conversations(self, before: datetime, limit: int) -> int:
        """Sessions in which nothing was said since, and evidence for reports that are gone with them.

        How many; at least 1 while there is more evidence.
        """
        dropped = await self._drop(sessions, sessions.c.updated_at < before, limit)
        remembered = exists().where(sessions.c.key == cast(evidence.c.owner_id, String))
        loose = (evidence.c.case_id == 0) & (evidence.c.received_at < before) & ~remembered
        return max(dropped, int(not await self._drop_files(loose)))

    async def strangers(self, before: datetime, limit: int) -> int:
        """People without a role and without a case who wrote nothing since, with all that is theirs.

        The name of somebody from whom a case is kept stands on its card until that is erased. How many went; at least 1
        while they have evidence that must go first.
        """
        wrote = exists().where(sessions.c.key == cast(people.c.id, String), sessions.c.updated_at >= before)
        has_case = exists().where(or_(cases.c.reporter_id == people.c.id, cases.c.holder == people.c.id))
        excluded = exists().where(
            exclusions.c.person_id == people.c.id, exclusions.c.case_id == cases.c.id, cases.c.erased_at.is_(None)
        )
        idle = select(people.c.id).where(people.c.roles == "", ~wrote, ~has_case, ~excluded)
        idle = idle.order_by(people.c.id).limit(limit)
        ids = list(await self._db.scalars(idle))
        if not await self._drop_files(evidence.c.owner_id.in_(ids) & (evidence.c.case_id == 0)):
            return 1
        for person_id in ids:
            await self.conversation(person_id)
            await self.unsent(person_id)
            await self.person(person_id)
        return len(ids)

    async def conversation(self, person_id: int) -> None:
        """What is remembered of a person's chats and of what they saw, and what of theirs was set aside.

        Their files are ``loose_of``.
        """
        theirs = or_(sessions.c.key == str(person_id), sessions.c.key.endswith(f":{person_id}"))
        await self._db.execute(delete(sessions).where(theirs))
        await self._db.execute(delete(messages).where(messages.c.chat_id == person_id, messages.c.case_id == 0))
        await self._db.execute(delete(queue).where(*_of_chat(person_id, State.QUARANTINED)))
        await self._db.execute(delete(exposures).where(exposures.c.officer == person_id))

    async def loose_of(self, person_id: int, until: datetime) -> bool:
        """What a person handed over until then for no case; whether that was all, or there is more for another turn."""
        loose = (evidence.c.owner_id == person_id) & (evidence.c.case_id == 0)
        return await self._drop_files(loose & (evidence.c.received_at <= until))

    async def unsent(self, person_id: int) -> None:
        """What is on its way to somebody, but for what is urgent.

        Right only for people without a role or an open case: a card that never left could not be shown again.
        """
        pending = (*_of_chat(person_id, State.WAITING), queue.c.kind == Kind.SEND)
        await self._db.execute(delete(queue).where(*pending, queue.c.priority != Priority.URGENT))

    async def person(self, person_id: int) -> None:
        """Who somebody is, what they asked not to be asked, and the invitations they came in by.

        What holds a nuisance back lapses by itself.
        """
        await self._db.execute(delete(unasked).where(unasked.c.person_id == person_id))
        await self._db.execute(delete(invitations).where(invitations.c.used_by == person_id))
        await self.learnt(person_id)
        for table in (completions, learners, attendance):
            await self._db.execute(delete(table).where(table.c.person_id == person_id))
        await self._db.execute(delete(people).where(people.c.id == person_id, people.c.roles == ""))

    async def learnt(self, person_id: int) -> None:
        """How somebody answered in the training. Which parts they completed goes with who they are."""
        for table in (answers, polls):
            await self._db.execute(delete(table).where(table.c.person_id == person_id))

    async def evidence_of(self, case_id: int) -> bool:
        """The evidence of a case; whether that was all of it, or there is more for another transaction."""
        return await self._drop_files(evidence.c.case_id == case_id)

    async def unanswered(self, before: datetime, limit: int) -> int:
        """Questions without an answer, and proposed phrases, that came before then; how many."""
        asked = await self._drop(unanswered, unanswered.c.at < before, limit)
        return max(asked, await self._drop(proposals, proposals.c.proposed_at < before, limit))

    async def invitations(self, before: datetime, limit: int) -> int:
        """Invitations that were used or expired before then; how many."""
        return await self._drop(
            invitations, or_(invitations.c.used_at < before, invitations.c.expires_at < before), limit
        )

    async def documents(self, before: datetime, limit: int) -> int:
        """Documents that were made before then and could not be sent; how many."""
        return await self._drop(documents, documents.c.made_at < before, limit)

    async def marks(self, before: datetime, limit: int) -> int:
        """What cases had in common that were reported before then; how many."""
        return await self._drop(marks, marks.c.at < before, limit)

    async def quarantine(self, before: datetime, limit: int) -> int:
        """Rows that came before then and were set aside; how many."""
        return await self._drop(queue, (queue.c.state == State.QUARANTINED) & (queue.c.created_at < before), limit)

    async def paces(self, before: datetime, limit: int) -> int:
        """The pace of chats that nothing was sent to since, and invitations that did not work; how many."""
        tried = await self._drop(wrong_tokens, wrong_tokens.c.at < before, limit)
        return max(tried, await self._drop(pace, pace.c.free_at < before, limit))

    async def floods(self, now: datetime, limit: int) -> int:
        """How much strangers sent in hours that are long over; how many of them."""
        return await self._drop(floods, floods.c.hour < int((now - FLOOD_LIFE).timestamp() // 3600), limit)

    async def exposures(self, before: datetime, limit: int) -> int:
        """What officers saw before then; how many sights."""
        return await self._drop(exposures, exposures.c.at < before, limit)

    async def polls(self, before: datetime, limit: int) -> int:
        """Polls that were sent before then and nobody answered; how many."""
        return await self._drop(polls, polls.c.asked_at < before, limit)

    async def taught(self, before: datetime, begun_before: datetime, limit: int) -> int:
        """Taught sessions before then with who came to them, and drafts that were begun before then; how many."""
        left = taught.c.invited_at.is_(None) & (taught.c.made_at < begun_before)
        gone = await self._drop(taught, (taught.c.at < before) | left, limit)
        await self._db.execute(delete(attendance).where(attendance.c.taught_id.not_in(select(taught.c.id))))
        return gone

    async def audit(self, closed_before: datetime, limit: int) -> Sequence[int]:
        """The whole chains of cases that were closed before then, and from whom they were kept; which cases."""
        has_chain = exists().where(audit.c.case_id == cases.c.id)
        due = select(cases.c.id).where(cases.c.closed_at < closed_before, has_chain).order_by(cases.c.id).limit(limit)
        ids = list(await self._db.scalars(due))
        for table in (audit, exclusions):
            await self._db.execute(delete(table).where(table.c.case_id.in_(ids)))
        return ids


def _of_chat(person_id: int, state: State) -> tuple[ColumnElement[bool], ...]:
    """Rows of a person's private chat in a state; by kind, so that the index of lanes serves."""
    return queue.c.kind.in_((Kind.UPDATE, Kind.SEND)), queue.c.lane == str(person_id), queue.c.state == state
