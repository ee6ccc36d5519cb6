"""The one timer of a taught session: before it for those who will come, after it for whoever records who came."""

from bot.domain.deadline import Hours
from bot.domain.taught import Taught, next_at
from bot.storage.row import Kind

from .turn import Turn

EVENT = "taught"


def _key(session_id: int) -> str:
    return f"{EVENT}:{session_id}"


async def arm(turn: Turn, session: Taught, hours: Hours) -> None:
    """Set the timer of a session that people are invited to, from now, unless it is set."""
    assert session.at is not None  # noqa: S101  (an invitation has a date)
    key, payload = _key(session.id), {"event": EVENT, "session": session.id}
    due = next_at(session.at, hours, turn.now)
    await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=due)


async def disarm(turn: Turn, session_id: int) -> None:
    """Nothing is left to be said of a session, or it has another date."""
    await turn.tx.queue.cancel(Kind.TIMER, _key(session_id))
