"""What stands in the queue: rows, their kinds, states and priorities."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any


class Kind(StrEnum):
    """What a row is for."""

    UPDATE = "update"
    SEND = "send"
    FETCH = "fetch"
    TIMER = "timer"
    ALERT = "alert"
    DOCUMENT = "document"
    MAIL = "mail"


class State(StrEnum):
    """Where a row stands. What is done stays for a while where it must be known again (``_REMEMBERED``)."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"


class Priority(IntEnum):
    """Rows of the first go before all others of their lane, and of their kind; then those of the second."""

    URGENT = 0
    SOON = 3
    NORMAL = 5


URGENT, SOON, NORMAL = Priority
#: No row but a timer is put back for longer: one that is came from a clock that ran ahead (``Ahead``).
PUT_BACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a worker sees it. ``attempts`` counts this one; ``payload`` is None where it does not open."""

    id: int
    kind: Kind
    key: str
    lane: str
    priority: Priority
    due_at: datetime
    attempts: int
    created_at: datetime
    payload: Any


@dataclass(frozen=True, slots=True)
class New:
    """A row to add, due at once."""

    kind: Kind
    key: str
    payload: Any
    lane: str
    priority: Priority = NORMAL
