"""Counts of cases and questions over a time: numbers and machine words, nothing sealed is opened for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import DRILL, Outcome, Status
from bot.domain.person import Role
from bot.domain.severity import Level

from .schema import audit, cases, completions, people, removals, unanswered


@dataclass(frozen=True, slots=True)
class Course:
    """How one case went, in times. ``taken_at`` is when it was taken for the first time."""

    level: Level
    status: Status
    opened_at: datetime
    take_by: datetime
    taken_at: datetime | None
    closed_at: datetime | None


class Trends:
    """Counts inside one transaction; a case counts where it was opened. Drills count nowhere."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    def _opened(self, since: datetime, until: datetime) -> ColumnElement[bool]:
        return and_(cases.c.opened_at >= since, cases.c.opened_at < until, cases.c.kind != DRILL)

    async def opened(self, bounds: Sequence[datetime]) -> list[int]:
        """How many cases were opened between each of the bounds and the next."""
        return await self._parts(cases.c.opened_at, bounds, cases.c.kind != DRILL)

    async def unanswered(self, bounds: Sequence[datetime]) -> list[int]:
        """How many questions that found no answer came between each of the bounds and the next, and still wait."""
        return await self._parts(unanswered.c.at, bounds, unanswered.c.at >= bounds[0])

    async def _parts(self, at: Column[datetime], bounds: Sequence[datetime], which: ColumnElement[bool]) -> list[int]:
        part = case(*((at < end, number) for number, end in enumerate(bounds[1:])))
        query = select(part, func.count()).where(at >= bounds[0], at < bounds[-1], which).group_by(part)
        found: dict[int, int] = {row[0]: row[1] for row in await self._db.execute(query)}
        return [found.get(number, 0) for number in range(len(bounds) - 1)]

    async def removed(self, since: datetime, until: datetime) -> dict[str, int]:
        """Posts that went down and stayed down, by platform."""
        return await self._each(removals.c.platform, removals.c.removed_at, since, until)

    async def completed(self, since: datetime, until: datetime) -> dict[str, int]:
        """How often each part of the training was done last in that time: who does it anew counts once."""
        return await self._each(completions.c.part, completions.c.at, since, until)

    async def _each(self, by: Column[str], at: Column[datetime], since: datetime, until: datetime) -> dict[str, int]:
        query = select(by, func.count()).where(at >= since, at < until).group_by(by)
        return {row[0]: row[1] for row in await self._db.execute(query)}

    async def by_kind(self, since: datetime, until: datetime) -> dict[str, int]:
        """Cases by their kind."""
        return await self._by(cases.c.kind, since, until)

    async def by_place(self, since: datetime, until: datetime) -> dict[str, int]:
        """Cases by platform or place; "" stands for another one, or none."""
        return await self._by(func.coalesce(cases.c.place, ""), since, until)

    async def by_level(self, since: datetime, until: datetime) -> dict[Level, int]:
        """Cases by their level as it is now."""
        found = await self._by(cases.c.level, since, until)
        return {Level(level): count for level, count in found.items()}

    async def by_outcome(self, since: datetime, until: datetime) -> dict[Outcome | Status, int]:
        """Cases by how they ended; those that did not, or were withdrawn, by where they stand."""
        ended = func.coalesce(cases.c.outcome, cases.c.status)
        found = await self._by(ended, since, until)
        known = {each.value: each for each in (*Status, *Outcome)}
        return {known[word]: count for word, count in found.items()}

    async def _by(self, what: ColumnElement[Any], since: datetime, until: datetime) -> dict[Any, int]:
        query = select(what, func.count()).where(self._opened(since, until)).group_by(what)
        return {row[0]: row[1] for row in await self._db.execute(query)}

    async def courses(self, since: datetime, until: datetime) -> list[Course]:
        """How each case went."""
        first = select(audit.c.case_id, func.min(audit.c.at).label("at")).where(audit.c.action == "case:taken")
        taken = first.group_by(audit.c.case_id).subquery()
        shown = (cases.c.level, cases.c.status, cases.c.opened_at, cases.c.take_by, taken.c.at, cases.c.closed_at)
        query = select(*shown).outerjoin(taken, taken.c.case_id == cases.c.id).where(self._opened(since, until))
        found = await self._db.execute(query)
        return [Course(Level(level), Status(status), *times) for level, status, *times in found]

    async def reporters(self, since: datetime, until: datetime, kinds: Collection[str]) -> int:
        """How many councillors reported a case of one of the kinds."""
        theirs = self._opened(since, until) & cases.c.kind.in_(kinds) & cases.c.verified & (cases.c.reporter_id != 0)
        return await self._db.scalar(select(func.count(cases.c.reporter_id.distinct())).where(theirs)) or 0

    async def councillors(self) -> int:
        """How many councillors there are here."""
        is_one = people.c.roles.contains(Role.COUNCILLOR)
        return await self._db.scalar(select(func.count()).where(is_one)) or 0
