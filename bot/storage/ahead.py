"""What a clock that ran ahead leaves behind when it is put right: nothing may wait for hours that are still to come."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .columns import Id, Instant
from .row import PUT_BACK, Kind, State
from .schema import pace, queue

#: Clocks of replicas differ by less, and a smaller jump heals in that time.
SLACK = timedelta(minutes=5)
#: No chat's pace holds a message back for longer; no lease lasts longer than this and the slack together.
LONGEST = timedelta(minutes=1)
#: What waits for no time of its own.
_AT_ONCE = tuple(set(Kind) - {Kind.TIMER})
#: Of so many rows at the end of the queue some were there before the clock went back.
NEWEST = 500
#: The paces of sending; others hold somebody back for an hour by right.
_SENDING = pace.c.key.like("chat:%") | (pace.c.key == "all")

# What is said at every look is built once: to build a statement takes as long as to run it.

_LATEST, _INSTEAD = (bindparam(name, type_=Instant) for name in ("latest", "instead"))
_LEASES = update(queue).where(queue.c.leased_until > _LATEST).values(leased_until=_INSTEAD)
_HELD = delete(pace).where(_SENDING, pace.c.free_at > _LATEST)
_PUT_BACK = (
    update(queue)
    .where(queue.c.kind.in_(_AT_ONCE), queue.c.state == State.WAITING, queue.c.due_at > _LATEST)
    .values(due_at=_INSTEAD)
)
_END = select(queue.c.created_at).order_by(queue.c.id.desc()).limit(NEWEST).subquery()
_NEWEST = select(func.max(_END.c.created_at))


class Ahead:
    """The times in the queue, set against the clock, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def put_right(self, now: datetime) -> bool:
        """Where rows come from a time that is still to come, let all go on from now; whether there were any.

        A timer keeps the wait that it was given. Whatever else waits falls due, leases end within a minute, and
        whoever was held back for longer may send.
        """
        latest = now + LONGEST + SLACK
        leased = (await self._db.execute(_LEASES, {"latest": latest, "instead": now + LONGEST})).rowcount
        held = (await self._db.execute(_HELD, {"latest": latest})).rowcount
        put_back = (await self._db.execute(_PUT_BACK, {"latest": now + PUT_BACK + SLACK, "instead": now})).rowcount
        newest: datetime | None = await self._db.scalar(_NEWEST)
        if newest is None or newest <= now + SLACK:
            return bool(leased or held or put_back)
        waits = queue.c.state == State.WAITING
        ahead = queue.c.created_at > now
        due, made = (type_coerce(column, Id) for column in (queue.c.due_at, queue.c.created_at))
        rewound = due - made + type_coerce(type_coerce(now, queue.c.due_at.type), Id)
        timers = update(queue).where(waits, ahead, queue.c.kind == Kind.TIMER).values(due_at=rewound)
        others = update(queue).where(waits, queue.c.kind != Kind.TIMER, queue.c.due_at > now).values(due_at=now)
        for change in (timers, others, update(queue).where(ahead).values(created_at=now)):
            await self._db.execute(change)
        return True
