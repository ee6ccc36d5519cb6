"""When the officer of a removal is reminded."""

from datetime import datetime, timedelta

from bot.content import RemovalRules
from bot.domain.deadline import Hours
from bot.domain.removal import SILENCE, Removal, State

#: States in which the platform has not done what the law wants of it.
_OWING = frozenset({State.SENT, State.ACKNOWLEDGED, State.REFUSED, State.APPEALED, State.ESCALATED})
_WAITING = frozenset({State.SENT, State.ACKNOWLEDGED})
_MINUTE = timedelta(minutes=1)


def next_at(
    removal: Removal, rules: RemovalRules, hours: Hours, now: datetime, *, reminded: bool = False
) -> datetime | None:
    """The next reminder; None for a closed removal. ``reminded``: there was one just now.

    What the law wants within hours is counted by the clock on the wall. Everything else waits until the desk is
    staffed, and comes as soon as Report Harmful Content would look at the post.
    """
    if removal.is_closed:
        return None
    duty = rules.duties.get(removal.kind)
    if duty and removal.state is State.ASKED:
        return now + (duty.again if reminded else duty.asked)
    if duty and removal.state in _OWING and removal.sent_at:
        by = removal.sent_at + duty.within
        if by > now:
            return by
        if removal.state in _WAITING or removal.state is State.REFUSED:
            return now + duty.again
    due = now + rules.clock(removal.post.platform, removal.state)
    if removal.state in _WAITING and removal.sent_at:
        silent = removal.sent_at + SILENCE + _MINUTE
        due = min(due, silent) if silent > now else due
    return hours.opening(due)
