"""Lists of unfinished cases, each read no further than it is shown: however many wait, a look takes milliseconds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Case, Status
from bot.domain.report import Desk
from bot.domain.severity import Level

from .cases import Cases
from .columns import Instant
from .schema import cases, exclusions, messages

#: What a case's message is remembered as where it brought the case to somebody: its card, or the last alarm.
CARD, CALLED = "card:", "called:"
#: Counting ends here: nobody reads further.
MANY = 1_000

_UNFINISHED = cases.c.status.in_((Status.OPEN, Status.TAKEN))


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and in which chat: the rule is ``bot.domain.access.may_open``, here for the database."""

    person_id: int
    chat_id: int
    desks: frozenset[Desk]
    #: The desks whose cases may be shown in the chat at all.
    here: frozenset[Desk]

    def opens(self) -> ColumnElement[bool]:
        """Whether a case may be opened: on one of the desks, theirs, or shown to them; none is not for the chat."""
        brought = or_(*(messages.c.ref.startswith(kind) for kind in (CARD, CALLED)))
        shown = select(messages.c.case_id).where(messages.c.chat_id == self.chat_id, brought)
        mine = or_(
            cases.c.desk.in_(self.desks),
            cases.c.holder == self.person_id,
            cases.c.id.in_(shown) if self.chat_id > 0 else false(),
        )
        return mine & cases.c.desk.in_(self.here) & ~self.is_kept()

    def is_kept(self) -> ColumnElement[bool]:
        """Whether a case is kept from the person; from a group it is where it is kept from anybody."""
        kept = select(exclusions.c.case_id)
        if self.chat_id > 0:
            kept = kept.where(exclusions.c.person_id == self.person_id)
        return cases.c.id.in_(kept)


class Listing:
    """Lists inside one transaction."""

    def __init__(self, connection: AsyncConnection, cases: Cases) -> None:
        self._db = connection
        self._cases = cases

    async def queue(self, view: View, limit: int, *, untaken: bool = False) -> list[Case]:
        """The first cases that may be opened, most urgent first, then oldest; only those that nobody has, if so."""
        found: list[Case] = []
        for level in sorted(Level, reverse=True):
            # Each status of a level is one stretch of the index, read in its order.
            of_level: list[Case] = []
            for status in (Status.OPEN,) if untaken else (Status.OPEN, Status.TAKEN):
                which = select(cases).where(cases.c.status == status, cases.c.level == int(level), view.opens())
                of_level += await self._read(which.order_by(cases.c.opened_at, cases.c.id).limit(limit - len(found)))
            found += sorted(of_level, key=lambda case: (case.opened_at, case.id))[: limit - len(found)]
            if len(found) == limit:
                break
        return found

    async def count(self, view: View, *, untaken: bool = False) -> int:
        """How many may be opened; ``MANY`` stands for that many and more."""
        which = cases.c.status == Status.OPEN if untaken else _UNFINISHED
        return await self._count(which & view.opens())

    async def elsewhere(self, view: View) -> int:
        """How many that nobody has wait where the person does not look; ``MANY`` as above."""
        return await self._count((cases.c.status == Status.OPEN) & ~view.opens() & ~view.is_kept())

    async def _count(self, which: ColumnElement[bool]) -> int:
        some = select(cases.c.id).where(which).limit(MANY).subquery()
        return await self._db.scalar(select(func.count()).select_from(some)) or 0

    async def around(self, chat_id: int) -> list[Case]:
        """The unfinished cases that a person has, reported, or has in their chat (a group: in it), by any message.

        Most urgent first, then oldest.
        """
        ids = union(
            select(cases.c.id).where(cases.c.holder == chat_id),
            select(cases.c.id).where(cases.c.reporter_id == chat_id),
            select(messages.c.case_id).where(messages.c.chat_id == chat_id),
        )
        found = select(cases).where(_UNFINISHED, cases.c.id.in_(ids))
        return await self._read(found.order_by(cases.c.level.desc(), cases.c.opened_at, cases.c.id))

    async def newest(self, limit: int) -> list[Case]:
        """What is not finished, the newest first."""
        return await self._read(select(cases).where(_UNFINISHED).order_by(cases.c.id.desc()).limit(limit))

    async def of_kind(self, kind: str) -> Case | None:
        """The latest of a kind that is not finished."""
        query = select(cases).where(_UNFINISHED, cases.c.kind == kind).order_by(cases.c.id.desc()).limit(1)
        return next(iter(await self._read(query)), None)

    async def urgent_until(self, reporter_id: int, since: datetime, now: datetime) -> datetime | None:
        """Until when an urgent case of somebody's was open: now, or when it was closed since then; None for neither."""
        recent = _UNFINISHED | (cases.c.closed_at >= since)
        mine = (cases.c.reporter_id == reporter_id) & (cases.c.level >= int(Level.URGENT))
        until: datetime | None = await self._db.scalar(
            select(func.max(func.coalesce(cases.c.closed_at, literal(now, Instant)))).where(mine, recent)
        )
        return until

    async def _read(self, query: Select[tuple[object, ...]]) -> list[Case]:
        return [self._cases.read(record) for record in (await self._db.execute(query)).mappings()]
