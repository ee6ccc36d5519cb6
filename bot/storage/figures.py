"""Figures about the queue and the cases, for whoever watches over the bot: numbers and ages, nothing else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import DRILL, Status
from bot.domain.severity import Level

from .queue import heads_lane
from .row import Kind, State
from .schema import cases, queue


@dataclass(frozen=True, slots=True)
class Untaken:
    """How many cases of a level nobody has, and since when the oldest of them is open."""

    level: Level
    count: int
    since: datetime


async def depths(connection: AsyncConnection) -> dict[tuple[Kind, State], int]:
    """How many rows of each kind stand in each state; those that have any."""
    query = select(queue.c.kind, queue.c.state, func.count()).group_by(queue.c.kind, queue.c.state)
    return {(Kind(kind), State(state)): count for kind, state, count in await connection.execute(query)}


async def oldest(connection: AsyncConnection) -> dict[Kind, datetime]:
    """Since when the longest overdue row of each kind is due; a row behind another of its lane does not count."""
    query = select(queue.c.kind, func.min(queue.c.due_at)).where(queue.c.state == State.WAITING, heads_lane())
    return {Kind(kind): due_at for kind, due_at in await connection.execute(query.group_by(queue.c.kind))}


async def untaken(connection: AsyncConnection) -> list[Untaken]:
    """Cases, but for drills, that wait for somebody to take them, by level."""
    waits = (cases.c.status == Status.OPEN) & (cases.c.kind != DRILL)
    query = select(cases.c.level, func.count(), func.min(cases.c.opened_at)).where(waits)
    found = await connection.execute(query.group_by(cases.c.level).order_by(cases.c.level))
    return [Untaken(Level(level), count, since) for level, count, since in found]
